import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { program, runProgram } from '../helpers/program.ts';
import type { Programs } from './build-programs.ts';
import { less } from './commands.ts';
import { type Company, inCompanies } from './found-world.ts';
import { type Contender, type Figures, figuresOf, processTime, sideBySide } from './measure.ts';
import { firstRow, inkPaint, keyAnswered, keyTimes, plainRun, wholeRun } from './picker.ts';
import { compared, type Row, type Suite } from './row.ts';
import { type BenchWorld, inWorlds, role, settled, warmed } from './world.ts';

const few: Company = { accounts: 300, roles: 5, isFound: true };
const many: Company = { accounts: 4000, roles: 5, isFound: true };

/** A role of every company above, by both of its names. */
const byId = '100000000003/Role2';
const byName = 'account-0003/Role2';

/** The picker with roles that were found, against as many profiles. */
export const foundRowSuite = ({ floor, twentyLines }: Programs): Suite => ({
  name: 'found row',
  run: (rounds) =>
    inWorlds([1000, 10_000], ([profiles, manyProfiles]) =>
      inCompanies([few, { ...few, profiles: 100 }, many], async ([alone, beside, large]) => {
        for (const world of [alone, beside, large]) await world.signIn();
        await settled();
        const row = (name: string, world: BenchWorld): Contender => ({ name, once: () => firstRow(world) });
        const key = (name: string, world: BenchWorld): Contender => ({ name, once: () => keyAnswered(world) });
        const [empty, ink, own, ofAlone, ofBeside, ofMany, ofLarge, ownKey, aloneKey, besideKey] = await sideBySide(
          [
            { name: 'empty', once: () => wholeRun(plainRun(floor, profiles)) },
            { name: 'twenty lines', once: () => inkPaint(plainRun(twentyLines, profiles)) },
            row('1,000 profiles', profiles),
            row('1,500 found', alone),
            row('1,500 found, 100 profiles', beside),
            row('10,000 profiles', manyProfiles),
            row('20,000 found', large),
            key('1,000 profiles', profiles),
            key('1,500 found', alone),
            key('1,500 found, 100 profiles', beside),
          ],
          rounds,
        );
        const calls = [alone, beside, large].reduce((sum, { counts }) => sum + counts().sent, 0);
        const same = 'the same with 1,000 profiles';
        const line = (what: string, against: string, figure: Figures, theirs: Figures, atMost: number): Row => ({
          what,
          against,
          ...compared(figure, theirs),
          unit: 'ms',
          atMost,
        });
        const inPty = 'an empty program in a terminal';
        const ofInk = 'an Ink program of 20 fixed lines';
        return [
          line('first row, 1,500 found roles', inPty, ofAlone, empty, 3),
          line('first row, 1,500 found roles', same, ofAlone, own, 1.1),
          line('first row, 1,500 found roles, 100 profiles', same, ofBeside, own, 1.1),
          line('first row, 20,000 found roles more than 1,500', inPty, less(ofLarge, ofAlone), empty, 5),
          line('first row, 20,000 found roles', 'the same with 10,000 profiles', ofLarge, ofMany, 2),
          line('a key at the first row, 1,500 found roles, answered', ofInk, aloneKey, ink, 2.2),
          line('a key at the first row, 1,500 found roles, answered', same, aloneKey, ownKey, 1.1),
          line('a key at the first row, 1,500 found roles, 100 profiles, answered', same, besideKey, ownKey, 1.1),
          { what: 'calls to the portal by all these pickers', against: '', ours: calls, unit: '', atMost: 0 },
        ];
      }),
    ),
});

/** From a key to what changes on the screen, with roles that were found. */
export const foundKeySuite: Suite = {
  name: 'found keys',
  run: (rounds) =>
    inWorlds([1000, 10_000], ([profiles, manyProfiles]) =>
      inCompanies([few, many], async ([some, large]) => {
        await settled();
        const rows: Row[] = [];
        for (const [what, world, atMost] of [
          ['1,000 profiles', profiles, undefined],
          ['1,500 found roles', some, 12],
          ['10,000 profiles', manyProfiles, undefined],
          ['20,000 found roles', large, 24],
        ] as const) {
          const { p95, median, rounds: typed } = figuresOf('keys', await keyTimes(world, Math.max(2, rounds / 5)));
          const note = `median ${median.toFixed(1)} ms over ${typed} keys`;
          rows.push({
            what: `key to frame, ${what}, a key every 30 ms, p95`,
            against: '',
            ours: p95,
            unit: 'ms',
            ...(atMost !== undefined && { atMost }),
            note,
          });
        }
        return rows;
      }),
    ),
};

/** Verbs that name a found role or list them. */
export const foundVerbSuite = (floor: string): Suite => ({
  name: 'found verbs',
  run: (rounds) =>
    inWorlds([1000], ([usual]) =>
      inCompanies([few, { ...few, profiles: 100 }, many], async ([alone, beside, large]) => {
        const lines = [
          ['list --names', ['list', '--names'], 2.4],
          ['list', ['list'], 2.8],
          ['exec ID/ROLE, session cached', ['exec', byId, '--', 'true'], 3.5],
          ['exec NAME/ROLE, session cached', ['exec', byName, '--', 'true'], 3.5],
          ['credential-process ID/ROLE, session cached', ['credential-process', byId], 2.5],
        ] as const;
        for (const world of [alone, beside, large]) {
          await world.signIn();
          for (const [, argv] of [lines[2], ...lines]) await run(argv, world);
        }
        await warmed(usual, ['list']);
        await settled();
        await warmed(usual, ['list'], ['list', '--names']);
        for (const world of [alone, beside, large]) for (const [, argv] of lines) await run(argv, world);
        const sent = () => [alone, beside, large].reduce((sum, { counts }) => sum + counts().sent, 0);
        const before = sent();
        const once = (argv: readonly string[], { env }: BenchWorld): Contender => ({
          name: argv.join(' '),
          once: () => processTime([...program, ...argv], env),
        });
        const usually = [['list', '--names'], ['list'], ['exec', role, '--', 'true']];
        const [theirs, ofNames, ofList, ofExec, ...figures] = (await sideBySide(
          [
            { name: 'an empty program', once: () => processTime([floor], alone.env) },
            ...usually.map((argv) => once(argv, usual)),
            ...[alone, beside, large].flatMap((world) => lines.map(([, argv]) => once(argv, world))),
          ],
          rounds,
        )) as [Figures, Figures, Figures, Figures, ...Figures[]];
        const row = (
          what: string,
          figure: Figures,
          atMost?: number,
          { name, figures: other } = { name: 'an empty program', figures: theirs },
        ): Row => ({
          what,
          against: name,
          ...compared(figure, other),
          unit: 'ms',
          ...(atMost !== undefined && { atMost }),
        });
        const same = (figures: Figures) => ({ name: 'the same with 1,000 profiles', figures });
        const at = (world: number, line: number) => figures[world * lines.length + line] as Figures;
        return [
          ...lines.map(([what, , atMost], line) => row(`${what}, 1,500 found roles`, at(0, line), atMost)),
          row('list --names, 1,500 found roles', at(0, 0), 1.1, same(ofNames)),
          row('list, 1,500 found roles', at(0, 1), 1.5, same(ofList)),
          row('exec ID/ROLE, 1,500 found roles', at(0, 2), 1.1, same(ofExec)),
          row('exec NAME/ROLE, 1,500 found roles', at(0, 3), 1.1, same(ofExec)),
          ...lines.map(([what, , atMost], line) =>
            row(`${what}, 1,500 found roles, 100 profiles`, at(1, line), atMost),
          ),
          ...lines.map(([what], line) =>
            row(`${what}, 20,000 found roles more than 1,500`, less(at(2, line), at(0, line))),
          ),
          { what: 'calls to the portal by all these', against: '', ours: sent() - before, unit: '', atMost: 0 },
        ];
      }),
    ),
});

/** What makes profiles of found roles, without a call. */
export const keepSuite: Suite = {
  name: 'keep',
  run: (rounds) =>
    inCompanies([few], async ([world]) => {
      const config = join(world.home, '.aws', 'config');
      const before = readFileSync(config);
      const [figures] = (await sideBySide(
        [
          {
            name: 'keep',
            once: async () => {
              writeFileSync(config, before);
              return processTime([...program, 'keep', '*/*', '--yes'], world.env);
            },
          },
        ],
        rounds,
      )) as [Figures];
      const size = statSync(config).size;
      return [
        {
          what: '1,500 found roles written as profiles',
          against: '',
          ours: figures.median / 1000,
          unit: 's',
          atMost: 1,
        },
        { what: 'the config file of 1,500 kept roles', against: '', ours: size / 1000, unit: 'kB', atMost: 205 },
      ];
    }),
};

async function run(argv: readonly string[], { env }: BenchWorld): Promise<void> {
  const { code, err } = await runProgram(argv, { env });
  if (code !== 0) throw new Error(`rolecall ${argv.join(' ')} ended with ${code}: ${err}`);
}
