import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Programs } from './build-programs.ts';
import { sideBySide } from './measure.ts';
import { compared, type Suite } from './row.ts';
import { inWorld } from './world.ts';

const run = promisify(execFile);

/** Reading 10,000 profiles, every body of them, against the JS SDK's loader: each in a fresh process, timed inside. */
export const parsingSuite = ({ parseOwn, parseSdk }: Pick<Programs, 'parseOwn' | 'parseSdk'>): Suite => ({
  name: 'parsing',
  run: (rounds) =>
    inWorld(10_000, async ({ env }) => {
      const once = (program: string) => async () => Number((await run(program, { env })).stdout.split(' ')[0]);
      const [ours, theirs] = await sideBySide(
        [
          { name: 'rolecall', once: once(parseOwn) },
          { name: 'the JS SDK', once: once(parseSdk) },
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
