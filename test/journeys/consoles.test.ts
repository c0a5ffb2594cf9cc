import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { phone } from '../helpers/home.ts';
import { atHost, choose, focused, keys, sitDown } from '../helpers/person.ts';

/** Mary, with a browser that notes what it is to open. */
async function sits(context: TestContext, how: { readonly columns: number; readonly rows: number }) {
  const { home, terminal } = await sitDown(context, how);
  const browser = join(home.directory, 'browser');
  const noted = join(home.directory, 'opened');
  await writeFile(browser, `#!/bin/sh\nprintf '%s %s\\n' "$#" "$1" >> '${noted}'\n`, { mode: 0o755 });
  terminal.enter(`export BROWSER='${browser}'; clear`);
  await terminal.until(atHost);
  /** The roles as which the pages are that were opened, in order. */
  const opened = async (): Promise<readonly string[]> => {
    const lines = (await readFile(noted, 'utf8')).trimEnd().split('\n');
    const pages = lines.map(async (line) => {
      const [count, url = ''] = line.split(' ');
      assert.equal(count, '1');
      return /assumed-role\/([^/]+)/.exec(decodeURIComponent(await (await fetch(url)).text()))?.[1] ?? line;
    });
    return Promise.all(pages);
  };
  return { home, terminal, opened };
}

const assumedRoles = ({ aws }: Awaited<ReturnType<typeof sits>>['home']) =>
  aws.calls.filter(({ action }) => action === 'AssumeRole').map(({ params }) => params);

test('the console from the menu and by ctrl+o: the list comes back as it was, and flags are part of it', async (context) => {
  const { home, terminal, opened } = await sits(context, { columns: 80, rows: 24 });
  terminal.enter('rolecall --read-only --duration 30m');
  await terminal.until('type to search');
  terminal.type('audi');
  await terminal.until('1 of 1 found');
  terminal.type(keys.tab);
  await terminal.until('Open the AWS console');
  terminal.type('c');
  await terminal.until('Opened the console as audit.');
  await terminal.until(/› audi/);
  terminal.type(keys.escape);
  await terminal.until('1 of 10');
  await choose(terminal, 'ystataws');
  terminal.type(keys.ctrlO);
  // The same words stand behind the list.
  const isBack = () => terminal.lastLine.includes('Opened the console as ystataws.');
  await terminal.until(() => isBack() && focused(terminal).includes('ystataws'));
  assert.deepEqual(await opened(), ['Auditor', 'ystataws']);
  for (const params of assumedRoles(home)) {
    assert.equal(params.DurationSeconds, '1800');
    assert.match(params['PolicyArns.member.1.arn'] ?? '', /ReadOnlyAccess$/);
  }
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
  assert.match(terminal.text, /^Opened the console as audit\.\nOpened the console as ystataws\.$/m);
  assert.equal(terminal.output.split('\u001b]11;?').length, 2, 'the background is asked for once');
});

for (const size of [
  { columns: 80, rows: 24 },
  { columns: 40, rows: 12 },
]) {
  test(`three marked roles, one guarded, one that asks for a code, at ${size.columns}×${size.rows}`, async (context) => {
    const { home, terminal, opened } = await sits(context, size);
    terminal.enter('rolecall');
    await terminal.until('1 of 10');
    const mark = async (search: string, count: number) => {
      terminal.type(search);
      await terminal.until(/1 of \d+ found/);
      terminal.type(keys.ctrlT);
      await terminal.until(`${count} marked`);
      terminal.type(keys.ctrlU);
      await terminal.until(/\d of 10/);
    };
    await mark('222233334444', 1);
    await mark('ystataws', 2);
    await mark('prod-admin', 3);
    if (size.columns === 80) assert.match(terminal.lastLine, /ctrl\+o console of 3/);
    terminal.type(keys.ctrlO);
    await terminal.until(/mary-phone[\s\S]*delete/);
    terminal.type(home.aws.code(phone));
    // In a narrow window the name has a line of its own.
    await terminal.until('to open its console');
    terminal.type('prod-admin\r');
    await terminal.until(/Opened 3 consoles: hub, ystataws,\s+prod-admin\./);
    assert.doesNotMatch(terminal.text, /marked|✓/);
    assert.deepEqual(await opened(), ['Jump', 'ystataws', 'Admin']);
    assert.equal(home.aws.count('GetSessionToken'), 1, 'one code for both');
    terminal.type(keys.ctrlC);
    await terminal.until(atHost);
  });
}

test('one is passed over with Esc, Ctrl+C ends the rest: what was not opened stays marked', async (context) => {
  const { terminal, opened } = await sits(context, { columns: 80, rows: 24 });
  terminal.enter('rolecall');
  await terminal.until('type to search');
  terminal.type(keys.ctrlT);
  await terminal.until('1 marked · 2 of 10');
  terminal.type(keys.ctrlT);
  await terminal.until('2 marked · 3 of 10');
  terminal.type(keys.ctrlT);
  await terminal.until('3 marked · 4 of 10');
  terminal.type(keys.ctrlO);
  await terminal.until('Type prod-admin to open its console.');
  terminal.type(keys.escape);
  await terminal.until('Opened 2 consoles. Not opened: prod-admin.');
  await terminal.until('1 marked · 4 of 10');
  assert.deepEqual(await opened(), ['ystataws', 'ReadOnly']);
  terminal.type(keys.ctrlT);
  await terminal.until('2 marked · 5 of 10');
  terminal.type(keys.ctrlO);
  await terminal.until('Type prod-admin to open its console.');
  terminal.type(keys.ctrlC);
  await terminal.until('2 marked · 5 of 10');
  assert.equal((await opened()).length, 2);
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});

test('Ctrl+C at the code for the console of one role leaves, as at the code for the role', async (context) => {
  const { terminal } = await sits(context, { columns: 80, rows: 24 });
  terminal.enter('rolecall glass; echo code $?');
  await terminal.until('1 of 1 found');
  terminal.type(keys.ctrlO);
  await terminal.until('Code from mary-phone');
  terminal.type(keys.ctrlC);
  await terminal.until(/^code 130$/m);
});

test('what keeps a console from being opened is shown whole; again asks again, Enter is the list as it was', async (context) => {
  const { home, terminal } = await sits(context, { columns: 80, rows: 24 });
  terminal.enter('rolecall glass');
  await terminal.until('1 of 1 found');
  terminal.type(keys.ctrlO);
  await terminal.until('Code from mary-phone');
  terminal.type(home.aws.code(phone));
  await terminal.until(/✗ AWS does not let you assume BreakGlass[\s\S]*to do[\s\S]*r try again/);
  const before = home.aws.count('AssumeRole');
  terminal.type('r');
  await terminal.until(() => home.aws.count('AssumeRole') > before);
  await terminal.until('r try again');
  terminal.type(keys.enter);
  await terminal.until(/› glass[\s\S]*1 of 1 found/);
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});

test('on lines: the same three, by their numbers', async (context) => {
  const { home, terminal, opened } = await sits(context, { columns: 120, rows: 40 });
  terminal.enter('TERM=dumb rolecall');
  await terminal.until('c NUMBERS for consoles, or part of a name: ');
  const numberOf = (name: string) => new RegExp(`^(\\d+)\\. ${name},`, 'm').exec(terminal.text)?.[1];
  terminal.enter(`c ${['Hub', 'ystataws @ account-b', 'Production admin'].map(numberOf).join(' ')}`);
  await terminal.until('MFA code of mary-phone for hub: ');
  terminal.enter(home.aws.code(phone));
  await terminal.until('prod-admin needs to be confirmed. Type its name to continue: ');
  terminal.enter('prod-admin');
  await terminal.until(/Opened the console as prod-admin\.[\s\S]*or part of a name: $/);
  assert.deepEqual(await opened(), ['Jump', 'ystataws', 'Admin']);
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});

test('with a screen reader: mark, ctrl+o, and what was done is said', async (context) => {
  const { home, terminal, opened } = await sits(context, { columns: 120, rows: 50 });
  terminal.enter('rolecall --screen-reader');
  await terminal.until('ctrl+o console');
  terminal.type('Hub');
  await terminal.until(/^1\. Hub, .*selected$/m);
  terminal.type(keys.ctrlT);
  await terminal.until('ctrl+o console of 1');
  terminal.type(keys.ctrlU);
  await terminal.until(/^Search: ?$/m);
  terminal.type('ystataws');
  await terminal.until(/^1\. ystataws @ account-b, .*selected$/m);
  terminal.type(keys.ctrlT);
  await terminal.until('ctrl+o console of 2');
  terminal.type(keys.ctrlO);
  await terminal.until('Code for Hub, from mary-phone.');
  terminal.type(home.aws.code(phone));
  await terminal.until('Opened 2 consoles: hub, ystataws.');
  assert.deepEqual(await opened(), ['Jump', 'ystataws']);
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});
