import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bindingOf, choicesOf, footerOf, keymap } from '../../../source/ui/core/keymap.ts';
import { type InkKey, keysOf } from '../../../source/ui/core/keys.ts';

const none: InkKey = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageUp: false,
  pageDown: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  tab: false,
  shift: false,
  backspace: false,
  delete: false,
  ctrl: false,
  meta: false,
};

test('keysOf: names and text', () => {
  const table: readonly [input: string, key: Partial<InkKey>, names: readonly string[]][] = [
    ['', { upArrow: true }, ['up']],
    ['\r', { return: true }, ['enter']],
    ['', { tab: true }, ['tab']],
    ['', { tab: true, shift: true }, ['shift+tab']],
    ['p', { ctrl: true }, ['ctrl+p']],
    ['b', { meta: true }, ['alt+b']],
    ['a', {}, ['a']],
    ['prod', {}, ['prod']],
    ['prod\r', {}, ['prod', 'enter']],
    ['a\u007fb\u0003', {}, ['a', 'backspace', 'b', 'ctrl+c']],
    ['123\n456', {}, ['123', 'enter', '456']],
    ['日本', {}, ['日本']],
  ];
  for (const [input, key, names] of table)
    assert.deepEqual(
      keysOf(input, { ...none, ...key }).map(({ name }) => name),
      names,
      JSON.stringify(input),
    );
});

test('keysOf: only what is printed is text', () => {
  assert.deepEqual(
    keysOf('a\r', none).map(({ text }) => text),
    ['a', ''],
  );
  assert.equal(keysOf('p', { ...none, ctrl: true })[0]?.text, '');
});

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

test('keymap: everything has a sentence for the help screen', () => {
  for (const tag of screens) for (const { help, label } of keymap[tag]) assert.ok(help.endsWith('.') && label, help);
});

test('keymap: where text is typed, no letter is a command', () => {
  for (const tag of ['picker', 'confirm', 'mfa', 'colors', 'working'] as const)
    for (const { keys } of keymap[tag])
      for (const key of keys) assert.ok(key.length > 1 || key === '?', `${tag} ${key}`);
});

test('choicesOf: the lines of the menus', () => {
  assert.deepEqual(
    choicesOf('empty').map(({ command }) => command),
    ['demo', 'link', 'add'],
  );
  assert.equal(choicesOf('menu').length, 10);
});
