import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { isOpen } from '../helpers/connections.ts';
import { atHost, keys, sitDown } from '../helpers/person.ts';
import type { Terminal } from '../helpers/terminal.ts';

const uri = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';
const key = `curl -s -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$${uri}" | grep -o 'ASIA[0-9A-Z]*' | head -n 1`;
const status = `curl -so /dev/null -w '%{http_code}' -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$${uri}"`;
const inTheRole = ({ lastLine }: Terminal) => / ystataws @ account-b {2}.*[$#]$/.test(lastLine);
const portOf = async (terminal: Terminal) => Number(URL.parse(await terminal.run(`printenv ${uri}`))?.port);

test('a subshell of a served role: it says where, refresh and region keep it, another role leaves it, exit ends it', async (context) => {
  const { terminal } = await sitDown(context, { columns: 200 });
  terminal.enter('rolecall ystataws --serve');
  await terminal.until(inTheRole);
  const said = terminal.text;
  const port = await portOf(terminal);
  assert.match(said, new RegExp(`Its keys are served at 127\\.0\\.0\\.1:${port} until this shell ends`));
  assert.doesNotMatch(said, /127\.0\.0\.1:\d+\/\w/, 'the path is half of what it takes to ask');
  assert.equal(await terminal.run(status), '200');
  assert.match(await terminal.run('rolecall status'), new RegExp(`, served at 127\\.0\\.0\\.1:${port}`));
  const first = await terminal.run(key);
  terminal.enter('rolecall refresh');
  await terminal.until(({ text }) => text.split('Its keys are served').length === 3);
  await terminal.until(inTheRole);
  assert.equal(await portOf(terminal), port);
  const second = await terminal.run(key);
  assert.notEqual(second, first, 'programs are given the new keys');
  assert.equal(await terminal.run(`rolecall export --format json | grep -c ${second}`), '1');
  terminal.enter('rolecall region eu-west-3');
  await terminal.until(/is now in eu-west-3/);
  await terminal.until(inTheRole);
  assert.equal(await terminal.run('echo $AWS_REGION $AWS_DEFAULT_REGION'), 'eu-west-3 eu-west-3');
  assert.equal(await terminal.run(status), '200');
  assert.equal(await terminal.run('rolecall export --format json | grep -c ASIA'), '1');
  terminal.enter('rolecall audit');
  await terminal.until(({ lastLine }) => / Audit {2}/.test(lastLine));
  assert.match(terminal.text, new RegExp(`ystataws is still served at 127\\.0\\.0\\.1:${port}`));
  assert.equal(await terminal.run(`printenv ${uri} AWS_PROFILE AWS_CONFIG_FILE; echo $?`), '1');
  terminal.enter('exit');
  await terminal.until(atHost);
  assert.equal(await isOpen(port), false);
});

test('where the shell is changed in place, --serve opens one of its own, for a server ends with its shell', async (context) => {
  const { terminal } = await sitDown(context, { columns: 180 });
  terminal.enter('eval "$(rolecall init bash)"; rolecall ystataws');
  await terminal.until(({ lastLine }) => / ystataws @ account-b {2}/.test(lastLine));
  terminal.enter('rolecall audit --serve');
  await terminal.until(({ lastLine }) => / Audit {2}/.test(lastLine));
  const port = await portOf(terminal);
  assert.equal(await isOpen(port), true);
  terminal.enter('exit');
  await terminal.until(({ lastLine }) => / ystataws @ account-b {2}/.test(lastLine));
  assert.equal(await terminal.run(`printenv ${uri}; echo $?`), '1');
  assert.equal(await isOpen(port), false);
});

test('where no sessions are kept, refresh says that the server would not find new keys', async (context) => {
  const { home, terminal } = await sitDown(context, { columns: 180 });
  await mkdir(join(home.directory, '.config', 'rolecall'), { recursive: true });
  await writeFile(join(home.directory, '.config', 'rolecall', 'settings.json'), '{"sessionStore":"none"}');
  terminal.enter('rolecall ystataws --serve');
  await terminal.until(inTheRole);
  const calls = home.aws.calls.length;
  terminal.enter('rolecall refresh');
  await terminal.until(/cannot be given new ones/);
  await terminal.until(/Leave with exit, and open it again: rolecall ystataws --serve/);
  await terminal.until(inTheRole);
  assert.equal(await terminal.run(status), '200');
  assert.equal(home.aws.calls.length, calls);
});

test('a shell that suspends itself gives the terminal back, and goes on with its server', async (context) => {
  const { terminal } = await sitDown(context, { columns: 180 });
  terminal.enter('rolecall ystataws --serve');
  await terminal.until(inTheRole);
  terminal.enter('stty tostop');
  await terminal.until(inTheRole);
  terminal.enter('suspend');
  await terminal.until(/Stopped/);
  await terminal.until(atHost);
  assert.equal(await terminal.run('echo outside'), 'outside');
  terminal.enter('fg');
  await terminal.until(inTheRole);
  assert.equal(await terminal.run(status), '200');
  terminal.type(keys.ctrlC);
  await terminal.until(/\^C\n ystataws/);
  await terminal.until(inTheRole);
  terminal.enter('exit 7');
  await terminal.until(atHost);
  assert.equal(await terminal.run('echo $?'), '7');
});

test('no port is left when the window is closed', async (context) => {
  const { terminal } = await sitDown(context, { columns: 180 });
  terminal.enter('rolecall ystataws --serve');
  await terminal.until(inTheRole);
  const port = await portOf(terminal);
  assert.equal(await isOpen(port), true);
  await terminal[Symbol.asyncDispose]();
  while (await isOpen(port)) await pause(50);
});

for (const [name, options, words] of [
  ['a terminal that understands nothing', { columns: 80, rows: 24 }, 'TERM=dumb rolecall ystataws --serve'],
  ['a screen reader', { columns: 80, rows: 24 }, 'rolecall ystataws --serve --screen-reader'],
  ['a small window', { columns: 40, rows: 12 }, 'rolecall ystataws --serve'],
] as const) {
  test(`${name} is told where the keys are served`, async (context) => {
    const { terminal } = await sitDown(context, options);
    terminal.enter(words);
    await terminal.until(({ text }) => /Its keys are served\s+at\s+127\.0\.0\.1:\d+/.test(text));
    await terminal.until(/rolecall\s+exec\s+--serve-env\s+prints/);
  });
}
