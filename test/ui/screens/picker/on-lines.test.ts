import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cancelled, Problem } from '../../../../source/problem.ts';
import type { UiPorts, UiPreferences, UiResult, UiStart } from '../../../../source/ui/core/ports.ts';
import { runUi } from '../../../../source/ui/main.tsx';
import { choicesOf } from '../../../ui/helpers/start.ts';
import { linesTerminal } from '../../helpers/lines.ts';
import { noPreferences, portsOf, refusal } from '../../helpers/ports.ts';
import { manyRoles, role } from '../../helpers/roles.ts';

type World = Partial<UiPorts> & { readonly start?: Partial<Extract<UiStart, { at: 'picker' }>> };

/** A person who gives these answers. The preferences are those that were saved in the end. */
function sits(answers: readonly string[], { start, ...over }: World = {}) {
  const { terminal, said } = linesTerminal(answers);
  let preferences: UiPreferences = noPreferences;
  const ports = portsOf({
    roles: [role('alpha'), role('beta'), role('beta-ops')],
    savePreferences: async (change) => {
      preferences = change(preferences);
    },
    ...over,
  });
  const ended = runUi({ at: 'picker', filter: '', ...start }, terminal, ports);
  return { ended, said, saved: () => preferences };
}

/** The profile that was chosen to be opened. */
async function chosen(ended: Promise<UiResult>): Promise<string | undefined> {
  const result = await ended;
  return result.tag === 'chosen' ? result.profile : undefined;
}

/** The number that the menu has for something. */
const inMenu = (name: string): string => String(choicesOf('menu').findIndex(({ command }) => command === name) + 1);

const cases: readonly [why: string, answers: readonly string[], chosen: string][] = [
  ['a number', ['2'], 'beta'],
  ['a part of a name, then its number', ['bet', '2'], 'beta-ops'],
  ['Enter, where one is left', ['ops', ''], 'beta-ops'],
  ['its number, where one is left', ['ops', '1'], 'beta-ops'],
  ['Enter alone says nothing', ['', '1'], 'alpha'],
  ['a number that is not there is looked for', ['7', '1'], 'alpha'],
  ['more digits are a part of an account', ['4444', '3'], 'beta-ops'],
  ['m and no number is a part of a name', ['m', '1'], 'alpha'],
  ['+ and u are parts of a name where they lead nowhere', ['+', 'u', '2'], 'beta'],
];

test('a role is chosen on lines', async () => {
  for (const [why, answers, name] of cases) assert.equal(await chosen(sits(answers).ended), name, why);
});

test('what no role matches is said, and the whole list comes again', async () => {
  const { ended, said } = sits(['nobody', '1']);
  assert.equal(await chosen(ended), 'alpha');
  assert.equal(said.filter((line) => line === '3 roles.').length, 2);
  assert.ok(said.includes('No role matches nobody.'));
});

test('where nothing is known of a portal, the sign-in is said for what may be a role of it', async () => {
  const { ended, said } = sits(['1'], { start: { filter: 'Payments/Support' }, unread: ['corp'] });
  assert.equal(await chosen(ended), 'alpha');
  assert.ok(said.includes('No role of corp is known here; sign in: rolecall login corp'), said.join('\n'));
});

test('of thousands the first twenty are listed, and + the next; the end of input leaves', async () => {
  const { ended, said } = sits(['+', '+'], { roles: manyRoles(50) });
  await assert.rejects(ended, Cancelled);
  assert.deepEqual(
    said.filter((line) => line.startsWith('50 roles')),
    ['50 roles. 1 to 20:', '50 roles. 21 to 40:', '50 roles. 31 to 50:'],
  );
  assert.equal(said.length, 3 * 22);
  assert.match(said.at(-1) ?? '', /\+ for the next roles/);
});

test('the ARN of a role without a profile: said, and added on Enter', async () => {
  const arn = 'arn:aws:iam::999988887777:role/Auditor';
  const { ended, said } = sits([arn, '']);
  const link = 'https://signin.aws.amazon.com/switchrole?account=999988887777&roleName=Auditor';
  assert.deepEqual(await ended, { tag: 'verb', verb: 'add', text: link });
  assert.ok(said.includes('No profile leads to Auditor in 999988887777.'));
  assert.equal(await chosen(sits([arn, 'alph', '']).ended), 'alpha');
});

test('the question names all that can be typed', async () => {
  const { ended, said } = sits(['ops', 'm', inMenu('hide'), 'u']);
  await assert.rejects(ended, Cancelled);
  const questions = said.filter((line) => line.endsWith('part of a name: '));
  assert.deepEqual(questions, [
    'Number, m NUMBER for more, c NUMBERS for consoles, or part of a name: ',
    'Enter switches, m for more, c for the console, or part of a name: ',
    // Nothing is left of the search but what was just hidden.
    'Enter shows hidden roles, u to undo, or part of a name: ',
    'Enter switches, m for more, c for the console, or part of a name: ',
  ]);
});

test('the menu of a role: every line of the drawn one, by number; Enter goes back', async () => {
  const { ended, said } = sits(['m 2', '99', '', 'm9', 'm3', inMenu('subshell')]);
  assert.deepEqual(await ended, { tag: 'chosen', profile: 'beta-ops', entry: 'subshell' });
  const first = said.indexOf('beta:');
  assert.deepEqual(said.slice(first + 1, first + 16), [
    '1. Switch, in a subshell',
    '2. Switch, renewed while it runs',
    '3. Open the AWS console',
    '4. Copy',
    '5. Explain',
    '6. Add to favourites',
    '7. Choose a colour',
    '8. Hide from the list',
    '9. Edit the profile',
    '10. Keep as a profile, unavailable',
    '11. Add a profile',
    '12. Add a role it may assume',
    '13. Undo, unavailable',
    '14. Show hidden roles (0), unavailable',
    'Number, or Enter for the list: ',
  ]);
  assert.ok(said.includes('There is no number 99.'));
  assert.ok(said.includes('There is no number 9.'));
});

const back = {
  at: 'picker',
  filter: 'bet',
  preselect: 'beta',
  view: { marked: [], onlyRecent: false, showHidden: false, section: 'All' },
} as const;
const ends: readonly [command: string, result: UiResult][] = [
  ['live', { tag: 'chosen', profile: 'beta', entry: 'live' }],
  ['edit', { tag: 'verb', verb: 'edit', profile: 'beta', back }],
  ['add', { tag: 'verb', verb: 'add', back }],
  ['chain', { tag: 'verb', verb: 'add', source: 'beta', back }],
];

test('live, edit and add end as from the drawn list', async () => {
  for (const [command, result] of ends)
    assert.deepEqual(await sits(['bet', 'm 1', inMenu(command)]).ended, result, command);
});

test('a guarded role is chosen like another: the caller asks for its name', async () => {
  const { ended } = sits(['m1', inMenu('live')], { roles: [role('prod', { confirm: true }), role('dev')] });
  assert.deepEqual(await ended, { tag: 'chosen', profile: 'prod', entry: 'live' });
});

test('the console of one role or several: from the menu, or by c and numbers', async () => {
  const table: readonly [answers: readonly string[], profiles: readonly string[], filter?: string][] = [
    [['m 2', inMenu('console')], ['beta']],
    [['c 3'], ['beta-ops']],
    [['c1 3'], ['alpha', 'beta-ops']],
    [['C 3, 1,3'], ['beta-ops', 'alpha']],
    [['c 7', 'c 0 1', 'c 2'], ['beta']],
    [['ops', 'c'], ['beta-ops'], 'ops'],
    [['c', 'c 1'], ['alpha']],
  ];
  for (const [answers, profiles, filter = ''] of table) {
    const { ended, said } = sits(answers);
    const result = await ended;
    assert.ok(result.tag === 'console', answers.join(' '));
    assert.deepEqual([result.profiles, result.back.filter, result.back.preselect], [profiles, filter, profiles[0]]);
    if (answers.length > 2) assert.deepEqual(said.filter((line) => line.startsWith('There is')).length, 2);
  }
});

test('copy and explain tell their texts, or why there are none', async () => {
  const { ended, said } = sits(['m2', inMenu('copy'), '', 'm2', inMenu('explain'), '', '1']);
  assert.equal(await chosen(ended), 'alpha');
  assert.ok(said.includes('Role ARN  arn:aws:iam::444455556666:role/Admin'), said.join('\n'));
  assert.ok(said.includes('Command   rolecall export beta'));
  assert.ok(said.includes('  2  Admin'));
  const fails = async () => Promise.reject(new Problem(refusal));
  const broken = sits(['m2', inMenu('copy'), '', 'm2', inMenu('explain'), '', '1'], { copies: fails, show: fails });
  assert.equal(await chosen(broken.ended), 'alpha');
  assert.ok(broken.said.includes(refusal.title));
  assert.ok(broken.said.some((line) => line.includes('rolecall show legacy-ops')));
});

test('favourite, colour and hide are saved and said; u takes the last back', async () => {
  const answers = ['m 2', inMenu('favourite'), 'm 1', inMenu('color'), '5', 'm 3', inMenu('hide'), 'u'];
  const { ended, said, saved } = sits(answers);
  await assert.rejects(ended, Cancelled);
  assert.deepEqual(saved(), { ...noPreferences, favourites: ['beta'], colors: { beta: '#3da35d' } });
  for (const line of [
    'beta is a favourite.',
    'beta has a new colour.',
    'beta is hidden from the list.',
    'beta is in the list again.',
  ])
    assert.ok(said.includes(line), `${line}\n${said.join('\n')}`);
  assert.ok(!said.join('\n').includes('Ctrl+Z'), 'no keys where there are none');
});

test('a colour may be typed; what is none is said', async () => {
  const { ended, said, saved } = sits(['m1', inMenu('color'), 'puce', 'ff8800', 'm1', inMenu('color'), '', '1']);
  assert.equal(await chosen(ended), 'alpha');
  assert.ok(said.includes('“puce” is not a colour. Try ff8800, or orange.'));
  assert.deepEqual(saved().colors, { alpha: '#ff8800' });
});

test('hidden roles come back into the list, marked', async () => {
  const preferences = { ...noPreferences, hidden: ['beta'] };
  const { ended, said } = sits(['m1', inMenu('showHidden'), '2'], { preferences });
  assert.equal(await chosen(ended), 'beta');
  assert.ok(said.some((line) => /^2\. beta, .*hidden/.test(line)));
});

test('what cannot be saved is said, and the list goes on', async () => {
  const savePreferences = async () => Promise.reject(new Problem({ code: 'unwritable', title: 'The disk is full.' }));
  const { ended, said } = sits(['m1', inMenu('favourite'), '1'], { savePreferences });
  assert.equal(await chosen(ended), 'alpha');
  assert.ok(said.includes('Not saved: The disk is full.'));
});

test('the search, what was done a moment ago, and the way to take it back come with the list', async () => {
  const { ended, said } = sits(['u'], { start: { filter: 'bet', notice: 'Changed beta.\nIn two lines.', undo: true } });
  assert.deepEqual(await ended, { tag: 'verb', verb: 'undo', back, profile: 'beta' });
  assert.deepEqual(said.slice(0, 3), ['Changed beta.', 'In two lines.', '2 roles.']);
});

test('the role that the shell is in is said', async () => {
  const here = {
    profile: 'beta',
    displayName: 'Beta',
    color: '#ff0000',
    caller: 'mary',
    expiresAt: undefined,
    readOnly: false,
  };
  const { ended, said } = sits(['1'], { here });
  await ended;
  assert.deepEqual(said.slice(0, 2), ['mary is in Beta.', '3 roles.']);
  assert.match(said[3] ?? '', /this shell is in it/);
});

test('the question and the menu say what becomes of the role', async () => {
  const start = { purpose: 'export' } as const;
  const { ended, said } = sits(['ops', 'm', '', ''], { start });
  assert.equal(await chosen(ended), 'beta-ops');
  assert.ok(
    said.some((line) => line.startsWith('Enter prints the credentials, m for more')),
    said.join('\n'),
  );
  assert.ok(said.includes('1. Print the credentials') && said.includes('2. Open the AWS console'), said.join('\n'));
});

test('a hidden role that the search matches: said, and shown on Enter', async () => {
  const preferences = { ...noPreferences, hidden: ['beta-ops'] };
  const { ended, said } = sits(['ops', '', ''], { preferences });
  assert.equal(await chosen(ended), 'beta-ops');
  assert.ok(said.includes('1 hidden role matches “ops”.'), said.join('\n'));
  assert.ok(said.includes('Enter shows hidden roles, or part of a name: '), said.join('\n'));
  const other = sits(['ops', 'alpha', ''], { preferences });
  assert.equal(await chosen(other.ended), 'alpha');
});

test('all roles are hidden: said, and shown on Enter', async () => {
  const { ended, said } = sits(['', '2'], { preferences: { ...noPreferences, hidden: ['alpha', 'beta', 'beta-ops'] } });
  assert.equal(await chosen(ended), 'beta');
  assert.ok(said.includes('All roles are hidden.'), said.join('\n'));
});
