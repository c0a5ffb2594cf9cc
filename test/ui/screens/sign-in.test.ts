import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action, Command } from '../../../source/ui/core/actions.ts';
import { footerOf, spokenLines } from '../../../source/ui/screens/screens.tsx';
import { question, signInCode } from '../helpers/ports.ts';
import { after, started } from '../helpers/start.ts';

const press = (command: Command): Action => ({ type: 'command', command });
const working = started({ start: { at: 'open', profile: 'data-lake' } });
const offer: Action = { type: 'offered', id: 1, startUrl: 'https://acme.awsapps.com/start' };
const coded: Action = { type: 'coded', id: 1, code: signInCode };
const done: Action = { type: 'progressed', id: 1, event: { step: 'source', state: 'done', text: 'corp' } };
const given: Action = { type: 'command', command: 'accept' };

test('a sign-in: what leads where', () => {
  const give = [{ type: 'abandon' }, { type: 'finish', result: { tag: 'cancelled' } }];
  const table: readonly [what: string, actions: readonly Action[], tag: string, effects: readonly unknown[]][] = [
    ['offered, and nothing begun', [offer], 'sign-in', []],
    ['Enter begins it, once', [offer, given, given], 'sign-in', [{ type: 'signIn' }]],
    ['a code', [offer, given, coded], 'sign-in', [{ type: 'signIn' }]],
    ['approved, and on the way', [offer, given, coded, done], 'working', [{ type: 'signIn' }]],
    ['Esc at the offer', [offer, press('back')], 'sign-in', give],
    ['Esc at the code', [offer, given, coded, press('back')], 'sign-in', [{ type: 'signIn' }, ...give]],
    ['of an opening that was given up', [{ ...offer, id: 7 }], 'working', []],
    ['a code of one that was given up', [offer, { ...coded, id: 7 }], 'sign-in', []],
    [
      'an MFA code afterwards',
      [offer, given, done, { type: 'asked', id: 1, question: question() }],
      'mfa',
      [{ type: 'signIn' }, { type: 'hint', serial: question().device.serial }],
    ],
  ];
  for (const [what, actions, tag, effects] of table) {
    const ended = after(working, ...actions);
    assert.equal(ended.state.screen.tag, tag, what);
    assert.deepEqual(ended.effects, effects, what);
  }
});

test('the footer tells of Enter as long as there is something to begin', () => {
  const told = (...actions: Action[]) =>
    footerOf('sign-in', after(working, ...actions).state).map(({ command }) => command);
  assert.deepEqual(
    [told(offer), told(offer, given)],
    [
      ['accept', 'help', 'back'],
      ['help', 'back'],
    ],
  );
});

test('a refusal of the sign-in is a problem like any other', () => {
  const problem = { code: 'sign-in-late', title: 'Nobody approved the sign-in in time.' };
  const { effects } = after(working, offer, given, { type: 'refused', id: 1, problem });
  assert.deepEqual(effects.at(-1), { type: 'finish', result: { tag: 'failed', problem } });
});

test('for a screen reader: the page and the code', () => {
  const lines = (...actions: Action[]) => spokenLines(after(working, ...actions).state).join('\n');
  assert.match(lines(offer), /Not signed in .*: https:\/\/acme\.awsapps\.com\/start\nEnter signs in\./);
  assert.match(lines(offer, given, coded), /user_code=BCDF-GHJK\nThe code there has to be BCDF-GHJK\./);
});
