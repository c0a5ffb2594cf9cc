import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeHome } from '../helpers/home.ts';
import { program, runProgram } from '../helpers/program.ts';

const script = (name: string) => fileURLToPath(new URL(`../../scripts/${name}`, import.meta.url));
const fromSource = [script('dev.sh'), script('dev.ts')] as const;

describe('npm run dev prints what the built program prints', () => {
  for (const argv of [['--version'], ['help'], ['help', 'manual'], ['list'], ['show', 'no-such-profile']]) {
    test(argv.join(' '), async (context) => {
      const { directory, env } = await makeHome(context);
      // A folder whose files would steer any other script that Bun runs there.
      await writeFile(join(directory, '.env'), 'AWS_CONFIG_FILE=/dev/null/from-env-file\n');
      await writeFile(join(directory, 'bunfig.toml'), 'preload = ["./preload.ts"]\n');
      await writeFile(join(directory, 'preload.ts'), 'console.log("from the bunfig");\n');
      const options = { env, cwd: directory };
      const ran = await runProgram(argv, { ...options, program: fromSource });
      assert.deepEqual(ran, await runProgram(argv, { ...options, program }));
    });
  }
});
