import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sideBySide } from './measure.ts';
import { compared, type Suite } from './row.ts';
import { inWorld } from './world.ts';

const run = promisify(execFile);

/** Reading 10,000 profiles, every body of them, against the JS SDK's loader: each in a fresh process, timed inside. */
export const parsingSuite = (start: string): Suite => ({
  name: 'parsing',
  run: (rounds) =>
    inWorld(10_000, async ({ home, env }) => {
      const once = (program: string) => async () => {
        const own = { ...env, BENCH_PROGRAM: program, BENCH_COMPILED: join(home, 'compiled') };
        const { stdout } = await run(process.execPath, [start], { env: own });
        return Number(stdout.split(' ')[0]);
      };
      const [ours, theirs] = await sideBySide(
        [
          { name: 'rolecall', once: once('parse-own') },
          { name: 'the JS SDK', once: once('parse-sdk') },
        ],
        rounds,
      );
      return [
        {
          what: 'parsing 10,000 profiles',
          against: 'the JS SDK’s loader',
          ...compared(ours, theirs),
          unit: 'ms',
          atMost: 0.5,
        },
      ];
    }),
});
