import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmod, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { createGuard, createSessionFiles } from '../../../source/adapters/cache/sessions.ts';
import { sweepNowAndThen } from '../../../source/adapters/cache/sweep.ts';
import { hasKeychain, type KeychainEntry } from '../../../source/adapters/keychain/entry.ts';
import { createSeal, openKeychain } from '../../../source/adapters/keychain/keychain.ts';
import type { SessionStoreKind } from '../../../source/domain/settings/faults.ts';
import { makeHome } from '../../helpers/home.ts';

const noon = Date.UTC(2026, 0, 15, 12);
const key = { kind: 'session', facts: 'prod' } as const;
const session = {
  credentials: {
    accessKeyId: 'ASIAEXAMPLE',
    secretAccessKey: 'very-secret-key',
    sessionToken: 'very-secret-token',
    expiresAt: noon + 3_600_000,
  },
  notes: [],
};

/** A cache of a person who chose that; `seal` undefined is a machine without a keychain. */
async function cacheOf(context: TestContext, kind: SessionStoreKind, seal = createSeal(randomBytes(32)) as unknown) {
  const directory = join((await makeHome(context)).directory, 'cache');
  const store = (chosen: SessionStoreKind, opened: unknown = seal) =>
    createSessionFiles(
      directory,
      () => noon,
      createGuard(chosen, async () => (opened ?? undefined) as ReturnType<typeof createSeal> | undefined),
    );
  await store(kind).write(key, session);
  const names = await readdir(directory).catch(() => []);
  const name = names.find((each) => each.startsWith('session-')) ?? '';
  const path = join(directory, name);
  return { directory, store, path, text: name === '' ? undefined : await readFile(path, 'utf8') };
}

const secrets = /very-secret|ASIAEXAMPLE/;

describe('sealed entries', () => {
  for (const kind of ['auto', 'keychain'] as const) {
    test(`${kind}: with a keychain the file gives nothing away, and is read back`, async (context) => {
      const { store, text } = await cacheOf(context, kind);
      assert.doesNotMatch(text ?? '', secrets);
      assert.deepEqual(await store(kind).read(key), session);
    });
  }

  test('auto: without a keychain the file is plain, and a keychain that comes later can read it', async (context) => {
    const { store, text } = await cacheOf(context, 'auto', null);
    assert.match(text ?? '', secrets);
    assert.deepEqual(await store('auto').read(key), session);
    assert.equal(await store('keychain').read(key), undefined, 'who wants a keychain alone does not take a plain file');
  });

  test('keychain without one, and none: nothing is written, nothing that is there is used', async (context) => {
    assert.equal((await cacheOf(context, 'keychain', null)).text, undefined);
    const { store, text } = await cacheOf(context, 'none');
    assert.equal(text, undefined);
    await store('file').write(key, session);
    assert.equal(await store('none').read(key), undefined);
  });

  test('file: as it is, keychain or not; a sealed one is a miss', async (context) => {
    const { store, text } = await cacheOf(context, 'file');
    assert.match(text ?? '', secrets);
    await store('keychain').write(key, session);
    assert.equal(await store('file').read(key), undefined);
  });

  test('changed, moved to another name, or sealed with another key: a miss', async (context) => {
    const { store, path, text = '' } = await cacheOf(context, 'keychain');
    assert.equal(await store('keychain', createSeal(randomBytes(32))).read(key), undefined);
    const other = { kind: 'session', facts: 'dev' } as const;
    await store('keychain').write(other, session);
    const names = await readdir(join(path, '..'));
    const otherName = names.find((name) => name.startsWith('session-') && !path.endsWith(name)) ?? '';
    await rename(join(path, '..', otherName), path);
    assert.equal(await store('keychain').read(key), undefined, 'one role must not pass for another');
    const written = JSON.parse(text);
    const flipped = Buffer.from(written.value.sealed, 'base64');
    flipped[40] = (flipped[40] ?? 0) ^ 1;
    written.value.sealed = flipped.toString('base64');
    await writeFile(path, JSON.stringify(written));
    assert.equal(await store('keychain').read(key), undefined);
    written.value.sealed = '';
    await writeFile(path, JSON.stringify(written));
    assert.equal(await store('keychain').read(key), undefined);
  });

  test('what is no secret stays readable: who one is, and that an MFA session is denied', async (context) => {
    const { store } = await cacheOf(context, 'keychain');
    const caller = { kind: 'caller', facts: 1 } as const;
    await store('keychain').write(caller, { arn: 'arn:aws:iam::111122223333:user/mary', accountId: '111122223333' });
    assert.equal(store('none').peek<{ accountId: string }>(caller)?.accountId, '111122223333');
    await store('none').write({ kind: 'mfa', facts: 1 }, { denied: true });
    assert.deepEqual(await store('none').read({ kind: 'mfa', facts: 1 }), { denied: true });
  });

  test('the sweep still sees when a sealed one is over', async (context) => {
    const { directory, path } = await cacheOf(context, 'keychain');
    await sweepNowAndThen(directory, noon + 2 * 86_400_000);
    await assert.rejects(readFile(path));
  });
});

describe('openKeychain', () => {
  const memory = (kept: { text?: string; closed?: number } = {}): KeychainEntry => ({
    getPassword: async () => kept.text ?? null,
    setPassword: async (text) => {
      kept.text = text;
    },
    deletePassword: async () => undefined,
    close: () => {
      kept.closed = (kept.closed ?? 0) + 1;
    },
  });

  test('makes a key once, and the next time takes that one', async (context) => {
    const cache = join((await makeHome(context)).directory, 'cache');
    const kept: { text?: string; closed?: number } = {};
    const opened = await Promise.all([1, 2, 3].map(() => openKeychain({}, cache, async () => memory(kept))));
    const [first, ...others] = opened.map(({ seal }) => seal);
    const sealed = first?.seal('text', 'it') ?? '';
    for (const other of others) assert.equal(other?.open(sealed, 'it'), 'text');
    assert.equal(Buffer.from(kept.text ?? '', 'base64').length, 32);
    assert.equal(kept.closed, 3);
  });

  const failing: readonly (readonly [what: string, entry: Partial<KeychainEntry>, why: RegExp])[] = [
    ['that is locked', { getPassword: () => Promise.reject(new Error('locked')) }, /locked/],
    ['that refuses', { setPassword: () => Promise.reject(new Error('denied')) }, /denied/],
    ['that forgets', { setPassword: async () => undefined }, /did not keep/],
  ];
  for (const [what, entry, why] of failing) {
    test(`a keychain ${what} is none, and it says why`, async (context) => {
      const cache = join((await makeHome(context)).directory, 'cache');
      const kept: { closed?: number } = {};
      const found = await openKeychain({}, cache, async () => ({ ...memory(kept), ...entry }));
      assert.equal(kept.closed, 1);
      assert.equal(found.seal, undefined);
      assert.match('why' in found ? found.why : '', why);
    });
  }

  test('a keychain is looked for where the platform has one: always on macOS and Windows', async (context) => {
    const { directory } = await makeHome(context);
    assert.deepEqual(
      (['darwin', 'win32', 'linux', 'freebsd'] as const).map((platform) => hasKeychain({}, platform)),
      [true, true, false, false],
    );
    assert.ok(hasKeychain({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/x' }, 'linux'));
    assert.ok(!hasKeychain({ XDG_RUNTIME_DIR: directory }, 'linux'));
    await writeFile(join(directory, 'bus'), '');
    assert.ok(hasKeychain({ XDG_RUNTIME_DIR: directory }, 'linux'));
  });

  test('a keychain that does not answer is given up, remembered for a while, and then asked again', async (context) => {
    const cache = join((await makeHome(context)).directory, 'cache');
    let asked = 0;
    const silent: KeychainEntry = {
      getPassword: () => {
        asked += 1;
        return new Promise(() => undefined);
      },
      setPassword: async () => undefined,
      deletePassword: async () => undefined,
      close: () => assert.fail('Its call is still on its way.'),
    };
    const open = (entry: KeychainEntry, remembered = 60_000) =>
      openKeychain({}, cache, async () => entry, { asked: 400, again: 20, remembered });
    const timed = async (work: Promise<unknown>) => {
      const before = performance.now();
      return [await work, performance.now() - before] as const;
    };
    const [first, long] = await timed(open(silent));
    assert.match((first as { why: string }).why, /locked and nobody answered/);
    assert.ok(long >= 390);
    const [, short] = await timed(open(silent));
    assert.ok(short < 390, `${short} ms`);
    assert.equal(asked, 2);
    assert.ok((await open(memory())).seal, 'once unlocked it is used at once');
    const [, longAgain] = await timed(open(silent));
    assert.ok(longAgain >= 390, 'and the silence is forgotten');
  });

  test('in a cache that others may write to there is no key made', async (context) => {
    const cache = (await makeHome(context)).directory;
    await chmod(cache, 0o777);
    const kept: { text?: string } = {};
    const found = await openKeychain({}, cache, async () => memory(kept));
    assert.equal(found.seal, undefined);
    assert.equal(kept.text, undefined);
  });

  test('no D-Bus session: no library is loaded, and it says so', {
    skip: process.platform !== 'linux' && 'Linux alone has D-Bus',
  }, async (context) => {
    const { directory } = await makeHome(context);
    const found = await openKeychain({ XDG_RUNTIME_DIR: directory }, directory);
    assert.deepEqual(found, { seal: undefined, why: 'There is no D-Bus session on this machine.' });
  });
});
