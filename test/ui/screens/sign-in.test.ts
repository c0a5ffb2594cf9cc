import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action, Command } from '../../../source/ui/core/actions.ts';
import { footerOf, spokenLines } from '../../../source/ui/screens/screens.tsx';
import { question, signInCode } from '../helpers/ports.ts';
import { after, started } from '../helpers/start.ts';

const press = (command: Command): Action => ({ type: 'command', command });
const working = started({ start: { at: 'open', profile: 'data-lake' } });
const offer: Action = { type: 'offered', id: 1, to: 'IAM Identity Center', at: 'https://acme.awsapps.com/start' };
const coded: Action = { type: 'signInPage', id: 1, page: signInCode };
const { userCode: _, ...page } = signInCode;
const opened: Action = { type: 'signInPage', id: 1, page };
const address = 'http://127.0.0.1:1/oauth/callback?code=x&state=y';
const typed = (text: string): Action => ({ type: 'typed', text });
const gives = (text: string) => ({ type: 'give', given: { tag: 'pasted', text } });
const done: Action = { type: 'progressed', id: 1, event: { step: 'source', state: 'done', text: 'corp' } };
const given: Action = { type: 'command', command: 'accept' };

test('a sign-in: what leads where', () => {
  const give = [{ type: 'abandon' }, { type: 'finish', result: { tag: 'cancelled', passedOver: true } }];
  const table: readonly [what: string, actions: readonly Action[], tag: string, effects: readonly unknown[]][] = [
    ['offered, and nothing begun', [offer], 'sign-in', []],
    ['Enter begins it, once', [offer, given, given], 'sign-in', [{ type: 'signIn' }]],
    ['a code', [offer, given, coded], 'sign-in', [{ type: 'signIn' }]],
    ['approved, and on the way', [offer, given, coded, done], 'working', [{ type: 'signIn' }]],
    ['Esc at the offer', [offer, press('back')], 'sign-in', give],
    ['Esc at the code', [offer, given, coded, press('back')], 'sign-in', [{ type: 'signIn' }, ...give]],
    ['the browser is waited for', [offer, given, opened], 'sign-in', [{ type: 'signIn' }]],
    [
      'an address is pasted',
      [offer, given, opened, { type: 'pasted', text: address }],
      'sign-in',
      [{ type: 'signIn' }, gives(address)],
    ],
    [
      'typed, in pieces, corrected and given',
      [offer, given, opened, typed('http'), typed('d'), typed('x'), press('erase'), given],
      'sign-in',
      [{ type: 'signIn' }, gives('httpd')],
    ],
    [
      'nothing is pasted',
      [offer, given, opened, { type: 'pasted', text: ' ' }, given],
      'sign-in',
      [{ type: 'signIn' }],
    ],
    ['pasted at a code', [offer, given, coded, { type: 'pasted', text: address }], 'sign-in', [{ type: 'signIn' }]],
    [
      'd for a code, once',
      [offer, given, opened, press('device'), press('device'), coded],
      'sign-in',
      [{ type: 'signIn' }, { type: 'give', given: { tag: 'device' } }],
    ],
    [
      'c copies the address',
      [offer, given, opened, press('copy')],
      'sign-in',
      [{ type: 'signIn' }, { type: 'copy', text: signInCode.url }],
    ],
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
    [told(offer), told(offer, given), told(offer, given, opened), told(offer, given, opened, typed('http'))],
    [
      ['accept', 'help', 'back'],
      ['help', 'back'],
      ['device', 'copy', 'help', 'back'],
      ['accept', 'help', 'back'],
    ],
  );
});

test('why a pasted address does not do is told until the next one', () => {
  const told: Action = { type: 'signInTold', id: 1, text: 'That is not the address.' };
  const wrong = after(working, offer, given, opened, { type: 'pasted', text: 'x' }, told);
  assert.match(spokenLines(wrong.state).join('\n'), /That is not the address\./);
  assert.doesNotMatch(spokenLines(after(wrong.state, typed('h')).state).join('\n'), /That is not/);
});

test('a refusal of the sign-in is a problem like any other', () => {
  const problem = { code: 'sign-in-late', title: 'Nobody approved the sign-in in time.' };
  const { effects } = after(working, offer, given, { type: 'refused', id: 1, problem });
  assert.deepEqual(effects.at(-1), { type: 'finish', result: { tag: 'failed', problem } });
});

test('for a screen reader: the page and the code', () => {
  const lines = (...actions: Action[]) => spokenLines(after(working, ...actions).state).join('\n');
  assert.match(lines(offer), /Not signed in .*: https:\/\/acme\.awsapps\.com\/start\nEnter signs in\./);
  assert.match(lines(offer, given, coded), /user_code=BCDF-GHJK\nThe page must show BCDF-GHJK\./);
  assert.match(
    lines(offer, given, opened),
    /browser: https:.*\nIf the browser ends on a page that does not load, paste/,
  );
});

test('help names the keys that edit a text only where one can be typed', () => {
  const helpAt = (...actions: readonly Action[]): string =>
    spokenLines(after(working, ...actions, press('help')).state).join('\n');
  const editing = /Delete the word before the cursor/;
  assert.match(helpAt(offer, given, opened), editing);
  for (const actions of [[offer], [offer, given], [offer, given, coded]])
    assert.doesNotMatch(helpAt(...actions), editing);
});
