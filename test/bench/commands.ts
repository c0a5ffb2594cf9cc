import { program } from '../helpers/program.ts';
import { type Contender, processTime, sideBySide } from './measure.ts';
import { compared, type Row, type Suite } from './row.ts';
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
      const empty: Contender = { name: 'node -e 0', once: () => processTime(node, ['-e', '0'], world.env) };
      const ours = there.map(
        ([name, argv]): Contender => ({
          name,
          once: () => processTime(program[0], [...program.slice(1), ...argv], world.env),
        }),
      );
      const [theirs, ...figures] = await sideBySide([empty, ...ours], rounds);
      return figures.map((figure, index): Row => {
        const [what, , atMost] = there[index] as (typeof there)[number];
        return {
          what: `${what}, 1,000 profiles`,
          against: empty.name,
          ...compared(figure, theirs),
          unit: 'ms',
          atMost,
        };
      });
    }),
};
