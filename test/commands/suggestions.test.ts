import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeHome } from '../helpers/home.ts';
import { runProgram } from '../helpers/program.ts';
import { hasShell } from '../helpers/terminal-shells.ts';

const evil = [
  '$(touch pwned)',
  '`touch pwned`',
  "'; touch pwned; '",
  "\\'; touch pwned; \\'",
  '"; touch pwned; "',
  '‘; touch pwned; ’',
  'a & touch pwned',
  'a | touch pwned',
  'a (touch pwned)',
];

/** As a header of `~/.aws/config` names it. */
const quoted = (name: string) => `"${name.replaceAll(/[\\"]/g, '\\$&')}"`;

/** A place that makes a suggestion with a name in it, and the first words of the command that it suggests. */
type Place = {
  readonly argv: readonly string[];
  readonly suggests: RegExp;
  readonly config?: string;
  readonly env?: Readonly<Record<string, string>>;
};

const role = 'role_arn = arn:aws:iam::444455556666:role/x';
const keys = '[profile mary]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n';
const portal = 'sso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n';
const account = 'sso_account_id = 444455556666\nsso_role_name = x\n';

const places: Readonly<Record<string, (name: string) => Place>> = {
  'a profile to remove': (name) => ({
    config: `[profile ${quoted(name)}]\n${role}\nsource_profile = mary\n${keys}`,
    argv: ['remove', name],
    suggests: /rolecall remove .*/,
  }),
  'half a pair of keys': (name) => ({
    config: `[profile ${quoted(name)}]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n`,
    argv: ['exec', name, '--', 'true'],
    suggests: /aws configure --profile .*/,
  }),
  'half a portal': (name) => ({
    config: `[profile ${quoted(name)}]\n${account}sso_region = eu-west-1\n`,
    argv: ['exec', name, '--', 'true'],
    suggests: /aws configure sso --profile .*/,
  }),
  'a portal without a sign-in': (name) => ({
    config: `[profile ${quoted(name)}]\n${portal}${account}`,
    argv: ['exec', name, '--', 'true'],
    suggests: /rolecall login .*/,
  }),
  'a session of a portal without a sign-in': (name) => ({
    config: `[profile p]\nsso_session = ${name}\n${account}[sso-session ${quoted(name)}]\n${portal}`,
    argv: ['exec', 'p', '--', 'true'],
    suggests: /aws sso login .*/,
  }),
  'a portal that no profile uses': (name) => ({
    config: `[sso-session ${quoted(name)}]\n${portal}`,
    argv: ['list'],
    suggests: /rolecall login .*/,
  }),
  'a portal, as doctor tells of it': (name) => ({
    config: `[sso-session ${quoted(name)}]\n${portal}`,
    argv: ['doctor', '--offline'],
    suggests: /rolecall login .*/,
  }),
  'one of several portals': (name) => ({
    config: `[sso-session ${quoted(name)}]\n${portal}[sso-session other]\n${portal}`,
    argv: ['login'],
    suggests: /rolecall login .*/,
  }),
  'a new portal without a name': (name) => ({
    config: '',
    argv: ['login', `https://d-1.awsapps.com/${name.replaceAll(' ', '$' + '{IFS}')}`, '--region', 'eu-west-1'],
    suggests: /rolecall login .*/,
  }),
  'a console sign-in': (name) => ({
    config: `[profile ${quoted(name)}]\nlogin_session = arn:aws:iam::111122223333:user/mary\nregion = eu-west-1\n`,
    argv: ['exec', name, '--', 'true'],
    suggests: /rolecall login .*/,
  }),
  'a profile without a portal': (name) => ({
    config: `[profile ${quoted(name)}]\n${role}\nsource_profile = mary\n${keys}`,
    argv: ['login', name],
    suggests: /rolecall show .*/,
  }),
  'a setting that stays behind': (name) => ({
    config: `[profile ${quoted(name)}]\n${role}\nsource_profile = mary\ns3 =\n  max_concurrent_requests = 5\n${keys}`,
    argv: ['doctor'],
    suggests: /rolecall .* --live/,
  }),
  'a link to no profile': (name) => ({
    config: keys,
    argv: [`https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=x&displayName=${name}`],
    suggests: /rolecall add .*/,
  }),
  'what exec started': (name) => ({
    config: keys,
    argv: ['refresh'],
    env: { ROLECALL_PROFILE: name, AWS_ACCESS_KEY_ID: 'ASIAX', AWS_SECRET_ACCESS_KEY: 'x', AWS_SESSION_TOKEN: 'x' },
    suggests: /rolecall (?!exec).*/,
  }),
};

test('what a suggestion says can be pasted: no name in it runs anything', async (context) => {
  const lines: string[] = [];
  for (const [place, of] of Object.entries(places)) {
    for (const name of evil) {
      const { argv, suggests, config = '', env = {} } = of(name);
      const home = await makeHome(context, { config });
      const { out, err } = await runProgram(argv, { env: { ...home.env, ...env } });
      const said = `${out}\n${err}`.replaceAll(/\n {4,}/g, ' ');
      const line = suggests.exec(said)?.[0];
      assert.ok(line !== undefined, `${place}, ${name}: suggests something\n${said}`);
      lines.push(line);
    }
  }
  await assertHarmless(lines);
});

test('what a directory is called in a suggestion runs nothing', async (context) => {
  const lines: string[] = [];
  for (const name of evil) {
    const home = await makeHome(context, { config: keys });
    const own = join(home.directory, name);
    await mkdir(own, { mode: 0o777 });
    await chmod(own, 0o777);
    const { out, err } = await runProgram(['doctor'], { env: { ...home.env, ROLECALL_HOME: join(own, 'x') } });
    const line = /(?:chmod|rm -r) .*/.exec(`${out}\n${err}`)?.[0];
    if (line !== undefined) lines.push(line);
    const file = join(own, 'config');
    await writeFile(file, keys, { mode: 0o644 });
    await writeFile(join(own, 'credentials'), '[a]\naws_secret_access_key = x\n', { mode: 0o644 });
    const env = { ...home.env, AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: join(own, 'credentials') };
    const told = /chmod .*/.exec((await runProgram(['doctor'], { env })).out)?.[0];
    assert.ok(told !== undefined, 'doctor suggests another mode');
    lines.push(told);
  }
  await assertHarmless(lines);
});

/** Pastes lines into every shell here. Nothing named in them exists. */
async function assertHarmless(lines: readonly string[]): Promise<void> {
  const directory = await mkdtemp(join(process.env.TMPDIR ?? '/tmp', 'rolecall-paste-'));
  const bin = join(directory, 'bin');
  await mkdir(bin);
  for (const command of ['rolecall', 'aws', 'chmod', 'rm', '--role-arn']) {
    await writeFile(join(bin, command), '#!/bin/sh\n', { mode: 0o755 });
  }
  const env = { PATH: `${bin}:${process.env.PATH}`, HOME: directory };
  for (const [shell, ...options] of [
    ['bash', '--norc', '-c'],
    ['dash', '-c'],
    ['zsh', '-f', '-c'],
    ['fish', '--no-config', '-c'],
  ] as const) {
    if (!hasShell(shell)) continue;
    for (const line of lines) {
      spawnSync(shell, [...options, line], { cwd: directory, env });
      assert.equal(existsSync(join(directory, 'pwned')), false, `${shell}: ${line}`);
    }
  }
  // Its start takes longer than all lines.
  if (hasShell('pwsh')) {
    const script =
      'foreach ($line in ConvertFrom-Json $env:LINES) { try { Invoke-Expression $line } catch { }; if (Test-Path pwned) { break }; "pasted" }';
    const { stdout } = spawnSync('pwsh', ['-NoProfile', '-Command', script], {
      cwd: directory,
      env: { ...env, LINES: JSON.stringify(lines) },
      encoding: 'utf8',
    });
    const pasted = stdout.split('\n').filter((text) => text === 'pasted').length;
    assert.equal(pasted, lines.length, `pwsh: ${lines[pasted]}`);
  }
  await rm(directory, { recursive: true, force: true });
}

test('every command that a sentence suggests has its words from pasteWord', () => {
  const source = join(import.meta.dirname, '../../source');
  // At the start of a text, or behind a colon or a quote: in the middle of a sentence it is prose.
  const commands = /[`:'] ?(?:rolecall|aws|chmod|rm|unset|cd|mv) (?!reads|does|keeps|on )[^`]*/g;
  const ours = [
    'does',
    'verb',
    'command.name',
    'near',
    'group',
    'proper',
    'variable',
    'other',
    'which',
    'link',
    'profile}    #',
  ];
  const found = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/^(?:sandbox|domain\/shells)\//.test(file))
    .flatMap((file) =>
      (readFileSync(join(source, file), 'utf8').match(commands) ?? [])
        .filter((text) => text.includes('${') && !text.includes('${pasteWord(') && !/\$\{isVerb|\.join\(/.test(text))
        .filter((text) => !ours.some((word) => text.includes(`\${${word}`)))
        .map((text) => `${file}: ${text}`),
    );
  assert.deepEqual(found, []);
});
