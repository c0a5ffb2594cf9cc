import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { makeHome } from '../helpers/home.ts';

const cli = new URL('../../source/cli.ts', import.meta.url).href;

/** A directory whose names never come, with nothing left that could bring it. */
const start = `
  import fs from 'node:fs/promises';
  import { syncBuiltinESMExports } from 'node:module';
  const { main } = await import(${JSON.stringify(cli)});
  process.argv.push('rolecall', 'forget');
  fs.readdir = () => new Promise(() => undefined);
  syncBuiltinESMExports();
  main({ keepCompiled: () => undefined, ui: () => undefined });
`;

test('a program that ends with its work undone says so, and never 0', async (context) => {
  const { env } = await makeHome(context, { config: '[profile a]\nregion = eu-west-1\n' });
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', start], {
    env,
    encoding: 'utf8',
  });
  assert.match(stderr, /This is a bug in rolecall/);
  assert.match(stderr, /UnfinishedError/);
  assert.equal(status, 1);
});
