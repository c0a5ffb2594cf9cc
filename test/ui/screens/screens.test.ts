import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action, Command } from '../../../source/ui/core/actions.ts';
import type { Screen, State } from '../../../source/ui/core/state.ts';
import { bindingOf, footerOf, keymap } from '../../../source/ui/screens/screens.tsx';
import { signInCode } from '../helpers/ports.ts';
import { after, choicesOf, started } from '../helpers/start.ts';

const press = (command: Command): Action => ({ type: 'command', command });

const screens = Object.keys(keymap) as (keyof typeof keymap)[];

test('keymap: no key means two things on one screen', () => {
  for (const tag of screens) {
    const keys = keymap[tag].flatMap((binding) => binding.keys);
    assert.equal(new Set(keys).size, keys.length, tag);
  }
});

test('keymap: ctrl+c leaves from everywhere, and each screen says how to go back', () => {
  for (const tag of screens) {
    assert.equal(bindingOf(tag, 'ctrl+c')?.command, 'cancel', tag);
    assert.ok(bindingOf(tag, 'esc'), tag);
    assert.ok(footerOf(tag).length > 0, tag);
  }
});

test('keymap: F1 and ctrl+/ help on every screen, and `?` where it is no text', () => {
  const textual = ['picker', 'confirm', 'colors', 'command', 'link', 'unlock'];
  for (const tag of screens) {
    assert.equal(bindingOf(tag, 'ctrl+/')?.command, tag === 'help' ? 'back' : 'help', tag);
    if (!textual.includes(tag)) assert.equal(bindingOf(tag, '?'), bindingOf(tag, 'ctrl+/'), tag);
  }
  for (const tag of ['confirm', 'colors', 'command', 'link', 'unlock'] as const)
    assert.equal(bindingOf(tag, '?'), undefined, tag);
});

test('keymap: wherever text is typed, ctrl+u takes it away, and ctrl+w the last word', () => {
  for (const tag of ['picker', 'confirm', 'mfa', 'colors', 'command', 'link', 'unlock', 'sign-in'] as const) {
    assert.equal(bindingOf(tag, 'ctrl+u')?.command, 'eraseAll', tag);
    assert.equal(bindingOf(tag, 'ctrl+w')?.command, 'eraseWord', tag);
  }
});

/** The screens with one line of text, as they begin. */
function lines(): readonly (readonly [tag: Screen['tag'], state: State])[] {
  const opening = started({ start: { at: 'open', profile: 'data-lake' } });
  const { userCode: _, ...page } = signInCode;
  return [
    ['confirm', after(started(), press('accept')).state],
    ['colors', after(started(), press('menu'), press('color')).state],
    ['unlock', after(opening, { type: 'locked', id: 1, question: { path: '/keys', isWrong: false } }).state],
    [
      'sign-in',
      after(
        opening,
        { type: 'offered', id: 1, to: 'IAM Identity Center', at: 'https://acme.awsapps.com/start' },
        press('accept'),
        { type: 'signInPage', id: 1, page },
      ).state,
    ],
  ];
}

const lineOf = (state: State, ...actions: Parameters<typeof after>[1][]): string | undefined => {
  const { screen } = after(state, ...actions).state;
  return 'input' in screen ? screen.input.text : undefined;
};

test('wherever text is typed, ⌫ takes away what a reader sees as one letter', () => {
  for (const [tag, state] of lines()) {
    assert.equal(state.screen.tag, tag);
    for (const letter of ['x', '😀', '👩‍👩‍👧', 'e\u0301'])
      assert.equal(lineOf(state, { type: 'typed', text: `pro${letter}` }, press('erase')), 'pro', `${tag} ${letter}`);
  }
});

test('wherever a line is typed, it is mended in the middle, as in a shell', () => {
  for (const [tag, state] of lines()) {
    const type = (text: string) => ({ type: 'typed', text }) as const;
    assert.equal(lineOf(state, type('prd'), press('left'), type('o')), 'prod', tag);
    assert.equal(lineOf(state, type('xprod'), press('home'), press('eraseNext')), 'prod', tag);
    assert.equal(lineOf(state, type('pro'), press('home'), press('end'), type('d')), 'prod', tag);
    assert.equal(lineOf(state, type('prod-old'), ...Array(4).fill(press('left')), press('eraseRest')), 'prod', tag);
  }
});

test('a name and a passphrase are taken character for character', () => {
  for (const [tag, state] of lines().filter(([tag]) => tag === 'confirm' || tag === 'unlock'))
    assert.equal(lineOf(state, { type: 'typed', text: 'a\u200bb' }), 'a\u200bb', tag);
});

test('keymap: Del takes the next character away wherever a caret moves', () => {
  const withCaret = ['picker', 'command', 'confirm', 'colors', 'link', 'unlock', 'sign-in'];
  for (const tag of screens)
    assert.equal(bindingOf(tag, 'delete')?.command, withCaret.includes(tag) ? 'eraseNext' : undefined, tag);
});

test('keymap: in lists ctrl+j and ctrl+k move, as in fzf; elsewhere ctrl+j is Enter, as in a shell', () => {
  for (const tag of ['picker', 'empty', 'devices', 'menu', 'problem', 'help'] as const) {
    assert.equal(bindingOf(tag, 'ctrl+j'), bindingOf(tag, 'down'), tag);
    assert.equal(bindingOf(tag, 'ctrl+k'), bindingOf(tag, 'up'), tag);
  }
  for (const tag of ['confirm', 'mfa', 'command', 'link', 'link', 'unlock', 'sign-in', 'colors'] as const)
    assert.equal(bindingOf(tag, 'ctrl+j'), bindingOf(tag, 'enter'), tag);
});

test('keymap: j and k move in lists that take no text', () => {
  for (const tag of ['empty', 'devices', 'remember', 'problem', 'help'] as const) {
    assert.equal(bindingOf(tag, 'j'), bindingOf(tag, 'down'), tag);
    assert.equal(bindingOf(tag, 'k'), bindingOf(tag, 'up'), tag);
  }
});

test('keymap: everything has a sentence for the help screen', () => {
  for (const tag of screens) for (const { help, label } of keymap[tag]) assert.ok(help.endsWith('.') && label, help);
});

test('keymap: where text is typed, no letter is a command', () => {
  for (const tag of ['picker', 'confirm', 'mfa', 'colors', 'working', 'unlock'] as const)
    for (const { keys } of keymap[tag])
      for (const key of keys) assert.ok(key.length > 1 || key === '?', `${tag} ${key}`);
});

test('choicesOf: the lines of the menus', () => {
  assert.deepEqual(
    choicesOf('empty').map(({ command }) => command),
    ['signIn', 'consoleSignIn', 'demo', 'link', 'add'],
  );
  assert.equal(choicesOf('menu').length, 14);
});
