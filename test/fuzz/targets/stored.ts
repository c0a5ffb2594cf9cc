import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createSessionFiles } from '../../../source/adapters/cache/sessions.ts';
import { readStored } from '../../../source/domain/sessions/cache/cached-session.ts';
import type { CacheKey } from '../../../source/domain/sessions/cache/keys.ts';
import type { StoredCaller, StoredMfaSession } from '../../../source/domain/sessions/cache/store.ts';
import { leadsElsewhere } from '../../../source/domain/sessions/plan/leads-to.ts';
import { planRequest } from '../../../source/domain/sessions/plan/plan.ts';
import { plainRequest } from '../../../source/domain/sessions/plan/request.ts';
import { readSettings, recentsWith, settingsOf } from '../../../source/domain/settings/settings.ts';
import { exportText } from '../../../source/domain/shells/export-formats.ts';
import { whoOf } from '../../../source/output/banner.ts';
import { exampleRole } from '../../domain/shells/example.ts';
import { damaged, hostile } from '../inputs.ts';
import { orProblem, target } from '../target.ts';
import { profilesOf } from './config.ts';

const name = fc.oneof(hostile, fc.constantFrom('prod', 'a'));
const good = fc
  .record({
    version: fc.oneof(fc.constant(1), fc.anything()),
    favourites: fc.oneof(fc.array(fc.oneof(name, fc.jsonValue({ maxDepth: 1 }))), fc.jsonValue()),
    recents: fc.array(name, { maxLength: 9 }),
    hidden: fc.jsonValue({ maxDepth: 1 }),
    colors: fc.oneof(fc.dictionary(name, fc.oneof(fc.constant('#ff0000'), hostile)), fc.jsonValue({ maxDepth: 1 })),
    mfaSessionDuration: fc.oneof(fc.double(), fc.integer(), hostile),
    mfaAsk: fc.oneof(fc.array(name), hostile, fc.jsonValue({ maxDepth: 1 })),
    sessionStore: fc.oneof(fc.constantFrom('auto', 'keychain', 'file', 'none'), hostile),
    prompt: fc.oneof(fc.boolean(), hostile),
  })
  .map((settings) => JSON.stringify(settings));

/** The settings file: whatever stands in it, every setting has a value that can be used. */
export const settingsFiles = target({
  name: 'the settings file',
  weight: 10,
  inputs: fc.oneof(good, damaged(good), fc.json(), hostile),
  attempt: (text) => {
    const { settings } = settingsOf(text);
    const written = JSON.stringify(settings);
    const read = JSON.parse(written);
    // V8 13.6 (Node 24) takes a key of one escaped character for a backslash once it has met an object with such a key:
    // JSON.parse('{"a":1,"\\\\":2}'), then JSON.parse('{"a":1,"\\t":2}') has the keys a and \.
    if (JSON.stringify(read) === written)
      assert.deepEqual(readSettings(read), settings, 'written and read it is the same');
    assert.ok(recentsWith(settings, 'prod').length <= 5);
    assert.ok(settings.mfaSessionDuration >= 900 && settings.mfaSessionDuration <= 129_600);
    if (settings.mfaAsk !== undefined)
      assert.ok(settings.mfaAsk[0].trim() !== '' && !settings.mfaAsk.join('').includes('\0'));
    for (const color of Object.values(settings.colors)) assert.match(color, /^#[0-9a-f]{6}$/i);
  },
});

const files = `[profile mary]\naws_access_key_id = AKIA\naws_secret_access_key = s\n[profile prod]\nrole_arn = arn:aws:iam::444455556666:role/Admin\nsource_profile = mary\n`;
const profiles = profilesOf(files, '');
const plausible = fc
  .record({
    version: fc.constantFrom(1, 1, 1, 2),
    value: fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.record({
        credentials: fc.oneof(
          fc.jsonValue({ maxDepth: 1 }),
          fc.record({ accessKeyId: name, secretAccessKey: name, expiresAt: fc.oneof(fc.integer(), fc.double(), name) }),
        ),
        notes: fc.jsonValue({ maxDepth: 1 }),
      }),
      fc.record({ arn: fc.oneof(name, fc.jsonValue({ maxDepth: 1 })), accountId: name }),
      fc.record({
        target: fc.jsonValue({ maxDepth: 2 }),
        policyArns: fc.jsonValue({ maxDepth: 1 }),
        tags: fc.jsonValue(),
      }),
    ),
  })
  .map((entry) => JSON.stringify(entry));

const key = (kind: CacheKey['kind']): CacheKey => ({ kind, facts: 'fuzz' });
let directory: string | undefined;

/** Entries of the cache that were cut short, damaged, or never ours. */
export const cacheEntries = target({
  name: 'entries of the cache',
  weight: 4,
  inputs: fc.oneof(plausible, damaged(plausible), fc.json(), hostile),
  attempt: async (text) => {
    directory ??= mkdtempSync(join(tmpdir(), 'rolecall-fuzz-'));
    const store = createSessionFiles(directory);
    await prepare(store);
    for (const entry of readdirSync(directory)) writeFileSync(join(directory, entry), text, { mode: 0o600 });
    const found = await readStored(key('session'), { minRemaining: 300, bypass: false }, { store, now: () => 0 });
    if (found !== undefined) exportText({ ...exampleRole().session, ...found, notes: found.notes ?? [] }, 'env');
    const mfa = await store.read<StoredMfaSession>(key('mfa'));
    if (mfa !== undefined) assert.ok('denied' in mfa || Number.isFinite(mfa.credentials.expiresAt));
    const caller = store.peek<StoredCaller>(key('caller'));
    if (caller !== undefined) whoOf(caller.arn);
    const saved = await store.savedRequest(kept ?? '');
    if (saved !== undefined) orProblem(() => leadsElsewhere(planRequest(profiles, saved.request), saved.leadsTo));
    await store.lastCodeStep('serial');
  },
  close: async () => {
    if (directory !== undefined) await rm(directory, { recursive: true, force: true });
    directory = undefined;
    kept = undefined;
  },
});

let kept: string | undefined;

/** One entry of each kind, to be overwritten with what the fuzzer thinks of. */
async function prepare(store: ReturnType<typeof createSessionFiles>): Promise<void> {
  if (kept !== undefined) return;
  await store.write(key('session'), {});
  await store.write(key('mfa'), {});
  await store.write(key('caller'), {});
  await store.noteCodeStep('serial', 1);
  kept = await store.saveRequest({ request: plainRequest('prod') });
}

process.once('exit', () => directory !== undefined && rmSync(directory, { recursive: true, force: true }));
