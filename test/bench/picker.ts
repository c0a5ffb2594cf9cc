import { readFile } from 'node:fs/promises';
import { setTimeout as after } from 'node:timers/promises';
import { program } from '../helpers/program.ts';
import type { Programs } from './build-programs.ts';
import { figuresOf, sideBySide } from './measure.ts';
import { Pty, type PtyProgram } from './pty.ts';
import { compared, type Suite } from './row.ts';
import { type BenchWorld, inWorld, inWorlds, settled } from './world.ts';

export const picker = ({ env, home }: BenchWorld): PtyProgram => ({
  file: program[0],
  argv: program.slice(1),
  env,
  cwd: home,
});

/** Another program in the same home. */
export const plainRun = (file: string, { env, home }: BenchWorld): PtyProgram => ({ file, argv: [], env, cwd: home });

const isDrawn = (pty: Pty): boolean => pty.output.includes('type to search');

/** From the start to the first row, ms. */
export async function firstRow(world: BenchWorld): Promise<number> {
  const pty = new Pty(picker(world));
  const painted = await pty.until(() => isDrawn(pty));
  pty.type('\u001b');
  await pty.ended;
  return painted - pty.begun;
}

/** From the start to the frame that answers a key which is pressed at the first row, ms. */
export async function keyAnswered(world: BenchWorld): Promise<number> {
  const pty = new Pty(picker(world));
  await pty.until(() => isDrawn(pty));
  const before = pty.output.length;
  pty.type('\u001b[B');
  const answered = await pty.until(() => pty.text(before).includes('2 of '));
  pty.type('\u001b');
  await pty.ended;
  return answered - pty.begun;
}

/** From the start of an Ink program to its first paint, ms. */
export async function inkPaint(what: PtyProgram): Promise<number> {
  const pty = new Pty(what);
  const painted = await pty.until(() => pty.output.includes('line 20 of twenty'));
  await pty.stop('SIGTERM');
  return painted - pty.begun;
}

/** From the start of a program in a terminal to its end, ms. */
export async function wholeRun(what: PtyProgram): Promise<number> {
  const pty = new Pty(what);
  await pty.ended;
  return performance.now() - pty.begun;
}

/** The most memory that the picker has had after a second and a half, MB; undefined where the system does not say. */
export async function pickerMemory(world: BenchWorld): Promise<number | undefined> {
  const pty = new Pty(picker(world));
  await pty.until(() => isDrawn(pty));
  await after(1500);
  const peak = await peakOf(pty.pid);
  pty.type('\u001b');
  await pty.ended;
  return peak;
}

/** The most memory that a process has had so far, MB; undefined where the system does not say. */
export async function peakOf(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const peak = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
  return peak === undefined ? undefined : Number(peak) / 1024;
}

/** The picker's first row and its answer to the first key, against an empty program in a terminal and one that draws with Ink. */
export const firstRowSuite = ({ floor, twentyLines }: Programs): Suite => ({
  name: 'first row',
  run: (rounds) =>
    inWorlds([1000, 10_000], async ([few, many]) => {
      await settled();
      const [row, key, ink, empty, rowOfMany] = await sideBySide(
        [
          { name: 'first row', once: () => firstRow(few) },
          { name: 'key', once: () => keyAnswered(few) },
          { name: 'twenty lines', once: () => inkPaint(plainRun(twentyLines, few)) },
          { name: 'empty', once: () => wholeRun(plainRun(floor, few)) },
          { name: 'first row of many', once: () => firstRow(many) },
        ],
        rounds,
      );
      const more = { ...rowOfMany, times: rowOfMany.times.map((time, turn) => time - (row.times[turn] ?? Number.NaN)) };
      const extra = { ...more, median: figuresOf('more', more.times).median };
      const what = 'first row of the picker, 1,000 profiles';
      const inPty = 'an empty program in a terminal';
      const ofInk = 'an Ink program of 20 fixed lines';
      const memory = await pickerMemory(few);
      return [
        { what, against: inPty, ...compared(row, empty), unit: 'ms', atMost: 3 },
        { what, against: ofInk, ...compared(row, ink), unit: 'ms', atMost: 0.6 },
        { what: 'a key at the first row, answered', against: ofInk, ...compared(key, ink), unit: 'ms', atMost: 2.2 },
        {
          what: 'first row, 10,000 profiles more than 1,000',
          against: inPty,
          ...compared(extra, empty),
          unit: 'ms',
          atMost: 2.5,
        },
        ...(memory === undefined
          ? []
          : [
              { what: 'peak memory of the picker, 1,000 profiles', against: '', ours: memory, unit: 'MB', atMost: 100 },
            ]),
      ];
    }),
});

/** From a key to what changes on the screen, 10,000 profiles, a key every 30 ms. */
export const keySuite: Suite = {
  name: 'keys',
  run: (rounds) =>
    inWorld(10_000, async (world) => {
      const times = await keyTimes(world, Math.max(2, rounds / 5));
      const { p95, median, rounds: typed } = figuresOf('keys', times);
      return [
        {
          what: 'key to frame, 10,000 profiles, a key every 30 ms, p95',
          against: '',
          ours: p95,
          unit: 'ms',
          atMost: 12,
          note: `median ${median.toFixed(1)} ms over ${typed} keys`,
        },
      ];
    }),
};

/** From a key to what changes on the screen, ms: a word is typed and taken back so many times, a key every 30 ms. */
export async function keyTimes(world: BenchWorld, rounds: number): Promise<readonly number[]> {
  const times: number[] = [];
  const word = 'team 12 admin';
  const keys = [...word, ...Array.from(word, () => '\u007f')];
  const pty = new Pty(picker(world));
  await pty.until(() => isDrawn(pty));
  await after(1000);
  for (let round = 0; round < rounds; round++) for (const key of keys) times.push(await keyToFrame(pty, key));
  pty.type('\u0003');
  await pty.ended;
  return times;
}

async function keyToFrame(pty: Pty, key: string): Promise<number> {
  const begun = performance.now();
  const before = pty.output.length;
  pty.type(key);
  const painted = await pty.until(() => pty.output.length > before);
  await after(Math.max(1, 30 - (performance.now() - begun)));
  return painted - begun;
}
