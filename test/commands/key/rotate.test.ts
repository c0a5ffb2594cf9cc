import assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { describe, type TestContext, test } from 'node:test';
import { makeKeyHome } from './world.ts';

const account = '111122223333';

/** Mary's key is stored by two names, and lies in clear in a third profile. */
async function makeThree(context: TestContext) {
  const home = await makeKeyHome(context);
  await appendFile(home.config, `\n[profile second]\nendpoint_url = ${home.aws.url}\nregion = eu-west-1\n`);
  await home.add();
  await home.add('second');
  const copy = `\n[third]\naws_access_key_id = ${home.key.id}\naws_secret_access_key = ${home.key.secret}\n`;
  await writeFile(home.credentials, `${await readFile(home.credentials, 'utf8')}${copy}`);
  const ids = () => home.aws.accessKeys(account, 'mary').map(({ id }) => id);
  return { ...home, ids };
}

describe('key rotate of a key that has other places', () => {
  test('names them all, and makes nothing without a yes', async (context) => {
    const { run, key, ids } = await makeThree(context);
    const { code, err } = await run(['key', 'rotate', 'mary']);
    assert.equal(code, 2);
    const where = `${key.id} is stored as second too, and lies in clear in \\S+credentials:\\d+: it is good for nothing there once it is replaced\\.`;
    assert.match(err, new RegExp(where));
    assert.match(err, /rolecall key rotate mary --yes/);
    assert.deepEqual(ids(), [key.id]);
  });

  test('with --yes rotates, and says how the other name gets the new key', async (context) => {
    const { run, key, ids } = await makeThree(context);
    const { code, err } = await run(['key', 'rotate', 'mary', '--yes']);
    assert.equal(code, 0, err);
    assert.ok(ids().length === 1 && ids()[0] !== key.id);
    assert.match(err, /still lies in clear in \S+credentials:\d+, and is good for nothing/);
    assert.match(err, /^second still has the old key\. It gets the new one so: rolecall key add second$/m);
  });

  test('a key that lies nowhere else is not asked about', async (context) => {
    const { run, add } = await makeKeyHome(context);
    await add();
    assert.equal((await run(['key', 'rotate', 'mary'])).code, 0);
  });
});

test('a key that AWS does not know any more: list and doctor say so', async (context) => {
  const { run } = await makeThree(context);
  assert.equal(JSON.parse((await run(['key', 'list', '--json', '--offline'])).out)[1].refusedByAws, null);
  await run(['key', 'rotate', 'mary', '--yes']);
  const { out } = await run(['key', 'list']);
  assert.match(out, /^second .*, AWS does not know it$/m);
  assert.doesNotMatch(out, /^mary .*AWS does not know it$/m);
  const listed = JSON.parse((await run(['key', 'list', '--json'])).out) as { name: string; refusedByAws: boolean }[];
  assert.deepEqual(
    listed.map(({ name, refusedByAws }) => [name, refusedByAws]),
    [
      ['mary', false],
      ['second', true],
    ],
  );
  const doctor = await run(['doctor']);
  assert.match(doctor.out, /AWS does not know the access key of second, AKIA\w+: it was deleted or deactivated\./);
  assert.doesNotMatch(doctor.out, /rolecall key rotate second/);
});
