import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/bundle.ts';
import { makeDemoHome } from '../helpers/home.ts';
import { runProgram } from '../helpers/program.ts';

const fromSource = [join(root, 'scripts', 'dev.sh'), join(root, 'scripts', 'dev.ts')] as const;

for (const argv of [
  ['--version'],
  ['help'],
  ['help', 'manual'],
  ['list'],
  ['exec', 'ystataws', '--', 'true'],
  ['nowhere'],
]) {
  test(`npm run dev -- ${argv.join(' ')} prints what the built program does`, async (context) => {
    const home = await makeDemoHome(context);
    const built = await runProgram(argv, home);
    const { code, out, err } = await runProgram(argv, { ...home, program: fromSource });
    assert.deepEqual({ code, out, err }, { code: built.code, out: built.out, err: built.err });
  });
}

test('npm run dev -- demo starts its own AWS', async (context) => {
  const home = await makeDemoHome(context);
  const ran = await runProgram(['demo', 'exec', 'ystataws', '--', 'printenv', 'ROLECALL_PROFILE'], {
    ...home,
    program: fromSource,
  });
  assert.deepEqual([ran.code, ran.out], [0, 'ystataws\n'], ran.err);
});
