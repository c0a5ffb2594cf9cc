import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sourceCredentials } from '../../../source/adapters/aws/source-credentials.ts';
import type { Chain, SourceIdentity } from '../../../source/domain/profiles/profile.ts';
import { resolveChain } from '../../../source/domain/profiles/resolve/chain.ts';
import type { Credentials } from '../../../source/domain/sessions/session.ts';
import { Problem, type ProblemText } from '../../../source/problem.ts';
import { profilesOf } from '../../domain/profiles/files.ts';
import { type Home, makeHome } from '../../helpers/home.ts';
import { listen } from '../../helpers/listen.ts';
import { noStoredKey } from '../../helpers/stored-keys.ts';

const fixture = fileURLToPath(new URL('../fixtures/source-keys.ts', import.meta.url));
type Env = Readonly<Record<string, string>>;

function chainOf(source: SourceIdentity): Chain {
  return {
    profile: source.profile,
    source,
    hops: [],
    walk: [source.profile],
    transport: { useFips: false, useDualstack: false },
  };
}

const keysOf = (source: SourceIdentity, env: Env = {}, identityKnown = true) =>
  sourceCredentials(chainOf(source), {
    env: { PATH: process.env.PATH ?? '', ...env },
    identityKnown,
    storedKey: noStoredKey,
  });

const problemOf = (source: SourceIdentity, env: Env = {}, identityKnown = true): Promise<ProblemText> =>
  keysOf(source, env, identityKnown).then(
    () => Promise.reject(new Error('it gave keys')),
    (error: unknown) => (error instanceof Problem ? error.text : Promise.reject(error)),
  );

const process_ = (command: string, profile = 'vault'): SourceIdentity => ({ kind: 'process', profile, command });
const printed = { Version: 1, AccessKeyId: 'ASIA', SecretAccessKey: 'SECRET', SessionToken: 'TOKEN' };
const print = (answer: unknown) => `printf %s '${JSON.stringify(answer)}'`;

test('keys are keys', async () => {
  const keys = { accessKeyId: 'AKIA', secretAccessKey: 'SECRET' };
  assert.deepEqual(await keysOf({ kind: 'keys', profile: 'mary', ...keys }), keys);
});

test('a process is run without a shell, whatever its profile is called', async () => {
  const expiresAt = Date.parse('2099-01-02T03:04:05Z');
  const credentials = await keysOf(
    process_(print({ ...printed, Expiration: '2099-01-02T03:04:05Z' }), 'my "own" vault'),
  );
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = printed;
  assert.deepEqual(credentials, { accessKeyId, secretAccessKey, sessionToken, expiresAt });
  const shell = await problemOf(process_(`printf %s $(echo SECRET)`));
  assert.equal(shell.means, 'What it printed is not JSON.');
});

test('a program in the home directory is found by ~ and $HOME', async (context) => {
  const { directory } = await makeHome(context);
  const script = join(directory, 'a b', 'vault.sh');
  await mkdir(join(directory, 'a b'));
  await writeFile(script, `#!/bin/sh\n${print(printed)}\n`, { mode: 0o755 });
  for (const command of ['"~/a b/vault.sh"', '"$HOME/a b/vault.sh" x', `'${script}'`]) {
    assert.equal((await keysOf(process_(command), { HOME: directory })).accessKeyId, 'ASIA', command);
  }
});

test('what is wrong with a process is said, and never what it printed', async () => {
  const cases = [
    ['no-such-program-anywhere', /^There is no program no-such-program-anywhere\.$/],
    ['/etc/passwd', /Your user may not run \/etc\/passwd/],
    [`sh -c 'echo "no vault here" >&2; echo SECRET; exit 3'`, /^It exited with 3\. It said: no vault here$/],
    [`sh -c 'echo SECRET; kill -9 $$'`, /^It was killed by a signal\.$/],
    [`echo '{"SECRET":'`, /^What it printed is not JSON\.$/],
    [print({ ...printed, Version: 2 }), /^What it printed does not have Version 1\.$/],
    [print({ Version: 1, SecretAccessKey: 'SECRET' }), /^What it printed lacks AccessKeyId or SecretAccessKey\.$/],
    [print({ ...printed, Expiration: '2001-01-01T00:00:00Z' }), /^The credentials it printed have expired\.$/],
    [print({ ...printed, Expiration: 'SECRET' }), /^The Expiration it printed is not a time\.$/],
    ['yes SECRET', /^It printed too much for an answer\.$/],
  ] as const;
  for (const [command, said] of cases) {
    const problem = await problemOf(process_(command));
    assert.equal(problem.code, 'source-process');
    assert.match(problem.means ?? '', said);
    assert.doesNotMatch(JSON.stringify(problem), /SECRET/, command);
  }
});

test('temporary keys whose end the file names: handed on with it, and refused after it, with the line', async () => {
  const source = (value: string) =>
    resolveChain(
      profilesOf(
        undefined,
        `[saml]\naws_access_key_id = ASIA\naws_secret_access_key = SECRET\naws_session_token = T\n${value}`,
      ),
      'saml',
    ).source;
  assert.equal(
    (await keysOf(source('x_security_token_expires = 2099-01-31T17:31:45+00:00\n'))).expiresAt,
    4073563905000,
  );
  for (const key of ['x_security_token_expires', 'aws_expiration', 'expiration']) {
    const problem = await problemOf(source(`${key} = 2024-01-31T17:31:45+00:00\n`));
    assert.equal(problem.code, 'source-expired');
    assert.match(problem.title, new RegExp(key));
    assert.deepEqual(problem.at, [{ file: '~/.aws/credentials', line: 5 }]);
  }
  const longTerm = resolveChain(
    profilesOf(
      undefined,
      '[k]\naws_access_key_id = AKIA\naws_secret_access_key = SECRET\nexpiration = 2024-01-31 17:31:45\n',
    ),
    'k',
  ).source;
  assert.equal((await keysOf(longTerm)).expiresAt, undefined, 'keys without a token do not end');
});

test('the environment is the person’s own, or nobody’s', async () => {
  const source: SourceIdentity = { kind: 'environment', profile: 'prod' };
  const env = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'SECRET' };
  assert.deepEqual(await keysOf(source, env), { accessKeyId: 'AKIA', secretAccessKey: 'SECRET' });
  assert.equal((await keysOf(source, { ...env, AWS_SESSION_TOKEN: 'TOKEN' })).sessionToken, 'TOKEN');
  assert.equal((await problemOf(source)).code, 'source-environment');
  assert.equal((await problemOf(source, env, false)).code, 'exit-first');
});

test('a container gives keys to whoever shows its token', async (context) => {
  const answer = { AccessKeyId: 'ASIA', SecretAccessKey: 'SECRET', Token: 'TOKEN', Expiration: '2099-01-02T03:04:05Z' };
  const server = createServer((request, response) => {
    const known = request.headers.authorization === 'proof';
    response.writeHead(known ? 200 : 403, { 'content-type': 'application/json' });
    response.end(JSON.stringify(known ? answer : { Code: 'No', Message: 'who are you' }));
  });
  const url = `http://127.0.0.1:${await listen(context, server)}/keys`;
  const source: SourceIdentity = { kind: 'container', profile: 'prod' };
  const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: url, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'proof' };
  assert.deepEqual(await keysOf(source, env), {
    accessKeyId: 'ASIA',
    secretAccessKey: 'SECRET',
    sessionToken: 'TOKEN',
    expiresAt: Date.parse(answer.Expiration),
  });
  assert.equal((await problemOf(source, { ...env, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'x' })).code, 'source-container');
  assert.match((await problemOf(source)).means ?? '', /are not set/);
  assert.equal((await problemOf(source, env, false)).code, 'exit-first');
  const home = await makeHome(context);
  const tokenFile = join(home.directory, 'token');
  const ofFile = { AWS_CONTAINER_CREDENTIALS_FULL_URI: url, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile };
  const missing = await problemOf(source, ofFile);
  assert.deepEqual([missing.means, missing.said], [`There is no file ${tokenFile}.`, undefined]);
  await writeFile(tokenFile, 'proof\n');
  assert.equal((await keysOf(source, ofFile)).accessKeyId, 'ASIA');
  await writeFile(tokenFile, 'proof\nand more\n');
  const odd = await problemOf(source, ofFile);
  assert.deepEqual(
    [odd.means, odd.said],
    [`${tokenFile} holds more than one line, or characters that are not allowed in a token.`, undefined],
  );
});

test('a missing sign-in says the exact command', async (context) => {
  const home = await makeHome(context);
  const todoOf = async (source: SourceIdentity) => (await askAt(home, source)).problem?.todo;
  const sso = {
    kind: 'sso',
    profile: 'my work',
    startUrl: 'https://x.awsapps.com/start',
    ssoRegion: 'eu-west-1',
    accountId: '111122223333',
    roleName: 'Dev',
  } as const;
  assert.deepEqual(await todoOf(sso), [
    "Sign in: rolecall login 'my work'",
    "Or with the AWS CLI: aws sso login --profile 'my work'",
  ]);
  assert.deepEqual(await todoOf({ ...sso, ssoSession: 'corp' }), [
    "Sign in: rolecall login 'my work'",
    'Or with the AWS CLI: aws sso login --sso-session corp',
  ]);
  const login = { kind: 'login', profile: 'my work', loginSession: 'arn:aws:iam::111122223333:user/mary' } as const;
  assert.deepEqual(await todoOf(login), [
    "Sign in: rolecall login --console 'my work'",
    "Or with the AWS CLI: aws login --profile 'my work'",
  ]);
});

test('an expired sign-in is a missing one; a valid one reaches for its keys', async (context) => {
  const home = await makeHome(context);
  const loginSession = 'arn:aws:iam::111122223333:user/mary';
  const name = createHash('sha256').update(loginSession).digest('hex');
  const folder = join(home.directory, '.aws', 'login', 'cache');
  await mkdir(folder, { recursive: true });
  const accessToken = {
    accessKeyId: 'ASIA',
    secretAccessKey: 'SECRET',
    sessionToken: 'TOKEN',
    accountId: '111122223333',
    expiresAt: '2099-01-01T00:00:00Z',
  };
  const token = { accessToken, tokenType: 'x', clientId: 'c', refreshToken: 'r', idToken: 'i', dpopKey: 'k' };
  await writeFile(join(folder, `${name}.json`), JSON.stringify(token));
  const { credentials } = await askAt(home, { kind: 'login', profile: 'a name of "ours"', loginSession });
  assert.equal(credentials?.accessKeyId, 'ASIA');
});

test('a web identity without its token file is a problem that names the file', async () => {
  const source: SourceIdentity = {
    kind: 'web-identity',
    profile: 'ci',
    roleArn: 'arn:aws:iam::111122223333:role/CI',
    tokenFile: '/nowhere/token',
  };
  const problem = await problemOf(source);
  assert.equal(problem.code, 'source-web-identity');
  assert.match(problem.todo?.join() ?? '', /\/nowhere\/token/);
});

/** What a source gives in this home. A process of its own, as the SDK looks for tokens where the process was started. */
async function askAt(
  { directory }: Home,
  source: SourceIdentity,
): Promise<{ readonly credentials?: Credentials; readonly problem?: ProblemText }> {
  const env = { PATH: process.env.PATH, HOME: directory };
  const { stdout } = await promisify(execFile)(process.execPath, [fixture, JSON.stringify(source)], { env });
  return JSON.parse(stdout);
}
