import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action } from '../../../../source/ui/core/actions.ts';
import { footerKeys } from '../../../../source/ui/core/screen.ts';
import { pickerKeys } from '../../../../source/ui/screens/picker/keys.ts';
import { pickerLines } from '../../../../source/ui/screens/picker/picture.ts';
import { themeFor } from '../../../../source/ui/theme/theme.ts';
import { role } from '../../helpers/roles.ts';
import { after, started } from '../../helpers/start.ts';

const press = (command: 'down' | 'mark'): Action => ({ type: 'command', command });

/** Names that begin and end alike: cut in their middle, all of them look the same. */
const alike = ['eu', 'us', 'ap'].map((region, at) =>
  role(`payments-production-${region}-ReadOnlyAccess`, { accountId: `10000000000${at}` }),
);

/** The last line of the list. */
function lastLine(roles: typeof alike, [columns, rows]: readonly [number, number], ...actions: readonly Action[]) {
  const { state } = after(started({ roles, size: { columns, rows } }), ...actions);
  const lines = pickerLines(state, footerKeys(pickerKeys, state), themeFor(24));
  return (lines.at(-1) ?? []).map(({ text }) => text).join('');
}

test('a row in focus that has no room for its name: the last line says which role Enter opens', () => {
  assert.equal(lastLine(alike, [42, 12]), '⏎ payments-production-eu-ReadOnlyAccess');
  assert.equal(lastLine(alike, [40, 12], press('down')), 'payments-production-us-ReadOnlyAccess');
});

test('where names repeat, what tells the row from others stands there too', () => {
  const teams = ['payments production', 'search production'].map((group) =>
    role(`${group}-AdministratorAccess`, { displayName: 'AdministratorAccess', group }),
  );
  assert.equal(lastLine(teams, [44, 12]), '⏎ AdministratorAccess, payments production');
});

test('the keys stand there where names are whole, where roles are marked, and where the detail names the role', () => {
  const keys = /^↑↓ choose {3}⏎ /;
  assert.match(lastLine([role('prod'), role('test')], [40, 12]), keys);
  assert.match(lastLine(alike, [40, 12], press('mark')), keys);
  assert.match(lastLine(alike, [80, 24]), keys);
});
