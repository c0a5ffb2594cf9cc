import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { Problem } from '../../../source/problem.ts';
import { importWorld, section } from './import-world.ts';

const config = (url: string) => `[profile mary]\nregion = eu-west-1\nendpoint_url = ${url}\n`;

const madeWorld = (context: TestContext) =>
  importWorld(context, (_, url) => ({ config: config(url), credentials: '' }));

const isProblem = (code: string) => (error: unknown) => error instanceof Problem && error.text.code === code;

test('a profile that gets its credentials elsewhere while its key is typed keeps them, and nothing is stored', async (context) => {
  for (const [kind, written, code] of [
    ['config', (url: string) => `${config(url)}credential_process = /opt/theirs mary\n`, 'profile-taken'],
    // As `aws configure` does it.
    ['credentials', () => section('mary', { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'theirs' }), 'key-in-clear'],
  ] as const) {
    const world = await madeWorld(context);
    const text = written(world.aws.url);
    const terminal = {
      isInput: () => true,
      askInTurn: async () => {
        await writeFile(world[kind], text);
        return [world.mary.id, world.mary.secret];
      },
    };
    await assert.rejects(world.run(['key', 'add', 'mary', '--in', 'file'], { terminal }), isProblem(code));
    assert.equal((await world.text())[kind], text);
    assert.equal(await world.stored('mary'), undefined);
  }
});

test('a profile that gets keys in clear while a command prints its key is not led to the command', async (context) => {
  const world = await madeWorld(context);
  const { id, secret } = world.mary;
  const theirs = section('mary', { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'theirs' });
  const printed = JSON.stringify({ Version: 1, AccessKeyId: id, SecretAccessKey: secret });
  await world.program('prints', `printf '%s' '${theirs}' > '${world.credentials}'\nprintf '%s' '${printed}'\n`);
  await assert.rejects(world.run(['key', 'add', 'mary', '--command', 'prints']), isProblem('key-in-clear'));
  assert.deepEqual(await world.text(), { config: config(world.aws.url), credentials: theirs });
});
