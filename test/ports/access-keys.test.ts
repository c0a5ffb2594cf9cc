import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import type { KnownKey } from '../../source/domain/access-keys/known.ts';
import { storedKeyText } from '../../source/domain/access-keys/stored-key.ts';
import { outsideOf } from '../../source/domain/shells/outside.ts';
import { createAccessKeys } from '../../source/ports/access-keys.ts';
import { letGo } from '../adapters/access-keys/sealed-file.ts';

const id = (letter: string) => `AKIA${letter.repeat(16)}`;
const user = 'arn:aws:iam::111122223333:user/mary';
const keyOf = (letter: string) => ({ user, current: { accessKeyId: id(letter), secretAccessKey: 's'.repeat(40) } });

/** A machine whose file of keys is open and holds mary's key A; there is no keychain. */
async function makeMachine(context: TestContext) {
  const directory = await mkdtemp(join(tmpdir(), 'rolecall-test-'));
  context.after(() => rm(directory, { recursive: true, force: true }));
  const [settings, cache] = [join(directory, 'settings'), join(directory, 'cache')];
  const keys = createAccessKeys({ env: {}, outside: outsideOf({ PATH: process.env.PATH }), settings, cache });
  const file = await keys.file();
  await file.create('correct horse');
  letGo(await readFile(file.path, 'utf8'));
  await keys.store('mary', keyOf('A'), 'file');
  const record = join(settings, 'access-keys.json');
  const read = async () => JSON.parse(await readFile(record, 'utf8')).keys as Record<string, KnownKey>;
  /** Another process has written the record, once this one has read it: the clock is asked after that, before the lock is taken. */
  const meanwhile = (known: Readonly<Record<string, KnownKey>>) => {
    const { now } = Date;
    const back = () => {
      Date.now = now;
    };
    context.after(back);
    Date.now = () => {
      back();
      writeFileSync(record, JSON.stringify({ version: 1, keys: known }), { mode: 0o600 });
      return now();
    };
  };
  return { keys, file, read, meanwhile };
}

test('a key is found where it lies, also where the record of keys cannot be read', async (context) => {
  const { keys, file } = await makeMachine(context);
  const record = join(dirname(file.path), 'access-keys.json');
  await rm(record);
  await mkdir(record);
  assert.deepEqual(await keys.find('mary'), { key: keyOf('A'), place: 'file' });
  assert.equal(await keys.find('john'), undefined);
});

describe('what another process notes meanwhile', () => {
  test('a key that is used: a removal stays', async (context) => {
    const { keys, read, meanwhile } = await makeMachine(context);
    meanwhile({});
    assert.equal((await keys.credentials({ profile: 'mary' })).accessKeyId, id('A'));
    assert.deepEqual(await read(), {});
  });

  test('a key that is used: a rotation and a move stay, and the use is noted', async (context) => {
    const { keys, read, meanwhile } = await makeMachine(context);
    const moved: KnownKey = { place: 'keychain', accessKeyId: id('B'), user, storedAt: 7 };
    meanwhile({ mary: moved });
    await keys.credentials({ profile: 'mary' });
    const { usedAt, ...known } = (await read()).mary ?? {};
    assert.deepEqual(known, moved);
    assert.ok(usedAt !== undefined && usedAt > 7);
  });

  test('a key that is read, and is another than the record says: a removal stays', async (context) => {
    const { keys, file, read, meanwhile } = await makeMachine(context);
    await file.write('mary', storedKeyText(keyOf('C')));
    meanwhile({});
    assert.equal((await keys.read('mary'))?.current.accessKeyId, id('C'));
    assert.deepEqual(await read(), {});
  });

  test('a key that a command prints: what is stored by that name by now stays noted', async (context) => {
    const { keys, read, meanwhile } = await makeMachine(context);
    await keys.notePrinted('mary', keyOf('A'));
    const stored: KnownKey = { place: 'keychain', accessKeyId: id('B'), user, storedAt: 7 };
    meanwhile({ mary: stored });
    const printed = JSON.stringify({ AccessKeyId: id('D'), SecretAccessKey: 's'.repeat(40) });
    await keys.credentials({ profile: 'mary', command: `printf %s '${printed}'` });
    assert.deepEqual((await read()).mary, stored);
  });
});
