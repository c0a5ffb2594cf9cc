import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeHome } from '../helpers/home.ts';
import { injectable, injecting, runProgram } from '../helpers/program.ts';
import { fixture } from './fault.ts';

test('a program that ends with its work undone says so, and never 0', async (context) => {
  const { env } = await makeHome(context, { config: '[profile a]\nregion = eu-west-1\n' });
  const hanging = { ...env, ...injecting(fixture('no-rename.cjs')) };
  const { code, err } = await runProgram(['edit', 'a', '--region', 'eu-west-2'], { env: hanging, program: injectable });
  assert.match(err, /This is a bug in rolecall/);
  assert.match(err, /UnfinishedError/);
  assert.equal(code, 1);
});
