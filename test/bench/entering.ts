import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { program, runProgram } from '../helpers/program.ts';
import { watchAnswering } from './answering.ts';
import { figuresOf, processTime } from './measure.ts';
import { Pty } from './pty.ts';
import { compared, type Row, type Suite } from './row.ts';
import { type BenchWorld, guarded, inWorld, phone, role } from './world.ts';

const own = (world: BenchWorld, cache: string) => ({ ...world.env, XDG_CACHE_HOME: cache });

/** Forgets sessions and used codes. */
function forgetSessions(cache: string, kinds = /^(session|mfa|caller|code)-/): void {
  const directory = join(cache, 'rolecall');
  const names = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { name } of names) if (kinds.test(name)) rmSync(join(directory, name));
}

async function enterWithCode(
  world: BenchWorld,
  cache: string,
): Promise<{ time: number; sts: number; leftBehind: number }> {
  const pty = new Pty({
    file: program[0],
    argv: [...program.slice(1), guarded],
    env: own(world, cache),
    cwd: world.home,
  });
  await pty.until(() => pty.output.includes('mary-phone'));
  const code = world.aws.code(phone);
  pty.type(code.slice(0, 5));
  // Nobody types six digits in less.
  await after(1_000);
  const answering = watchAnswering();
  const begun = performance.now();
  pty.type(code.slice(5));
  const at = await pty.until(() => /is now[\s\S]*(1h00m|59m)/.test(pty.text()));
  const sts = answering();
  const leftBehind = ownMemory(pty.pid);
  await pty.stop();
  return { time: at - begun - sts, sts, leftBehind };
}

/** How long the person's shell takes to its own prompt. */
async function shellStart(world: BenchWorld): Promise<number> {
  const pty = new Pty({ file: '/bin/bash', argv: ['-i'], env: { ...world.env, PS1: 'ready$ ' }, cwd: world.home });
  const at = await pty.until(() => /[$#] $/.test(pty.text()));
  await pty.stop();
  return at - pty.begun;
}

/** Resident memory of rolecall in a process or below it, MB. */
function ownMemory(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const below = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  const isOurs = readlinkSync(`/proc/${pid}/exe`) === program[0];
  const self = isOurs ? Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1]) / 1024 : 0;
  return below.reduce((sum, child) => sum + ownMemory(child), self);
}

/** From the sixth digit to the shell's prompt, and what stays in memory then; a command whose session is not cached. */
export const enteringSuite = (floor: string): Suite => ({
  name: 'entering',
  run: (rounds) =>
    inWorld(0, async ({ home: cache }) => {
      const floors: number[] = [];
      const times: number[] = [];
      const commands: number[] = [];
      const answers: number[] = [];
      let leftBehind = 0;
      for (let round = -1; round < rounds; round++) {
        // Keys and device are new each time: a code is good once.
        await inWorld(1000, async (world) => {
          const empty = await processTime([floor], world.env);
          const entered = await enterWithCode(world, cache);
          forgetSessions(cache);
          const start = await shellStart(world);
          const command = await openUncached(world);
          if (round < 0) return;
          floors.push(empty);
          times.push(entered.time - start);
          commands.push(command);
          answers.push(entered.sts);
          leftBehind = Math.max(leftBehind, entered.leftBehind);
        });
      }
      const empty = figuresOf('an empty program', floors);
      return [
        {
          what: 'sixth MFA digit to the first prompt, less STS and the shell’s own start',
          against: empty.name,
          ...compared(figuresOf('entering', times), empty),
          unit: 'ms',
          atMost: 5,
          note: `STS answered in ${figuresOf('STS', answers).median.toFixed(0)} ms`,
        },
        {
          what: 'exec that has to call STS, less STS',
          against: empty.name,
          ...compared(figuresOf('exec', commands), empty),
          unit: 'ms',
          atMost: 12,
        },
        { what: 'memory left behind by a subshell', against: '', ours: leftBehind, unit: 'MB', atMost: 0 },
      ];
    }),
});

/** A command in a role whose session is not cached. @returns what it took without STS, ms */
async function openUncached({ env }: BenchWorld): Promise<number> {
  const answering = watchAnswering();
  const time = await processTime([...program, 'exec', role, '--', 'true'], env);
  return time - answering();
}

/** How often STS is asked. */
export const callsSuite: Suite = {
  name: 'calls',
  run: () =>
    inWorld(0, async (world) => {
      const { aws, env, home } = world;
      const cache = join(home, '.cache');
      const calls = async (argv: readonly string[], input = ''): Promise<number> => {
        const before = aws.calls.length;
        const { code, err } = await runProgram(argv, { env, input });
        if (code !== 0) throw new Error(`rolecall ${argv.join(' ')} ended with ${code}: ${err}`);
        return aws.calls.length - before;
      };
      const withCode = () => calls(['exec', guarded, '--mfa-code', '-', '--', 'true'], `${aws.code(phone)}\n`);
      const first = await withCode();
      const further = await calls(['exec', 'prod-admin', '--', 'true']);
      forgetSessions(cache, /^(session|mfa|code)-/);
      aws.clock.advance(30_000);
      const laterDay = await withCode();
      const row = (what: string, ours: number, atMost: number): Row => ({
        what: `STS calls: ${what}`,
        against: '',
        ours,
        unit: '',
        atMost,
      });
      return [
        row('first use of a key, with MFA', first, 3),
        row('first switch of a later day', laterDay, 2),
        row('each further role', further, 1),
      ];
    }),
};
