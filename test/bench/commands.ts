import { program } from '../helpers/program.ts';
import { processTime, sideBySide } from './measure.ts';
import type { Row, Suite } from './row.ts';
import { type BenchWorld, inWorld, role, warmed } from './world.ts';

/** The verbs that nobody should have to wait for, and what each may take at most, in `node -e 0`. */
const verbs: readonly (readonly [what: string, argv: readonly string[], atMost: number])[] = [
  ['exec, session cached', ['exec', role, '--', 'true'], 1.6],
  ['credential-process, session cached', ['credential-process', role], 1.6],
  ['list', ['list'], 1.8],
  ['names for a completion', ['list', '--names'], 1.8],
  ['status', ['status'], 1.4],
];

async function available(world: BenchWorld): Promise<typeof verbs> {
  const { commands } = await import('../../source/commands/table.ts');
  const there = verbs.filter(([, [verb]]) => commands.some(({ name }) => name === verb));
  await warmed(world, ...there.map(([, argv]) => argv), ...there.map(([, argv]) => argv));
  return there;
}

/** Cached commands against an empty Node, 1,000 profiles. */
export const commandSuite: Suite = {
  name: 'commands',
  run: (rounds) =>
    inWorld(1000, async (world) => {
      const there = await available(world);
      const node = process.execPath;
      const figures = await sideBySide(
        [
          { name: 'node -e 0', once: () => processTime(node, ['-e', '0'], world.env) },
          ...there.map(([name, argv]) => ({ name, once: () => processTime(node, [program, ...argv], world.env) })),
        ],
        rounds,
      );
      const theirs = figures[0]?.median ?? Number.NaN;
      return there.map(
        ([what, , atMost], index): Row => ({
          what: `${what}, 1,000 profiles`,
          against: 'node -e 0',
          ours: figures[index + 1]?.median ?? Number.NaN,
          theirs,
          unit: 'ms',
          atMost,
        }),
      );
    }),
};
