import assert from 'node:assert/strict';
import { appendFile, chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { createKeyFile } from '../../../source/adapters/access-keys/key-file.ts';
import { json, makeKeyHome, passphrase } from './world.ts';

/** Mary's home, with a command that prints her key, and what our own files say. */
async function makePlaces(context: TestContext, options: { readonly closed?: boolean } = {}) {
  const home = await makeKeyHome(context, options);
  const command = join(home.directory, 'pass.sh');
  await writeFile(command, `#!/bin/sh\nprintf '%s' '${json(home.key)}'\n`);
  await chmod(command, 0o700);
  const own = (name: string) => join(home.directory, '.config', 'rolecall', name);
  const read = async (name: string) => JSON.parse(await readFile(own(name), 'utf8'));
  return {
    ...home,
    command,
    record: async () => (await read('access-keys.json')).keys.mary,
    /** As another program has left it. */
    write: (mary: object) =>
      writeFile(own('access-keys.json'), JSON.stringify({ version: 1, keys: { mary } }), { mode: 0o600 }),
    inFile: async () => Object.keys((await read('access-keys.sealed')).keys),
  };
}

test('without a terminal, an import into a file that is not there yet advises what there is', async (context) => {
  const { run, credentials, key, directory } = await makeKeyHome(context);
  await rm(join(directory, '.config', 'rolecall', 'access-keys.sealed'));
  await appendFile(credentials, `[mary]\naws_access_key_id = ${key.id}\naws_secret_access_key = ${key.secret}\n`);
  const { code, err } = await run(['key', 'import', '--from', 'credentials', 'mary', '--write', '--in', 'file']);
  assert.equal(code, 1);
  assert.match(
    err,
    /there is no terminal to ask for its passphrase[\s\S]* print it: rolecall key add NAME --command COMMAND$/m,
  );
});

describe('what lies by a name and is no key', () => {
  test('is said, and removed, also where its record was lost', async (context) => {
    const { add, run, directory, inFile } = await makePlaces(context);
    await add();
    const file = createKeyFile(join(directory, '.config', 'rolecall', 'access-keys.sealed'));
    assert.ok(await file.open(passphrase));
    await file.write('mary', 'no key');
    await rm(join(directory, '.config', 'rolecall', 'access-keys.json'));
    const { err } = await run(['credential-process', 'mary']);
    assert.match(err, /is not an access key from rolecall\.[\s\S]*rolecall key remove mary/);
    const removed = await run(['key', 'remove', 'mary', '--yes']);
    assert.equal(removed.code, 0, removed.err);
    assert.deepEqual(await inFile(), []);
    assert.match((await run(['key', 'remove', 'mary', '--yes'])).err, /No access key is stored under the name mary/);
  });
});

describe('a key that moves from our file to a command', () => {
  test('lies in the file no more, and the lines before it cannot be put back', async (context) => {
    const { add, run, command, record, inFile, config } = await makePlaces(context);
    await add();
    assert.deepEqual(await inFile(), ['mary']);
    const { code, err } = await run(['key', 'add', 'mary', '--command', command, '--yes']);
    assert.equal(code, 0, err);
    assert.equal((await record()).place, 'command');
    assert.deepEqual(await inFile(), []);
    assert.match(err, /That cannot be undone\. The key that the lines led to before is gone\./);
    assert.match(await readFile(config, 'utf8'), /rolecall_key_process/);
    assert.match((await run(['edit', '--undo'])).err, /There is no edit to undo/);
    assert.equal((await run(['credential-process', 'mary'])).code, 0);
  });

  test('stays where it is while the lines cannot be written', async (context) => {
    const { add, run, command, record, inFile, config } = await makePlaces(context);
    await add();
    // No editor of text may guess what this byte means.
    await appendFile(config, Buffer.from([0x23, 0xff, 0x0a]));
    const { code, err } = await run(['key', 'add', 'mary', '--command', command, '--yes']);
    assert.equal(code, 1, err);
    assert.deepEqual([(await record()).place, await inFile()], ['file', ['mary']]);
  });

  test('where the file is closed, that is said before the command runs and AWS is asked', async (context) => {
    const { add, run, command, inFile, aws } = await makePlaces(context);
    await add();
    await run(['key', 'lock']);
    const asked = aws.count('GetCallerIdentity');
    const { code, err } = await run(['key', 'add', 'mary', '--command', command, '--yes']);
    assert.equal(code, 1);
    assert.match(err, /^✗ The access key of mary is in .*access-keys\.sealed, protected by a passphrase/m);
    assert.equal(aws.count('GetCallerIdentity'), asked);
    assert.deepEqual(await inFile(), ['mary']);
  });

  test('where the file is closed, a new name is not spoken of as if its key lay there', async (context) => {
    const { add, run } = await makePlaces(context);
    await add();
    await run(['key', 'lock']);
    const { code, err } = await run(['key', 'add', 'bob', '--in', 'file']);
    assert.equal(code, 1);
    assert.match(err, /^✗ What is stored is in .*access-keys\.sealed, protected by a passphrase/m);
    assert.doesNotMatch(err, /of bob/);
  });

  test('with a second key beside it, of a rotation whose note was lost, it stays: that one would be good for nobody', async (context) => {
    const { add, run, command, inFile, directory, aws } = await makePlaces(context);
    await add();
    aws.failNext({ action: 'UpdateAccessKey', status: 503, code: 'ServiceUnavailable', message: 'later' });
    aws.failNext({ action: 'UpdateAccessKey', status: 503, code: 'ServiceUnavailable', message: 'later' });
    aws.failNext({ action: 'UpdateAccessKey', status: 503, code: 'ServiceUnavailable', message: 'later' });
    assert.equal((await run(['key', 'rotate', 'mary'])).code, 1);
    const notes = '{"version":1,"rotations":{}}';
    await writeFile(join(directory, '.config', 'rolecall', 'rotations.json'), notes, { mode: 0o600 });
    const { code, err } = await run(['key', 'add', 'mary', '--command', command, '--yes']);
    assert.equal(code, 1);
    assert.match(err, /A rotation of mary is under way, and two keys are stored/);
    assert.deepEqual(await inFile(), ['mary']);
  });
});

describe('a key that was left in our file when a command took its place', () => {
  test('is removed as well, closed as the file may be; what the keychain holds is not known here', async (context) => {
    const { add, run, command, record, write, inFile } = await makePlaces(context);
    await add();
    await write({ ...(await record()), place: 'command' });
    await run(['key', 'lock']);
    const { code, err } = await run(['key', 'remove', 'mary', '--yes']);
    assert.equal(code, 0, err);
    assert.deepEqual(await inFile(), []);
    assert.match(err, /^Removed the access key of mary from this machine\. /m);
    assert.match(
      err,
      /^It is not known whether the keychain still has a key under that name: There is no D-Bus session/m,
    );
    assert.doesNotMatch(err, new RegExp(command));
  });

  test('one that is known to lie in the file says nothing of the keychain', async (context) => {
    const { add, run } = await makePlaces(context);
    await add();
    assert.doesNotMatch((await run(['key', 'remove', 'mary', '--yes'])).err, /keychain/);
  });
});
