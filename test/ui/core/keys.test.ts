import assert from 'node:assert/strict';
import { test } from 'node:test';
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
    ['prod', {}, ['']],
    ['prod\r', {}, ['', 'enter']],
    ['a\u007fb\u0003', {}, ['a', 'backspace', 'b', 'ctrl+c']],
    ['123\n456', {}, ['', 'enter', '']],
    ['123456\n', {}, ['', 'enter']],
    ['\n', {}, ['ctrl+j']],
    ['j', { ctrl: true }, ['ctrl+j']],
    ['日', {}, ['日']],
    ['\u001f', {}, ['ctrl+/']],
    ['_', { ctrl: true }, ['ctrl+/']],
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

test('keysOf: a burst of text that spells the name of a key is text', () => {
  const names = [
    'enter',
    'esc',
    'home',
    'end',
    'up',
    'down',
    'tab',
    'delete',
    'backspace',
    'pageup',
    'shift+tab',
    'ctrl+c',
    'alt+b',
  ];
  for (const spelt of names) assert.deepEqual(keysOf(spelt, none), [{ name: '', text: spelt }]);
});
