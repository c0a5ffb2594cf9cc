import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeDemoHome } from '../helpers/home.ts';
import { programLine } from '../helpers/program.ts';
import { Terminal } from '../helpers/terminal.ts';

const down = '\x1b[B';
const save = '\x13';
const eraseAll = '\x15';
const atPrompt = ({ lastLine }: Terminal) => lastLine.trimEnd() === 'host$';

/** A person at a shell of their own in mary's home; `rolecall` is what they type. */
async function sitDown(context: TestContext) {
  const home = await makeDemoHome(context);
  const terminal = new Terminal({
    file: '/bin/bash',
    args: ['--norc', '-i'],
    cwd: home.directory,
    // The embedded AWS is all of AWS here, also for a profile that does not say so itself.
    env: { ...home.env, PS1: 'host$ ', HISTFILE: '/dev/null', AWS_ENDPOINT_URL: home.aws.url },
    columns: 120,
    rows: 34,
  });
  context.after(() => terminal[Symbol.asyncDispose]());
  await terminal.until('host$');
  terminal.enter(`rolecall() { ${programLine} "$@"; }; clear`);
  await terminal.until(({ lines }) => lines.length === 1);
  return { home, terminal };
}

const link = 'https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=ystataws';

test('the walkthrough: the owner makes a role, mary takes its link, switches, sees who she is, and is back', async (context) => {
  const { home, terminal } = await sitDown(context);
  const before = await readFile(home.config, 'utf8');
  terminal.enter('rolecall role create walkers --trust 111122223333 --policy ReadOnlyAccess --profile account-b-admin');
  await terminal.until('Created walkers.');
  await terminal.until(atPrompt);
  const [printed] = /https:\/\/signin\.aws\.amazon\.com\/switchrole\?\S+/.exec(terminal.text) ?? [];
  assert.equal(printed, 'https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=walkers');
  terminal.enter(`clear; rolecall '${printed}'`);
  await terminal.until('A new profile for walkers in 444455556666');
  await terminal.until('role_arn = arn:aws:iam::444455556666:role/walkers');
  await terminal.until('mary becomes walkers');
  await terminal.until('Add the profile');
  assert.doesNotMatch(terminal.text, /^ *(❯ )?Role /m, 'account and role are not asked for again');
  await terminal.until(/❯ Profile/);
  terminal.type(`${eraseAll}walk`);
  await terminal.until('[profile walk]');
  terminal.type(`${down}${down}${down}`);
  await terminal.until(/❯ ▸ Look/);
  terminal.type('\r');
  await terminal.until(/❯ +Display name/);
  terminal.type('The walk');
  await terminal.until('rolecall_display_name = The walk');
  terminal.type(`${down}b7ca9`);
  await terminal.until('Write it as ff0000');
  terminal.type('d');
  await terminal.until('▌color = b7ca9d');
  assert.equal(terminal.cells('▌color = b7ca9d')[0]?.foreground, '#b7ca9d', 'the colour is seen');
  terminal.type(save);
  await terminal.until(/mary \(111122223333\) is now The walk \(walkers in 444455556666\) until/);
  await terminal.until(/ The walk {2}(1h00m|59m)/);
  const status = await terminal.run(`${programLine} status --verify`);
  assert.match(
    status,
    /^mary in 111122223333, acting as walkers in 444455556666 {2}The walk {2}until \d\d:\d\d, (1h00m|59m) left$/m,
  );
  assert.match(status, /AWS says the same: arn:aws:sts::444455556666:assumed-role\/walkers\/mary/);
  terminal.enter('exit');
  await terminal.until(/exit\nhost\$/);
  assert.match(await terminal.run('rolecall status'), /In no role/);
  const keys = ['role_arn = arn:aws:iam::444455556666:role/walkers', 'source_profile = mary'];
  const section = ['[profile walk]', ...keys, 'color = b7ca9d', 'rolecall_display_name = The walk', ''].join('\n');
  assert.equal(await readFile(home.config, 'utf8'), `${before.trimEnd()}\n\n${section}`);
  terminal.enter(`rolecall '${printed}&displayName=else'`);
  await terminal.until(({ text }) => text.split('is now The walk').length === 3);
});

test('leaving the form of a link writes nothing and ends with 130', async (context) => {
  const { home, terminal } = await sitDown(context);
  const before = await readFile(home.config, 'utf8');
  terminal.enter(`rolecall '${link}x'`);
  await terminal.until('A new profile for ystatawsx');
  terminal.type('\x03');
  await terminal.until(atPrompt);
  assert.equal(await terminal.run('echo $?'), '130');
  assert.equal(await readFile(home.config, 'utf8'), before);
});

test('add without anything asks for all of it, and offers to switch', async (context) => {
  const { home, terminal } = await sitDown(context);
  terminal.enter('rolecall add');
  await terminal.until('A new profile');
  await terminal.until(/Source profile .*mary/);
  terminal.type(`other${down}arn:aws:iam::444455556666:role/ystataws`);
  await terminal.until('mary becomes other: ystataws in 444455556666');
  terminal.type(save);
  await terminal.until('Switch to it now? [Y/n]');
  terminal.enter('n');
  await terminal.until('Switch to it: rolecall other');
  await terminal.until(atPrompt);
  assert.match(
    await readFile(home.config, 'utf8'),
    /\[profile other\]\nrole_arn = .*ystataws\nsource_profile = mary\n$/,
  );
});

/** The form of audit with another region typed into it. */
async function editingRegion(context: TestContext) {
  const { home, terminal } = await sitDown(context);
  const before = await readFile(home.config, 'utf8');
  terminal.enter('rolecall edit audit');
  await terminal.until('Profile audit');
  await terminal.until('external_id = audit-');
  await terminal.until(/❯ Role/);
  terminal.type(down.repeat(4));
  await terminal.until(/❯ ▸ More/);
  terminal.type('\r');
  await terminal.until(/❯ +Region/);
  terminal.type(`${eraseAll}eu-west-3`);
  await terminal.until('region = eu-west-3');
  return { home, terminal, before };
}

const inParis = (text: string) => text.replace(/(\[profile audit\][^[]*region = )us-east-1/, '$1eu-west-3');

test('edit shows what there is and saves what changed, also where another profile was edited meanwhile', async (context) => {
  const { home, terminal, before } = await editingRegion(context);
  const theirs = `# theirs\n${before.replace('[profile hub]', '[profile hub]\ncolor = 00ff01')}`;
  await writeFile(home.config, theirs);
  terminal.type(save);
  await terminal.until('Changed audit.');
  assert.equal(await readFile(home.config, 'utf8'), inParis(theirs));
});

test('edit of a profile that was edited meanwhile: the form stays, on what stands there by then, and is saved', async (context) => {
  const { home, terminal, before } = await editingRegion(context);
  const theirs = before.replace(/(\[profile audit\][^[]*external_id = )\S+/, '$1theirs');
  await writeFile(home.config, theirs);
  terminal.type(save);
  await terminal.until('Not saved: it was changed in the meantime. Check it again.');
  await terminal.until('external_id = theirs');
  await terminal.until('region = eu-west-3');
  assert.equal(await readFile(home.config, 'utf8'), theirs);
  terminal.type('\x1b');
  await terminal.until('what you typed will be lost');
  terminal.type(save);
  await terminal.until('Changed audit.');
  assert.equal(await readFile(home.config, 'utf8'), inParis(theirs));
});

test('edit of a profile that was removed meanwhile says so, whether something was typed or not', async (context) => {
  const { home, terminal, before } = await editingRegion(context);
  await writeFile(home.config, before.replace('[profile audit]', '[profile auditor]'));
  terminal.type(save);
  await terminal.until('The profile audit no longer exists.');
  await terminal.until(atPrompt);
  await writeFile(home.config, before);
  terminal.enter('clear; rolecall edit audit');
  await terminal.until(/❯ Role/);
  await writeFile(home.config, before.replace('[profile audit]', '[profile auditor]'));
  terminal.type(save);
  await terminal.until('The profile audit no longer exists.');
  await terminal.until(atPrompt);
  assert.doesNotMatch(terminal.text, /is already set that way/);
});

test('remove asks, and no is no', async (context) => {
  const { home, terminal } = await sitDown(context);
  const before = await readFile(home.config, 'utf8');
  terminal.enter('rolecall remove hub');
  await terminal.until('It is the source of prod-ops, staging-ops. Remove hub from');
  terminal.enter('');
  await terminal.until(atPrompt);
  assert.equal(await readFile(home.config, 'utf8'), before);
  terminal.enter('rolecall remove hub');
  await terminal.until(({ text }) => text.split('Remove hub from').length === 3);
  terminal.enter('y');
  await terminal.until('Removed hub.');
  assert.doesNotMatch(await readFile(home.config, 'utf8'), /\[profile hub\]/);
});

test('import asks about a name that is taken, then whether to write', async (context) => {
  const { home, terminal } = await sitDown(context);
  const roles = '[audit]\naws_account_id = 444455556666\nrole_name = ystataws\nsource_profile = mary\n';
  await writeFile(join(home.directory, 'roles.ini'), roles);
  terminal.enter('rolecall import roles.ini');
  await terminal.until('Another name for it');
  terminal.enter('audit-b');
  await terminal.until(/Add this profile to .*\? \[y\/N\]/);
  terminal.enter('y');
  await terminal.until('Added one profile.');
  assert.match(
    await readFile(home.config, 'utf8'),
    /\[profile audit-b\]\nrole_arn = arn:aws:iam::444455556666:role\/ystataws\n/,
  );
});
