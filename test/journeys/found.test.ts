import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { assign, MARY, withdraw } from '../../source/sandbox/identity-center/build.ts';
import { atHost, focused, keys } from '../helpers/person.ts';
import { approve, sitAtPortals, startUrlOf } from '../helpers/portal-person.ts';
import { assignMany } from '../helpers/portals.ts';
import type { Terminal } from '../helpers/terminal.ts';

const [prod, shop] = ['111122223333', '222233334444'] as const;

/** The list has so many roles, and every one of them was read. */
const lists = (count: number) => {
  const all = new RegExp(`\\d+ of ${count}$`, 'm');
  return ({ lines, text }: Terminal) => all.test(text) && !/roles of \d+ of/.test(lines[0] ?? '');
};

test('an empty home and a start URL: URL, approval, role and Enter lead to a prompt with the account’s name', async (context) => {
  const { aws, terminal, home, browserStarted } = await sitAtPortals(context, { portals: [] });
  aws.addPortal({ startUrl: startUrlOf('corp'), region: 'eu-west-1' });
  aws
    .portal(startUrlOf('corp'))
    .assign(
      MARY,
      { account: prod, name: 'prod', roles: ['Admin'] },
      { account: shop, name: 'Web shop', roles: ['Ops'] },
    );
  // AWS_REGION is the region that is offered where the host of a portal has none.
  terminal.enter(`rolecall login ${startUrlOf('corp')} --region eu-west-1 && rolecall`);
  await terminal.until('The page must show');
  await approve(terminal);
  await terminal.until(lists(2));
  terminal.type('shop');
  await terminal.until((each) => focused(each).includes('Web-shop/Ops'));
  terminal.type(keys.enter);
  await terminal.until('You are now Web-shop/Ops (Ops in 222233334444)');
  await terminal.until(({ lastLine }) => lastLine.includes('Web-shop/Ops'));
  assert.equal(await terminal.run('echo $ROLECALL_PROFILE $AWS_REGION'), `corp:${shop}/Ops eu-west-1`);
  assert.equal(aws.count('GetRoleCredentials'), 1);
  assert.ok(browserStarted(), 'the person asked for the sign-in');
  assert.match(await readFile(home.config, 'utf8'), /^\[sso-session corp\]\n(?:sso_\w+ = \S+\n){3}$/);
});

test('the service fails in the middle, in every way that passes: every role comes', async (context) => {
  const { aws, terminal, portal, inventory } = await sitAtPortals(context);
  assignMany(portal(), { accounts: 12, roles: 2 });
  for (const fault of [
    { status: 500, code: 'InternalServerException', message: 'x' },
    { status: 429, code: 'TooManyRequestsException', message: 'HTTP 429 Unknown Code' },
    { kind: 'reset' },
    { kind: 'truncated' },
  ] as const) {
    aws.failNext({ action: 'ListAccountRoles', ...fault });
  }
  aws.failNext({ action: 'ListAccounts', status: 503, code: 'ServiceUnavailable', message: 'x' });
  terminal.enter('rolecall');
  await terminal.until(lists(24));
  assert.equal(terminal.lines[0]?.trim(), 'rolecall');
  terminal.type(keys.escape);
  await terminal.until(atHost);
  assert.equal(inventory()?.accounts.filter(({ rolesReadAt }) => rolesReadAt).length, 12);
});

test('an account that is refused, and one of which no page comes: the rest goes on, and that something is left is said', async (context) => {
  const { aws, terminal, portal } = await sitAtPortals(context);
  assignMany(portal(), { accounts: 6, roles: 2 });
  aws.failNext({ action: 'ListAccountRoles', status: 403, code: 'ForbiddenException', message: 'No access' });
  aws.failNext({ action: 'ListAccountRoles', kind: 'garbage' });
  terminal.enter('rolecall');
  await terminal.until(lists(8));
  await terminal.until('corp: roles of 1 account could not be read');
  terminal.type(keys.escape);
  await terminal.until(atHost);
  // What was refused is not due any more, what failed is.
  terminal.enter('clear; rolecall');
  await terminal.until(lists(10));
});

test('AWS is gone in the middle: what was found is kept, is saved and said to be not all', async (context) => {
  const { aws, terminal, portal, inventory } = await sitAtPortals(context);
  assignMany(portal(), { accounts: 100, roles: 1 });
  terminal.enter('rolecall');
  await terminal.until(/\d+ of [1-9]\d$/m);
  await aws.close();
  await terminal.until('corp: not fully read');
  const [, shown = ''] = /\d+ of (\d+)$/m.exec(terminal.text) ?? [];
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
  assert.equal(await terminal.run('echo $?'), '130');
  const saved = inventory()?.accounts.flatMap(({ roles }) => roles).length ?? 0;
  assert.ok(saved >= Number(shown) && saved < 100, `${saved} of ${shown}`);
  assert.ok(inventory()?.accounts.every(({ goneSince }) => goneSince === undefined));
});

test('the sign-in ends in the middle: what was found is kept, no browser starts; a role offers the sign-in, and opens after it', async (context) => {
  const { aws, terminal, portal, inventory, browserStarted } = await sitAtPortals(context);
  assignMany(portal(), { accounts: 100, roles: 1 });
  terminal.enter('rolecall');
  await terminal.until(/\d+ of [1-9]\d$/m);
  aws.portal(startUrlOf('corp')).revoke();
  await terminal.until('corp: signed out');
  assert.ok(/\d+ of [1-9]\d$/m.test(terminal.text), 'what was found is kept');
  const role = /account-\d+\/Role1/.exec(focused(terminal))?.[0] ?? '';
  terminal.type(keys.enter);
  await terminal.until('You are not signed in to IAM Identity Center');
  assert.equal(browserStarted(), false);
  terminal.type(keys.enter);
  await terminal.until('The page must show');
  await approve(terminal);
  await terminal.until(`You are now ${role} (Role1 in`);
  const { accounts = [] } = inventory() ?? {};
  assert.equal(accounts.length, 100);
  assert.ok(accounts.every(({ goneSince }) => goneSince === undefined));
});

test('the sign-in is given up: the list is there again, and goes on once somebody has signed in', async (context) => {
  const { aws, terminal, portal, signIn } = await sitAtPortals(context);
  assignMany(portal(), { accounts: 8, roles: 1 });
  terminal.enter('rolecall');
  await terminal.until(lists(8));
  aws.portal(startUrlOf('corp')).revoke();
  terminal.type(keys.enter);
  await terminal.until('You are not signed in to IAM Identity Center');
  terminal.type(keys.escape);
  await terminal.until(({ text }) => text.includes('8 of 8') || text.includes('1 of 8'));
  await signIn('corp');
  terminal.type(keys.enter);
  await terminal.until('You are now account-0001/Role1');
});

test('one of two portals is down, one is signed out: the roles of the other come, under its name', async (context) => {
  const { aws, terminal, portal, browserStarted } = await sitAtPortals(context, {
    portals: ['corp', 'other', 'third'],
    signedIn: ['corp', 'other'],
  });
  const roles = ['Admin', 'Read'];
  assign(portal('corp'), MARY, { account: prod, name: 'prod', roles }, { account: shop, name: 'shop', roles });
  assign(portal('other'), MARY, { account: '333344445555', name: 'lab', roles });
  terminal.enter('rolecall');
  await terminal.until(lists(6));
  for (const title of ['corp › prod · 111122223333', 'corp › shop · 222233334444', 'other › lab · 333344445555'])
    assert.ok(terminal.text.includes(title), terminal.text);
  terminal.type(keys.escape);
  await terminal.until(atHost);
  // The other one has no sign-in any more, and more roles in the first.
  aws.portal(startUrlOf('other')).revoke();
  terminal.enter('clear; rolecall discover; echo $?');
  await terminal.until(/^1$/m);
  for (const line of [
    /^corp: 2 accounts, 4 roles; 3 calls$/m,
    /^other: 1 account, 2 roles; 1 call$/m,
    /^✗ The IAM Identity Center sign-in of other is missing or has expired\.$/m,
    /^✗ The IAM Identity Center sign-in of third is missing or has expired\.$/m,
  ])
    assert.match(terminal.text, line);
  terminal.enter('clear; rolecall');
  await terminal.until(lists(6));
  assert.equal(browserStarted(), false);
  terminal.type(keys.enter);
  await terminal.until('You are now prod/Admin');
});

test('found roles that are marked run a command by the names of the list', async (context) => {
  const { terminal, portal } = await sitAtPortals(context);
  assign(portal(), MARY, { account: prod, name: 'prod', roles: ['Admin'] });
  assign(portal(), MARY, { account: shop, name: 'Web shop', roles: ['Ops'] });
  terminal.enter('rolecall');
  await terminal.until(lists(2));
  for (const marked of ['1 marked', '2 marked']) {
    terminal.type(keys.ctrlT);
    await terminal.until(marked);
  }
  terminal.type(keys.enter);
  await terminal.until('these 2 roles');
  assert.match(terminal.text, /prod\/Admin, Web-shop\/Ops/);
  terminal.type('echo in $ROLECALL_PROFILE');
  await terminal.until('$ROLECALL_PROFILE▏');
  terminal.type(keys.enter);
  await terminal.until(atHost);
  assert.match(terminal.text, new RegExp(`^prod/Admin +│ in corp:${prod}/Admin$`, 'm'));
  assert.match(terminal.text, new RegExp(`^Web-shop/Ops +│ in corp:${shop}/Ops$`, 'm'));
});

test('a role that is gone is marked, and neither opened unasked nor silently', async (context) => {
  const { terminal, portal, aws } = await sitAtPortals(context);
  assign(portal(), MARY, { account: prod, name: 'prod', roles: ['Admin', 'Read'] });
  terminal.enter('rolecall discover');
  await terminal.until('1 account, 2 roles');
  withdraw(portal(), { account: prod, role: 'Admin' });
  terminal.enter('clear; rolecall discover');
  await terminal.until('1 gone');
  terminal.enter('clear; rolecall');
  await terminal.until(lists(2));
  assert.match(terminal.text, /prod\/Admin[^\n]*-/);
  assert.match(terminal.text, /gone since 2/);
  terminal.type(keys.enter);
  await terminal.until('Yours in 111122223333: Read.');
  assert.equal(aws.count('AssumeRole'), 0);
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});
