import { setTimeout as after } from 'node:timers/promises';
import { program } from '../helpers/program.ts';
import { figuresOf, sideBySide } from './measure.ts';
import { Pty, type PtyProgram } from './pty.ts';
import { compared, type Suite } from './row.ts';
import { type BenchWorld, inWorld, settled } from './world.ts';

const picker = ({ env, home }: BenchWorld): PtyProgram => ({
  file: program[0],
  argv: program.slice(1),
  env,
  cwd: home,
});

async function firstFrame(what: PtyProgram, shown: string, leave: string | undefined): Promise<number> {
  const pty = new Pty(what);
  const painted = await pty.until(() => pty.output.includes(shown));
  if (leave === undefined) await pty.stop('SIGTERM');
  else {
    pty.type(leave);
    await pty.ended;
  }
  return painted - pty.begun;
}

/** The first frame of the picker against that of an Ink program which paints twenty fixed lines; printed, not limited. */
export const firstFrameSuite = (twentyLines: string): Suite => ({
  name: 'first frame',
  run: (rounds) =>
    inWorld(1000, async (world) => {
      const plain: PtyProgram = { file: twentyLines, argv: [], env: world.env, cwd: world.home };
      await settled();
      const [ours, theirs] = await sideBySide(
        [
          { name: 'the picker', once: () => firstFrame(picker(world), 'type to search', '\u001b') },
          { name: 'twenty lines', once: () => firstFrame(plain, 'line 20 of twenty', undefined) },
        ],
        rounds,
      );
      return [
        {
          what: 'first frame of the picker, 1,000 profiles',
          against: 'an Ink program of 20 fixed lines',
          ...compared(ours, theirs),
          unit: 'ms',
        },
      ];
    }),
});

/** From a key to what changes on the screen, 10,000 profiles, a key every 30 ms. */
export const keySuite: Suite = {
  name: 'keys',
  run: (rounds) =>
    inWorld(10_000, async (world) => {
      const times: number[] = [];
      const word = 'team 12 admin';
      const keys = [...word, ...Array.from(word, () => '\u007f')];
      const typeAll = async (rounds: number, note: (time: number) => void) => {
        const pty = new Pty(picker(world));
        await pty.until(() => pty.output.includes('type to search'));
        await after(1000);
        for (let round = 0; round < rounds; round++) for (const key of keys) note(await keyToFrame(pty, key));
        pty.type('\u0003');
        await pty.ended;
      };
      await typeAll(Math.max(2, rounds / 5), (time) => times.push(time));
      const { p95, median, rounds: typed } = figuresOf('keys', times);
      return [
        {
          what: 'key to frame, 10,000 profiles, a key every 30 ms, p95',
          against: '',
          ours: p95,
          unit: 'ms',
          note: `median ${median.toFixed(1)} ms over ${typed} keys`,
        },
      ];
    }),
};

async function keyToFrame(pty: Pty, key: string): Promise<number> {
  const begun = performance.now();
  const before = pty.output.length;
  pty.type(key);
  const painted = await pty.until(() => pty.output.length > before);
  await after(Math.max(1, 30 - (performance.now() - begun)));
  return painted - begun;
}
