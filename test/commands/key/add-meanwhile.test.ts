import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Problem } from '../../../source/problem.ts';
import { importWorld } from './import-world.ts';

test('a profile that gets its credentials elsewhere while its key is typed keeps them, and nothing is stored', async (context) => {
  const config = (url: string) => `[profile mary]\nregion = eu-west-1\nendpoint_url = ${url}\n`;
  const world = await importWorld(context, (_, url) => ({ config: config(url), credentials: '' }));
  const written = `${config(world.aws.url)}credential_process = /opt/theirs mary\n`;
  const terminal = {
    isInput: () => true,
    ask: async () => world.mary.id,
    askHidden: async () => {
      await writeFile(world.config, written);
      return world.mary.secret;
    },
  };
  await assert.rejects(
    world.run(['key', 'add', 'mary', '--in', 'file'], { terminal }),
    (error) => error instanceof Problem && error.text.code === 'profile-taken',
  );
  assert.equal((await world.text()).config, written);
  assert.equal(await world.stored('mary'), undefined);
});
