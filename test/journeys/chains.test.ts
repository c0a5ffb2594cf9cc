import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { atHost, focused, keys } from '../helpers/person.ts';
import { approve, sitAtPortals } from '../helpers/portal-person.ts';
import { addSpoke, hubSection as hub, hubAccount, spokeSection as spoke, spokeArn } from '../helpers/spoke.ts';

const link = 'https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=ystataws';
/** Mary at portals whose role `Admin` in `prod` may assume a role of another account. */
async function mary(context: TestContext, seat: Parameters<typeof sitAtPortals>[1] = {}) {
  const seated = await sitAtPortals(context, seat);
  addSpoke(seated.world, seated.portal());
  const config = () => readFile(seated.home.config, 'utf8');
  return { ...seated, config };
}

test('in the picker: m behind tab on a found role, a pasted link, and the list is back with the chain in focus; ctrl+z takes both away', async (context) => {
  const { terminal, config } = await mary(context);
  const before = await config();
  terminal.enter('rolecall');
  await terminal.until('1 of 2');
  terminal.type('admin');
  await terminal.until((each) => focused(each).includes('prod/Admin'));
  terminal.type(keys.tab);
  await terminal.until('Add a role it may assume');
  terminal.type('m');
  await terminal.until('A new profile');
  terminal.type(`spoke${keys.enter}`);
  terminal.type(keys.paste(link));
  await terminal.until('prod/Admin becomes spoke: ystataws in 444455556666.');
  assert.match(terminal.text, /Adds prod\/Admin too: Admin in 111122223333, found in corp\./);
  terminal.type(keys.ctrlS);
  await terminal.until((each) => focused(each).includes('spoke'));
  await terminal.until('Added spoke, and its source prod/Admin. Ctrl+Z undoes it.');
  assert.equal(await config(), before + spoke + hub);
  terminal.type(keys.ctrlZ);
  await terminal.until(({ text }) => /1 of 2$/m.test(text) && text.includes('Edit undone'));
  assert.equal(await config(), before);
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});

test('on lines: the same menu, the same form, taken back the same way', async (context) => {
  const { terminal, config } = await mary(context, { env: { TERM: 'dumb' } });
  const before = await config();
  terminal.enter('rolecall');
  await terminal.until('or part of a name: ');
  terminal.enter('m1');
  await terminal.until('12. Add a role it may assume');
  terminal.enter('12');
  await terminal.until('Profile: ');
  for (const [question, answer] of [
    ['Profile:', 'spoke'],
    ['Role:', link],
    [`Source profile [corp:${hubAccount}/Admin]:`, ''],
    ['MFA device:', ''],
    ['[y/N]', ''],
    ['More: ', ''],
    ['Add the profile? [Y/n]', ''],
  ] as const) {
    await terminal.until(({ lastLine }) => lastLine.includes(question));
    terminal.enter(answer);
  }
  await terminal.until('Added spoke, and its source prod/Admin.');
  assert.match(terminal.text, /Adds prod\/Admin too/);
  assert.equal(await config(), before + spoke + hub);
  await terminal.until(/3 roles\.[\s\S]*u to undo, or part of a name: $/);
  terminal.enter('u');
  await terminal.until(/Edit undone[\s\S]*or part of a name: $/);
  assert.equal(await config(), before);
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});

test('with a screen reader: the same menu, the same form; a pasted ARN', async (context) => {
  const { terminal, config } = await mary(context);
  const before = await config();
  terminal.enter('rolecall --screen-reader');
  await terminal.until(/^2 roles\.$/m);
  terminal.type(keys.tab);
  await terminal.until('m: Add a role it may assume');
  terminal.type('m');
  await terminal.until('A new profile');
  terminal.type(`spoke${keys.enter}`);
  terminal.type(keys.paste(spokeArn));
  await terminal.until(`Value: ${spokeArn}`);
  for (const row of ['3 of 12', '4 of 12', 'Look', 'More']) {
    terminal.type(keys.down);
    await terminal.until(row);
  }
  terminal.type(keys.down);
  await terminal.until('Adds prod/Admin too');
  terminal.type(keys.ctrlS);
  // Keys are read again when the list is back.
  await terminal.until(/Added spoke, and its source prod\/Admin\.[\s\S]*\d roles?\./);
  assert.equal(await config(), before + spoke + hub);
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});

/** Ways to open the chain, and what shows that it was opened. */
const ways: readonly (readonly [
  name: string,
  typed: string,
  choose: string,
  env?: Readonly<Record<string, string>>,
])[] = [
  ['in the picker', 'rolecall', 'spoke'],
  ['by its name', 'rolecall spoke', ''],
  ['on lines', 'rolecall spoke', '', { TERM: 'dumb' }],
  ['with a screen reader', 'rolecall --screen-reader spoke', ''],
  ['exec', "rolecall exec spoke -- sh -c 'echo role: $ROLECALL_PROFILE'", ''],
];

for (const [name, typed, choose, env = {}] of ways)
  test(`${name}: the sign-in of the hub has ended; it is offered in place, and after it the chain opens`, async (context) => {
    const { terminal, aws } = await mary(context, { profiles: hub + spoke, env, signedIn: [] });
    terminal.enter(typed);
    if (choose !== '') {
      await terminal.until(/of 2$/m);
      terminal.type(choose);
      await terminal.until((each) => focused(each).includes('spoke'));
      terminal.type(keys.enter);
    }
    await terminal.until(/not signed in to IAM|needs a sign-in to IAM/i);
    terminal.type(keys.enter);
    await terminal.until('The page must show');
    await approve(terminal);
    await terminal.until(typed.includes('exec') ? /^role: spoke$/m : 'is now spoke (ystataws in 444455556666)');
    assert.equal(aws.count('AssumeRole'), 1);
    assert.equal(aws.count('GetRoleCredentials'), 1);
  });
