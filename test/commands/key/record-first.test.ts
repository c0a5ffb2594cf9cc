import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Problem } from '../../../source/problem.ts';
import { importWorld, section } from './import-world.ts';

const madeWorld = async (context: TestContext) => {
  const world = await importWorld(context, (mary, url) => ({
    config: `[profile mary]\nregion = eu-west-1\nendpoint_url = ${url}\n`,
    credentials: section('other', mary),
  }));
  const { id, secret } = world.mary;
  const printed = JSON.stringify({ Version: 1, AccessKeyId: id, SecretAccessKey: secret });
  await world.program('prints', `echo asked >> '${join(world.directory, 'asked')}'\nprintf '%s' '${printed}'\n`);
  return { ...world, before: await world.text() };
};

const isProblem = (code: string) => (error: unknown) => error instanceof Problem && error.text.code === code;

test('where the record of keys is not understood, no key is asked for, and no line is written', async (context) => {
  const world = await madeWorld(context);
  await writeFile(join(world.directory, '.config', 'rolecall', 'access-keys.json'), '{"version":9,"keys":{}}', {
    mode: 0o600,
  });
  const asked: string[] = [];
  const terminal = {
    isInput: () => true,
    askInTurn: async () => {
      asked.push('the key');
      return [world.mary.id, world.mary.secret];
    },
  };
  const isNewer = isProblem('known-keys-newer');
  await assert.rejects(world.run(['key', 'add', 'mary', '--in', 'file'], { terminal }), isNewer);
  await assert.rejects(world.run(['key', 'add', 'mary', '--command', 'prints']), isNewer);
  await assert.rejects(world.run(['key', 'import', '--from', 'credentials', '--in', 'file', '--write']), isNewer);
  assert.deepEqual([asked, world.aws.calls.length], [[], 0], 'nobody was asked, AWS neither');
  assert.deepEqual(await world.text(), world.before);
});

test('where the record of keys cannot be written, no profile is led to a command', async (context) => {
  const world = await madeWorld(context);
  const checkRecord = async () => {
    throw new Problem({ code: 'file-readonly', title: 'The disk is full.' });
  };
  const ran = world.run(['key', 'add', 'mary', '--command', 'prints'], { accessKeys: { checkRecord } });
  await assert.rejects(ran, isProblem('file-readonly'));
  assert.deepEqual(await world.text(), world.before);
});
