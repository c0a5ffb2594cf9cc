import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoleSummary } from '../../../../source/domain/profiles/profile.ts';
import type { Action } from '../../../../source/ui/core/actions.ts';
import { footerKeys } from '../../../../source/ui/core/screen.ts';
import { focused, type State } from '../../../../source/ui/core/state.ts';
import { pickerKeys } from '../../../../source/ui/screens/picker/keys.ts';
import { browse } from '../../../../source/ui/screens/picker/list.ts';
import { pickerLines } from '../../../../source/ui/screens/picker/picture.ts';
import { listedRoles, nothingFound } from '../../../../source/ui/screens/picker/spoken.ts';
import { width } from '../../../../source/ui/text/text.ts';
import { themeFor } from '../../../../source/ui/theme/theme.ts';
import { noPreferences } from '../../helpers/ports.ts';
import { role } from '../../helpers/roles.ts';
import { after, choicesOf, started } from '../../helpers/start.ts';

/** A role that was found: `corp:111122223333/Admin`, shown as `prod/Admin`. */
function foundRole(
  accountName: string,
  accountId: string,
  roleName: string,
  over: Partial<NonNullable<RoleSummary['found']>> = {},
): RoleSummary {
  const portal = over.portal ?? 'corp';
  return role(`${portal}:${accountId}/${roleName}`, {
    kind: 'sso',
    displayName: `${accountName}/${roleName}`,
    accountName,
    accountId,
    roleName,
    source: portal,
    found: { portal, isNew: false, ...over },
  });
}

const [one, two] = ['111122223333', '222233334444'];
const four = ['Admin', 'Read'].flatMap((name) => [foundRole('prod', one, name), foundRole('test', two, name)]);

const titles = (roles: readonly RoleSummary[]) =>
  browse(roles, noPreferences, false).sections.map(({ title, roles: at }) => [title, at.length]);

test('found roles stand under their account; under their portal too where there are several, or few in each account', () => {
  assert.deepEqual(titles(four), [
    [`prod · ${one}`, 2],
    [`test · ${two}`, 2],
  ]);
  const other = ['Admin', 'Read'].map((name) => foundRole('prod', one, name, { portal: 'other' }));
  assert.deepEqual(titles([...four, ...other]), [
    [`corp › prod · ${one}`, 2],
    [`corp › test · ${two}`, 2],
    [`other › prod · ${one}`, 2],
  ]);
  assert.deepEqual(titles([foundRole('prod', one, 'Admin'), foundRole('test', two, 'Admin'), role('mine')]), [
    ['corp', 2],
    ['via default', 1],
  ]);
});

test('a profile that leads to a role of a portal stands among the roles of its account', () => {
  const kept = role('prod/Ops', { kind: 'sso', accountName: 'prod', accountId: one, source: 'corp' });
  const elsewhere = role('x', { kind: 'sso', accountName: 'x', accountId: one, source: 'other' });
  assert.deepEqual(titles([role('mine'), kept, elsewhere, ...four]), [
    ['via default', 1],
    [`prod · ${one}`, 3],
    ['via other', 1],
    [`test · ${two}`, 2],
  ]);
});

const found = (roles: readonly RoleSummary[]): Action => ({ type: 'found', roles });
const typed = (text: string): Action => ({ type: 'typed', text });
const down: Action = { type: 'command', command: 'down' };

test('roles that come while the list is open: the focus stays on its role, a search is searched again', () => {
  const few = [foundRole('prod', one, 'Read')];
  const begun = started({ roles: few });
  assert.equal(focused(after(begun, found(four)).state)?.displayName, 'prod/Admin', 'who has not moved sees the first');
  const moved = after(started({ roles: four }), down, down, down).state;
  const before = focused(moved)?.name;
  const grown = after(moved, found([foundRole('all', '000000000001', 'Admin'), ...four])).state;
  assert.equal(focused(grown)?.name, before);
  const searching = after(begun, typed('test')).state;
  assert.equal(searching.list.count, 0);
  assert.equal(after(searching, found(four)).state.list.count, 2);
  assert.equal(focused(after(searching, found(four)).state)?.accountName, 'test');
});

const favourite = foundRole('prod', one, 'Admin');
const alpha = role('alpha');
const withFavourite = {
  preferences: { ...noPreferences, favourites: [favourite.name] },
  roles: [alpha, role('bravo')],
};
const news = found([...withFavourite.roles, favourite]);
const command = (name: string): Action => ({ type: 'command', command: name });

test('news above the role that the person has looked at leave the focus on it', () => {
  const begun = started(withFavourite);
  assert.equal(focused(after(begun, news).state)?.name, favourite.name, 'who has not moved sees the first');
  const looked: readonly (readonly [string, ...Action[]])[] = [
    ['there and back', down, command('up')],
    ['searched, and cleared', typed('al'), command('back')],
    ['marked, and unmarked', command('mark'), command('up'), command('mark'), command('up')],
    ['the menu', command('menu'), command('back')],
  ];
  for (const [how, ...actions] of looked) {
    assert.equal(focused(after(begun, ...actions, news).state)?.name, 'alpha', how);
  }
  const chosen = started({ ...withFavourite, start: { at: 'picker', filter: '', preselect: 'alpha' } });
  assert.equal(focused(after(chosen, news).state)?.name, 'alpha', 'the list began with it');
  const searched = started({ ...withFavourite, start: { at: 'picker', filter: 'a' } });
  const before = focused(searched)?.name;
  assert.equal(focused(after(searched, news).state)?.name, before);
  assert.equal(focused(after(searched, command('back'), news).state)?.name, before, 'and no longer');
});

test('a role in focus that is gone leaves the focus where it was', () => {
  const moved = after(started({ roles: four }), down, down, command('up')).state;
  const gone = focused(moved);
  const left = four.filter((each) => each !== gone);
  assert.equal(after(moved, found(left)).state.cursor, moved.cursor);
});

test('what a menu offers is of the role that it was opened for, whatever comes into the list', () => {
  for (const [roles, offered, refused] of [
    [withFavourite.roles, 'edit', 'keep'],
    [[favourite], 'keep', 'edit'],
  ] as const) {
    const menu = after(started({ ...withFavourite, roles }), command('menu'), found([alpha, favourite])).state;
    const [offers, refuses] = [offered, refused].map((name) => choicesOf('menu').find((each) => each.command === name));
    for (const cursor of [0, 1]) {
      assert.equal(offers?.disabled?.({ ...menu, cursor }), undefined);
      assert.match(refuses?.disabled?.({ ...menu, cursor }) ?? '', /is in no file|is already a profile/);
    }
  }
});

const drawn = (state: State): string =>
  pickerLines(state, footerKeys(pickerKeys, state), themeFor(1))
    .map((pieces) => pieces.map(({ text }) => text).join(''))
    .join('\n');

test('a search that finds nothing, where nothing is known of a portal, names the sign-in', () => {
  const start = { at: 'picker', filter: 'Payments/Support' } as const;
  const unread = ['corp'];
  const signIn = /No role of corp is known here; sign in: rolecall login corp/;
  const state = started({ start, unread });
  assert.match(nothingFound(state).join(' '), signIn);
  assert.match(drawn(state), signIn);
  assert.match(
    nothingFound(started({ start: { ...start, filter: 'payments' }, unread })).join(' '),
    signIn,
    'by a part of it',
  );
  const opened = after(started({ start: { at: 'picker', filter: 'Payments' } }), { type: 'unread', portals: ['corp'] });
  assert.match(nothingFound(opened.state).join(' '), signIn, 'it is known a moment after the list was opened');
  const read = { roles: [foundRole('prod', '111122223333', 'Admin')], start, unread };
  assert.doesNotMatch(nothingFound(started(read)).join(' '), signIn, 'it was read since');
});

test('what is said of an empty list is there whole in a narrow window', () => {
  for (const [columns, rows] of [
    [40, 12],
    [30, 8],
  ] as const) {
    const start = { at: 'picker', filter: 'Payments/Support' } as const;
    const lines = drawn(started({ size: { columns, rows }, start, unread: ['corp'] })).split('\n');
    const text = lines.map((line) => line.trim()).join(' ');
    assert.match(text, /No role of corp is known here; sign in: rolecall login corp/);
    assert.match(text, /esc clear/i);
    for (const line of lines) assert.ok(width(line) <= columns, line);
  }
});

test('what became of a choice is there whole, on as many lines as it takes', () => {
  const notice = 'Nothing was done. No longer marked: Payments/Support. corp:111122223333/Support no longer exists.';
  for (const [columns, rows] of [
    [80, 24],
    [40, 12],
    [30, 8],
  ] as const) {
    const begun = started({ size: { columns, rows } });
    const lines = drawn({ ...begun, notice }).split('\n');
    assert.ok(
      lines
        .map((line) => line.trim())
        .join(' ')
        .endsWith(notice),
      lines.join('\n'),
    );
    assert.equal(lines.length, drawn(begun).split('\n').length);
    for (const line of lines) assert.ok(width(line) <= columns, line);
  }
});

test('an empty list that will fill says so; what is being read stands in the header', () => {
  const empty = started({ roles: [], isSignedIn: true });
  assert.equal(empty.screen.tag, 'picker');
  assert.match(nothingFound(empty).join(' '), /Roles appear here as they are found/);
  const reading = after(empty, { type: 'reading', text: 'corp: roles of 3 of 40 accounts' }).state;
  assert.match(drawn(reading).split('\n')[0] ?? '', /rolecall +corp: roles of 3 of 40 accounts/);
  assert.equal(started({ roles: [] }).screen.tag, 'empty', 'nobody is signed in');
});

test('new and gone roles say so, and no row shows a lasting name', () => {
  const state = started({
    roles: [
      foundRole('prod', one, 'Fresh', { isNew: true }),
      foundRole('prod', one, 'Old', { goneSince: Date.UTC(2026, 0, 3) }),
      role('mine'),
    ],
  });
  const text = drawn(state);
  assert.match(text, /\+ +prod\/Fresh/);
  assert.match(text, /- +prod\/Old/);
  assert.doesNotMatch(text, /corp:1111/);
  assert.match(listedRoles(state).join('\n'), /prod\/Fresh.*, new[\s\S]*prod\/Old.*, gone from its portal/);
});

test('a found role is no profile to edit', () => {
  const menu = after(started({ roles: four }), { type: 'command', command: 'menu' }).state;
  const edit = after(menu, { type: 'command', command: 'edit' });
  assert.deepEqual(
    edit.effects.filter(({ type }) => type === 'finish'),
    [],
  );
  assert.match(edit.state.notice ?? '', /is in no file/);
  const favourite = after(menu, { type: 'command', command: 'favourite' }).state;
  assert.match(favourite.notice ?? '', /^prod\/Admin is a favourite/);
  assert.deepEqual(favourite.preferences.favourites, [`corp:${one}/Admin`], 'kept by what never leads elsewhere');
});
