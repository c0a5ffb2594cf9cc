import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeDemoHome } from '../helpers/home.ts';
import { injectable, injecting, runProgram } from '../helpers/program.ts';

const untouched = fileURLToPath(new URL('../fixtures/untouched.mjs', import.meta.url));

const verbs: readonly (readonly string[])[] = [
  ['--version'],
  ['status'],
  ['list'],
  ['list', '--names'],
  ['credential-process', 'ystataws'],
  ['exec', 'ystataws', '--', 'true'],
];

for (const argv of verbs) {
  test(`rolecall ${argv.join(' ')} touches nothing that costs milliseconds at its first touch`, async (context) => {
    const home = await makeDemoHome(context);
    await runProgram(['exec', 'ystataws', '--', 'true'], home);
    const ran = await runProgram([...argv], { env: { ...home.env, ...injecting(untouched) }, program: injectable });
    assert.deepEqual([ran.code, ran.err], [0, '']);
  });
}
