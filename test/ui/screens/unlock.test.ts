import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action, Command } from '../../../source/ui/core/actions.ts';
import { spokenLines } from '../../../source/ui/screens/screens.tsx';
import { question } from '../helpers/ports.ts';
import { after, started } from '../helpers/start.ts';

const press = (command: Command): Action => ({ type: 'command', command });
const typed = (text: string): Action => ({ type: 'typed', text });
const working = started({ start: { at: 'open', profile: 'data-lake' } });
const path = '/home/mary/.config/rolecall/access-keys.sealed';
const locked = (isWrong = false): Action => ({ type: 'locked', id: 1, question: { path, isWrong } });
const done: Action = { type: 'progressed', id: 1, event: { step: 'source', state: 'done', text: 'mary' } };
const tries = (passphrase: string) => ({ type: 'unlock', passphrase });

test('a passphrase: what leads where', () => {
  const give = [{ type: 'abandon' }, { type: 'finish', result: { tag: 'cancelled', passedOver: true } }];
  const table: readonly [what: string, actions: readonly Action[], tag: string, effects: readonly unknown[]][] = [
    ['asked for', [locked()], 'unlock', []],
    ['nothing typed yet', [locked(), press('accept')], 'unlock', []],
    [
      'typed, corrected and given',
      [locked(), typed('ab?'), press('erase'), typed('c'), press('accept')],
      'unlock',
      [tries('abc')],
    ],
    [
      'pasted, with what a paste brings',
      [locked(), { type: 'pasted', text: ' a b ' }, press('accept')],
      'unlock',
      [tries(' a b ')],
    ],
    ['begun anew', [locked(), typed('abc'), press('eraseAll'), typed('x'), press('accept')], 'unlock', [tries('x')]],
    ['a letter of two units is one', [locked(), typed('a😀'), press('erase'), press('accept')], 'unlock', [tries('a')]],
    [
      'being tried, nothing more is taken',
      [locked(), typed('a'), press('accept'), typed('b'), press('accept')],
      'unlock',
      [tries('a')],
    ],
    [
      'wrong, asked once more',
      [locked(), typed('a'), press('accept'), locked(true), typed('b'), press('accept')],
      'unlock',
      [tries('a'), tries('b')],
    ],
    ['right, and on the way', [locked(), typed('a'), press('accept'), done], 'working', [tries('a')]],
    ['Esc', [locked(), typed('a'), press('back')], 'unlock', give],
    ['of an opening that was given up', [{ ...locked(), id: 7 } as Action], 'working', []],
    [
      'a code afterwards',
      [locked(), typed('a'), press('accept'), done, { type: 'asked', id: 1, question: question() }],
      'mfa',
      [tries('a'), { type: 'hint', serial: question().device.serial }],
    ],
  ];
  for (const [what, actions, tag, effects] of table) {
    const ended = after(working, ...actions);
    assert.equal(ended.state.screen.tag, tag, what);
    assert.deepEqual(ended.effects, effects, what);
  }
});

test('for a screen reader: what is asked for, how much is typed, and never what', () => {
  const lines = (...actions: Action[]) => spokenLines(after(working, ...actions).state).join('\n');
  assert.match(lines(locked()), /is protected by a passphrase, in \/home\/mary.*\nPassphrase: 0 characters typed\./);
  const said = lines(locked(), typed('hush'));
  assert.match(said, /4 characters typed/);
  assert.doesNotMatch(said, /hush/);
  assert.match(lines(locked(true)), /^Wrong passphrase\.$/m);
  assert.doesNotMatch(lines(locked(true), typed('h')), /Wrong passphrase/);
  assert.match(lines(locked(), typed('h'), press('accept')), /^Trying it\.$/m);
});
