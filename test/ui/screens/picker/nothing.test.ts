import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action } from '../../../../source/ui/core/actions.ts';
import { focused } from '../../../../source/ui/core/state.ts';
import { nothingFound } from '../../../../source/ui/screens/picker/spoken.ts';
import { footerOf, keymap, spokenLines } from '../../../../source/ui/screens/screens.tsx';
import { noPreferences, portsOf } from '../../helpers/ports.ts';
import { companyRoles, role } from '../../helpers/roles.ts';
import { screen } from '../../helpers/screen.ts';
import { after, started } from '../../helpers/start.ts';

const press = (command: string): Action => ({ type: 'command', command });

test('no recent role yet: it is said, with the key that shows all', async () => {
  const { state } = after(started(), press('recent'));
  assert.deepEqual(nothingFound(state), ['No recent roles yet.', 'Ctrl+R shows all.']);
  assert.equal(after(state, press('recent')).state.list.total, companyRoles().length);
  const ui = screen({ at: 'picker', filter: '' }, portsOf({ roles: companyRoles() }), { columns: 40, rows: 12 });
  await ui.sees('type to search');
  ui.type('\x12');
  assert.match(await ui.sees('No recent roles yet.'), /Ctrl\+R shows all\./);
  await ui.leave();
  assert.equal(words(footerOf('picker', state)), '? help   ctrl+r all roles   esc quit');
  const spoken = spokenLines(after(started({ screenReader: true }), press('recent')).state).join('\n');
  assert.match(spoken, /^No recent roles yet\.\nCtrl\+R shows all\.$/m);
});

const type = (text: string): Action => ({ type: 'typed', text });
const hiding = (...hidden: readonly string[]) => ({ ...noPreferences, hidden });

test('a hidden role that the search matches is named as hidden, and Enter shows it', () => {
  const { state } = after(started({ preferences: hiding('billing') }), type('billing'));
  assert.deepEqual(nothingFound(state), [
    '1 hidden role matches “billing”.',
    'Enter shows hidden roles.',
    'Esc clears the search.',
  ]);
  assert.match(words(footerOf('picker', state)), /⏎ show hidden/);
  const { state: shown, effects } = after(state, press('accept'));
  assert.equal(focused(shown)?.name, 'billing');
  assert.equal(shown.filter, 'billing');
  assert.deepEqual([shown.screen.tag, effects.some((effect) => effect.type === 'open')], ['picker', false]);
  assert.match(words(footerOf('picker', shown)), /⏎ switch/);
});

test('several hidden roles; none where another role matches as well, or nothing does', () => {
  const roles = [...companyRoles(), role('vault-one'), role('vault-two')];
  const preferences = hiding('vault-one', 'vault-two');
  const several = after(started({ roles, preferences }), type('vault')).state;
  assert.equal(nothingFound(several)[0], '2 hidden roles match “vault”.');
  const one = after(started({ roles, preferences: hiding('vault-two') }), type('vault')).state;
  assert.equal(focused(one)?.name, 'vault-one');
  const nobody = after(started({ preferences }), type('zzzz')).state;
  assert.deepEqual(nothingFound(nobody), ['No role matches “zzzz”.', 'Esc clears the search.']);
  assert.equal(disabledAt(nobody), 'No role is selected.');
  const all = started({ roles, preferences: hiding(...roles.map(({ name }) => name)) });
  assert.deepEqual(nothingFound(all), ['All roles are hidden.', 'Enter shows hidden roles.']);
  assert.equal(disabledAt(all), undefined);
  assert.equal(after(all, press('accept')).state.list.total, roles.length);
});

test('the recent roles are hidden: Enter shows them, Ctrl+R all others', () => {
  const preferences = { ...hiding('billing'), recents: ['billing'] };
  const recent = after(started({ preferences }), press('recent')).state;
  assert.deepEqual(nothingFound(recent), [
    'The recent roles are hidden.',
    'Enter shows hidden roles.',
    'Ctrl+R shows all.',
  ]);
  assert.equal(focused(after(recent, press('accept')).state)?.name, 'billing');
});

test('a screen reader hears of a hidden role', () => {
  const begun = started({ screenReader: true, preferences: hiding('billing') });
  const said = spokenLines(after(begun, type('billing')).state).join('\n');
  assert.match(said, /^1 hidden role matches “billing”\.\nEnter shows hidden roles\.\nEsc clears the search\.$/m);
  assert.match(said, /enter show hidden/);
});

const words = (keys: ReturnType<typeof footerOf>): string =>
  keys.map(({ shown, label }) => `${shown} ${label}`).join('   ');

const disabledAt = (state: ReturnType<typeof started>): string | undefined =>
  keymap.picker.find(({ command }) => command === 'accept')?.disabled?.(state);
