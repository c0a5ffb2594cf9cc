import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoleSummary } from '../../source/domain/profiles/profile.ts';
import { portsOf } from './helpers/ports.ts';
import { role } from './helpers/roles.ts';
import { screen } from './helpers/screen.ts';

const picker = { at: 'picker', filter: '' } as const;

/** Without the ends of lines and their margins: a text that was broken is whole again. */
const joined = (text: string): string => text.replaceAll(/\s+/g, '');

const link =
  'https://signin.aws.amazon.com/switchrole?account=444444444444&roleName=Admin&displayName=guarded-production-account';

/** The screens in a window in which a notice takes several lines. */
const opened = (columns: number, rows: number, roles: readonly RoleSummary[]) =>
  screen(
    picker,
    portsOf({
      roles,
      copies: async () => ({ account: '444444444444', profile: 'prod', arn: 'arn', link, command: 'c' }),
    }),
    { columns, rows },
  );

for (const [columns, rows] of [
  [40, 16],
  [40, 12],
  [30, 12],
] as const)
  test(`${columns}×${rows}: a text that was copied is there whole, to be selected, and so is what is said of it`, async () => {
    const ui = opened(columns, rows, [role('prod')]);
    await ui.sees('prod');
    ui.type('\t');
    await ui.sees('Switch, in');
    ui.type('y');
    await ui.sees('Link');
    ui.type('l');
    const text = joined(await ui.sees('If it'));
    assert.ok(text.includes(joined(link)), text);
    assert.ok(text.includes('Ifitisnotthere,selectithere.'), text);
    await ui.leave();
  });

for (const [columns, rows] of [
  [30, 8],
  [20, 6],
] as const)
  test(`${columns}×${rows}: what was typed stays in sight beside why it is refused`, async () => {
    const ui = opened(columns, rows, []);
    await ui.sees('Paste a');
    ui.type('p');
    await ui.sees('Paste the switch');
    ui.type('nolink\r');
    assert.match(await ui.sees('That is not a'), /› nolink/);
    await ui.leave();
  });

test('a long text that is no colour is not repeated whole, and stays in sight', async () => {
  const ui = opened(30, 8, [role('prod')]);
  await ui.sees('prod');
  ui.type('\t');
  await ui.sees('Switch, in');
  ui.type('o');
  await ui.sees('or type one');
  ui.type(`${'notacolour'.repeat(20)}\r`);
  const text = await ui.sees('is not');
  assert.match(joined(text), /isnotacolour\.Tryff8800,ororange\./);
  assert.match(text, /colour▏/);
  await ui.leave();
});
