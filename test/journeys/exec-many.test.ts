import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { phone } from '../helpers/home.ts';
import { atHost, keys, sitDown } from '../helpers/person.ts';

test('a glob with a guarded profile: one question lists it, then only its code is asked for', async (context) => {
  const { home, terminal } = await sitDown(context);
  terminal.enter("rolecall exec 'prod-[ar]*' -- printenv ROLECALL_PROFILE");
  await terminal.until('Also in prod-admin? Type yes to continue:');
  assert.equal(home.aws.calls.length, 0, 'nothing was asked of AWS before');
  terminal.enter('yes');
  await terminal.until(/MFA|code/);
  assert.doesNotMatch(terminal.text, /Type prod-admin/);
  terminal.type(home.aws.code(phone));
  await terminal.until('2 of 2 done');
  await terminal.until(atHost);
  assert.match(terminal.text, /^prod-admin {4}│ prod-admin$/m);
  assert.match(terminal.text, /^prod-readonly │ prod-readonly$/m);
});

test('anything but yes runs nothing in any of them, and says so', async (context) => {
  const { home, terminal } = await sitDown(context);
  terminal.enter("rolecall exec 'prod-a*' -- touch ran; echo code $?");
  await terminal.until('Type yes to continue:');
  terminal.enter('y');
  await terminal.until(/^code 130$/m);
  assert.match(terminal.text, /^Nothing was run\.$/m);
  assert.equal(home.aws.calls.length, 0);
});

test('Ctrl+C ends what runs in every profile, and nothing new begins', async (context) => {
  const { terminal } = await sitDown(context);
  const command = `sh -c 'echo "started $ROLECALL_PROFILE"; exec sleep 60'`;
  terminal.enter(`rolecall exec ystataws audit staging-developer --parallel 2 -- ${command}`);
  await terminal.until('started ystataws');
  await terminal.until('started audit');
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
  assert.equal(await terminal.run('echo $?'), '130');
  assert.doesNotMatch(terminal.text, /started staging/);
  assert.equal(await terminal.run('jobs; pgrep -P $$ sleep'), '');
});

for (const [key, typed] of [
  ['Esc', keys.escape],
  ['Ctrl+C', keys.ctrlC],
] as const) {
  test(`${key} at the question for a code starts no command in the roles that wait, and says so`, async (context) => {
    const { terminal } = await sitDown(context);
    terminal.enter('rolecall exec prod-admin prod-readonly ystataws --parallel 3 -- touch ran; echo code $?');
    await terminal.until('Code from mary-phone');
    terminal.type(typed);
    await terminal.until(/^code 130$/m);
    const left = ['prod-admin', 'prod-readonly', 'ystataws'].map((name) => `${name}: left out`).join(' · ');
    assert.match(terminal.text, new RegExp(`^0 of 3 done · ${left}$`, 'm'));
    assert.equal(await terminal.run('ls ran'), "ls: cannot access 'ran': No such file or directory");
  });
}

test('a command that runs when the question of another role is cancelled ends by itself', async (context) => {
  const { home, terminal } = await sitDown(context);
  const command = `sh -c 'echo began; until test -e go; do sleep 0.05; done; echo ended'`;
  terminal.enter(`rolecall exec ystataws prod-admin audit --parallel 3 -- ${command}; echo code $?`);
  await terminal.until('Code from mary-phone');
  await terminal.until(({ output }) => /│ \S*began/.test(output));
  terminal.type(keys.escape);
  await terminal.until(({ text }) => !text.includes('Code from'));
  await writeFile(join(home.directory, 'go'), '');
  await terminal.until(/^code 130$/m);
  assert.match(terminal.text, /^ystataws {3}│ ended$/m);
  assert.match(terminal.text, /^1 of 3 done · prod-admin: left out · audit: left out$/m);
});

test('one profile reads the terminal and standard input; several read nothing', async (context) => {
  const { terminal } = await sitDown(context);
  assert.equal(await terminal.run('echo piped | rolecall exec ystataws -- cat'), 'piped');
  const told = '· Commands in several roles get no standard input: what was piped in reached none of them.';
  assert.equal(await terminal.run('echo piped | rolecall exec ystataws audit -- cat'), `2 of 2 done\n${told}`);
  terminal.enter("rolecall exec ystataws -- sh -c 'echo ready; exec cat'");
  await terminal.until(/^ready$/m);
  terminal.enter('typed');
  await terminal.until(/^typed\ntyped$/m);
  terminal.type('\x04');
  await terminal.until(atHost);
});

test('no reader is left while another role asks for its code: the question ends, and the terminal is as it was', async (context) => {
  const { home, terminal } = await sitDown(context);
  const command = `sh -c 'echo began; until test -e go; do sleep 0.05; done; while :; do echo more; done'`;
  terminal.enter(`rolecall exec ystataws prod-admin --parallel 2 -- ${command} | grep -q began; echo code $PIPESTATUS`);
  await terminal.until('Code from mary-phone');
  await writeFile(join(home.directory, 'go'), '');
  await terminal.until(/^code 141$/m);
  assert.match(terminal.text, /^0 of 2 done · ystataws: exit code 141 · prod-admin: left out$/m);
  assert.equal(await terminal.run('stty -a | grep -wo -e icanon -e echo'), 'icanon\necho');
});
