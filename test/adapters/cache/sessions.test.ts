import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSessionFiles, sha256 } from '../../../source/adapters/cache/sessions.ts';
import type { CacheKey } from '../../../source/domain/sessions/cache/keys.ts';
import type { StoredSession } from '../../../source/domain/sessions/cache/store.ts';
import { plainRequest } from '../../../source/domain/sessions/plan/request.ts';
import { Problem } from '../../../source/problem.ts';
import { makeHome } from '../../helpers/home.ts';

const key: CacheKey = { kind: 'session', facts: ['mary', 'prod-admin'] };
const now = 1_800_000_000_000;
const session = (expiresAt = now + 3_600_000): StoredSession => ({
  credentials: { accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't', expiresAt },
});

async function makeStore(context: Parameters<typeof makeHome>[0], name = 'cache') {
  const { directory } = await makeHome(context);
  const cache = join(directory, name);
  return { directory, cache, store: createSessionFiles(cache, () => now) };
}

const entryOf = async (cache: string) =>
  join(cache, (await readdir(cache)).find((name) => name.startsWith('session-')) ?? '?');

test('what is kept is ours alone', async (context) => {
  const { cache, store } = await makeStore(context, 'a home\nof "spaces"');
  await store.write(key, session());
  assert.equal((await stat(cache)).mode & 0o777, 0o700);
  assert.equal((await stat(await entryOf(cache))).mode & 0o777, 0o600);
  assert.deepEqual(await store.read(key), session());
  assert.deepEqual(
    (await readdir(cache)).filter((name) => name !== 'swept' && !/^session-[0-9a-f]{40}\.json$/.test(name)),
    [],
  );
});

test('a directory that others may write to, or of somebody else, is refused; one they may read is closed', async (context) => {
  const { cache, directory, store } = await makeStore(context);
  await mkdir(cache);
  await chmod(cache, 0o770);
  const unsafe = (error: unknown) => error instanceof Problem && error.text.code === 'cache-unsafe';
  await assert.rejects(store.read(key), unsafe);
  await assert.rejects(store.write(key, session()), unsafe);
  await chmod(cache, 0o755);
  await createSessionFiles(cache).read(key);
  assert.equal((await stat(cache)).mode & 0o777, 0o700);
  await assert.rejects(createSessionFiles(process.getuid?.() === 0 ? '/dev/null' : '/root').read(key), unsafe);
  await writeFile(join(directory, 'file'), '');
  await assert.rejects(createSessionFiles(join(directory, 'file')).read(key), unsafe);
});

test('a planted link is never followed, neither to read nor to write', async (context) => {
  const { cache, directory, store } = await makeStore(context);
  await store.write(key, session());
  const entry = await entryOf(cache);
  const text = await readFile(entry, 'utf8');
  const target = join(directory, 'target');
  await writeFile(target, text);
  await rm(entry);
  await symlink(target, entry);
  assert.equal(await store.read(key), undefined);
  await store.write(key, session(now + 1));
  assert.equal(await readFile(target, 'utf8'), text);
  assert.deepEqual(await store.read(key), session(now + 1));
});

test('whatever is damaged, foreign or of another version is a miss', async (context) => {
  const { cache, store } = await makeStore(context);
  await store.write(key, session());
  const entry = await entryOf(cache);
  const whole = await readFile(entry, 'utf8');
  const damaged = [
    '',
    'null',
    '[]',
    '{}',
    whole.slice(0, -5),
    whole.replace('"version":1', '"version":2'),
    '{"version":1}',
    '{"version":1,"value":{"credentials":5}}',
    '{"version":1,"value":{"credentials":{"accessKeyId":"A","secretAccessKey":"s","expiresAt":"soon"}}}',
    whole.replace('}}', '},"caller":7}'),
    `${whole}${' '.repeat(300 * 1024)}`,
  ];
  for (const text of damaged) {
    await writeFile(entry, text);
    assert.equal(await store.read(key), undefined, text.slice(0, 80));
    assert.equal(store.peek(key), undefined);
  }
  await fc.assert(
    fc.asyncProperty(
      fc.nat(whole.length - 1),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
      async (at, put) => {
        await writeFile(entry, whole.slice(0, at) + put + whole.slice(at + 1));
        const read = await store.read<StoredSession>(key);
        return read === undefined || typeof read.credentials.expiresAt === 'number';
      },
    ),
    { numRuns: 300 },
  );
});

test('where nothing can be written, nothing fails', async (context) => {
  const { directory } = await makeStore(context);
  for (const place of ['/dev/null/cache', join(directory, 'n'.repeat(300))]) {
    const store = createSessionFiles(place, () => now);
    await store.write(key, session());
    assert.equal(await store.read(key), undefined);
    assert.equal(
      await store.exclusively(
        key,
        async () => undefined,
        async () => 7,
      ),
      7,
    );
    assert.deepEqual(await store.forget(), { sessions: 0, mfaSessions: 0, unlabelled: 0, failed: [] });
    await store.remove(key);
    await store.noteCodeStep('phone', 5);
    assert.equal((await store.saveRequest({ request: plainRequest('prod') })).length, 40);
  }
});

test('a request is kept under an ID of its own, and only a whole one comes back', async (context) => {
  const { cache, store } = await makeStore(context);
  const request = { ...plainRequest('prod'), policy: '{}', tags: { team: 'blue' } };
  const id = await store.saveRequest({ request });
  assert.equal(await store.saveRequest({ request: { ...request } }), id);
  assert.notEqual(await store.saveRequest({ request: plainRequest('prod') }), id);
  assert.deepEqual(await store.savedRequest(id), { request, leadsTo: undefined });
  const leadsTo = 'arn:aws:iam::444455556666:role/prod';
  const leading = await store.saveRequest({ request, leadsTo });
  assert.notEqual(leading, id, 'the profile may lead elsewhere later: each shell goes by its own');
  assert.deepEqual(await store.savedRequest(leading), { request, leadsTo });
  const live = await store.saveRequest({ request, leadsTo, live: true });
  assert.notEqual(live, leading, 'each is gone back to in its own way');
  assert.deepEqual(await store.savedRequest(live), { request, leadsTo, live: true });
  assert.equal(await store.savedRequest('../../etc/passwd'), undefined);
  await writeFile(join(cache, `request-${id}.json`), '{"version":1,"value":{"target":{"kind":"profile"}}}');
  assert.equal(await store.savedRequest(id), undefined);
});

test('what expired goes once a day; locks and halves of files left behind go too', async (context) => {
  const { cache, store } = await makeStore(context);
  const old = (facts: string): CacheKey => ({ kind: 'session', facts });
  await store.write(key, session());
  const live = await entryOf(cache);
  await store.write(old('first'), session(now - 1));
  const names = (await readdir(cache)).filter((name) => name.startsWith('session-'));
  const expired = names.map((name) => join(cache, name)).find((path) => path !== live) ?? '?';
  await writeFile(`${expired}.123.abc`, 'half');
  await utimes(`${expired}.123.abc`, 1, 1);
  await mkdir(`${expired}.lock`);
  await utimes(`${expired}.lock`, 1, 1);
  await writeFile(join(cache, 'something-else'), '');
  await store.write(key, session());
  assert.ok((await readdir(cache)).includes('something-else'));
  assert.equal((await readdir(cache)).length, 6, 'not swept again on the same day');
  await utimes(join(cache, 'swept'), 1, 1);
  await store.write(key, session());
  const left = (await readdir(cache)).map((name) => name.replace(/[0-9a-f]{40}/, '…')).sort();
  assert.deepEqual(left, ['session-….json', 'something-else', 'swept']);
  assert.deepEqual(await store.read(key), session());
});

test('to forget all takes sessions, and leaves requests and used codes', async (context) => {
  const { cache, store } = await makeStore(context);
  await store.write(key, session());
  await store.write({ kind: 'mfa', facts: 1 }, { denied: true });
  await store.write({ kind: 'caller', facts: 1 }, { arn: 'a', accountId: '1' });
  await store.noteCodeStep('phone', 7);
  await store.saveRequest({ request: plainRequest('prod') });
  assert.deepEqual(await store.forget(), { sessions: 1, mfaSessions: 1, unlabelled: 0, failed: [] });
  const left = (await readdir(cache)).map((name) => name.split('-')[0]).sort();
  assert.deepEqual(left, ['code', 'request', 'swept']);
  assert.equal(await store.lastCodeStep('phone'), 7);
});

/** A cache in which processes were killed, or are about to rename what they write. */
async function withHalfWritten(context: Parameters<typeof makeHome>[0]) {
  const { cache, store } = await makeStore(context);
  const [dead, living] = [spawnSync('true').pid, process.pid];
  await store.write({ ...key, of: 'prod' }, session());
  const whole = await readFile(await entryOf(cache), 'utf8');
  const put = (name: string, text: string) => writeFile(join(cache, name), text, { mode: 0o600 });
  await put(`session-0a.json.${dead}.4q1`, whole);
  await put(`mfa-0b.json.${dead}.4q1`, whole.slice(0, -20));
  await put(`caller-0c.json.${dead}.4q1`, '{}');
  await put(`session-0d.json.${living}.4q1`, whole.slice(0, -20));
  await store.write({ kind: 'session', facts: 'other', of: 'audit' }, session());
  await put(`session-0e.json.${dead}.4q1`, whole.replace(/"of":"[^"]*"/, '"of":"audit"'));
  await put('session-0f.json.holder', '1 2 3');
  const left = async () => (await readdir(cache)).map((name) => name.replace(/[0-9a-f]{40}|\.\d+\.4q1$/, '…')).sort();
  return { cache, store, left, dead };
}

test('to forget all takes what killed processes had half written, and what one is about to rename', async (context) => {
  const { cache, store, left, dead } = await withHalfWritten(context);
  const reader = openSync(join(cache, `session-0a.json.${dead}.4q1`), 'r');
  assert.deepEqual(await store.forget(), { sessions: 5, mfaSessions: 1, unlabelled: 0, failed: [] });
  assert.deepEqual(await left(), ['session-0f.json.holder', 'swept']);
  assert.match(readFileSync(reader, 'utf8'), /^\0+$/, 'it is overwritten');
  closeSync(reader);
});

test('to forget a role takes what killed processes had half written of it, or of nobody knows what', async (context) => {
  const { store, left } = await withHalfWritten(context);
  assert.deepEqual(await store.forget({ session: 'prod', mfa: 'phone' }), {
    sessions: 2,
    mfaSessions: 0,
    unlabelled: 1,
    failed: [],
  });
  assert.deepEqual(await left(), [
    'caller-0c.json…',
    'session-0d.json…',
    'session-0e.json…',
    'session-0f.json.holder',
    'session-….json',
    'swept',
  ]);
});

test('a session from before the clock was set back is a miss, whichever way it is read', async (context) => {
  const { directory } = await makeHome(context);
  const cache = join(directory, 'cache');
  let [at, uptime] = [now, 5_000];
  let boot = 'first';
  const store = () =>
    createSessionFiles(
      cache,
      () => at,
      undefined,
      undefined,
      () => ({ uptime, boot }),
    );
  const mfa: CacheKey = { kind: 'mfa', facts: 'mary' };
  const denied: CacheKey = { kind: 'mfa', facts: 'denied' };
  await store().write(key, session());
  await store().write(mfa, { ...session(), issuedAt: now });
  await store().write(denied, { denied: true });
  const found = async () => [
    (await store().read(key)) !== undefined,
    store().peek(key) !== undefined,
    (await store().read(mfa)) !== undefined,
  ];
  assert.deepEqual(await found(), [true, true, true]);
  [at, uptime] = [now - 2 * 3_600_000, 5_010];
  assert.deepEqual(await found(), [false, false, false]);
  [at, uptime] = [now + 1_800_000, 5_000 + 2.5 * 3600];
  assert.deepEqual(await found(), [false, false, false], 'the two hours have passed again');
  [at, uptime] = [now + 1_800_000, 6_800];
  assert.deepEqual(await found(), [true, true, true]);
  [at, uptime, boot] = [now + 1_800_000, 900_000, 'of another machine, with the same home'];
  assert.deepEqual(await found(), [true, true, true]);
  const entry = await entryOf(cache);
  const whole = JSON.parse(await readFile(entry, 'utf8'));
  for (const written of [null, 7, {}, { at: 'noon' }, { at: now, uptime: 'long' }, { at: now, boot: 7 }]) {
    await writeFile(entry, JSON.stringify({ ...whole, written }));
    assert.equal(await store().read(key), undefined, JSON.stringify(written));
  }
  await writeFile(entry, JSON.stringify({ ...whole, written: undefined }));
  assert.deepEqual(await store().read(key), session(), 'rolecall 0.1.0 did not say when');
});

test('an entry whose times are none that a date can be made of is a miss', async (context) => {
  const { directory } = await makeHome(context);
  const store = createSessionFiles(join(directory, 'cache'));
  const credentials = { accessKeyId: 'A', secretAccessKey: 's', sessionToken: 't', expiresAt: 1e300 };
  await store.write({ kind: 'session', facts: 'x' }, { credentials });
  assert.equal(await store.read({ kind: 'session', facts: 'x' }), undefined);
});

const reference = (text: string) => createHash('sha256').update(text).digest('hex');

test('sha256 is SHA-256', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 70_000]) {
    const text = 'é'.repeat(length);
    assert.equal(sha256(text), reference(text), `${length}`);
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => sha256(text) === reference(text)),
    { numRuns: 2000 },
  );
});
