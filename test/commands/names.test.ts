import assert from 'node:assert/strict';
import { appendFile, readdir } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { makeDemoHome } from '../helpers/home.ts';
import { program, runProgram } from '../helpers/program.ts';
import { Terminal } from '../helpers/terminal.ts';

/** What people, and those who send them a configuration, may call a profile. */
const names = [
  '$(touch pwned)',
  '`touch pwned`',
  '%n\\w',
  "it's",
  'emoji 👩‍👩‍👧 日本',
  'עברית',
  'esc\u001b[31mred',
  'title\u001b]0;mine\u0007',
  'bidi\u202eabc',
];
/** Nothing of this may reach a terminal from a name. */
const steering = ['\u001b[31m', '\u001b]0;mine', '\u202e', '\u0007'];
const steers = (text: string) => steering.some((part) => text.includes(part));

async function sitDown(context: TestContext) {
  const home = await makeDemoHome(context);
  const sections = names.map((name) =>
    [
      `\n[profile "${name}"]`,
      'role_arn = arn:aws:iam::444455556666:role/ystataws',
      'source_profile = mary',
      `endpoint_url = ${home.aws.url}`,
    ].join('\n'),
  );
  await appendFile(home.config, `${sections.join('\n')}\n`);
  return home;
}

test('whatever a profile is called, every command shows it as text and runs nothing', async (context) => {
  const home = await sitDown(context);
  const options = { env: home.env, cwd: home.directory };
  const lists = [['list'], ['doctor'], ['exec', ...names, '--', 'true'], ['exec', 'nothing', 'x']];
  const each = names.flatMap((name) => [
    ['show', name],
    ['exec', name, 'audit', '--', 'printenv', 'ROLECALL_DISPLAY_NAME'],
    ['console', name, '--print', '--destination', 'https://evil.example'],
    ['exec', name, '--', ...program, 'status'],
  ]);
  for (const argv of [...lists, ...each]) {
    const { out, err } = await runProgram(argv, options);
    assert.equal(steers(out + err), false, `${argv.join(' ')}\n${out}${err}`);
  }
  const told = await runProgram(
    ['exec', '$(touch pwned)', '`touch pwned`', '--', 'printenv', 'ROLECALL_PROFILE'],
    options,
  );
  assert.equal(told.out, '$(touch pwned) │ $(touch pwned)\n`touch pwned`  │ `touch pwned`\n');
  assert.deepEqual(
    (await readdir(home.directory)).filter((file) => file === 'pwned'),
    [],
  );
});

test('list --names gives a program the names as they are, and a terminal nothing that it would obey', async (context) => {
  const home = await sitDown(context);
  const piped = await runProgram(['list', '--names'], home);
  assert.deepEqual(piped.out.trimEnd().split('\n').slice(-names.length), names);
  await using terminal = new Terminal({
    file: program[0],
    args: [...program.slice(1), 'list', '--names'],
    env: home.env,
  });
  assert.equal(await terminal.exit, 0);
  assert.match(terminal.text, /esc.\[31mred/);
  assert.equal(steers(terminal.output), false);
});
