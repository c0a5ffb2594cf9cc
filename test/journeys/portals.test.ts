import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { startSandbox } from '../../source/sandbox/server.ts';
import { createWorld } from '../../source/sandbox/state/build.ts';
import { makeHome } from '../helpers/home.ts';
import { signInPath } from '../helpers/identity-center.ts';
import { atHost, keys } from '../helpers/person.ts';
import { programLine, runProgram } from '../helpers/program.ts';
import { Terminal } from '../helpers/terminal.ts';

const startUrl = 'https://ssoins-1234567890abcdef.portal.eu-central-1.app.aws';
const section = `[sso-session acme]\nsso_start_url = ${startUrl}\nsso_region = eu-central-1\nsso_registration_scopes = sso:account:access\n`;

/** Somebody with nothing but a start URL, at a bash of theirs; every call goes to an AWS of this test's own. */
async function newcomer(context: TestContext, env: Readonly<Record<string, string>> = {}, config?: string) {
  const aws = await startSandbox({ world: createWorld() });
  context.after(() => aws.close());
  // Without the demo's portal every start URL is one.
  aws.world.portals.splice(0);
  const home = await makeHome(context, config === undefined ? {} : { config });
  const bin = join(home.directory, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'rolecall'), `#!/bin/sh\nexec ${programLine} "$@"\n`, { mode: 0o755 });
  const own = {
    ...home.env,
    AWS_ENDPOINT_URL_SSO: aws.url,
    AWS_ENDPOINT_URL_SSO_OIDC: aws.url,
    // The page of no start URL is to be had here.
    HTTPS_PROXY: 'http://127.0.0.1:9',
    PATH: `${bin}:${home.env.PATH}`,
    PS1: 'host$ ',
    HISTFILE: '/dev/null',
    ...env,
  };
  const size = { columns: 80, rows: 24 };
  const terminal = new Terminal({ file: '/bin/bash', args: ['--norc', '-i'], cwd: home.directory, env: own, ...size });
  context.after(() => terminal[Symbol.asyncDispose]());
  await terminal.until('host$');
  const session = signInPath(home.directory, { ssoSession: 'acme', startUrl });
  const written = () => [existsSync(home.config), existsSync(session)];
  return { aws, home, env: own, terminal, written };
}

async function approve(text: string): Promise<void> {
  const url = /http:\/\/127\.0\.0\.1:\d+\/device\?user_code=[A-Z]{4}-[A-Z]{4}/.exec(text);
  assert.ok(url, text);
  await (await fetch(url[0])).text();
}

test('an empty home and a start URL: three decisions to a sign-in', async (context) => {
  const { home, terminal, written } = await newcomer(context);
  terminal.enter('rolecall');
  await terminal.until('There is no role to switch to yet.');
  assert.ok(terminal.text.includes('Sign in to IAM Identity Center'));
  terminal.type(keys.enter);
  await terminal.until('Start URL of your portal');
  terminal.enter('corp');
  await terminal.until('That is not a start URL');
  await terminal.until(({ text }) => text.lastIndexOf('Start URL of your portal') > text.indexOf('That is no'));
  terminal.enter(startUrl);
  await terminal.until('Name:');
  terminal.enter('acme');
  await terminal.until('The page must show');
  assert.deepEqual(written(), [false, false], 'nothing before the token');
  await approve(terminal.text);
  // The list comes back, with what the portal gives.
  await terminal.until(({ text }) => text.includes('Signed in to acme') && !text.includes('host$'));
  terminal.type(keys.escape);
  await terminal.until(atHost);
  assert.equal(await readFile(home.config, 'utf8'), section);
  assert.deepEqual(written(), [true, true]);
});

test('Esc at a question goes back to the list', async (context) => {
  const { terminal } = await newcomer(context);
  terminal.enter('rolecall');
  await terminal.until('There is no role to switch to yet.');
  terminal.type(keys.enter);
  await terminal.until('Start URL of your portal');
  terminal.type(keys.escape);
  await terminal.until(({ text }) => text.lastIndexOf('There is no role') > text.lastIndexOf('Start URL of'));
  terminal.type(keys.escape);
  await terminal.until(atHost);
});

test('Esc at a question of a command ends it, as Ctrl+C does', async (context) => {
  const { terminal } = await newcomer(context);
  terminal.enter('rolecall login');
  await terminal.until('Start URL of your portal');
  terminal.type(keys.escape);
  await terminal.until(atHost);
  assert.equal(await terminal.run('echo $?'), '130');
});

test('Ctrl+C at any moment: 130, the terminal as it was, and nothing written', async (context) => {
  const { terminal, written } = await newcomer(context);
  const moments: readonly (readonly [typed: string, until: string])[] = [
    ['rolecall login', 'Start URL of your portal'],
    ['rolecall login https://corp.awsapps.com/start', 'Region:'],
    [`rolecall login ${startUrl}`, 'Name:'],
    [`rolecall login ${startUrl} --name acme`, 'The page must show'],
  ];
  for (const [typed, until] of moments) {
    terminal.enter(`clear; ${typed}`);
    await terminal.until(until);
    terminal.type(keys.ctrlC);
    await terminal.until(atHost);
    assert.equal(await terminal.run('echo $?'), '130', typed);
    assert.match(await terminal.run('stty -a'), / icanon .* echo /s, typed);
    assert.deepEqual(written(), [false, false], typed);
  }
});

for (const [what, env, flags] of [
  ['a terminal that cannot draw', { TERM: 'dumb' }, ''],
  ['a screen reader', {}, '--screen-reader '],
] as const) {
  test(`the choice of portals is on lines: ${what}`, async (context) => {
    const beta = section.replace('acme', 'beta').replace('1234', '5678');
    const { terminal } = await newcomer(context, env, `${section}\n${beta}`);
    terminal.enter(`rolecall ${flags}login`);
    await terminal.until('Which one do you want to sign in to? Number:');
    assert.match(terminal.text, /1\. acme: not signed in\n2\. beta: not signed in/);
    terminal.enter('2');
    await terminal.until('The page must show');
    await approve(terminal.text);
    await terminal.until('Signed in to beta');
    await terminal.until(atHost);
  });
}

test('the endpoints of variables and of [services] lead every call; the variable of the service counts first', async (context) => {
  const other = await startSandbox({ world: createWorld() });
  context.after(() => other.close());
  other.world.portals.splice(0);
  const services = (sso: string, oidc: string) =>
    `[default]\nservices = here\n[services here]\nsso =\n  endpoint_url = ${sso}\nsso_oidc =\n  endpoint_url = ${oidc}\n`;
  const { aws, home, env, terminal } = await newcomer(context, {
    AWS_ENDPOINT_URL_SSO: '',
    AWS_ENDPOINT_URL_SSO_OIDC: '',
  });
  await writeFile(home.config, `${section}${services(other.url, aws.url)}`);
  const signIn = async () => {
    terminal.enter('clear');
    await terminal.until((each) => atHost(each) && !each.text.includes('Signed in'));
    terminal.enter('rolecall login acme');
    await terminal.until('The page must show');
    await approve(terminal.text);
    await terminal.until('Signed in to acme');
    await terminal.until(atHost);
  };
  const counts = () =>
    [aws, other].map((each) => ['RegisterClient', 'CreateToken', 'Logout'].map((name) => each.count(name) > 0));
  await signIn();
  assert.deepEqual(counts(), [
    [true, true, false],
    [false, false, false],
  ]);
  const out = await runProgram(['logout', 'acme'], { env });
  assert.match(out.err, /Signed out of acme|gone from this machine/);
  assert.deepEqual(counts()[1], [false, false, true], 'the portal is the other one');
  await signIn();
  const before = other.count('Logout');
  const told = await runProgram(['logout', 'acme'], { env: { ...env, AWS_ENDPOINT_URL_SSO: aws.url } });
  assert.match(told.err, /^Signed out of acme\.$/m);
  assert.deepEqual([aws.count('Logout'), other.count('Logout')], [1, before]);
});
