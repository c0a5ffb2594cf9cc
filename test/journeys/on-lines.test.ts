import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { choicesIn } from '../../source/ui/core/screen.ts';
import { roleMenuKeys } from '../../source/ui/screens/menu/update.ts';
import { phone } from '../helpers/home.ts';
import { atHost, keys, sitDown } from '../helpers/person.ts';

const list = 'or part of a name: ';
const menu = 'Number, or Enter for the list: ';

/** A person who answers questions on lines. */
async function sits(context: TestContext, command: string) {
  const { home, terminal } = await sitDown(context, { columns: 120 });
  const start = terminal.output.length;
  /** Answers, and waits until something is said after that. @returns what was said */
  const says = async (line: string, sees: string | RegExp): Promise<string> => {
    const before = terminal.output.length;
    const said = () => terminal.output.slice(before).replaceAll('\r', '');
    terminal.enter(line);
    await terminal.until(() => (typeof sees === 'string' ? said().includes(sees) : sees.test(said())));
    return said();
  };
  const numberOf = (said: string, name: string) => new RegExp(`^(\\d+)\\. ${name},`, 'm').exec(said)?.[1] ?? name;
  /** Chooses from the menu of a role. */
  const does = async (number: string, name: string, sees: string | RegExp): Promise<string> => {
    await says(`m ${number}`, menu);
    return says(String(choicesIn(roleMenuKeys).findIndex(({ command }) => command === name) + 1), sees);
  };
  const first = await says(command, list);
  return { home, terminal, says, does, numberOf, first, plain: () => terminal.output.slice(start) };
}

/** bash itself switches pastes in brackets on and off. */
const assertPlain = (output: string) =>
  assert.ok(!output.replaceAll('\x1b[?2004', '').includes('\x1b'), JSON.stringify(output));

test('a terminal of which nothing is known is sent no control sequence, by no verb', async (context) => {
  const { terminal } = await sitDown(context);
  for (const term of ['TERM=dumb', 'env -u TERM', 'TERM=']) {
    const start = terminal.output.length;
    await terminal.run(`${term} rolecall list`);
    const said = terminal.output.slice(start);
    assert.match(said, /prod-admin/);
    assertPlain(said);
  }
});

test('a terminal that understands nothing: all of the picker by numbers, without leaving', async (context) => {
  const { home, terminal, says, does, numberOf, first, plain } = await sits(context, 'TERM=dumb rolecall');
  const at = numberOf(first, 'Audit');
  assert.match(await does(at, 'explain', /Enter for the list: $/), /mary[\s\S]*777788889999/);
  await says('', list);
  assert.match(await does(at, 'copy', /Enter for the list: $/), /^Account +777788889999$/m);
  await says('', list);
  const hidden = await does(at, 'hide', list);
  assert.match(hidden, /^audit is hidden from the list\.$/m);
  assert.equal(numberOf(hidden, 'Audit'), 'Audit', 'it is out of the list');
  assert.equal(numberOf(await says('u', list), 'Audit'), at);
  assert.match(await does(at, 'favourite', list), /^audit is a favourite\.[\s\S]*^1\. Audit,.* favourite/m);
  await says('audi', '1 role.');

  await does('1', 'edit', /^Profile audit\. [\s\S]*: $/m);
  for (let said = ''; !said.includes('[Y/n]'); ) said = await says('', /[:?][^\n]* $/);
  assert.match(await says('', list), /^1 role\.$/m, 'the search is still there');

  const page = await does('1', 'console', list);
  assert.match(page, /open this within 15 minutes[\s\S]*^https?:\/\/\S+SigninToken/m);
  assert.match(page, /^1 role\.$/m, 'and there');
  assertPlain(plain());
  const settings = JSON.parse(await readFile(join(home.directory, '.config/rolecall/settings.json'), 'utf8'));
  assert.deepEqual([settings.favourites, settings.hidden], [['audit'], []]);

  await says('1', 'is now Audit');
  terminal.enter('exit');
  await terminal.until(/exit\nhost\$/);
});

test('what AWS refuses is said whole on lines, and the list comes back', async (context) => {
  const { home, terminal, says, numberOf, first, plain } = await sits(context, 'TERM=dumb rolecall');
  await says(numberOf(first, 'Break glass'), 'MFA code of mary-phone');
  const refused = await says(home.aws.code(phone), list);
  assert.match(refused, /^. AWS does not let you assume [\s\S]*^ {2}AWS said [\s\S]*^ {2}to do [\s\S]*^10 roles\.$/m);
  assertPlain(plain());
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});

test('a guarded profile: its name is asked for once, though a code is needed as well', async (context) => {
  const { home, terminal, says, numberOf, first } = await sits(context, 'TERM=dumb rolecall');
  await says(numberOf(first, 'Production admin'), 'prod-admin needs to be confirmed. Type its name to continue: ');
  await says('prod-admin', 'MFA code of mary-phone for prod-admin: ');
  await says(home.aws.code(phone), 'is now Production admin');
  assert.equal(terminal.text.match(/needs to be confirmed|Type prod-admin/g)?.length, 1, terminal.text);
  terminal.enter('exit');
  await terminal.until(/exit\nhost\$/);
});

test('a program that names a guarded profile does not speak for the person: its name is asked for, then a code', async (context) => {
  const { home, terminal } = await sitDown(context, { columns: 120 });
  terminal.enter('rolecall credential-process prod-admin </dev/null | grep -c SecretAccessKey');
  await terminal.until('prod-admin needs to be confirmed. Type its name to continue: ');
  terminal.enter('prod-admin');
  await terminal.until('MFA code of mary-phone for prod-admin: ');
  terminal.enter(home.aws.code(phone));
  await terminal.until(/^1$/m);
});

test('a screen reader: explain, copy, hide and undo, with a number and letters, each said', async (context) => {
  const { terminal } = await sitDown(context, { columns: 120, rows: 40 });
  terminal.enter('rolecall --screen-reader');
  await terminal.until('Type a number and Enter to switch');
  const [, at = ''] = /^(\d+)\. Audit, account/m.exec(terminal.text) ?? [];
  terminal.type(at);
  await terminal.until(new RegExp(`^${at}\\. Audit, .*, selected$`, 'm'));
  terminal.type(keys.tab);
  await terminal.until('Audit, profile audit:');
  terminal.type('i');
  await terminal.until(/mary[\s\S]*777788889999[\s\S]*esc list/);
  terminal.type(keys.escape);
  await terminal.until('Type a number and Enter to switch');
  terminal.type(keys.tab);
  await terminal.until('y: Copy');
  terminal.type('y');
  await terminal.until(/^r: Role ARN +arn:aws:iam::777788889999:role\/Auditor/m);
  terminal.type('r');
  await terminal.until("Sent the role's ARN to the clipboard");
  terminal.type(keys.escape);
  await terminal.until('Type a number and Enter to switch');
  terminal.type(keys.tab);
  await terminal.until('x: Hide from the list');
  terminal.type('x');
  await terminal.until('audit is hidden from the list. Ctrl+Z undoes it.');
  assert.doesNotMatch(terminal.text, /\. Audit,/);
  terminal.type('\u001a');
  await terminal.until('audit is in the list again.');
  await terminal.until(/\d+\. Audit,/);
  assert.ok(!terminal.output.includes('\u001b[?1049h'), 'no screen of its own');
  assert.ok(terminal.output.includes(`\u001b]52;c;${btoa('arn:aws:iam::777788889999:role/Auditor')}\u0007`));
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});
