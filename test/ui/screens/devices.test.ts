import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeQuestion } from '../../../source/domain/mfa/ask.ts';
import type { Session } from '../../../source/domain/sessions/session.ts';
import type { Action, Command } from '../../../source/ui/core/actions.ts';
import { helpOf } from '../../../source/ui/core/screen.ts';
import { footerOf, spokenLines } from '../../../source/ui/screens/screens.tsx';
import { devices, foundSession, question, sessionOf } from '../helpers/ports.ts';
import { after, started } from '../helpers/start.ts';

const { phone, tablet, key } = devices;
const press = (command: Command): Action => ({ type: 'command', command });
const type = (text: string): Action => ({ type: 'typed', text });
const start = { at: 'open', profile: 'data-lake' } as const;
const working = started({ start });
const ask = (over: Partial<CodeQuestion> = {}): Action => ({
  type: 'asked',
  id: 1,
  question: question({ others: [tablet], unusable: [key], ...over }),
});
const choosing = (...actions: Action[]) => after(working, ask(), ...actions);

test('one device, or one that is configured, is no choice', () => {
  assert.equal(after(working, { type: 'asked', id: 1, question: question() }).state.screen.tag, 'mfa');
});

test('several devices, or one beside a security key: the person chooses', () => {
  assert.equal(choosing().state.screen.tag, 'devices');
  const beside = { type: 'asked', id: 1, question: question({ unusable: [key] }) } as const;
  const { state } = after(working, beside, press('down'));
  assert.ok(state.screen.tag === 'devices' && state.screen.cursor === 0, 'the key cannot be chosen');
});

test('a role that was named: no screen on its way says that a list is behind', () => {
  const open = after(working, { type: 'asked', id: 1, question: question() }).state;
  for (const state of [working, open, choosing().state]) {
    const leave = footerOf(state.screen.tag, state).find(({ command }) => command === 'back');
    assert.equal(leave?.label, 'cancel', state.screen.tag);
    assert.equal(leave && helpOf(leave, state), 'Leave without the role.', state.screen.tag);
  }
  const listed = { ...open, home: 'picker' } as const;
  assert.equal(footerOf('mfa', listed).find(({ command }) => command === 'back')?.label, 'back');
});

test('the devices: where keys lead', () => {
  const turn = { type: 'turn', device: tablet.serial };
  const hint = { type: 'hint', serial: phone.serial };
  const table: readonly [what: string, actions: readonly Action[], tag: string, effects: readonly unknown[]][] = [
    ['the first is asked for already', [press('accept')], 'mfa', [hint]],
    ['another by way of another question', [press('down'), press('accept')], 'working', [turn]],
    ['up, round the end', [press('up'), press('accept')], 'working', [turn]],
    ['down, round the end', [press('down'), press('down'), press('accept')], 'mfa', [hint]],
    ['a digit means the one in focus', [type('1')], 'mfa', [hint]],
    ['a whole code as well, and is sent', [type('123456')], 'mfa', [hint, { type: 'answer', code: '123456' }]],
    ['a letter means nothing', [type('x')], 'devices', []],
    ['Esc gives up', [press('back')], 'working', [{ type: 'abandon' }, finish({ tag: 'cancelled', passedOver: true })]],
  ];
  for (const [what, actions, tag, effects] of table) {
    const ended = choosing(...actions);
    const kept = tag === 'working' && what.startsWith('Esc') ? 'devices' : tag;
    assert.equal(ended.state.screen.tag, kept, what);
    assert.deepEqual(sorted(ended.effects), sorted(effects), what);
  }
});

const finish = (result: unknown) => ({ type: 'finish', result });
const sorted = (effects: readonly unknown[]) => effects.map((each) => JSON.stringify(each)).toSorted();

test('the question for the device that was chosen goes to the code, and keeps what was typed', () => {
  const turned = choosing(press('down'), press('accept'), type('12'));
  const other = ask({ device: tablet, others: [phone] });
  const { state } = after(turned.state, other);
  assert.ok(state.screen.tag === 'mfa' && state.screen.digits === '12');
  assert.equal(state.screen.question.device.serial, tablet.serial);
});

test('another device after a wrong code keeps what was typed for it', () => {
  const wrong = after(choosing(type('123456')).state, ask({ attempt: 2, rejected: 'wrong' }));
  assert.ok(wrong.state.screen.tag === 'mfa' && wrong.state.screen.digits === '');
  const turned = after(wrong.state, press('devices'), press('down'), type('654'));
  assert.deepEqual(turned.effects, [{ type: 'turn', device: tablet.serial }]);
  const { state } = after(turned.state, type('32'), ask({ attempt: 2, device: tablet, others: [phone] }));
  assert.ok(state.screen.tag === 'mfa' && state.screen.digits === '65432');
});

test('a second question after the choice is answered with the same device', () => {
  const turned = after(choosing(press('down'), press('accept')).state, ask({ device: tablet, others: [phone] }));
  const again = after(turned.state, type('123456'), ask());
  assert.deepEqual(again.effects.at(-1), { type: 'turn', device: tablet.serial });
});

test('tab goes from the code back to the devices, unless there is only one or a code is on its way', () => {
  const asked = choosing(press('accept')).state;
  assert.equal(after(asked, press('devices')).state.screen.tag, 'devices');
  assert.equal(after(asked, type('123456'), press('devices')).state.screen.tag, 'mfa');
  const only = after(working, { type: 'asked', id: 1, question: question() }).state;
  assert.equal(after(only, press('devices')).state.screen.tag, 'mfa');
  const told = (state: typeof only) => footerOf('mfa', state).some(({ command }) => command === 'devices');
  assert.deepEqual([told(asked), told(only)], [true, false]);
});

test('digits typed before there was a choice are for the device that is taken', () => {
  const { state } = after(working, type('123'), ask(), press('accept'));
  assert.ok(state.screen.tag === 'mfa' && state.screen.digits === '123');
});

test('a device that was found is offered for the profile; whatever is chosen, the switch goes on', () => {
  const session = foundSession('data-lake');
  const opened: Action = { type: 'opened', id: 1, session };
  const offer = after(working, opened);
  assert.ok(offer.state.screen.tag === 'remember');
  assert.deepEqual(offer.effects, []);
  const entered = (notes: readonly string[]) =>
    finish({ tag: 'opened', session: { ...session, notes }, entry: 'subshell' });
  const other = session.notes.slice(0, -1);
  for (const no of [[press('skip')], [press('down'), press('accept')], [press('back')]])
    assert.deepEqual(after(offer.state, ...no).effects, [entered(other)]);
  for (const yes of [press('write'), press('accept')]) {
    const writing = after(offer.state, yes, press('accept'), press('back'));
    assert.deepEqual(writing.effects, [{ type: 'remember', found: session.found }], 'once');
    assert.deepEqual(after(writing.state, { type: 'remembered', note: 'done' }).effects, [entered([...other, 'done'])]);
  }
});

test('a session that found nothing is entered at once', () => {
  const session: Session = sessionOf('data-lake');
  assert.equal(after(working, { type: 'opened', id: 1, session }).effects[0]?.type, 'finish');
});

test('for a screen reader: which device, and why not the key', () => {
  const lines = spokenLines(choosing(press('down')).state).join('\n');
  assert.match(lines, /Which device gives the code\?/);
  assert.match(lines, /^mary-tablet, selected$/m);
  assert.match(lines, /^yubikey: no codes for STS: a security key or passkey\. It cannot be chosen\.$/m);
  const offer = after(working, { type: 'opened', id: 1, session: foundSession('data-lake') });
  assert.match(spokenLines(offer.state).join('\n'), /Write mfa_serial = .*mary-tablet into data-lake\?[\s\S]*^y: Yes/m);
});
