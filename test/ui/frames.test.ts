import assert from 'node:assert/strict';
import { test } from 'node:test';
import { width } from '../../source/ui/text.ts';
import { noon, noPreferences, portsOf } from './helpers/ports.ts';
import { companyRoles } from './helpers/roles.ts';
import { key, screen } from './helpers/screen.ts';

/** Every screen, how to get there, and what shows that it is there. */
const screens: readonly (readonly [name: string, steps: readonly (readonly [keys: string, sees: string])[]])[] = [
  ['picker', [['', '42m']]],
  ['search', [['stag dep', '1 of']]],
  ['nothing found', [['zzzz', 'No role matches']]],
  ['help', [['?', 'The role below']]],
  [
    'menu',
    [
      [key.down, '❯'],
      [key.tab, 'Switch, in'],
    ],
  ],
  [
    'colours',
    [
      [key.tab, 'Switch, in'],
      ['o', 'or type one'],
    ],
  ],
  [
    'confirm',
    [
      [key.enter, 'Type prod-admin'],
      ['prod', 'prod▏'],
    ],
  ],
  [
    'mfa',
    [
      ['lake\r', 'mary-phone'],
      ['123', '3'],
    ],
  ],
  [
    'mfa, rejected',
    [
      ['lake\r', 'mary-phone'],
      ['111111', 'Attempt 2'],
    ],
  ],
  ['problem', [['legacy\r', 'You may']]],
];

const sizes = [
  [40, 16],
  [80, 24],
  [120, 40],
] as const;

const world = () =>
  portsOf({
    roles: companyRoles(),
    preferences: { ...noPreferences, favourites: ['prod-admin'], recents: ['data-lake'], hidden: ['ystataws'] },
    expiries: async () => new Map([['staging-admin', noon + 42 * 60_000 + 1]]),
  });

for (const [columns, rows] of sizes)
  for (const [name, steps] of screens)
    test(`${name} at ${columns}×${rows}`, async (t) => {
      const ui = screen({ at: 'picker', filter: '' }, world(), { columns, rows });
      await ui.sees('42m');
      await ui.sees(columns > 36 ? 'mary → ' : 'mary');
      for (const [keys, sees] of steps) {
        ui.type(keys);
        await ui.sees(sees);
      }
      if (name === 'search') await ui.sees('mary → 7777');
      for (const line of ui.lines()) assert.ok(width(line) <= columns, line);
      t.assert.snapshot(ui.text(), { serializers: [(text: string) => `\n${text}\n`] });
      await ui.leave();
    });

for (const [columns, rows] of sizes)
  test(`no roles at ${columns}×${rows}`, async (t) => {
    const ui = screen({ at: 'picker', filter: '' }, portsOf({ roles: [] }), { columns, rows });
    await ui.sees('There is no role');
    t.assert.snapshot(ui.text(), { serializers: [(text: string) => `\n${text}\n`] });
    await ui.leave();
  });
