import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { choose, keys, sitDown } from '../helpers/person.ts';
import { runProgram } from '../helpers/program.ts';
import type { Terminal } from '../helpers/terminal.ts';

/** The picker open on a role; what is typed there ends in the notice about its profile that was edited meanwhile. */
async function atRole(context: TestContext, profile: string) {
  const { home, terminal } = await sitDown(context);
  terminal.enter('rolecall');
  await terminal.until('type to search');
  await choose(terminal, profile);
  const elsewhere = async (...argv: readonly string[]) => {
    const { code, err } = await runProgram(argv, home);
    assert.equal(code, 0, err);
  };
  return { home, terminal, elsewhere, calls: () => home.aws.calls.length };
}

const removed = 'The role prod-deploy no longer exists.';
const other = 'arn:aws:iam::666677778888:role/Developer';
const moved = 'prod-deploy now leads to 666677778888/Developer, not to 555566667777/Deploy.';
const toMenu = async (terminal: Terminal, key: string) => {
  terminal.type(keys.tab);
  await terminal.until('Edit the profile');
  terminal.type(key);
};

const ways = [
  ['Enter', async (terminal: Terminal) => terminal.type(keys.enter)],
  ['renewed', (terminal: Terminal) => toMenu(terminal, 'r')],
  ['explain', (terminal: Terminal) => toMenu(terminal, 'i')],
  ['copy', (terminal: Terminal) => toMenu(terminal, 'y')],
  ['edit', (terminal: Terminal) => toMenu(terminal, 'e')],
  ['the console', async (terminal: Terminal) => terminal.type(keys.ctrlO)],
] as const;

for (const [way, press] of ways) {
  test(`${way}: a role that was removed in another terminal is not opened, and is gone from the list`, async (context) => {
    const { terminal, elsewhere, calls } = await atRole(context, 'prod-deploy');
    await elsewhere('remove', 'prod-deploy', '--yes');
    await press(terminal);
    await terminal.until(`Nothing was done. ${removed}`);
    assert.doesNotMatch(terminal.text, /Production deploy/);
    assert.equal(calls(), 0);
  });
}

test('a role that leads elsewhere by now is not opened: the list shows where, and Enter goes there', async (context) => {
  const { home, terminal, elsewhere, calls } = await atRole(context, 'prod-deploy');
  await elsewhere('edit', 'prod-deploy', '--role-arn', other);
  terminal.type(keys.enter);
  await terminal.until(`Nothing was done. ${moved}`);
  assert.equal(calls(), 0);
  await terminal.until(({ lines }) => lines.some((line) => line.includes('❯') && line.includes('666677778888')));
  terminal.type(keys.enter);
  await terminal.until(/is now .*666677778888/);
  assert.deepEqual(
    home.aws.calls.filter(({ action }) => action === 'AssumeRole').map(({ params }) => params.RoleArn),
    [other],
  );
});

test('an edit of another profile keeps nobody from opening a role; what opens is what the files say now', async (context) => {
  const { home, terminal } = await atRole(context, 'prod-deploy');
  const text = await readFile(home.config, 'utf8');
  const edited = text.replace('[profile prod-deploy]', '[profile prod-deploy]\nrole_session_name = from-now-on');
  await writeFile(home.config, edited.replaceAll('prod-readonly', 'prod-reader'));
  terminal.type(keys.enter);
  await terminal.until(/is now .*555566667777/);
  const [call] = home.aws.calls.filter(({ action }) => action === 'AssumeRole');
  assert.equal(call?.params.RoleSessionName, 'from-now-on');
});

test('a command for marked roles runs in none where one of them leads elsewhere by now; its mark goes, the command stays', async (context) => {
  const { terminal, elsewhere, calls } = await atRole(context, 'prod-deploy');
  terminal.type(keys.ctrlT);
  await terminal.until('run in 1');
  terminal.type(keys.ctrlT);
  await terminal.until('run in 2');
  terminal.type(keys.enter);
  await terminal.until('Which command should run');
  await elsewhere('edit', 'prod-deploy', '--role-arn', other);
  terminal.enter('echo ran');
  await terminal.until(`Nothing was done. No longer marked: prod-deploy. ${moved}`.slice(0, 80));
  await terminal.until('1 marked');
  assert.equal(calls(), 0);
  terminal.type(keys.enter);
  await terminal.until(/Which command should run[\s\S]*echo ran/);
  assert.doesNotMatch(terminal.text, /Production deploy/);
});

test('a mark on a role that leads elsewhere by now is gone, and said to be, when another role is looked at', async (context) => {
  const { terminal, elsewhere, calls } = await atRole(context, 'prod-deploy');
  terminal.type(keys.ctrlT);
  await terminal.until('run in 1');
  terminal.type(keys.ctrlT);
  await terminal.until('run in 2');
  await elsewhere('edit', 'prod-deploy', '--role-arn', other);
  await toMenu(terminal, 'i');
  await terminal.until(`No longer marked: prod-deploy. ${moved}`.slice(0, 80));
  terminal.type(keys.escape);
  await terminal.until('1 marked');
  assert.equal(calls(), 0);
});

test('where nothing can be drawn, a role that leads elsewhere by now is not opened either', async (context) => {
  const { home, terminal } = await sitDown(context, { columns: 120 });
  terminal.enter('TERM=dumb rolecall');
  await terminal.until('or part of a name: ');
  terminal.enter('prod-deploy');
  await terminal.until('Enter switches');
  assert.equal((await runProgram(['edit', 'prod-deploy', '--role-arn', other], home)).code, 0);
  terminal.enter('');
  await terminal.until(`Nothing was done. ${moved}`);
  assert.equal(home.aws.calls.length, 0);
});

test('the form of a profile that was removed meanwhile says so in the list, though nothing was typed', async (context) => {
  const { terminal, elsewhere } = await atRole(context, 'prod-deploy');
  await toMenu(terminal, 'e');
  await terminal.until('Profile prod-deploy');
  await elsewhere('remove', 'prod-deploy', '--yes');
  terminal.type(keys.ctrlS);
  await terminal.until('The profile prod-deploy no longer exists.');
  await terminal.until('type to search');
  assert.doesNotMatch(terminal.text, /is already set that way|Production deploy/);
});
