import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import { MARY } from '../../source/sandbox/identity-center/build.ts';
import { atHost, keys } from '../helpers/person.ts';
import { sitAtPortals, startUrlOf } from '../helpers/portal-person.ts';
import { program } from '../helpers/program.ts';
import { isOpen, redirectIn } from '../helpers/redirect.ts';
import type { Terminal } from '../helpers/terminal.ts';

const prod = '111122223333';

type Seat = NonNullable<Parameters<typeof sitAtPortals>[1]> & {
  /** What the browser does with a page: follows it to this machine, or nothing. */
  readonly browser?: 'follows' | 'stays';
};

/** Mary, whose browser comes back to this machine, and one role of hers in `prod`. */
async function mary(context: TestContext, { browser = 'follows', ...seat }: Seat = {}) {
  const seated = await sitAtPortals(context, { signedIn: [], ...seat, env: { BROWSER: 'browse', ...seat.env } });
  const { aws, home } = seated;
  const names = seat.portals ?? ['corp'];
  if (names.length === 0) aws.addPortal({ startUrl: startUrlOf('corp'), region: 'eu-west-1' });
  aws.portal(startUrlOf('corp')).assign(MARY, { account: prod, name: 'prod', roles: ['Admin'] });
  const settings = join(home.directory, '.config', 'rolecall');
  await mkdir(settings, { recursive: true });
  await writeFile(join(settings, 'settings.json'), '{"signIn": {"corp": "browser"}}');
  const follow =
    browser === 'follows' ? `exec ${process.execPath} -e 'await (await fetch(process.argv[1])).text()' "$1"` : '';
  const script = `#!/bin/sh\necho "$1" >>"$HOME/pages"\n${follow}\n`;
  await writeFile(join(home.directory, 'bin', 'browse'), script, { mode: 0o755 });
  const pages = async () =>
    (await readFile(join(home.directory, 'pages'), 'utf8').catch(() => '')).split('\n').filter(Boolean);
  return { ...seated, pages };
}

/** The page on the screen, whose address goes over several lines. */
function pageOn({ lines }: Terminal): string {
  const first = lines.findIndex((line) => /http:\/\/127\.0\.0\.1:\d+\/authorize/.test(line));
  const rest = lines.slice(first).map((line) => line.trim());
  const end = rest.findIndex((line) => line === '' || line.includes(' '));
  return rest.slice(0, end).join('');
}

/** Where a browser on another machine ends: on an address of its own, where nothing listens. */
async function elsewhere(page: string): Promise<string> {
  const answer = await fetch(page, { redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}

test('an empty home and a start URL: the browser comes back by itself, and two more keys lead to a prompt', async (context) => {
  const { terminal, home, aws, pages } = await mary(context, { portals: [] });
  terminal.enter(`rolecall login ${startUrlOf('corp')} --region eu-west-1 && rolecall`);
  await terminal.until('prod/Admin');
  terminal.type(keys.enter);
  await terminal.until('You are now prod/Admin (Admin in 111122223333)');
  await terminal.until(({ lastLine }) => lastLine.includes('prod/Admin'));
  assert.equal((await pages()).length, 1);
  assert.deepEqual(
    ['RegisterClient', 'CreateToken', 'StartDeviceAuthorization'].map((name) => aws.count(name)),
    [1, 1, 0],
  );
  assert.match(await readFile(home.config, 'utf8'), /^\[sso-session corp\]\n(?:sso_\w+ = \S+\n){3}$/);
});

test('in the picker: the role that was asked for opens once the browser is back; no browser before that is wanted', async (context) => {
  const { terminal, pages } = await mary(context);
  terminal.enter(`rolecall ${prod}/Admin`);
  await terminal.until('You are not signed in to IAM Identity Center');
  assert.deepEqual(await pages(), []);
  terminal.type(keys.enter);
  await terminal.until('You are now');
  assert.equal((await pages()).length, 1);
});

test('over SSH: the address on which the browser ended is pasted, whole, into the screen', async (context) => {
  const { terminal, pages } = await mary(context, { env: { BROWSER: '', SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' } });
  terminal.enter(`rolecall ${prod}/Admin`);
  await terminal.until('You are not signed in to IAM Identity Center');
  terminal.type(keys.enter);
  await terminal.until('You are here over SSH: open this in a browser.');
  await terminal.until('Waiting');
  const address = await elsewhere(pageOn(terminal));
  terminal.type(`\u001b[200~${address.replace(/state=./, 'state=!')}\u001b[201~`);
  await terminal.until('That address belongs to another sign-in');
  terminal.type(`\u001b[200~${address}\u001b[201~`);
  await terminal.until('You are now');
  assert.deepEqual(await pages(), []);
});

test('over SSH, on a line, in a terminal that does not mark what is pasted', async (context) => {
  const { terminal } = await mary(context, { env: { BROWSER: '', SSH_TTY: '/dev/pts/1', TERM: 'dumb' } });
  terminal.enter('rolecall login corp');
  await terminal.until('Waiting for the browser (paste');
  const address = await elsewhere(pageOn(terminal));
  terminal.enter(address);
  await terminal.until('Signed in to corp');
  await terminal.until(atHost);
});

test('d goes over to a code; with a screen reader too', async (context) => {
  const { terminal } = await mary(context, { browser: 'stays' });
  terminal.enter(`rolecall --screen-reader ${prod}/Admin`);
  await terminal.until('Enter signs in.');
  terminal.type(keys.enter);
  await terminal.until('paste its address here');
  terminal.type('d');
  await terminal.until('The page must show');
  const [url] = /http:\/\/127\.0\.0\.1:\d+\/device\?user_code=[A-Z]{4}-[A-Z]{4}/.exec(terminal.text) ?? [];
  await (await fetch(url ?? '')).text();
  await terminal.until('You are now');
});

test('Ctrl+C while the browser is waited for: 130, the terminal as it was, the port closed, nothing kept', async (context) => {
  const { terminal, pages, aws } = await mary(context, { browser: 'stays' });
  const moments: readonly (readonly [typed: string, keys: string, until: string])[] = [
    ['rolecall login corp', '', 'Waiting for the browser'],
    [`rolecall ${prod}/Admin`, keys.enter, 'paste its address here'],
    [`rolecall exec ${prod}/Admin -- true`, keys.enter, 'paste its address here'],
    [`rolecall --screen-reader ${prod}/Admin`, keys.enter, 'paste its address here'],
  ];
  for (const [typed, begin, until] of moments) {
    terminal.enter(`clear; ${typed}`);
    if (begin !== '') {
      await terminal.until(/not signed in/i);
      terminal.type(begin);
    }
    await terminal.until(until);
    const page = (await pages()).at(-1);
    assert.equal(await isOpen(redirectIn(page)), true, typed);
    terminal.type(keys.ctrlC);
    await terminal.until(atHost);
    assert.equal(await terminal.run('echo $?'), '130', typed);
    assert.match(await terminal.run('stty -a'), / icanon .* echo /s, typed);
    assert.equal(await isOpen(redirectIn(page)), false, typed);
  }
  assert.equal(aws.count('CreateToken'), 0);
});

test('killed while the browser is waited for: the port is closed, and the next sign-in does not wait', async (context) => {
  const { terminal, pages, env } = await mary(context, { browser: 'stays' });
  const [file, ...argv] = program;
  const child = spawn(file, [...argv, 'login', 'corp'], { env, stdio: 'ignore' });
  while ((await pages()).length === 0) await after(10);
  const page = (await pages()).at(-1);
  assert.equal(await isOpen(redirectIn(page)), true);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  assert.equal(await isOpen(redirectIn(page)), false);
  terminal.enter('clear; rolecall login corp --device');
  await terminal.until('The page must show');
  assert.doesNotMatch(terminal.text, /Another rolecall/);
});
