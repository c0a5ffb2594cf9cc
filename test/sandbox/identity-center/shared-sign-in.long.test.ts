import assert from 'node:assert/strict';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { awsCli } from '../../helpers/aws-cli.ts';
import { readSignInFile, signInPath } from '../../helpers/identity-center.ts';
import { assignMany } from '../../helpers/portals.ts';
import { START_URL } from './client.ts';
import {
  ACCOUNT,
  clientOnPath,
  makeEmployee,
  pythonWithBotocore,
  type Run,
  rolecall,
  run,
  signInWithAwsCli,
  signInWithRolecall,
  skipped,
} from './employee.ts';

// One sign-in for every program of the person, whichever of them made it and whichever renewed it.

type Env = Readonly<Record<string, string>>;

type Client = {
  readonly name: string;
  /** Why it cannot be tried here. */
  readonly skip: string | false;
  /** Opens the role of profile `dev`, by the portal. */
  readonly open: (env: Env) => Promise<Run>;
  /** Whether a renewal keeps the keys of the file that it does not know. */
  readonly keeps: boolean;
  /** Reads after every renewal; the others are one of its kind. */
  readonly isReader?: boolean;
};

const identity = ['sts', 'get-caller-identity', '--profile', 'dev'];
const botocore = `import botocore.session
session = botocore.session.Session(profile='dev')
print(session.get_auth_token().get_frozen_token().token != '' and session.get_credentials().access_key)`;
const script = fileURLToPath(new URL('js-client.ts', import.meta.url));
const javascript = (...words: string[]) => ({
  skip: false as const,
  open: (env: Env) => run(process.execPath, [script, ...words], env),
  keeps: true,
});

const clients: readonly Client[] = [
  {
    name: 'rolecall, by profile',
    skip: false,
    open: (env) => rolecall(['export', '--no-cache', '--format', 'json', 'dev'], env),
    keeps: true,
    isReader: true,
  },
  {
    name: 'rolecall, a found role',
    skip: false,
    open: (env) => rolecall(['credential-process', '--no-cache', `${ACCOUNT}/Role2`], env),
    keeps: true,
  },
  {
    name: 'the AWS CLI v2',
    skip: skipped('the AWS CLI v2', awsCli()),
    open: (env) => run(awsCli() ?? '', identity, env),
    keeps: false,
    isReader: true,
  },
  {
    name: 'the aws on the PATH',
    skip: skipped('the aws on the PATH', clientOnPath()),
    open: (env) => run('aws', identity, env),
    keeps: false,
  },
  {
    name: 'botocore',
    skip: skipped('a Python with botocore', pythonWithBotocore()),
    open: (env) => run('python3', ['-c', botocore], env),
    keeps: false,
    isReader: true,
  },
  { name: 'the JavaScript SDK', ...javascript(), isReader: true },
  { name: 'the JavaScript SDK’s token provider', ...javascript('token') },
];

/** Opens the role with a client that remembers nothing of the role from before. @returns how many tokens were created */
async function open({ name, open }: Client, { aws, home, env }: Awaited<ReturnType<typeof employee>>): Promise<number> {
  await rm(join(home.directory, '.aws', 'cli'), { recursive: true, force: true });
  const before = aws.count('CreateToken');
  const { ok, out, err } = await open(env);
  assert.ok(ok, `${name}: ${err}`);
  assert.notEqual(out.trim(), '', name);
  return aws.count('CreateToken') - before;
}

async function employee(context: TestContext) {
  const made = await makeEmployee(context);
  assignMany(made.portal, { accounts: 3, roles: 2 });
  return { ...made, path: signInPath(made.home.directory, { startUrl: START_URL, ssoSession: 'corp' }) };
}

const here = clients.filter(({ skip }) => skip === false);

/** The file says that the token ends in a minute, and has a key that no program knows. */
async function nearItsEnd(path: string): Promise<Record<string, string>> {
  const { fields } = await readSignInFile(path);
  const expiresAt = new Date(Date.now() + 60_000).toISOString().replace(/\.\d+/, '');
  await writeFile(path, JSON.stringify({ ...fields, expiresAt, ofTomorrow: 'stays' }));
  return fields;
}

for (const renewing of clients) {
  test(`a sign-in of rolecall’s, renewed by ${renewing.name}, serves every program`, {
    skip: renewing.skip,
  }, async (context) => {
    const mary = await employee(context);
    await signInWithRolecall(mary.env);
    assert.equal((await stat(mary.path)).mode & 0o777, 0o600);
    assert.equal(await open(renewing, mary), 0, 'as rolecall wrote it');
    const before = await nearItsEnd(mary.path);
    assert.equal(await open(renewing, mary), 1);
    const { fields, mode } = await readSignInFile(mary.path);
    assert.equal(mode, 0o600);
    assert.notEqual(fields.accessToken, before.accessToken);
    assert.notEqual(fields.refreshToken, before.refreshToken, 'a refresh token serves once');
    assert.equal(fields.ofTomorrow, renewing.keeps ? 'stays' : undefined);
    assert.ok(Date.parse(fields.expiresAt ?? '') > Date.now() + 3_000_000);
    assert.match(fields.expiresAt ?? '', renewing.name.startsWith('the JavaScript') ? /\.\d{3}Z$/ : /:\d\dZ$/);
    const text = await readFile(mary.path, 'utf8');
    for (const client of here.filter(({ isReader }) => isReader))
      assert.equal(await open(client, mary), 0, `${client.name} takes the new one`);
    assert.equal(await readFile(mary.path, 'utf8'), text, 'who reads it does not write it');
    await nearItsEnd(mary.path);
    assert.equal(await open(clients[0] as Client, mary), 1, 'rolecall renews it in its turn');
  });
}

test('a sign-in of aws sso login finds roles and opens them in rolecall, which renews it for all', {
  skip: skipped('the AWS CLI v2', awsCli()),
}, async (context) => {
  const mary = await employee(context);
  await signInWithAwsCli(mary.aws, mary.env);
  const found = await rolecall(['discover'], mary.env);
  assert.match(found.err, /^corp: 3 accounts, 6 roles; 4 calls$/m);
  const opened = await rolecall(['export', '--format', 'json', 'account-0002/Role2'], mary.env);
  assert.match(opened.out, /"AccessKeyId": ?"ASIA/, opened.err);
  const before = await nearItsEnd(mary.path);
  const again = await rolecall(['discover'], mary.env);
  assert.ok(again.ok, again.err);
  const { fields } = await readSignInFile(mary.path);
  assert.notEqual(fields.refreshToken, before.refreshToken);
  assert.deepEqual([fields.clientId, fields.ofTomorrow], [before.clientId, 'stays'], 'the AWS CLI’s own client');
  for (const client of here) assert.equal(await open(client, mary), 0, client.name);
});
