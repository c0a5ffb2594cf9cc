import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { phone } from '../helpers/home.ts';
import { atHost, choose, sitDown } from '../helpers/person.ts';

test('the journey: a role with MFA, a wrong code, the right one, a shell in the role, and back', async (context) => {
  const { home, terminal } = await sitDown(context);
  terminal.enter('export AWS_PROFILE=mary AWS_SECURITY_TOKEN=stale; rolecall');
  await terminal.until('Production admin');
  await choose(terminal, 'hub');
  terminal.type('\r');
  await terminal.until('mary-phone');
  const right = home.aws.code(phone);
  const wrong = right === '987654' ? '987653' : '987654';
  terminal.type(wrong);
  await terminal.until('Attempt 2');
  terminal.type(home.aws.code(phone));
  await terminal.until('is now Hub (Jump in 222233334444)');
  await terminal.until(/ Hub {2}(1h00m|59m)/);
  assert.equal(await terminal.run('echo $ROLECALL_PROFILE $AWS_REGION'), 'hub eu-west-1');
  assert.match(await terminal.run('env | grep ^AWS_ACCESS_KEY_ID='), /=ASIA/);
  assert.equal(await terminal.run('env | grep -E "^AWS_(PROFILE|SECURITY_TOKEN)="'), '');
  terminal.enter('exit 7');
  await terminal.until(/exit\nhost\$/);
  assert.equal(await terminal.run('echo $? $AWS_PROFILE $ROLECALL_PROFILE.'), '7 mary .');
  assert.doesNotMatch(terminal.text, /type to search/, 'the picker left nothing on the screen');
  const shown = terminal.text.replace(/\s/g, '');
  for (const code of [wrong, right]) assert.ok(!shown.includes(code), 'no code can be scrolled back to');
  assert.equal(home.aws.count('GetSessionToken'), 2);
  assert.equal(home.aws.count('AssumeRole'), 1);
});

test('the journey without MFA: no question, and the next time no call', async (context) => {
  const { home, terminal } = await sitDown(context);
  terminal.enter('rolecall');
  await terminal.until('ystataws');
  terminal.type('walk ysta');
  await terminal.until('1 of');
  terminal.type('\r');
  await terminal.until('is now ystataws @ account-b (ystataws in 444455556666)');
  terminal.enter('exit');
  await terminal.until(/exit\nhost\$/);
  terminal.enter('rolecall ystataws');
  await terminal.until(({ text }) => text.split('is now ystataws').length === 3);
  assert.equal(await terminal.run('echo $ROLECALL_ACCOUNT_ID'), '444455556666');
  assert.deepEqual(
    home.aws.calls.map(({ action }) => action),
    ['GetCallerIdentity', 'AssumeRole'],
  );
});

test('ctrl+c is silent, ends with 130, and gives the terminal back', async (context) => {
  const { terminal } = await sitDown(context);
  const before = await terminal.run('stty -a');
  for (const where of ['the list', 'the code'] as const) {
    terminal.enter('rolecall');
    await terminal.until('type to search');
    if (where === 'the code') {
      terminal.type('hub\r');
      await terminal.until('mary-phone');
    }
    terminal.type('\x03');
    await terminal.until(atHost);
    assert.equal(await terminal.run('echo $?'), '130', where);
  }
  assert.equal(await terminal.run('stty -a'), before);
  assert.doesNotMatch(terminal.text, /✗|Error|type to search/);
  assert.equal(
    terminal.output.lastIndexOf('\x1b[?25h') > terminal.output.lastIndexOf('\x1b[?25l'),
    true,
    'the cursor is back',
  );
  assert.equal(terminal.output.lastIndexOf('\x1b[?1049l') > terminal.output.lastIndexOf('\x1b[?1049h'), true);
  assert.equal(terminal.output.lastIndexOf('\x1b[?2004l') > -1, true);
});

test('escape clears the filter, then leaves', async (context) => {
  const { terminal } = await sitDown(context);
  terminal.enter('rolecall nothing-like-it');
  await terminal.until(/› nothing-like-it/);
  terminal.type('\x1b');
  await terminal.until('type to search');
  terminal.type('\x1b');
  await terminal.until(atHost);
  assert.equal(await terminal.run('echo $?'), '130');
});

test('a name that is no profile opens the picker with it as the filter', async (context) => {
  const { terminal } = await sitDown(context);
  terminal.enter('rolecall produ');
  await terminal.until(/› produ/);
  assert.doesNotMatch(terminal.text, /Walkthrough/);
});

test('keys typed after the picker reach the shell: none is lost or swallowed', async (context) => {
  const { terminal } = await sitDown(context);
  terminal.enter('rolecall ystataws');
  await terminal.until('is now');
  await terminal.until(/1h00m|59m/);
  terminal.enter('cat');
  terminal.enter('through cat');
  await terminal.until(/cat\n(through cat\s*)+$/);
  assert.doesNotMatch(terminal.text, /unavailable/);
  terminal.type('\x04');
  terminal.enter('exit 3');
  await terminal.until(/exit\nhost\$/);
  assert.equal(await terminal.run('echo $?'), '3');
});

test('two roles that are called the same have different prompts, and long names differ where they differ', async (context) => {
  const { home, terminal } = await sitDown(context);
  const text = await readFile(home.config, 'utf8');
  const profile = (name: string, more: string) =>
    `[profile ${name}]\nrole_arn = arn:aws:iam::444455556666:role/ystataws\nsource_profile = mary\nendpoint_url = ${home.aws.url}\n${more}\n`;
  const long = 'acme-payments-platform-production-eu-west-1';
  const sections = [
    profile('pay-prod', 'rolecall_group = pay prod\nrolecall_display_name = Developer'),
    profile('pay-dev', 'rolecall_group = pay dev\nrolecall_display_name = Developer'),
    profile(`${long}-administrator`, ''),
    profile(`${long}-readonly`, ''),
  ];
  await writeFile(home.config, `${text}\n${sections.join('\n')}`);
  for (const [name, badge] of [
    ['pay-prod', ' pay prod Developer '],
    [`${long}-administrator`, ' acme-payments-platfo…est-1-administrator '],
    [`${long}-readonly`, ' acme-payments-platfo…-eu-west-1-readonly '],
  ] as const) {
    terminal.enter(`rolecall ${name}`);
    await terminal.until(({ lastLine }) => lastLine.includes(badge));
    terminal.enter('exit');
    await terminal.until(atHost);
  }
});
