import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../../source/problem.ts';
import type { Action, Command } from '../../../source/ui/core/actions.ts';
import type { Entry, UiPreferences } from '../../../source/ui/core/ports.ts';
import { begin } from '../../../source/ui/core/reducer.ts';
import { focused, type State } from '../../../source/ui/core/state.ts';
import { helpLines } from '../../../source/ui/screens/help/update.ts';
import { nothingFound } from '../../../source/ui/screens/picker/spoken.ts';
import { bindingOf, footerOf, keymap } from '../../../source/ui/screens/screens.tsx';
import { devices, foundSession, noon, noPreferences, question, refusal, sessionOf } from '../helpers/ports.ts';
import { companyRoles, manyRoles, role } from '../helpers/roles.ts';
import { after, started } from '../helpers/start.ts';

const press = (command: Command): Action => ({ type: 'command', command });
const type = (text: string): Action => ({ type: 'typed', text });
const paste = (text: string): Action => ({ type: 'pasted', text });
const focusAfter = (...actions: Action[]) => focused(after(started(), ...actions).state)?.name;

test('the list: where keys lead', () => {
  const table: readonly [what: string, actions: readonly Action[], focus: string | undefined][] = [
    ['nothing', [], 'prod-admin'],
    ['down', [press('down')], 'prod-readonly'],
    ['up, round the end', [press('up')], 'ystataws'],
    ['down, round the end', [press('last'), press('down')], 'prod-admin'],
    ['end', [press('last')], 'ystataws'],
    ['home', [press('last'), press('first')], 'prod-admin'],
    ['a page down stops at the end', [press('pageDown')], 'ystataws'],
    ['a page up stops at the beginning', [press('down'), press('pageUp')], 'prod-admin'],
    ['a search', [type('data')], 'data-lake'],
    ['a search letter by letter', [...'lake'].map(type), 'data-lake'],
    ['a search that finds nothing', [type('zzzz')], undefined],
    ['erasing what found nothing', [type('lakez'), press('erase')], 'data-lake'],
    ['erasing a word', [type('prod zzzz'), press('eraseWord')], 'prod-admin'],
    ['erasing all', [type('lake'), press('eraseAll')], 'prod-admin'],
    ['Esc clears the search', [type('lake'), press('back')], 'prod-admin'],
  ];
  for (const [what, actions, focus] of table) assert.equal(focusAfter(...actions), focus, what);
});

test('the list: Esc quits where there is no search, ctrl+c quits always', () => {
  const cancelled = { type: 'finish', result: { tag: 'cancelled' } };
  assert.deepEqual(after(started(), press('back')).effects, [cancelled]);
  assert.deepEqual(
    after(started(), type('x'), press('back')).effects.filter(({ type }) => type === 'finish'),
    [],
  );
  assert.deepEqual(after(started(), type('x'), press('cancel')).effects.at(-1), cancelled);
});

test('the list: preselected, or searched from the start', () => {
  assert.equal(focused(started({ start: { at: 'picker', filter: '', preselect: 'data-lake' } }))?.name, 'data-lake');
  assert.equal(focused(started({ start: { at: 'picker', filter: '', preselect: 'no-such' } }))?.name, 'prod-admin');
  assert.equal(focused(started({ start: { at: 'picker', filter: 'lake' } }))?.name, 'data-lake');
});

test('the list: the focus is always on the screen', () => {
  const state = started({ roles: manyRoles(500), size: { columns: 80, rows: 12 } });
  const far = after(state, press('last')).state;
  assert.ok(far.top > 400);
  assert.equal(after(far, { type: 'resized', size: { columns: 80, rows: 6 } }).state.cursor, far.cursor);
  assert.ok(after(far, { type: 'resized', size: { columns: 80, rows: 6 } }).state.top > far.top);
});

test('the list: asks for the chain of what comes into focus, once', () => {
  const { state, effects } = after(started(), press('down'));
  assert.deepEqual(effects, [{ type: 'look', profile: 'prod-readonly' }]);
  const looked = after(state, {
    type: 'looked',
    profile: 'prod-readonly',
    identity: 'mary',
    chain: { steps: ['mary'] },
  }).state;
  assert.equal(looked.identity, 'mary');
  assert.deepEqual(after(looked, press('up'), press('down')).effects, [{ type: 'look', profile: 'prod-admin' }]);
});

test('the list: a favourite is kept, at once and on disk, and the focus stays', () => {
  const { state, effects } = after(started(), press('last'), press('favourite'));
  assert.equal(focused(state)?.name, 'ystataws');
  // Once more among the favourites, above its place in its group.
  assert.equal(state.cursor, companyRoles().length);
  assert.equal(state.list.sections[0]?.title, 'Favourites');
  const [save] = effects.filter((effect) => effect.type === 'save');
  assert.deepEqual(save?.change({ ...noPreferences, favourites: ['other'] }).favourites, ['other', 'ystataws']);
  assert.deepEqual(after(state, press('favourite')).state.preferences.favourites, []);
});

test('the list: a pasted link goes to its role, or becomes a profile; other text is searched for', () => {
  const link = (account: string) =>
    `https://signin.aws.amazon.com/switchrole?account=${account}&roleName=Developer&displayName=x`;
  assert.equal(focusAfter(type('prod'), paste(link('333344445555'))), 'dev-shared');
  assert.deepEqual(after(started(), paste(` ${link('000000000000')}\n`)).effects, [
    { type: 'finish', result: { tag: 'verb', verb: 'add', text: link('000000000000') } },
  ]);
  const loose = `see “${link('3333-4444-5555').slice('https://'.length)}”.`;
  assert.equal(focusAfter(type('prod'), paste(loose)), 'dev-shared');
  const elsewhere = link('333344445555').replace('aws.amazon.com', 'amazonaws.cn');
  assert.deepEqual(after(started(), paste(elsewhere)).effects, [
    { type: 'finish', result: { tag: 'verb', verb: 'add', text: elsewhere } },
  ]);
  assert.equal(after(started(), paste('data\nlake ')).state.filter, 'data lake');
});

test('a role that is chosen opens; one that wants its name typed asks for it', () => {
  const opened = after(started(), type('lake'), press('accept'));
  assert.deepEqual(opened.effects.at(-1), { type: 'open', id: 1, profile: 'data-lake' });
  assert.equal(opened.state.screen.tag, 'working');
  const asked = after(started(), press('accept'));
  assert.equal(asked.state.screen.tag, 'confirm');
  assert.deepEqual(asked.effects, []);
});

test('a guarded role that would be live in vain is not asked about; the other way in is open', () => {
  const entered = (unkept: readonly Entry[], ...actions: readonly Action[]) => {
    const { state, effects } = after(started({ start: { at: 'picker', filter: 'prod-admin', unkept } }), ...actions);
    return { tag: state.screen.tag, notice: state.notice, opens: effects.some(({ type }) => type === 'open') };
  };
  const live = [press('menu'), press('live')];
  const refused = entered(['live'], ...live);
  assert.deepEqual([refused.tag, refused.opens], ['picker', false]);
  assert.match(refused.notice ?? '', /^prod-admin cannot be live here: .*no confirmed session is kept/);
  assert.equal(entered([], ...live).tag, 'confirm');
  assert.equal(entered(['live'], press('accept')).tag, 'confirm');
  assert.match(entered(['subshell', 'live'], press('accept')).notice ?? '', /^prod-admin cannot be live here/);
});

test('confirm: only the right name goes on', () => {
  const { state } = after(started(), press('accept'));
  assert.equal(after(state, type('prod'), press('accept')).state.notice, 'That is not the name.');
  assert.equal(after(state, press('accept')).state.screen.tag, 'confirm');
  assert.equal(after(state, type('prod-adminx'), press('erase'), press('accept')).state.screen.tag, 'working');
  assert.equal(after(state, type('prod-admin'), press('back')).state.screen.tag, 'picker');
});

const opening = after(started(), type('lake'), press('accept')).state;
const hopStarted = { step: 'hop', index: 0, state: 'started', text: 'Ops' } as const;
const asked = (over = {}) => after(opening, { type: 'asked', id: 1, question: question(over) }).state;

test('mfa: the sixth digit sends the code, once', () => {
  const { state, effects } = after(asked(), type('12'), type('a3 4'), type('5'), press('erase'), type('56'), type('7'));
  assert.deepEqual(effects, [{ type: 'answer', code: '123456' }]);
  assert.ok(state.screen.tag === 'mfa' && state.screen.sent);
});

const unknown = 'arn:aws:iam::999988887777:role/Auditor';
const unknownLink = 'https://signin.aws.amazon.com/switchrole?account=999988887777&roleName=Auditor';
const namings: readonly [what: string, action: Action][] = [
  ['an ARN, pasted', paste(`${unknown}\n`)],
  ['an ARN, typed', type(unknown)],
  ['an ARN of a session', paste('arn:aws:sts::999988887777:assumed-role/Auditor/mary')],
  ['account and role', type('999988887777/Auditor')],
  ['account and role with dashes', type('9999-8888-7777/Auditor')],
  ['a link, typed', type(unknownLink)],
];

for (const [what, action] of namings) {
  test(`the list: ${what}, of a role without a profile is offered to add`, () => {
    const { state } = after(started(), action);
    assert.equal(state.list.count, 0);
    assert.deepEqual(nothingFound(state), [
      'No profile leads to Auditor in 999988887777.',
      'Enter adds one. Esc clears the search.',
    ]);
    const add = { type: 'finish', result: { tag: 'verb', verb: 'add', text: unknownLink } };
    assert.deepEqual(after(state, press('accept')).effects.at(-1), add);
  });
}

test('the list: the ARN of a role with a profile finds it alone; other text without a role offers nothing', () => {
  const known = after(started(), paste('arn:aws:iam::444455556666:role/team/ReadOnly')).state;
  assert.equal(known.list.count, 1);
  assert.equal(focused(known)?.name, 'prod-readonly');
  for (const text of ['arn:aws:iam::444455556666:user/nobody', '12/Auditor', 'zzz/Auditor', 'zzz']) {
    const nothing = after(started(), type(text)).state;
    assert.equal(nothingFound(nothing)[0], `No role matches “${text}”.`);
    assert.deepEqual(
      after(nothing, press('accept')).effects.filter(({ type }) => type === 'finish'),
      [],
    );
  }
});

test('mfa: what may be pasted', () => {
  const sent = (text: string) => after(asked(), type('99'), paste(text)).effects;
  assert.deepEqual(sent('123 456\n'), [{ type: 'answer', code: '123456' }]);
  assert.deepEqual(sent('123-456'), [{ type: 'answer', code: '123456' }]);
  assert.deepEqual(sent('1234567'), []);
  assert.deepEqual(sent('secret'), []);
});

test('mfa: letters say that digits are wanted, and what was typed of a code stays', () => {
  const shown = (...actions: Action[]) => {
    const { screen } = after(asked(), ...actions).state;
    assert.ok(screen.tag === 'mfa');
    return [screen.digits, screen.note?.[0]];
  };
  const wanted = 'Type the six digits that mary-phone shows.';
  assert.deepEqual(shown(type('12'), type('x')), ['12', wanted]);
  assert.deepEqual(shown(type('1 2-3')), ['123', undefined], 'blanks and dashes belong to a code');
  assert.deepEqual(shown(type('x'), type('1')), ['1', undefined]);
  assert.deepEqual(shown(type('1x'), press('erase')), ['', undefined]);
  assert.deepEqual(shown(type('12'), paste('hunter2')), [
    '12',
    'What you pasted is not a code: a code has six digits.',
  ]);
  for (const spelt of ['enter', 'esc', 'tab', 'ctrl+c']) assert.deepEqual(shown(type(spelt)), ['', wanted]);
});

test('mfa: digits typed before the question came count for the first question only', () => {
  const early = after(opening, type('123456'), { type: 'asked', id: 1, question: question() });
  assert.deepEqual(early.effects.at(-1), { type: 'answer', code: '123456' });
  const late = after(opening, type('123456'), { type: 'asked', id: 1, question: question({ attempt: 2 }) });
  assert.ok(late.state.screen.tag === 'mfa' && late.state.screen.digits === '');
});

test('mfa: progress on the way to the question does not lose what was typed', () => {
  const step = { step: 'source', state: 'done', text: 'mary' } as const;
  const { state } = after(opening, type('12'), { type: 'progressed', id: 1, event: step });
  assert.ok(state.screen.tag === 'working' && state.screen.ahead === '12');
});

test('mfa: a code is sent at once, also before the next one appears', () => {
  const { effects } = after(asked({ notBefore: noon + 12_000 }), type('123456'));
  assert.ok(effects.some((effect) => effect.type === 'answer' && effect.code === '123456'));
});

test('mfa: after the answer comes the way there, or the question again', () => {
  const sent = after(asked(), type('123456')).state;
  const hop = { step: 'hop', index: 0, state: 'started', text: 'Ops' } as const;
  assert.equal(after(sent, { type: 'progressed', id: 1, event: hop }).state.screen.tag, 'working');
  const again = after(sent, { type: 'asked', id: 1, question: question({ attempt: 2, rejected: 'wrong' }) }).state;
  assert.ok(again.screen.tag === 'mfa' && again.screen.digits === '' && !again.screen.sent);
});

test('mfa: a code is sent once, however long the answer takes', () => {
  const sent = after(asked(), type('123456')).state;
  assert.deepEqual(
    after(sent, { type: 'ticked', now: noon + 1000 }, paste('654321')).effects.filter(({ type }) => type === 'answer'),
    [],
  );
});

test('mfa: the hint of the demo is for the device it belongs to', () => {
  const { serial } = question().device;
  const shown = after(asked(), { type: 'hinted', serial, code: '654321' }).state.screen;
  assert.ok(shown.tag === 'mfa' && shown.hint === '654321');
  const other = after(asked(), { type: 'hinted', serial: 'other', code: '654321' }).state.screen;
  assert.ok(other.tag === 'mfa' && other.hint === undefined);
});

test('working: steps are ticked off in place', () => {
  const event = (state: 'started' | 'done', index: number) =>
    ({ type: 'progressed', id: 1, event: { step: 'hop', index, state, text: `hop ${index}` } }) as const;
  const { screen } = after(opening, event('started', 0), event('done', 0), event('started', 1)).state;
  assert.ok(screen.tag === 'working');
  assert.deepEqual(
    screen.opening.steps.map(({ text, done }) => [text, done]),
    [
      ['hop 0', true],
      ['hop 1', false],
    ],
  );
});

test('opened: the session, and how it is to be entered', () => {
  const session = sessionOf('data-lake');
  assert.deepEqual(after(opening, { type: 'opened', id: 1, session }).effects, [
    { type: 'finish', result: { tag: 'opened', session, entry: 'subshell' } },
  ]);
});

test('news of an opening that was given up is nobody’s concern', () => {
  const left = after(opening, press('back'));
  assert.deepEqual(left.effects, [{ type: 'abandon' }]);
  assert.equal(left.state.screen.tag, 'picker');
  const late = after(left.state, { type: 'opened', id: 1, session: sessionOf('data-lake') });
  assert.deepEqual([late.state, late.effects], [left.state, []]);
  const second = after(left.state, press('accept')).state;
  assert.deepEqual(after(second, { type: 'asked', id: 1, question: question() }).state, second);
});

test('refused: the problem, with a way back, another try and a way out', () => {
  const refused = after(opening, { type: 'refused', id: 1, problem: refusal }).state;
  assert.equal(refused.screen.tag, 'problem');
  assert.equal(after(refused, press('accept')).state.screen.tag, 'picker');
  assert.deepEqual(after(refused, press('retry')).effects, [{ type: 'open', id: 2, profile: 'data-lake' }]);
  assert.deepEqual(after(refused, press('quit')).effects, [
    { type: 'finish', result: { tag: 'failed', problem: refusal } },
  ]);
});

test('refused: edit and doctor end the UI for their verbs, and the message can be copied', () => {
  const refused = after(opening, { type: 'refused', id: 1, problem: refusal }).state;
  const { back } = consoled(refused, press('accept'), press('console'));
  for (const verb of ['edit', 'doctor'] as const)
    assert.deepEqual(after(refused, press(verb)).effects, [
      { type: 'finish', result: { tag: 'verb', verb, profile: 'data-lake', back } },
    ]);
  const { state, effects } = after(refused, press('copy'));
  const [copy] = effects;
  assert.ok(copy?.type === 'copy');
  for (const part of [refusal.title, refusal.said, ...refusal.todo]) assert.ok(copy.text.includes(part), part);
  assert.ok(!copy.text.includes('\u001b'));
  assert.equal(state.screen.tag, 'problem');
  assert.match(state.notice ?? '', /clipboard/);
});

test('refused: what applies is offered', () => {
  const shown = (problem: typeof refusal & { readonly code: string }, ...before: Action[]) => {
    const { state } = after(opening, ...before, { type: 'refused', id: 1, problem });
    return footerOf('problem', state).map(({ command }) => command);
  };
  const always = ['accept', 'retry', 'edit', 'copy', 'doctor', 'help', 'quit'];
  assert.deepEqual(shown(refusal), always);
  const late = { ...refusal, code: 'sign-in-late' };
  assert.deepEqual(shown(late), ['accept', 'signIn', 'edit', 'copy', 'doctor', 'help', 'quit']);
  const others = [devices.tablet];
  const chosen: Action[] = [{ type: 'asked', id: 1, question: question({ others }) }, press('accept'), type('123456')];
  const unknown = { ...refusal, code: 'mfa-unknown-device' };
  assert.ok(shown(unknown, ...chosen).includes('otherDevice'));
  assert.ok(!shown(refusal, ...chosen, { type: 'progressed', id: 1, event: hopStarted }).includes('otherDevice'));
  const signIn = after(opening, { type: 'refused', id: 1, problem: late }, press('signIn'));
  assert.deepEqual(signIn.effects, [{ type: 'open', id: 2, profile: 'data-lake' }]);
});

test('no code is given after a refusal: the refusal is shown, and its advice follows what was tried', () => {
  const instead = new Problem(refusal);
  const others = [devices.tablet];
  const back = (...actions: Action[]) => after(opening, ...actions, press('back'));
  const ask = (over = {}): Action => ({ type: 'asked', id: 1, question: question({ instead, ...over }) });
  for (const asking of [ask(), ask({ others })]) {
    const { state, effects } = back(asking);
    assert.ok(state.screen.tag === 'problem');
    assert.deepEqual(state.screen.problem, refusal);
    assert.deepEqual(effects.at(-1), { type: 'abandon' });
    assert.equal(after(state, press('accept')).state.screen.tag, 'picker');
  }
  const tried = back(ask(), type('111111'), ask({ attempt: 2, rejected: 'wrong' })).state.screen;
  assert.ok(tried.tag === 'problem');
  assert.match(tried.problem.todo?.[0] ?? '', /accepted no code of mary-phone/);
  assert.equal(back({ type: 'asked', id: 1, question: question() }).state.screen.tag, 'picker');
  const start = { at: 'open', profile: 'data-lake' } as const;
  const straight = after(started({ start }), ask(), press('back'));
  assert.deepEqual(straight.effects.slice(-2), [
    { type: 'abandon' },
    { type: 'finish', result: { tag: 'failed', problem: refusal } },
  ]);
});

test('withdrawn: the domain was told that the person changed their mind', () => {
  assert.deepEqual(after(opening, { type: 'withdrawn', id: 1 }).effects, [
    { type: 'finish', result: { tag: 'cancelled' } },
  ]);
});

test('straight to a role: there is no list to go back to', () => {
  const start = { at: 'open', profile: 'data-lake', entry: 'live' } as const;
  const [state, ...effects] = begin(started({ start }), start);
  assert.deepEqual(effects, [{ type: 'open', id: state.openings, profile: 'data-lake' }]);
  const id = state.openings;
  assert.deepEqual(after(state, press('back')).effects, [
    { type: 'abandon' },
    { type: 'finish', result: { tag: 'cancelled', passedOver: true } },
  ]);
  assert.deepEqual(after(state, press('cancel')).effects.at(-1), { type: 'finish', result: { tag: 'cancelled' } });
  assert.deepEqual(after(state, { type: 'refused', id, problem: refusal }).effects, [
    { type: 'finish', result: { tag: 'failed', problem: refusal } },
  ]);
  const session = sessionOf('data-lake');
  assert.deepEqual(after(state, { type: 'opened', id, session }).effects, [
    { type: 'finish', result: { tag: 'opened', session, entry: 'live' } },
  ]);
});

test('the menu: what each line does', () => {
  const open = (...actions: Action[]) => after(started(), press('last'), press('menu'), ...actions);
  const { back } = consoled(started(), press('last'), press('console'));
  assert.deepEqual(open(press('accept')).effects.at(-1), { type: 'open', id: 1, profile: 'ystataws' });
  assert.deepEqual(open(press('edit')).effects.at(-1), {
    type: 'finish',
    result: { tag: 'verb', verb: 'edit', back, profile: 'ystataws' },
  });
  assert.deepEqual(open(press('add')).effects.at(-1), {
    type: 'finish',
    result: { tag: 'verb', verb: 'add', back },
  });
  assert.deepEqual(open(press('chain')).effects.at(-1), {
    type: 'finish',
    result: { tag: 'verb', verb: 'add', back, source: 'ystataws' },
  });
  assert.equal(open(press('keep')).state.notice, 'It is already a profile.');
  assert.deepEqual(open(press('explain')).effects.at(-1), { type: 'explain', profile: 'ystataws' });
  assert.deepEqual(open(press('copy')).effects.at(-1), { type: 'copies', profile: 'ystataws' });
  const live = open(press('down'), press('accept')).state.screen;
  assert.ok(live.tag === 'working' && live.opening.entry === 'live');
  assert.equal(open(press('up'), press('accept')).state.notice, 'No role is hidden.');
  assert.equal(open(press('back')).state.screen.tag, 'picker');
});

test('the menu: hidden, and shown again', () => {
  const hidden = after(started(), press('menu'), press('hide')).state;
  assert.equal(hidden.list.count, companyRoles().length - 1);
  assert.equal(hidden.whole.total, companyRoles().length - 1);
  const shown = after(hidden, press('menu'), press('showHidden')).state;
  assert.equal(shown.list.count, companyRoles().length);
});

test('a change of the list says what was done, and is taken back', () => {
  const list = ['favourites', 'hidden'] as const;
  for (const [at, key] of (['favourite', 'hide'] as const).entries()) {
    const changed = after(started(), press('menu'), press(key));
    assert.match(changed.state.notice ?? '', /^prod-admin .* Ctrl\+Z undoes it\.$/);
    assert.deepEqual(changed.state.preferences[list[at] ?? 'hidden'], ['prod-admin']);
    const back = after(changed.state, press('undo'));
    assert.deepEqual(back.state.preferences, noPreferences);
    assert.deepEqual(
      back.effects.flatMap((effect) => (effect.type === 'save' ? [effect.change(changed.state.preferences)] : [])),
      [noPreferences],
    );
    assert.equal(after(back.state, press('undo')).state.notice, 'There is nothing to undo.');
  }
});

test('after hiding, the role in focus is looked up', () => {
  const { state, effects } = after(started(), press('menu'), press('hide'));
  assert.deepEqual(effects.at(-1), { type: 'look', profile: focused(state)?.name });
});

test('an edit of the files is taken back by the caller, and the list comes back', () => {
  const start = { at: 'picker', filter: 'prod', preselect: 'prod-readonly', notice: 'Changed.', undo: true } as const;
  const [state] = begin(started({ start }), start);
  assert.equal(focused(state)?.name, 'prod-readonly');
  assert.equal(state.notice, 'Changed.');
  assert.deepEqual(after(state, press('undo')).effects, [
    {
      type: 'finish',
      result: { tag: 'verb', verb: 'undo', back: consoled(state, press('console')).back, profile: 'prod-readonly' },
    },
  ]);
});

test('the explanation and the copies of a role come into the screen that waits for them', () => {
  const waiting = after(started(), press('menu'), press('explain')).state;
  const text = Array.from({ length: 60 }, (_, at) => `line ${at}`).join('\n');
  assert.deepEqual(after(waiting, { type: 'explained', profile: 'other', text }).state, waiting);
  const shown = after(waiting, { type: 'explained', profile: 'prod-admin', text }, press('down'), press('down')).state;
  assert.deepEqual(shown.screen, { tag: 'explain', profile: 'prod-admin', text, top: 2 });
  assert.equal(after(shown, press('back')).state.screen.tag, 'picker');

  const copies = { account: '444455556666', arn: 'a', profile: 'prod-admin', link: undefined, command: 'c' };
  const choosing = after(started(), press('menu'), press('copy'), {
    type: 'copiesKnown',
    profile: 'prod-admin',
    copies,
  });
  assert.deepEqual(after(choosing.state, press('account')).effects, [{ type: 'copy', text: '444455556666' }]);
  assert.equal(after(choosing.state, press('link')).state.notice, 'This role has no link.');
});

test('a colour: from the palette, typed, or the profile’s again', () => {
  const choose = (...actions: Action[]): Partial<UiPreferences> =>
    after(started(), press('menu'), press('color'), ...actions).state.preferences;
  assert.deepEqual(choose(press('down'), press('accept')).colors, { 'prod-admin': '#e5484d' });
  assert.deepEqual(choose(type('ff8'), type('800'), press('accept')).colors, { 'prod-admin': '#ff8800' });
  assert.deepEqual(choose(type('teal'), press('eraseAll'), type('ff8800'), press('accept')).colors, {
    'prod-admin': '#ff8800',
  });
  assert.deepEqual(choose(type('teal'), press('eraseWord'), press('accept')).colors, {});
  assert.deepEqual(choose(press('accept')).colors, {});
  assert.deepEqual(choose(press('down'), press('back')).colors, {});
  const wrong = after(started(), press('menu'), press('color'), type('nope'), press('accept')).state;
  assert.match(wrong.notice ?? '', /not a colour/);
});

test('no roles: a start URL, keys, the demo', () => {
  const empty = started({ roles: [] });
  const result = (...actions: Action[]) => after(empty, ...actions).effects;
  assert.deepEqual(result(press('accept')), [{ type: 'finish', result: { tag: 'verb', verb: 'login' } }]);
  assert.deepEqual(result(press('demo')), [{ type: 'finish', result: { tag: 'verb', verb: 'demo' } }]);
  assert.deepEqual(result(press('add')), [{ type: 'finish', result: { tag: 'verb', verb: 'add' } }]);
  const link = 'https://signin.aws.amazon.com/switchrole?account=1&roleName=x';
  assert.deepEqual(result(press('link'), paste(link)), [
    { type: 'finish', result: { tag: 'verb', verb: 'add', text: link } },
  ]);
  assert.match(after(empty, paste('rm -rf')).state.notice ?? '', /not a switch-role link/);
  assert.deepEqual(result(press('link'), type(link.slice(1)), press('home'), type('h'), press('accept')).at(-1), {
    type: 'finish',
    result: { tag: 'verb', verb: 'add', text: link },
  });
  const slip = after(empty, press('link'), paste('rm -rf')).state;
  assert.match(slip.notice ?? '', /not a switch-role link/);
  assert.equal('input' in slip.screen && slip.screen.input.text, 'rm -rf');
  assert.equal(after(slip, press('back')).state.screen.tag, 'empty');
  assert.deepEqual(result(press('back')), [{ type: 'finish', result: { tag: 'cancelled' } }]);
});

test('help: over the list, no further than its end, and back', () => {
  const small = started({ size: { columns: 80, rows: 10 } });
  const open = after(small, press('help'), ...Array.from({ length: 90 }, () => press('down')));
  assert.ok(open.state.screen.tag === 'help' && open.state.screen.top > 0);
  const { top } = open.state.screen;
  assert.ok(top < helpLines(open.state.screen, open.state).length - 4, 'the last page is a full one');
  assert.equal(after(open.state, press('back')).state.screen.tag, 'picker');
});

test('help: over every screen, and back to it as it was', () => {
  for (const behind of [
    after(started(), press('accept'), type('pro')).state,
    after(started(), press('menu')).state,
    after(started(), press('menu'), press('color'), type('ff')).state,
    opening,
    after(opening, { type: 'asked', id: 1, question: question() }, type('12')).state,
    after(opening, { type: 'asked', id: 1, question: question({ others: [devices.tablet] }) }).state,
    after(opening, { type: 'refused', id: 1, problem: refusal }).state,
    after(opening, { type: 'opened', id: 1, session: foundSession('data-lake') }).state,
    started({ roles: [] }),
  ]) {
    const { tag } = behind.screen;
    const { state } = after(behind, press('help'));
    assert.ok(state.screen.tag === 'help', tag);
    const useful = keymap[tag].filter(({ only }) => only?.(behind.screen, behind) ?? true);
    assert.deepEqual(state.screen.keys, useful, tag);
    assert.deepEqual(after(state, press('back')).state.screen, behind.screen);
  }
});

test('help: what happens behind it is not lost', () => {
  const covered = after(asked(), type('12'), press('help')).state;
  const done = after(covered, { type: 'opened', id: 1, session: sessionOf('data-lake') });
  assert.equal(done.effects[0]?.type, 'finish');
  const again = after(covered, { type: 'asked', id: 1, question: question({ attempt: 2, rejected: 'wrong' }) }).state;
  assert.ok(again.screen.tag === 'help' && again.screen.behind.tag === 'mfa' && again.screen.behind.digits === '');
  assert.equal(after(covered, { type: 'refused', id: 1, problem: refusal }).state.screen.tag, 'problem');
  const offer = after(opening, { type: 'opened', id: 1, session: foundSession('data-lake') }, press('write')).state;
  const written = after(offer, press('help'), { type: 'remembered', note: 'done' });
  assert.equal(written.effects[0]?.type, 'finish');
});

test('for a screen reader, a number picks a line', () => {
  const state = started({ screenReader: true });
  assert.equal(after(state, type('8'), press('accept')).effects.at(-1)?.type, 'open');
  const numbered = after(state, type('staging 2'), press('accept')).state.screen;
  assert.ok(numbered.tag === 'working' && numbered.opening.profile === 'staging-deploy');
  assert.equal(after(state, type('99'), press('accept')).state.notice, 'There is no number 99.');
  assert.equal(after(state, type('4444')).state.list.count < companyRoles().length, true);
});

test('a role without a profile of its own can be opened', () => {
  const start = { at: 'open', profile: '444455556666/Ops' } as const;
  const [state] = begin(started({ start, roles: [role('other')] }), start);
  assert.equal(state.screen.tag, 'working');
});

test('a file that arrives as if it were typed is taken for a search up to a length, and then no more', () => {
  const flood = after(started(), type('x'.repeat(1_999)), type('yz'), type('more')).state;
  assert.equal(flood.filter, `${'x'.repeat(1_999)}y`);
});

test('marked roles: a command is asked for, and run in all of them; Esc takes the marks away before it quits', () => {
  const two = after(started(), press('mark'), press('down'), press('mark')).state;
  assert.deepEqual(two.marked, ['prod-admin', 'billing']);
  assert.equal(footerOf('picker', two).find(({ command }) => command === 'accept')?.label, 'run in 2');
  const asked = after(two, type('stag'), press('accept'));
  assert.equal(asked.state.screen.tag, 'command');
  assert.equal(after(asked.state, press('accept')).state.notice, 'Type the command to run.');
  assert.deepEqual(after(asked.state, type('aws s3 lx'), press('erase'), type('s'), press('accept')).effects, [
    {
      type: 'finish',
      result: {
        tag: 'command',
        profiles: ['prod-admin', 'billing'],
        line: 'aws s3 ls',
        back: consoled(asked.state, press('back'), press('console')).back,
      },
    },
  ]);
  const back = after(asked.state, press('back'));
  assert.deepEqual([back.state.screen.tag, back.state.marked.length], ['picker', 2]);
  const cleared = after(back.state, press('back'), press('back'));
  assert.deepEqual([cleared.state.filter, cleared.state.marked.length], ['', 0]);
  assert.ok(cleared.effects.every(({ type }) => type === 'look'));
  assert.deepEqual(after(cleared.state, press('back')).effects, [{ type: 'finish', result: { tag: 'cancelled' } }]);
  assert.deepEqual(after(two, press('up'), press('mark')).state.marked, ['prod-admin']);
});

test('a mark is gone from a role that is not what its row said any more, and it is said which and why', () => {
  const two = after(started(), press('mark'), press('down'), press('mark')).state;
  const [gone, elsewhere] = two.marked;
  assert.deepEqual([gone, elsewhere], ['prod-admin', 'billing']);
  const roles = two.roles.flatMap((each) => {
    if (each.name === gone) return [];
    return [each.name === elsewhere ? { ...each, roleName: 'Other' } : each];
  });
  for (const type of ['changed', 'found'] as const) {
    const { state } = after(two, { type, roles });
    assert.deepEqual(state.marked, [], type);
    assert.match(
      state.notice ?? '',
      /^No longer marked: prod-admin and billing\. The role prod-admin no longer exists\. /,
    );
    assert.match(state.notice ?? '', / billing now leads to \d{12}\/Other, not to /);
  }
  const refused = after(two, { type: 'changed', roles, says: 'Nothing was done.' }).state;
  assert.equal(refused.notice, 'Nothing was done. No longer marked: prod-admin and billing.');
  const asked = after(two, press('accept'), { type: 'found', roles }).state;
  assert.equal(asked.screen.tag, 'picker', 'there is nothing left to run a command in');
  const same = after(two, { type: 'changed', roles: two.roles.map((each) => ({ ...each, color: '#ff0000' })) }).state;
  assert.deepEqual([same.marked, same.notice], [two.marked, two.notice]);
});

test('a list that comes back with a command that was not run has it in its line', () => {
  const view = { marked: ['billing'], onlyRecent: false, showHidden: false };
  const start = { at: 'picker', filter: '', view, command: 'aws s3 ls' } as const;
  const { screen } = after(started({ start }), press('accept')).state;
  assert.deepEqual(screen.tag === 'command' && [screen.input.text, screen.input.caret], ['aws s3 ls', 9]);
});

/** The console is opened after the list. @returns the list that comes back */
function consoled(state: State, ...actions: readonly Action[]) {
  const [last] = after(state, ...actions).effects.slice(-1);
  assert.ok(last?.type === 'finish' && last.result.tag === 'console', JSON.stringify(last));
  const { profiles, back } = last.result;
  return { profiles, back, again: (over: Partial<typeof back> = {}) => started({ start: { ...back, ...over } }) };
}

test('the console: of the role in focus, of every role that is marked, of the role of the menu', () => {
  const focus = started();
  assert.deepEqual(consoled(focus, press('down'), press('console')).profiles, ['prod-readonly']);
  const two = after(started(), press('mark'), press('down'), press('mark'), press('first')).state;
  const footer = footerOf('picker', two).map(({ label }) => label);
  assert.deepEqual(footer, ['choose', 'run in 2', 'more', 'help', 'console of 2', 'unmark']);
  assert.deepEqual(consoled(two, press('console')).profiles, ['prod-admin', 'billing']);
  assert.deepEqual(consoled(two, press('last'), press('menu'), press('console')).profiles, ['ystataws']);
  assert.equal(bindingOf('picker', 'ctrl+o')?.command, 'console');
  const none = after(started(), type('zzzz')).state;
  assert.equal(bindingOf('picker', 'ctrl+o')?.disabled?.(none), 'No role is selected.');
  assert.deepEqual(after(none, press('console')).effects, []);
  const noneOfTwo = after(two, type('zzzz')).state;
  assert.equal(bindingOf('picker', 'ctrl+o')?.disabled?.(noneOfTwo), undefined, 'those that are marked');
});

test('after the console the list is as it was: search, focus, marks, what it shows', () => {
  const two = after(started(), press('mark'), press('mark'), type('prod'), press('down')).state;
  const back = consoled(two, press('console')).again({ notice: 'Opened.' });
  assert.deepEqual(
    [back.filter, focused(back)?.name, back.marked, back.notice],
    ['prod', focused(two)?.name, two.marked, 'Opened.'],
  );
  const preferences = { ...noPreferences, favourites: ['data-lake'], recents: ['billing'], hidden: ['audit'] };
  const cursors = Array.from({ length: started({ preferences }).list.count }, (_, at) => at);
  for (const cursor of cursors) {
    const state = after(started({ preferences }), ...Array.from({ length: cursor }, () => press('down'))).state;
    const { back: start } = consoled(state, press('console'));
    assert.equal(started({ preferences, start }).cursor, cursor, 'a favourite stands in two places');
  }
  const recent = consoled(after(started({ preferences }), press('recent')).state, press('console'));
  assert.equal(started({ preferences, start: recent.back }).list.count, 1);
  const shown = after(started({ preferences }), press('menu'), press('showHidden')).state;
  const { back: start } = consoled(shown, press('console'));
  assert.deepEqual(started({ preferences, start }).list, shown.list);
  const gone = started({ start: { ...start, view: { ...shown, marked: ['nobody', 'billing'] } } });
  assert.deepEqual(gone.marked, ['billing'], 'a role that is gone is not marked');
});

test('the console of a role was refused: why, then the list; trying again leaves it again', () => {
  const failed = { profile: 'billing', problem: refusal };
  const { back } = consoled(after(started(), type('bil')).state, press('console'));
  const state = started({ start: { ...back, failed } });
  assert.ok(state.screen.tag === 'problem' && state.screen.problem === refusal);
  const again = consoled(state, press('retry'));
  assert.deepEqual([again.profiles, again.back.filter], [['billing'], 'bil']);
  const list = after(state, press('accept')).state;
  assert.deepEqual([list.screen.tag, list.filter], ['picker', 'bil']);
});

test('the search is edited like any line: the caret, both ways', () => {
  const { state } = after(started(), type('prdo'), press('left'), press('erase'), press('right'), type('d'));
  assert.deepEqual([state.filter, state.caret], ['prod', 4]);
  const begun = after(state, press('home'), type('x'), press('eraseNext')).state;
  assert.deepEqual([begun.filter, begun.caret], ['xrod', 1]);
});

test('recent roles only, and all of them again', () => {
  const preferences = { ...noPreferences, recents: ['data-lake', 'billing'] };
  const recent = after(started({ preferences }), press('recent')).state;
  assert.equal(recent.list.count, 2);
  assert.equal(focused(recent)?.name, 'data-lake');
  assert.equal(after(recent, press('recent')).state.list.total, companyRoles().length);
});

test('help of the list: its keys, those of the menu, and what the signs mean', () => {
  const { state } = after(started(), press('help'));
  assert.ok(state.screen.tag === 'help');
  const lines = helpLines(state.screen, state).map(([keys]) => keys);
  for (const keys of ['ctrl+t', 'ctrl+z', 'tab y', '●', '!', '★', '◌', '✓']) assert.ok(lines.includes(keys), keys);
});
