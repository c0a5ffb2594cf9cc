import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '../helpers/program.ts';
import { type Contender, type Figures, figuresOf, peakMemory, processTime, sideBySide } from './measure.ts';
import { picker, plainRun, wholeRun } from './picker.ts';
import { compared, type Row, type Suite } from './row.ts';
import { type BenchWorld, inWorld, inWorlds, role, settled, warmed } from './world.ts';

type Verb = {
  readonly what: string;
  readonly argv: readonly string[];
  /** Floors that it may take with 1,000 profiles. */
  readonly atMost: number;
  /** Floors that 9,000 profiles more may cost. */
  readonly more?: number;
};

/** The verbs that nobody should have to wait for. */
const verbs: readonly Verb[] = [
  { what: '--version', argv: ['--version'], atMost: 1.8 },
  { what: 'status', argv: ['status'], atMost: 1.8 },
  { what: 'credential-process, session cached', argv: ['credential-process', role], atMost: 2, more: 1.2 },
  { what: 'exec, session cached', argv: ['exec', role, '--', 'true'], atMost: 3.5, more: 1.2 },
  { what: 'list --names', argv: ['list', '--names'], atMost: 2.4, more: 2.5 },
  { what: 'list', argv: ['list'], atMost: 2.8, more: 6 },
];

const ours = ({ argv }: Verb, { env }: BenchWorld): Contender => ({
  name: argv.join(' '),
  once: () => processTime([...program, ...argv], env),
});

/** Cached commands against a program that does nothing; 1,000 and 10,000 profiles. */
export const commandSuite = (floor: string): Suite => ({
  name: 'commands',
  run: (rounds) =>
    inWorlds([1000, 10_000, 1000], async ([small, large, edited]) => {
      for (const world of [small, large, edited]) {
        await warmed(world, ['list']);
        await settled();
        await warmed(world, ['list'], ['list', '--names']);
      }
      const empty: Contender = { name: 'an empty program', once: () => processTime([floor], small.env) };
      const afterEdit: Contender = { name: 'list after an edit', once: () => listAfterEdit(edited) };
      const many = verbs.filter(({ more }) => more !== undefined);
      const contenders = [
        empty,
        ...verbs.map((verb) => ours(verb, small)),
        ...many.map((verb) => ours(verb, large)),
        afterEdit,
      ];
      const [theirs, ...figures] = (await sideBySide(contenders, rounds)) as [Figures, ...Figures[]];
      const row = (what: string, figure: Figures, atMost: number): Row => ({
        what,
        against: empty.name,
        ...compared(figure, theirs),
        unit: 'ms',
        atMost,
      });
      return [
        ...verbs.map(({ what, atMost }, at) => row(`${what}, 1,000 profiles`, figures[at] as Figures, atMost)),
        row('list after an edit, 1,000 profiles', figures.at(-1) as Figures, 6.3),
        ...many.map((verb, at): Row => {
          const few = figures[verbs.indexOf(verb)] as Figures;
          const grown = figures[verbs.length + at] as Figures;
          return row(`${verb.what}, 10,000 profiles more than 1,000`, less(grown, few), verb.more ?? 0);
        }),
      ];
    }),
});

/** The same verbs as a person runs them: in a terminal, in colours and as wide as that. */
export const terminalSuite = (floor: string): Suite => ({
  name: 'terminal',
  run: (rounds) =>
    inWorld(1000, async (world) => {
      await warmed(world, ['list']);
      await settled();
      await warmed(world, ['list']);
      const seen = verbs.filter(({ what }) => ['--version', 'status', 'list'].includes(what));
      const inPty = ({ what, argv }: Verb): Contender => ({
        name: what,
        once: () => wholeRun({ ...picker(world), argv: [...program.slice(1), ...argv] }),
      });
      const empty: Contender = {
        name: 'an empty program in a terminal',
        once: () => wholeRun(plainRun(floor, world)),
      };
      const [theirs, ...figures] = (await sideBySide([empty, ...seen.map(inPty)], rounds)) as [Figures, ...Figures[]];
      return figures.map(
        (figure): Row => ({
          what: `${figure.name} in a terminal, 1,000 profiles`,
          against: empty.name,
          ...compared(figure, theirs),
          unit: 'ms',
        }),
      );
    }),
});

/** What one took longer than the other, round by round. */
export const less = (one: Figures, other: Figures): Figures =>
  figuresOf(
    one.name,
    one.times.map((time, at) => time - (other.times[at] ?? Number.NaN)),
  );

/** A list whose configuration was written a moment ago, so that nothing known of it holds. */
async function listAfterEdit({ home, env }: BenchWorld): Promise<number> {
  appendFileSync(join(home, '.aws', 'config'), '\n');
  return processTime([...program, 'list'], env);
}

/** The most memory that a cached command has at once. */
export const memorySuite = (floor: string): Suite => ({
  name: 'memory',
  run: async (rounds) => {
    if (Bun.which('python3') === null) {
      console.error('  skipped: there is no python3');
      return [];
    }
    return inWorld(1000, async (world) => {
      await warmed(world);
      const memory = (command: readonly [string, ...string[]]): Contender => ({
        name: command.join(' '),
        once: () => peakMemory(command, world.env),
      });
      const measured = ['credential-process', 'exec'] as const;
      const [theirs, ...figures] = await sideBySide(
        [
          memory([floor]),
          memory([...program, 'credential-process', role]),
          // `true` has less: what is seen is what rolecall had.
          memory([...program, 'exec', role, '--', 'true']),
        ],
        Math.max(3, rounds / 3),
      );
      return figures.map(
        (figure, at): Row => ({
          what: `peak memory of ${measured[at]}, 1,000 profiles`,
          against: 'an empty program',
          ...compared(figure, theirs),
          unit: 'MB',
          atMost: 2.2,
        }),
      );
    });
  },
});
