import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { stepWithRoom } from '../helpers/code-step.ts';
import { phone } from '../helpers/home.ts';
import { atHost, choose, focused, keys, sitDown } from '../helpers/person.ts';

test('search: several words, marked where they match, and the best first', async (context) => {
  const { terminal } = await sitDown(context);
  terminal.enter('rolecall');
  await terminal.until('type to search');
  terminal.type('prod op');
  const marks = () => terminal.cells('prod-ops').slice(0, 4);
  await terminal.until('1 of 1 found');
  // The count stands above the list, and a frame may come in two pieces.
  await terminal.until(() => marks().every(({ bold }) => bold));
  assert.match(focused(terminal), /prod-ops/);
  assert.deepEqual(
    marks().map(({ bold }) => bold),
    [true, true, true, true],
    'what matches stands out',
  );
  terminal.type(keys.escape);
  await terminal.until('1 of 10');
  terminal.type('5555');
  await terminal.until('1 of 6 found');
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});

for (const [what, line, typed] of [
  ['of a word', 'rolecall payments', ''],
  ['in the list', 'rolecall', 'payments'],
] as const)
  test(`a search ${what} for what no role here has names the sign-in that may bring it`, async (context) => {
    const { terminal } = await sitDown(context);
    terminal.enter(line);
    await terminal.until('ctrl+');
    terminal.type(typed);
    await terminal.until('No role matches “payments”.');
    await terminal.until('No role of corp is known here; sign in: rolecall login corp');
    terminal.type(keys.ctrlC);
    await terminal.until(atHost);
  });

test('a profile with a slip, nearer to it than to any verb, opens the picker with what was typed', async (context) => {
  const { terminal } = await sitDown(context);
  terminal.enter('rolecall ystatws');
  await terminal.until('1 of 1 found');
  assert.match(focused(terminal), /ystataws/);
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});

test('a favourite survives, and a role that was used is at the top next time', async (context) => {
  const { home, terminal } = await sitDown(context);
  terminal.enter('rolecall');
  await terminal.until('type to search');
  await choose(terminal, 'staging-ops');
  terminal.type(keys.ctrlS);
  await terminal.until('★');
  await choose(terminal, 'audit');
  terminal.type(keys.enter);
  await terminal.until('is now Audit');
  terminal.enter('exit');
  await terminal.until(/exit\nhost\$/);
  const settings = JSON.parse(await readFile(join(home.directory, '.config/rolecall/settings.json'), 'utf8'));
  assert.deepEqual([settings.favourites, settings.recents], [['staging-ops'], ['audit']]);
  terminal.enter('clear; rolecall');
  await terminal.until('type to search');
  await terminal.until('★');
  const order = ['Favourites', 'staging operations', 'Recent', 'audit', 'Walkthrough'].map((text) =>
    terminal.lines.findIndex((line) => line.toLowerCase().includes(text.toLowerCase())),
  );
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
    terminal.text,
  );
  await terminal.until(/Audit .*(\d+m|1h)/);
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});

test('the action menu opens on tab and leads to what it says', async (context) => {
  const { terminal } = await sitDown(context);
  terminal.enter('rolecall ystat');
  await terminal.until('1 of 1 found');
  terminal.type(keys.tab);
  await terminal.until(/subshell/i);
  terminal.type(keys.escape);
  await terminal.until('1 of 1 found');
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});

test('a resize draws anew, from wide to a few rows and back', async (context) => {
  const { terminal } = await sitDown(context, { columns: 120, rows: 40 });
  terminal.enter('rolecall');
  await terminal.until('staging-ops');
  terminal.resize(40, 10);
  await terminal.until(({ lines }) => focused(terminal) !== '' && lines.every((line) => line.length <= 40));
  terminal.resize(24, 6);
  await terminal.until(() => focused(terminal) !== '');
  terminal.resize(120, 40);
  await terminal.until('staging-ops');
  assert.equal(terminal.lines.filter((line) => line.includes('type to search')).length, 1);
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});

test('a code may be pasted, spaces and all', async (context) => {
  const { home, terminal } = await sitDown(context);
  terminal.enter('rolecall hub');
  await terminal.until('mary-phone');
  const code = home.aws.code(phone);
  terminal.type(keys.paste(` ${code.slice(0, 3)} ${code.slice(3)}\n`));
  await terminal.until('is now Hub');
});

test('F1 helps over the question for a code, and what was typed of it stays', async (context) => {
  const { terminal } = await sitDown(context);
  terminal.enter('rolecall hub');
  await terminal.until('mary-phone');
  terminal.type('12');
  await terminal.until('│ 2 │');
  terminal.type('\x1bOP');
  await terminal.until('Show every key of this screen.');
  terminal.type(keys.escape);
  await terminal.until('│ 2 │');
  terminal.type('\x1f');
  await terminal.until('Show every key of this screen.');
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});

test('where a role was refused: the message is copied, and doctor looks for the cause', async (context) => {
  const { home, terminal } = await sitDown(context);
  terminal.enter('rolecall');
  await terminal.until('type to search');
  terminal.type('breakglass\r');
  await terminal.until('mary-phone');
  terminal.type(home.aws.code(phone));
  await terminal.until('AWS does not let you assume BreakGlass');
  assert.doesNotMatch(terminal.text, /mfa_serial/, 'a code was given');
  terminal.type('y');
  await terminal.until('Sent the message to the clipboard.');
  const [, copied = ''] = /\]52;c;([A-Za-z0-9+/=]*)/.exec(terminal.output) ?? [];
  assert.match(Buffer.from(copied, 'base64').toString(), /^✗ AWS does not let you assume BreakGlass[\s\S]*to do/);
  terminal.type('d');
  await terminal.until(/Looked at \d+ profiles and this machine/);
  await terminal.until(atHost);
});

test('no code after a refusal: the refusal is shown', async (context) => {
  const { terminal } = await sitDown(context);
  terminal.enter('rolecall prod-breakglass');
  await terminal.until('mary-phone');
  terminal.type(keys.escape);
  await terminal.until('AWS does not let you assume BreakGlass');
  await terminal.until(atHost);
  assert.equal(await terminal.run('echo $?'), '1');
});

test('a code that was used is waited for, not refused', async (context) => {
  const { home, terminal } = await sitDown(context);
  terminal.enter('rolecall hub');
  await terminal.until('mary-phone');
  await stepWithRoom();
  terminal.type(home.aws.code(phone));
  await terminal.until('is now Hub');
  terminal.enter('rolecall forget; rolecall hub');
  await terminal.until(/next one appears in \d+ s/);
  terminal.type(keys.ctrlC);
  await terminal.until(({ lastLine }) => lastLine.includes('Hub'));
  assert.equal(home.aws.count('GetSessionToken'), 1);
});

test('inside a role, what can be copied is shown and sent to the clipboard, and the role stays', async (context) => {
  const { terminal } = await sitDown(context);
  terminal.enter('rolecall ystataws');
  await terminal.until(/(1h00m|59m) /);
  terminal.enter('rolecall audi');
  await terminal.until('1 of 1 found');
  terminal.type(keys.tab);
  await terminal.until('y  Copy');
  terminal.type('y');
  await terminal.until(/switchrole\?account=777788889999/);
  terminal.type('a');
  await terminal.until('Sent the account ID to the clipboard');
  assert.ok(terminal.output.includes(`\u001b]52;c;${btoa('777788889999')}\u0007`));
  terminal.type(keys.escape);
  await terminal.until('1 of 1 found');
  terminal.type(keys.ctrlC);
  await terminal.until(({ lastLine }) => lastLine.includes('ystataws @ account-b'));
  assert.equal(await terminal.run('printenv ROLECALL_PROFILE'), 'ystataws');
});

test('a screen reader hears plain lines, and a number and the code are all it takes', async (context) => {
  const { home, terminal } = await sitDown(context);
  terminal.enter('rolecall --screen-reader');
  await terminal.until('Type a number and Enter to switch, or part of a name to search.');
  const numbers = terminal.lines.flatMap(
    (line) => /^(\d+)\. Production admin, account 555566667777/.exec(line)?.[1] ?? [],
  );
  assert.equal(numbers.length, 1, terminal.text);
  assert.doesNotMatch(terminal.text, /[▌╭│❯]/);
  terminal.type(`${numbers[0]}${keys.enter}`);
  await terminal.until('Type prod-admin and press Enter to switch to it.');
  terminal.type(`prod-admin${keys.enter}`);
  await terminal.until('from mary-phone');
  await terminal.until('Six digits:');
  terminal.type(home.aws.code(phone));
  await terminal.until('is now Production admin');
  assert.ok(!terminal.output.includes('\u001b[?1049h'), 'no screen of its own');
  terminal.enter('exit');
  await terminal.until(/exit\nhost\$/);
});

test('a screen reader can be a setting', async (context) => {
  const { home, terminal } = await sitDown(context);
  await mkdir(join(home.directory, '.config/rolecall'), { recursive: true });
  await writeFile(join(home.directory, '.config/rolecall/settings.json'), '{ "screenReader": true }');
  terminal.enter('rolecall');
  await terminal.until('Type a number and Enter to switch');
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});

test('Enter in the picker goes back to the role before, and forth again', async (context) => {
  const { terminal } = await sitDown(context);
  terminal.enter('eval "$(rolecall init bash)"; rolecall ystataws');
  await terminal.until('is now ystataws @ account-b');
  terminal.enter('rolecall audit');
  await terminal.until('is now Audit');
  for (const [back, here] of [
    ['ystataws', 'Audit'],
    ['audit', 'ystataws @ account-b'],
  ] as const) {
    terminal.enter('clear; rolecall');
    await terminal.until(({ lines }) => lines.some((line) => line.includes(`mary →  ${here} `)));
    await terminal.until(({ text }) => text.includes(`╭─ ${back} ─`));
    terminal.type(keys.enter);
    await terminal.until(({ text }) => !text.includes('type to search') && text.includes('is now'));
    assert.equal(await terminal.run('echo $ROLECALL_PROFILE'), back);
  }
});

test('explained, edited, undone: the list comes back each time, with what was done', async (context) => {
  const { home, terminal } = await sitDown(context);
  const before = await readFile(home.config, 'utf8');
  terminal.enter('rolecall audi');
  await terminal.until('1 of 1 found');
  terminal.type(keys.tab);
  await terminal.until('i  Explain');
  terminal.type('i');
  await terminal.until('sts:AssumeRole 777788889999/Auditor');
  terminal.type(keys.escape);
  await terminal.until('1 of 1 found');
  terminal.type(keys.tab);
  await terminal.until('e  Edit');
  terminal.type('e');
  await terminal.until('Profile audit');
  terminal.type(keys.ctrlS);
  await terminal.until(({ text }) => text.includes('› audi') && text.includes('audit is already set that way.'));
  assert.ok(!terminal.text.includes('Ctrl+Z undoes it'), 'nothing was changed');
  await terminal.until('› audi');
  terminal.type(keys.tab);
  await terminal.until('e  Edit');
  terminal.type('e');
  await terminal.until('Profile audit');
  terminal.type(keys.end);
  terminal.type('X');
  terminal.type(keys.ctrlS);
  await terminal.until('Changed audit.');
  await terminal.until('Ctrl+Z undoes it.');
  assert.notEqual(await readFile(home.config, 'utf8'), before);
  terminal.type(keys.ctrlZ);
  await terminal.until(({ text }) => text.includes('› audi') && text.includes('Edit undone:'));
  assert.equal(await readFile(home.config, 'utf8'), before);
  terminal.type(keys.escape);
  await terminal.until('type to search');
  terminal.type(keys.escape);
  await terminal.until(atHost);
  assert.equal(await terminal.run('echo $?'), '0');
});

test('ctrl+c in a form that the list opened leaves at once, as its help says; esc goes back to the list', async (context) => {
  const { home, terminal } = await sitDown(context);
  const before = await readFile(home.config, 'utf8');
  const typeInForm = async () => {
    await terminal.until('1 of 1 found');
    terminal.type(keys.tab);
    await terminal.until('e  Edit');
    terminal.type('e');
    await terminal.until('Profile audit');
    terminal.type('X');
    await terminal.until('AuditorX');
  };
  terminal.enter('rolecall audi');
  await typeInForm();
  terminal.type(keys.escape);
  await terminal.until('Press Esc again to leave the form');
  terminal.type(keys.escape);
  await terminal.until('› audi');
  await typeInForm();
  terminal.type('\u0003');
  await terminal.until(atHost);
  assert.equal(await terminal.run('echo $?'), '130');
  assert.equal(await readFile(home.config, 'utf8'), before);
});

test('a form that is left with esc leaves the list as it was: search, focus and marks', async (context) => {
  const { terminal } = await sitDown(context);
  terminal.enter('rolecall');
  await terminal.until('type to search');
  terminal.type('audit');
  await terminal.until('╭─ audit ─');
  terminal.type(keys.ctrlT);
  await terminal.until('1 marked');
  for (const [key, line, title] of [
    ['n', 'n  Add a profile', 'A new profile'],
    ['m', 'm  Add a role', 'A new profile'],
    ['e', 'e  Edit', 'Profile audit'],
  ] as const) {
    terminal.type(keys.tab);
    await terminal.until(line);
    terminal.type(key);
    await terminal.until(title);
    terminal.type(keys.escape);
    await terminal.until(({ text }) => ['› audit', '1 marked', '╭─ audit ─'].every((part) => text.includes(part)));
  }
});

test('roles that are marked run a command, each line under its role', async (context) => {
  const { terminal } = await sitDown(context);
  terminal.enter('rolecall');
  await terminal.until('type to search');
  for (const profile of ['ystataws', 'audit']) {
    terminal.type(profile);
    await terminal.until(`╭─ ${profile} ─`);
    terminal.type(keys.ctrlT);
    await terminal.until(`${profile === 'audit' ? 2 : 1} marked`);
    terminal.type(keys.ctrlU);
    await terminal.until('type to search');
  }
  terminal.type(keys.enter);
  await terminal.until('these 2 roles');
  terminal.type('echo in $ROLECALL_PROFILE');
  await terminal.until('$ROLECALL_PROFILE▏');
  terminal.type(keys.enter);
  await terminal.until(atHost);
  for (const profile of ['ystataws', 'audit']) assert.match(terminal.text, new RegExp(`${profile}.* in ${profile}`));
});
