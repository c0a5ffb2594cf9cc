import assert from 'node:assert/strict';
import { test } from 'node:test';
import { palette } from '../../../source/ui/screens/colors/update.ts';
import { keymap, spokenLines } from '../../../source/ui/screens/screens.tsx';
import { noon } from '../helpers/ports.ts';
import { role } from '../helpers/roles.ts';
import { after, choicesOf, started } from '../helpers/start.ts';

const press = (command: string) => ({ type: 'command', command }) as const;
const type = (text: string) => ({ type: 'typed', text }) as const;

const begun = started({ screenReader: true });
const profile = 'prod-readonly';
const inMenu = after(begun, type('2'), press('menu')).state;

/** What is said after some actions. */
const said = (...actions: Parameters<typeof after>[1][]): string =>
  spokenLines(after(inMenu, ...actions).state).join('\n');

test('a number puts the focus on its line, so that every key is about that role', () => {
  assert.equal(inMenu.screen.tag === 'menu' && inMenu.screen.profile, profile);
  const favourite = after(begun, type('2'), press('favourite')).state;
  assert.deepEqual(favourite.preferences.favourites, [profile]);
  assert.match(spokenLines(after(begun, type('2')).state).join('\n'), /^2\. .*, selected$/m);
  const moved = after(begun, type('2'), press('down'), press('accept')).state.screen;
  assert.ok(moved.tag === 'working' && moved.opening.profile === 'billing', 'what is said to be in focus is opened');
});

test('behind a search it is said that a blank stands before the number, and what is said works', () => {
  const begins = spokenLines(begun).join('\n');
  assert.match(begins, /^Type a number and Enter to switch, or part of a name to search\.$/m);
  const searched = after(begun, type('prod')).state;
  const line = 'Type a space, a number and Enter to switch. Esc clears the search.';
  assert.ok(spokenLines(searched).includes(line));
  assert.doesNotMatch(spokenLines(searched).join('\n'), /^Type a number/m);
  const second = spokenLines(searched).find((each) => each.startsWith('2. '));
  const picked = after(searched, type(' '), type('2')).state;
  assert.ok(spokenLines(picked).includes(`${second}, selected`));
  assert.equal(after(picked, press('accept')).state.screen.tag, 'working');
  const nothing = spokenLines(after(begun, type('prod2')).state).join('\n');
  assert.match(nothing, /^No role matches “prod2”\.$/m);
  assert.doesNotMatch(nothing, /^Type /m);
});

test('a number without a line does nothing to another one', () => {
  for (const command of ['menu', 'favourite', 'accept']) {
    const state = after(begun, type('99')).state;
    const binding = keymap.picker.find((key) => key.command === command);
    assert.equal(binding?.disabled?.(state), 'There is no number 99.', command);
  }
});

test('the menu says whose it is, and what each line does now', () => {
  assert.match(said(), /^Production, reading, Production, profile prod-readonly:$/m);
  for (const { shown } of choicesOf('menu')) assert.match(said(), new RegExp(`^${shown}: `, 'm'));
  assert.match(said(), /^f: Add to favourites$/m);
  assert.match(said(), /^u: Undo, unavailable$/m, 'what the drawn menu dims');
  const again = after(inMenu, press('favourite'), press('menu')).state;
  assert.match(spokenLines(again).join('\n'), /^f: Remove from favourites$/m);
  assert.match(spokenLines(again).join('\n'), /^u: Undo$/m);
});

test('copy, explain and colours say what they show', () => {
  const copies = {
    account: '444455556666',
    arn: 'arn:aws:iam::444455556666:role/ReadOnly',
    profile,
    link: undefined,
    command: 'rolecall export prod-readonly',
  };
  const copy = said(press('copy'), { type: 'copiesKnown', profile, copies }, press('account'));
  assert.match(copy, /^a: Account +444455556666, selected$/m);
  assert.match(copy, /^r: Role ARN +arn:aws:iam::444455556666:role\/ReadOnly$/m);
  assert.match(copy, /^Sent the account ID to the clipboard/m);
  assert.match(said(press('explain')), /^Looking up prod-readonly\.$/m);
  assert.match(
    said(press('explain'), { type: 'explained', profile, text: '▌ prod-readonly\n1  mary\n2  ReadOnly\n' }),
    /^2 {2}ReadOnly$/m,
  );
  assert.match(said(press('explain'), { type: 'explained', profile, text: '▌ prod\n' }), /^prod$/m);
  const colors = said(press('color'), press('down'));
  for (const { name } of palette) assert.match(colors, new RegExp(`^${name}(, selected)?$`, 'm'));
  assert.match(colors, /^Colour of Production, reading.*:\n(.*\n)?red, selected$/m);
  assert.match(said(press('color'), type('ff88')), /^Or type a colour: ff88$/m);
});

test('what was done is said, and how it is taken back', () => {
  const hidden = said(press('hide'));
  assert.match(hidden, /^prod-readonly is hidden from the list\. Ctrl\+Z undoes it\.$/m);
  assert.match(said(press('hide'), press('undo')), /^prod-readonly is in the list again\.$/m);
});

test('help says every key of the screen', () => {
  const help = spokenLines(after(begun, press('help')).state).join('\n');
  for (const { keys, help: sentence } of keymap.picker) assert.ok(help.includes(sentence), keys[0]);
  assert.match(help, /^ctrl\+z: Undo the last change/m);
});

test('the role that the shell is in is said first', () => {
  const here = {
    profile,
    displayName: 'Production, reading',
    color: '#d13438',
    caller: 'mary',
    expiresAt: noon + 59 * 60_000 + 1,
    readOnly: true,
  };
  assert.equal(
    spokenLines(started({ screenReader: true, here }))[0],
    'mary is in Production, reading, read-only, 59m left.',
  );
});

test('of roles with one name and one group, the profiles are said', () => {
  const roles = ['one', 'two'].map((name) => role(name, { displayName: 'Admin', group: 'prod' }));
  const lines = spokenLines(started({ screenReader: true, roles }));
  assert.match(lines.join('\n'), /^1\. Admin, profile one,[\s\S]*^2\. Admin, profile two,/m);
});
