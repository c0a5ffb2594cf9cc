import { expect } from 'bun:test';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { companyConfig } from '../../scripts/company.ts';
import { badgeName } from '../../source/domain/profiles/looks/badge-name.ts';
import type { ColorDepth } from '../../source/domain/profiles/looks/palette.ts';
import type { RoleSummary } from '../../source/domain/profiles/profile.ts';
import { roleSummaries } from '../../source/domain/profiles/resolve/summary.ts';
import { demoConfig, demoWorld } from '../../source/sandbox/demo/world.ts';
import type { Size } from '../../source/ui/core/layout.ts';
import type { HeaderRole } from '../../source/ui/core/ports.ts';
import { footerKeys } from '../../source/ui/core/screen.ts';
import { focused, pickerLayout, type State } from '../../source/ui/core/state.ts';
import { pickerKeys } from '../../source/ui/screens/picker/keys.ts';
import { outOfSight, windowOf } from '../../source/ui/screens/picker/list.ts';
import { pickerLines } from '../../source/ui/screens/picker/picture.ts';
import { signs } from '../../source/ui/screens/picker/row.ts';
import { width } from '../../source/ui/text/text.ts';
import { paint } from '../../source/ui/theme/paint.ts';
import { themeFor } from '../../source/ui/theme/theme.ts';
import { profilesOf } from '../domain/profiles/files.ts';
import { cellsOf, cellsOn, type Look, worst } from './helpers/cells.ts';
import { noon, noPreferences, portsOf, refusal } from './helpers/ports.ts';
import { companyRoles } from './helpers/roles.ts';
import { key, screen } from './helpers/screen.ts';
import { after, started } from './helpers/start.ts';

const sizes: readonly Size[] = [
  { columns: 40, rows: 12 },
  { columns: 80, rows: 24 },
  { columns: 110, rows: 30 },
  { columns: 200, rows: 50 },
];

const dark: Look = { text: '#ffffff', background: '#000000' };
const light: Look = { text: '#000000', background: '#ffffff' };

const looks: readonly (readonly [name: string, depth: ColorDepth, look: Look])[] = [
  ['24 bits on dark', 24, dark],
  ['24 bits on light', 24, light],
  ['256 colours on dark', 8, dark],
  ['256 colours on light', 8, light],
  ['16 colours on dark', 4, dark],
  ['16 colours on light', 4, light],
  ['no colour', 1, dark],
];

const demo = demoConfig(demoWorld(), { endpointUrl: 'http://127.0.0.1:1' });

/** Companies by name, and a search that each has several answers to. */
const companies: readonly (readonly [name: string, roles: readonly RoleSummary[], search: string])[] = [
  ['the demo', roleSummaries(profilesOf(demo.config, demo.credentials)), 'op'],
  ['the plain company', roleSummaries(profilesOf(companyConfig())), 'admin'],
  ['the rich company', roleSummaries(profilesOf(companyConfig({ rich: true }))), 'admin'],
];

/** Colours that are seen nowhere, or only on some backgrounds. */
const hard = ['#000000', '#ffffff', '#16191f', '#fad791', '#ffff00', '#00008b', '#7c818c'];

type Scene = {
  readonly roles: readonly RoleSummary[];
  readonly size: Size;
  readonly search: string;
  readonly isIn: boolean;
};

/** The list with everything on it that has a colour of its own. */
function scene({ roles, size, search, isIn }: Scene): State {
  const name = (at: number): string => roles[at]?.name ?? '';
  const preferences = {
    ...noPreferences,
    favourites: [name(1)],
    recents: [name(3), name(0)],
    colors: Object.fromEntries(hard.map((color, at) => [name(at), color])),
  };
  const [role] = roles;
  const here: HeaderRole | undefined =
    isIn && role
      ? {
          profile: role.name,
          displayName: badgeName(role, roles),
          color: '#16191f',
          caller: 'mary',
          expiresAt: noon + 59 * 60_000 + 1,
          readOnly: false,
        }
      : undefined;
  const begun = started({ roles, preferences, size, here });
  const minutes = (count: number) => noon + count * 60_000 + 1;
  const state = after(begun, ...(search === '' ? [] : [{ type: 'typed', text: search } as const]), {
    type: 'expired',
    expiries: new Map([
      [name(0), minutes(59)],
      [name(4), minutes(2)],
    ]),
    codeless: new Map(),
  }).state;
  const profile = focused(state)?.name ?? '';
  // A chain in one half of the scenes, what is wrong with it in the other.
  const chain = isIn ? { problem: refusal } : { steps: ['mary', 'MFA mary-phone', 'prod/Admin'], lasts: '1h' };
  return after(state, { type: 'looked', profile, identity: 'mary · 111122223333', chain }).state;
}

/** The lines as they are written. */
const drawn = (state: State, depth: ColorDepth, { background }: Look) => {
  const margin = state.size.columns >= 36 ? ' ' : '';
  const lines = pickerLines(state, footerKeys(pickerKeys, state), themeFor(depth, background));
  return {
    texts: lines.map((pieces) => margin + pieces.map(({ text }) => text).join('')),
    written: lines.map((pieces) => margin + paint(pieces)).join('\r\n'),
  };
};

/** Whether the header says in which role the shell is, in the middle cut at most, and for how long. */
function namesRole(header: string, { here }: State): boolean {
  const [, start = '', end = ''] = /^ rolecall +(?:mary → +)?(.+?)(?:…(.+))? {2}59m$/.exec(header) ?? [];
  const name = here?.displayName ?? '';
  return end === '' ? start === name : name.startsWith(start) && name.endsWith(end) && start.length > 5;
}

/** Texts of rows, without their marks, by role. */
function rowTexts(state: State, texts: readonly string[]): ReadonlyMap<number, string> {
  const { list, airy, header, gap } = pickerLayout(state);
  const first = 1 + (header ? 1 : 0) + (gap ? 1 : 0);
  const marks = new RegExp(
    `[❯▌│┃${Object.values(signs)
      .map(([sign]) => sign)
      .join('')}]`,
    'g',
  );
  const { listCells } = pickerLayout(state);
  return new Map(
    windowOf(state.list, state.top, list, airy).flatMap((line, at) => {
      if (line.kind !== 'role') return [];
      const text = (texts[first + at] ?? '').slice(0, listCells + 1);
      return [[line.role, text.replace(marks, ' ').trim()] as const];
    }),
  );
}

for (const [company, roles, query] of companies)
  for (const size of sizes)
    for (const isIn of [true, false])
      for (const search of ['', query]) {
        const name = `${company} at ${size.columns}×${size.rows}${isIn ? ', in a role' : ''}${search && ', searching'}`;
        test(`the list of ${name}`, () => {
          const state = scene({ roles, size, search, isIn });
          const { texts } = drawn(state, 24, dark);
          assert.equal(texts.length, size.rows);
          for (const text of texts) assert.ok(width(text) <= size.columns, text);
          if (isIn) assert.ok(namesRole(texts[0] ?? '', state), texts[0]);
          assert.match(texts[1] ?? '', search === '' ? /(^| )(\d[\d,]* of )?[\d,]+( roles)?$/ : / of [\d,]+ found$/);
          const { list, airy, detail, pane } = pickerLayout(state);
          const { above, below } = outOfSight(state.list, windowOf(state.list, state.top, list, airy));
          const all = texts.join('\n');
          assert.equal(/[↑↓] [\d,]+ more/.test(all), above + below > 0 && detail + pane > 0, all);
          assert.equal(all.includes('┃'), above + below > 0, all);
          const rows = [...rowTexts(state, texts)];
          assert.ok(rows.length > 0);
          const seen = new Map<string, string>();
          for (const [role, text] of rows) {
            const other = seen.get(text);
            const profile = roles[role]?.name ?? '';
            assert.ok(other === undefined || other === profile, `${other} and ${profile} look alike:\n${all}`);
            seen.set(text, profile);
          }
        });
      }

for (const [name, depth, look] of looks)
  test(`every text and every bar is seen in ${name}`, async () => {
    for (const [company, roles, query] of companies)
      for (const size of sizes)
        for (const isIn of [true, false])
          for (const search of ['', query]) {
            const state = scene({ roles, size, search, isIn });
            const { texts, written } = drawn(state, depth, look);
            const cells = await cellsOf(written, size, look);
            const shown = cells.map((line) =>
              line
                .map(({ char }) => char || ' ')
                .join('')
                .trimEnd(),
            );
            // A character of two cells stands in the first of them.
            if (!/[^ -\u2fff]/.test(texts.join('')))
              assert.deepEqual(
                shown,
                texts.map((text) => text.trimEnd()),
              );
            if (depth < 8) continue;
            const where = `${company} at ${size.columns}×${size.rows}${isIn ? ', in a role' : ''}${search && ', searching'}`;
            const { text, bar } = worst(cells);
            assert.ok(text[0] >= 4.5, `${where}: ${text[0].toFixed(2)}: ${text[1]}`);
            assert.ok(bar[0] >= 3, `${where}: ${bar[0].toFixed(2)}: ${bar[1]}`);
          }
  });

/** The other screens: how to get there, and what shows that it is there. */
const others: readonly (readonly [name: string, steps: readonly (readonly [keys: string, sees: string])[]])[] = [
  ['nothing found', [['zzzz', 'No role matches']]],
  ['help', [['?', 'Select the role below']]],
  ['menu', [[key.tab, 'Switch, in']]],
  [
    'copy',
    [
      [key.tab, 'Switch, in'],
      ['y', '444455556666'],
      ['a', 'Sent the account ID'],
    ],
  ],
  [
    'explain',
    [
      [key.tab, 'Switch, in'],
      ['i', '2  Admin'],
    ],
  ],
  [
    'colours',
    [
      [key.tab, 'Switch, in'],
      ['o', 'or type one'],
      [key.down, '❯ ██'],
      ['fad791', '#fad791'],
    ],
  ],
  [
    'colours, none',
    [
      [key.tab, 'Switch, in'],
      ['o', 'or type one'],
      ['puce\r', 'is not a colour'],
    ],
  ],
  [
    'confirm',
    [
      [key.enter, 'Type prod-admin'],
      ['prod', 'prod▏'],
      ['x', 'prodx▏'],
    ],
  ],
  [
    'code',
    [
      ['lake\r', 'mary-phone'],
      ['129', '│ 9 │'],
    ],
  ],
  [
    'code, refused',
    [
      ['lake\r', 'mary-phone'],
      ['111111', 'That code was not accepted.'],
      ['222222', "phone's clock"],
    ],
  ],
  ['problem', [['legacy\r', 'You may']]],
];

for (const [name, depth, look] of looks.filter(([, depth]) => depth >= 8))
  test(`every text of the other screens is seen in ${name}`, async () => {
    const { background } = look;
    for (const [other, steps] of others) {
      const ui = screen({ at: 'picker', filter: '' }, portsOf({ roles: companyRoles() }), {
        colorDepth: depth,
        background,
      });
      for (const [keys, sees] of steps) {
        ui.type(keys);
        await ui.sees(sees);
      }
      const { text, bar } = worst(cellsOn(ui.terminal, look));
      assert.ok(text[0] >= 4.5, `${other}: ${text[0].toFixed(2)}: ${text[1]}`);
      assert.ok(bar[0] >= 3, `${other}: ${bar[0].toFixed(2)}: ${bar[1]}`);
      await ui.leave();
    }
  });

const rich = companies[2]?.[1] ?? [];
for (const size of sizes)
  test(`the rich company at ${size.columns}×${size.rows}, in a role, searching`, () => {
    const { texts } = drawn(scene({ roles: rich, size, search: 'admin', isIn: true }), 24, dark);
    expect(`\n${texts.map((text) => text.trimEnd()).join('\n')}\n`).toMatchSnapshot();
  });
