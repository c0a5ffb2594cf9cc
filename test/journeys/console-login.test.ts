import assert from 'node:assert/strict';
import { appendFile, chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeDemoHome } from '../helpers/home.ts';
import { loginPath, MARY } from '../helpers/login.ts';
import { atHost, keys } from '../helpers/person.ts';
import { programLine, runProgram } from '../helpers/program.ts';
import { Terminal } from '../helpers/terminal.ts';

type Seat = {
  readonly env?: Readonly<Record<string, string>>;
  /** The way that is set for the profile. */
  readonly way?: 'browser' | 'device';
  readonly columns?: number;
  readonly rows?: number;
};

/** Mary, whose keys lie nowhere: the profile `me` is a sign-in to the console, and `ystataws-me` a role that starts from it. */
async function mary(context: TestContext, { env = {}, way = 'browser', columns = 80, rows = 24 }: Seat = {}) {
  const home = await makeDemoHome(context);
  const { aws, directory, config } = home;
  const roleArn = /role_arn = (\S*:role\/ystataws)/.exec(await readFile(config, 'utf8'))?.[1];
  const ends = `region = eu-west-1\nendpoint_url = ${aws.url}\n`;
  await appendFile(
    config,
    `\n[profile me]\nlogin_session = ${MARY}\n${ends}\n[profile ystataws-me]\nrole_arn = ${roleArn}\nsource_profile = me\n${ends}`,
  );
  const [bin, settings] = [join(directory, 'bin'), join(directory, '.config', 'rolecall')];
  for (const path of [bin, settings]) await mkdir(path, { recursive: true });
  await writeFile(join(settings, 'settings.json'), JSON.stringify({ signIn: { me: way } }));
  await writeFile(join(bin, 'rolecall'), `#!/bin/sh\nexec ${programLine} "$@"\n`, { mode: 0o755 });
  const follow = `exec ${process.execPath} -e 'await (await fetch(process.argv[1])).text()' "$1"`;
  await writeFile(join(bin, 'browse'), `#!/bin/sh\necho "$1" >>"$HOME/pages"\n${follow}\n`, { mode: 0o755 });
  const own = {
    ...home.env,
    AWS_ENDPOINT_URL_SIGNIN: aws.url,
    BROWSER: 'browse',
    PATH: `${bin}:${home.env.PATH}`,
    PS1: 'host$ ',
    HISTFILE: '/dev/null',
    ...env,
  };
  const terminal = new Terminal({ file: '/bin/bash', args: ['--norc', '-i'], cwd: directory, env: own, columns, rows });
  context.after(() => terminal[Symbol.asyncDispose]());
  await terminal.until('host$');
  const pages = async () =>
    (await readFile(join(directory, 'pages'), 'utf8').catch(() => '')).split('\n').filter(Boolean);
  return { aws, home, env: own, terminal, pages, path: loginPath(directory) };
}

/** The text that the page on the screen shows at its end. */
async function textFrom({ lines }: Terminal): Promise<string> {
  const first = lines.findIndex((line) => /http:\/\/127\.0\.0\.1:\d+\/v1\/authorize/.test(line));
  const rest = lines.slice(first).map((line) => line.trim());
  const end = rest.findIndex((line) => line === '' || line.includes(' '));
  const shown = await (await fetch(rest.slice(0, end).join(''))).text();
  return /<pre id="code">(.*)<\/pre>/.exec(shown)?.[1] ?? '';
}

test('from nothing to the prompt of a role: the password of the console, in the browser of this machine', async (context) => {
  const { terminal, pages, path } = await mary(context);
  terminal.enter('rolecall ystataws-me');
  await terminal.until('You are not signed in to the AWS console');
  assert.deepEqual(await pages(), [], 'no browser before that is wanted');
  terminal.type(keys.enter);
  await terminal.until('is now ystataws-me');
  assert.equal((await pages()).length, 1);
  assert.match(await terminal.run('echo $ROLECALL_PROFILE'), /ystataws-me/);
  assert.ok((await readFile(path, 'utf8')).includes('"dpopKey"'));
});

for (const [what, seat] of [
  ['on a screen', {}],
  ['in a small window', { columns: 40, rows: 16 }],
  ['with a screen reader', { env: { INK_SCREEN_READER: '1' } }],
] as const) {
  test(`over SSH the page is opened elsewhere, and the text that it shows is pasted: ${what}`, async (context) => {
    const env = { BROWSER: '', SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22', ...('env' in seat && seat.env) };
    const { terminal, pages } = await mary(context, { way: 'device', ...seat, env });
    terminal.enter('rolecall ystataws-me');
    await terminal.until(/sign(ed)? in/i);
    terminal.type(keys.enter);
    await terminal.until(/c copy|Waiting/);
    const text = await textFrom(terminal);
    terminal.type(`\u001b[200~no text\u001b[201~`);
    await terminal.until(/not the text/);
    terminal.type(`\u001b[200~${text}\u001b[201~`);
    await terminal.until(/now\s+ystataws-me/);
    assert.deepEqual(await pages(), []);
  });
}

test('in a terminal that cannot draw: login --console, from an empty file to a program that runs', async (context) => {
  const { terminal } = await mary(context, { env: { TERM: 'dumb', BROWSER: '' }, way: 'device' });
  terminal.enter('rolecall login --console fresh --region eu-west-1');
  await terminal.until('Paste the text that the page shows');
  // Ctrl+Z stops nothing in the middle of a question.
  terminal.type(keys.ctrlZ);
  const text = await textFrom(terminal);
  terminal.enter((text.match(/.{1,60}/g) ?? []).join('\r'));
  await terminal.until('Signed in as mary');
  await terminal.until(atHost);
  assert.match(await terminal.run('rolecall exec fresh -- sh -c "echo [$AWS_PROFILE$ROLECALL_PROFILE]"'), /\[/);
});

test('the sign-in was ended, or the password changed: it is offered in place, and the role opens after it', async (context) => {
  const { aws, terminal, env, path } = await mary(context);
  await runProgram(['login', 'me'], { env });
  for (const end of [() => aws.signin.end(), () => aws.signin.changePassword()]) {
    end();
    // The quarter of an hour that its credentials last is over.
    const fields = JSON.parse(await readFile(path, 'utf8'));
    fields.accessToken.expiresAt = new Date(Date.now() - 1_000).toISOString();
    await writeFile(path, JSON.stringify(fields));
    const { code, err } = await runProgram(['exec', 'ystataws-me', '--no-cache', '--', 'true'], { env });
    assert.equal(code, 1);
    assert.match(err, /rolecall login --console me/);
    terminal.enter('clear; rolecall ystataws-me --no-cache');
    await terminal.until('You are not signed in to the AWS console');
    terminal.type(keys.enter);
    await terminal.until('is now ystataws-me');
    terminal.enter('exit');
    await terminal.until(atHost);
  }
});

test('Ctrl+C at any moment: 130, the terminal as it was, nothing kept', async (context) => {
  const { terminal, aws, home } = await mary(context);
  await writeFile(join(home.directory, 'bin', 'browse'), '#!/bin/sh\n');
  await chmod(join(home.directory, 'bin', 'browse'), 0o755);
  const moments: readonly (readonly [typed: string, begin: string, until: string])[] = [
    ['rolecall login --console fresh', '', 'Region (us-east-1):'],
    ['rolecall login me', '', 'Waiting for the browser'],
    ['rolecall login me --remote', '', 'Paste the text'],
    ['rolecall ystataws-me', '', 'not signed in'],
    ['rolecall ystataws-me', keys.enter, 'paste its address here'],
  ];
  for (const [typed, begin, until] of moments) {
    terminal.enter(`clear; ${typed}`);
    if (begin !== '') {
      await terminal.until('not signed in');
      terminal.type(begin);
    }
    await terminal.until(until);
    terminal.type(keys.ctrlC);
    await terminal.until(atHost);
    assert.equal(await terminal.run('echo $?'), '130', typed);
    assert.match(await terminal.run('stty -a'), / icanon .* echo /s, typed);
  }
  assert.equal(aws.count('CreateOAuth2Token'), 0);
  assert.doesNotMatch(await readFile(home.config, 'utf8'), /fresh/);
});

test('without a terminal nobody is asked, and no browser starts: exit 1 with the command', async (context) => {
  const { env, pages } = await mary(context);
  const runs = await Promise.all(
    Array.from({ length: 8 }, () => runProgram(['credential-process', 'ystataws-me'], { env })),
  );
  for (const { code, err } of runs) {
    assert.equal(code, 1);
    assert.match(err, /The sign-in of me is missing or has expired\.[\s\S]*rolecall login --console me/);
  }
  assert.deepEqual(await pages(), []);
});
