import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { browserOf, type SeenBrowser } from '../helpers/devtools.ts';
import { makeDemoHome } from '../helpers/home.ts';
import { program, runProgram } from '../helpers/program.ts';
import { whereIs } from '../helpers/terminal-shells.ts';
import { watchArguments } from '../secrets/argv-watch.ts';

const chromium = whereIs('chromium');
const skip = chromium === undefined && 'no chromium on this machine: NOT TESTED';

/** A home with a real Chromium that needs no screen; what it is started with lies beside it, a line each. */
async function homeWithBrowser(context: TestContext) {
  const home = await makeDemoHome(context);
  const bin = join(home.directory, 'bin');
  await mkdir(bin);
  const shown = join(bin, 'started');
  const lines = [
    '#!/bin/sh',
    `printf '%s\\n' "$*" >> '${shown}'`,
    `exec '${chromium}' --headless=new --no-sandbox --disable-gpu --remote-debugging-port=0 "$@" >/dev/null 2>&1`,
  ];
  await writeFile(join(bin, 'chromium'), `${lines.join('\n')}\n`);
  await chmod(join(bin, 'chromium'), 0o755);
  const env = { ...home.env, PATH: `${bin}:/usr/bin:/bin`, DISPLAY: ':9' };
  const open: SeenBrowser[] = [];
  context.after(() => Promise.all(open.map((browser) => browser.close())));
  return {
    ...home,
    bin,
    env,
    started: async () => (await readFile(shown, 'utf8')).trimEnd().split('\n'),
    seen: async (directory: string) => {
      const browser = await browserOf(directory);
      open.push(browser);
      return browser;
    },
    run: (argv: readonly string[], more: Readonly<Record<string, string>> = {}) =>
      runProgram(argv, { env: { ...env, ...more }, cwd: home.directory }),
  };
}

const roles = [
  ['ystataws', 'arn:aws:sts::444455556666:assumed-role/ystataws/mary'],
  ['staging-developer', 'arn:aws:sts::666677778888:assumed-role/Developer/mary'],
] as const;

test('a real browser, as two roles at once in two directories, signed in by a page: no argument holds the token', {
  skip,
}, async (context) => {
  const home = await homeWithBrowser(context);
  const watch = watchArguments(home.directory);
  const tokens: string[] = [];
  for (const [profile] of roles) {
    const { code, err } = await home.run([
      'console',
      profile,
      '--in',
      'own-directory',
      '--destination',
      's3',
      '--debug',
    ]);
    assert.equal(code, 0, err);
    assert.match(err, /a page that sends the sign-in/);
  }
  const cache = join(home.directory, '.cache', 'rolecall');
  for (const name of await readdir(join(cache, 'sign-in-pages'))) {
    const page = await readFile(join(cache, 'sign-in-pages', name), 'utf8');
    tokens.push(/name="SigninToken" value="([^"]+)"/.exec(page)?.[1] ?? assert.fail('a page without a token'));
  }
  const directories = (await readdir(join(cache, 'consoles'))).map((name) => join(cache, 'consoles', name));
  const browsers = await Promise.all(directories.map((each) => home.seen(each)));
  for (const [index, directory] of directories.entries()) {
    const browser = browsers[index] ?? assert.fail();
    const [, arn] = roles.find(([profile]) => directory.includes(`/${profile}-`)) ?? assert.fail(directory);
    const [seen] = await browser.until(/arn:aws:sts::\S+/);
    assert.equal(seen, arn);
    await browser.until(/https:\/\/console\.aws\.amazon\.com\/s3\/buckets\?region=/);
    assert.match(await browser.address(), /^http:\/\/127\.0\.0\.1:\d+\/federation$/, 'nor does the history');
  }
  const seen = watch.stop();
  assert.match(seen, /--user-data-dir=.*file:\/\/\S+\.html/, 'the watch has seen the browsers');
  assert.equal(tokens.length, 2);
  for (const token of tokens) assert.ok(!seen.includes(token), 'an argument holds the token');
  assert.doesNotMatch(seen, /SigninToken/);
});

test('a real browser, as two roles at once in two directories, signed in by the address: it is the one secret in any argument', {
  skip,
}, async (context) => {
  const home = await homeWithBrowser(context);
  const directory = join(home.directory, '.config', 'rolecall');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const command = ['chromium', `--user-data-dir=${home.directory}/{profile}`, '{url}'];
  await writeFile(join(directory, 'settings.json'), JSON.stringify({ version: 1, consoleIn: command }), {
    mode: 0o600,
  });
  const watch = watchArguments(home.directory);
  const exported: string[] = [];
  for (const [profile] of roles) {
    const { out } = await home.run(['export', profile, '--format', 'json']);
    const { SecretAccessKey, SessionToken } = JSON.parse(out);
    exported.push(SecretAccessKey, SessionToken);
    // As in a container: a browser around it could read no page of ours.
    const { code, err } = await home.run(['console', profile, '--debug'], { container: 'docker' });
    assert.equal(code, 0, err);
    assert.match(err, /chromium was given the address that signs in/);
  }
  for (const [profile, arn] of roles) {
    const browser = await home.seen(join(home.directory, profile));
    assert.equal((await browser.until(/arn:aws:sts::\S+/))[0], arn);
  }
  const seen = watch.stop();
  const started = await home.started();
  const addresses = started.map((line) => /http:\/\/\S+SigninToken=\S+/.exec(line)?.[0] ?? assert.fail(line));
  assert.equal(new Set(addresses).size, 2);
  let rest = seen;
  for (const address of addresses) {
    assert.ok(seen.includes(address), 'the watch has seen it');
    rest = rest.replaceAll(address, '');
  }
  assert.doesNotMatch(rest, /SigninToken/);
  for (const secret of exported) assert.ok(!seen.includes(secret), 'an argument holds a secret of the session');
});

test('where the usual browser cannot be started, the address is for the person to open', {
  skip: process.platform !== 'linux' && 'another opener',
}, async (context) => {
  const home = await makeDemoHome(context);
  await writeFile(join(home.directory, 'xdg-open'), '#!/bin/sh\nexit 3\n', { mode: 0o755 });
  const env = { ...home.env, PATH: `${home.directory}:/usr/bin:/bin`, DISPLAY: ':9' };
  const { out, err } = await runProgram(['console', 'ystataws', '--in', 'default'], { env, cwd: home.directory });
  assert.doesNotMatch(err, /Opened the console/);
  assert.match(out, /^http:\/\/\S+$/m, err);
});

test('the usual browser is not given the keys of the role that the shell is in', {
  skip: process.platform !== 'linux' && 'another opener',
}, async (context) => {
  const home = await makeDemoHome(context);
  const seen = join(home.directory, 'seen');
  await writeFile(join(home.directory, 'xdg-open'), `#!/bin/sh\nenv > '${seen}.part'\nmv '${seen}.part' '${seen}'\n`);
  await chmod(join(home.directory, 'xdg-open'), 0o755);
  const env = { ...home.env, PATH: `${home.directory}:/usr/bin:/bin`, DISPLAY: ':9' };
  const argv = ['exec', 'ystataws', '--', ...program, 'console', '--in', 'default'];
  const { code, err } = await runProgram(argv, { env, cwd: home.directory });
  assert.equal(code, 0, err);
  let given = '';
  while (given === '') given = await readFile(seen, 'utf8').catch(() => new Promise((ok) => setTimeout(ok, 20, '')));
  assert.match(given, /^DISPLAY=:9$/m);
  assert.doesNotMatch(given, /AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|ROLECALL_PROFILE/);
});
