import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assign, MARY } from '../../source/sandbox/identity-center/build.ts';
import { atHost, keys } from '../helpers/person.ts';
import { approve, sitAtPortals, startUrlOf } from '../helpers/portal-person.ts';
import { assignMany } from '../helpers/portals.ts';

const [prod, shop] = ['111122223333', '222233334444'] as const;
const roles = ['Admin', 'Read'];

test('a terminal that cannot draw: the portals are read first, once, and a role opens by its number', async (context) => {
  const { aws, terminal, portal } = await sitAtPortals(context, {
    env: { TERM: 'dumb' },
    portals: ['corp', 'other'],
    signedIn: ['corp'],
  });
  assign(portal(), MARY, { account: prod, name: 'prod', roles }, { account: shop, name: 'shop', roles });
  terminal.enter('rolecall');
  await terminal.until('or part of a name: ');
  assert.match(terminal.text, /^Reading the accounts and roles of corp\. Ctrl\+C stops\.$/m);
  assert.match(terminal.text, /^4 roles\.\n1\. prod\/Admin, account 111122223333/m);
  terminal.enter('3');
  await terminal.until('You are now shop/Admin (Admin in 222233334444)');
  terminal.enter('exit');
  await terminal.until(atHost);
  const { sent } = aws.portal(startUrlOf('corp')).counts();
  terminal.enter('clear; rolecall');
  await terminal.until(/4 roles[\s\S]*or part of a name: $/);
  assert.doesNotMatch(terminal.text.slice(terminal.text.lastIndexOf('clear; rolecall')), /Reading/);
  assert.equal(aws.portal(startUrlOf('corp')).counts().sent, sent, 'what is known is not asked for');
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
  assert.equal(await terminal.run('echo $?'), '130');
});

test('Ctrl+C while the portals are read: 130, and what was found is kept', async (context) => {
  const { terminal, portal, inventory, aws } = await sitAtPortals(context, { env: { TERM: 'dumb' } });
  assignMany(portal(), { accounts: 60, roles: 1 });
  terminal.enter('rolecall');
  await terminal.until('Ctrl+C stops.');
  while (aws.count('ListAccountRoles') < 12) await new Promise((resolve) => setTimeout(resolve, 20));
  terminal.type(keys.ctrlC);
  await terminal.until(({ lastLine }) => lastLine === '^Chost$');
  assert.equal(await terminal.run('echo $?'), '130');
  assert.match(await terminal.run('stty -a'), / icanon .* echo /s);
  const read = inventory()?.accounts.filter(({ rolesReadAt }) => rolesReadAt !== undefined).length ?? 0;
  assert.ok(read >= 8 && read < 60, String(read));
});

test('the sign-in has ended, on lines: it is said where nothing is known; a known role asks for it', async (context) => {
  const { terminal, portal, aws, browserStarted } = await sitAtPortals(context, { env: { TERM: 'dumb' } });
  assign(portal(), MARY, { account: prod, name: 'prod', roles });
  aws.portal(startUrlOf('corp')).revoke();
  terminal.enter('rolecall');
  await terminal.until('rolecall login corp');
  await terminal.until(atHost);
  assert.match(terminal.text, /^corp: signed out\.$/m);
  assert.equal(browserStarted(), false);
});

test('a screen reader: roles are read out as they are found, and chosen by number', async (context) => {
  const { terminal, portal } = await sitAtPortals(context);
  assign(portal(), MARY, { account: prod, name: 'prod', roles }, { account: shop, name: 'shop', roles });
  terminal.enter('rolecall --screen-reader');
  await terminal.until(/^4 roles\.$/m);
  assert.match(
    terminal.text,
    /^1\. prod\/Admin, account 111122223333, role Admin, eu-west-1, selected$|^1\. prod\/Admin,/m,
  );
  terminal.type('4');
  await terminal.until(/Search: 4/);
  terminal.type(keys.enter);
  await terminal.until('You are now shop/Read (Read in 222233334444)');
});

for (const [columns, rows] of [
  [80, 24],
  [40, 12],
] as const) {
  test(`${columns}x${rows}: roles that are found, a sign-out, the sign-in and the role`, async (context) => {
    const { aws, terminal, portal } = await sitAtPortals(context, { columns, rows });
    assign(portal(), MARY, { account: prod, name: 'prod', roles }, { account: shop, name: 'shop', roles });
    terminal.enter('rolecall');
    await terminal.until(({ text }) => /1 of 4|prod\/Read/.test(text));
    assert.ok(terminal.lines.length <= rows && terminal.lines.every((line) => line.length <= columns), terminal.text);
    aws.portal(startUrlOf('corp')).revoke();
    terminal.type(keys.enter);
    await terminal.until('You are not signed in');
    terminal.type(keys.enter);
    await terminal.until('The page must show');
    await approve({ text: terminal.text.replaceAll('\n', '').replaceAll(' ', '') });
    await terminal.until('You are now prod/Admin');
  });
}

test('Ctrl+C in every state of the picker: 130, the terminal as it was, what was found kept', async (context) => {
  const { aws, terminal, portal, inventory } = await sitAtPortals(context);
  assign(portal(), MARY, { account: prod, name: 'prod', roles }, { account: shop, name: 'shop', roles });
  const leave = async (what: string) => {
    terminal.type(keys.ctrlC);
    await terminal.until(atHost);
    assert.equal(await terminal.run('echo $?'), '130', what);
    assert.match(await terminal.run('stty -a'), / icanon .* echo /s, what);
    assert.equal(inventory()?.accounts.length ?? 0, what === 'accounts' ? 0 : 2, what);
    terminal.enter('clear');
    await terminal.until((each) => atHost(each) && !each.text.includes('icanon'));
  };
  aws.failNext({ action: 'ListAccounts', kind: 'hang' });
  terminal.enter('rolecall');
  await terminal.until('Roles appear here as they are found');
  await leave('accounts');
  aws.failNext({ action: 'ListAccountRoles', kind: 'hang' });
  terminal.enter('rolecall');
  await terminal.until('roles of 1 of 2 accounts');
  await leave('roles');
  terminal.enter('rolecall');
  await terminal.until('1 of 4');
  await leave('read');
  aws.failNext({ action: 'GetRoleCredentials', kind: 'hang' });
  terminal.enter('rolecall');
  await terminal.until('1 of 4');
  terminal.type(keys.enter);
  while (aws.count('GetRoleCredentials') === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await leave('opening');
  aws.portal(startUrlOf('corp')).revoke();
  terminal.enter('rolecall');
  await terminal.until('1 of 4');
  terminal.type(keys.enter);
  await terminal.until('You are not signed in');
  await leave('sign-in');
  terminal.enter('rolecall');
  await terminal.until('1 of 4');
  terminal.type(keys.enter);
  await terminal.until('You are not signed in');
  terminal.type(keys.enter);
  await terminal.until('The page must show');
  await leave('code');
});
