import assert from 'node:assert/strict';
import { appendFile, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
    const where = `${key.id} is also stored as second, and is in plain text in \\S+credentials:\\d+: it no longer works there once it is replaced\\.`;
    assert.match(err, new RegExp(where));
    assert.match(err, /rolecall key rotate mary --yes/);
    assert.deepEqual(ids(), [key.id]);
  });

  test('with --yes rotates, and says how the other name gets the new key', async (context) => {
    const { run, key, ids } = await makeThree(context);
    const { code, err } = await run(['key', 'rotate', 'mary', '--yes']);
    assert.equal(code, 0, err);
    assert.ok(ids().length === 1 && ids()[0] !== key.id);
    assert.match(err, /is still in plain text in \S+credentials:\d+, where it no longer works/);
    assert.match(err, /^second still has the old key\. To give it the new one: rolecall key add second$/m);
  });

  test('is not asked about once more where the old one is kept: until when is said', async (context) => {
    const { run, key } = await makeThree(context);
    assert.equal((await run(['key', 'rotate', 'mary', '--keep-old', '7d', '--yes'])).code, 0);
    const { code, err } = await run(['key', 'rotate', 'mary']);
    assert.equal(code, 1);
    assert.match(err, new RegExp(`${key.id}.* is kept inactive until`));
    assert.doesNotMatch(err, /without a yes/);
  });

  test('a key that lies nowhere else is not asked about', async (context) => {
    const { run, add } = await makeKeyHome(context);
    await add();
    assert.equal((await run(['key', 'rotate', 'mary'])).code, 0);
  });
});

/** What may have become of the record of keys, so that nothing can be noted in it. */
const unwritable: readonly (readonly [
  what: string,
  spoil: (record: string) => Promise<unknown>,
  said: RegExp,
  skip?: boolean,
])[] = [
  ['newer', (record) => writeFile(record, '{"version":9,"keys":{}}'), /was written by a newer rolecall/],
  ['no file', (record) => rm(record).then(() => mkdir(record)), /cannot be read[\s\S]*It is not a file\./],
  [
    'another user’s',
    (record) => chown(record, 12_345, 12_345),
    /cannot be read[\s\S]*It belongs to another user\./,
    process.getuid?.() !== 0,
  ],
];

for (const [what, spoil, said, skip] of unwritable) {
  test(`where the record of keys is ${what} rotate makes no key, and no key that is there is called missing`, {
    skip: skip && 'only root may give files away',
  }, async (context) => {
    const { run, add, key, aws, directory } = await makeKeyHome(context);
    await add();
    await spoil(join(directory, '.config', 'rolecall', 'access-keys.json'));
    const rotated = await run(['key', 'rotate', 'mary', '--yes']);
    assert.equal(rotated.code, 1);
    assert.match(rotated.err, said);
    assert.doesNotMatch(rotated.err, /Made|keychain/);
    assert.deepEqual(
      aws.accessKeys(account, 'mary').map(({ id }) => id),
      [key.id],
    );
    const list = await run(['key', 'list', '--offline', '--json']);
    assert.deepEqual([list.code, list.out], [1, '[]\n']);
    assert.match(list.err, said);
    assert.doesNotMatch((await run(['key', 'list', '--offline'])).err, /No access key is stored/);
    const doctor = (await run(['doctor', '--offline'])).out;
    assert.match(doctor, said);
    assert.doesNotMatch(doctor, /no key is known under that name/);
    assert.equal(JSON.parse((await run(['credential-process', 'mary'])).out).AccessKeyId, key.id);
  });
}

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
