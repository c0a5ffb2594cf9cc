import assert from 'node:assert/strict';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { json, makeKeyHome } from './world.ts';

/** Mary's key is said to lie in a keychain, and this machine has none: a container, or a home that was moved. */
async function makeMoved(context: TestContext) {
  const home = await makeKeyHome(context);
  await home.add();
  const path = join(home.directory, '.config', 'rolecall', 'access-keys.json');
  const record = async () => JSON.parse(await readFile(path, 'utf8')).keys.mary;
  const mary = { ...(await record()), place: 'keychain' };
  await writeFile(path, JSON.stringify({ version: 1, keys: { mary } }), { mode: 0o600 });
  const untold = /^The keychain may still hold the key that was stored there as mary: There is no D-Bus session/m;
  return { ...home, record, untold };
}

describe('a key in a keychain that is gone', () => {
  test('key add replaces it in another place that was named, and says what is not known', async (context) => {
    const { add, run, record, untold, key } = await makeMoved(context);
    const unasked = await add();
    assert.equal(unasked.code, 2);
    const { code, err } = await add('mary', key, '--yes');
    assert.equal(code, 0, err);
    assert.match(err, untold);
    assert.equal((await record()).place, 'file');
    assert.equal(JSON.parse((await run(['credential-process', 'mary'])).out).AccessKeyId, key.id);
  });

  test('so does key add --command', async (context) => {
    const { run, record, untold, key, directory } = await makeMoved(context);
    const command = join(directory, 'pass.sh');
    await writeFile(command, `#!/bin/sh\nprintf '%s' '${json(key)}'\n`);
    await chmod(command, 0o700);
    const { code, err } = await run(['key', 'add', 'mary', '--command', command, '--yes']);
    assert.equal(code, 0, err);
    assert.match(err, untold);
    assert.equal((await record()).place, 'command');
  });

  test('where no other place is named, nothing is replaced, and the way is said', async (context) => {
    const { run, record, key } = await makeMoved(context);
    const { code, err } = await run(['key', 'add', 'mary', '--yes'], json(key));
    assert.equal(code, 1);
    assert.match(err, /The keychain that holds the access key of mary cannot be unlocked/);
    assert.match(err, /If it is gone for good, store the key elsewhere: rolecall key add mary --in file/);
    assert.equal((await record()).place, 'keychain');
  });

  test('key remove takes it out of the record and the config file, and does not say that the key is gone', async (context) => {
    const { run, record, untold, config } = await makeMoved(context);
    const { code, err } = await run(['key', 'remove', 'mary', '--yes']);
    assert.equal(code, 1);
    assert.match(err, /^Nothing here leads to the access key of mary now\. /m);
    assert.match(err, untold);
    assert.match(err, /^Once it can be opened again: rolecall key remove mary$/m);
    assert.doesNotMatch(err, /Removed/);
    assert.equal(await record(), undefined);
    assert.doesNotMatch(await readFile(config, 'utf8'), /credential-process mary/);
  });
});
