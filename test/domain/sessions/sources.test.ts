import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Credentials, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { addAccessKey, addRole, addUser } from '../../../source/sandbox/state/build.ts';
import { addOidcProvider } from '../../../source/sandbox/state/oidc.ts';
import { makeDemoHome } from '../../helpers/home.ts';
import { listen } from '../../helpers/listen.ts';
import { runProgram } from '../../helpers/program.ts';
import { ACCOUNT_A, accountIn, marysKey, PROD, stsClient } from '../../sandbox/clients.ts';

type Env = Readonly<Record<string, string>>;

/** A role of the demo's production, reached from a source of another kind; the built program is what reaches it. */
async function makeSource(context: TestContext, source: string) {
  const home = await makeDemoHome(context);
  const ends = `region = eu-west-1\nendpoint_url = ${home.aws.url}\n`;
  const role = `[profile hop]\nrole_arn = arn:aws:iam::${PROD}:role/ReadOnly\n${ends}`;
  await writeFile(home.config, `${role}${source}\n${source.includes('[profile') ? ends : ''}`);
  const open = async (env: Env = {}) => {
    const ran = await runProgram(['credential-process', 'hop'], { env: { ...home.env, ...env } });
    const calls = home.aws.calls.map(({ action }) => action);
    return { ...ran, calls, who: home.aws.calls.findLast(({ action }) => action === 'AssumeRole')?.caller };
  };
  return { ...home, open };
}

/** Temporary credentials of mary's that AWS knows, as an endpoint of a machine would give them. */
async function temporary({ aws }: Awaited<ReturnType<typeof makeDemoHome>>): Promise<Required<Credentials>> {
  const { Credentials: given } = await stsClient(aws, marysKey(aws)).send(new GetSessionTokenCommand({}));
  return given as Required<Credentials>;
}

const asMetadata = ({ AccessKeyId, SecretAccessKey, SessionToken, Expiration }: Required<Credentials>) =>
  JSON.stringify({ Code: 'Success', AccessKeyId, SecretAccessKey, Token: SessionToken, Expiration });

async function serve(context: TestContext, answer: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(context, createServer(answer))}`;
}

const mary = `arn:aws:iam::${ACCOUNT_A}:user/mary`;

test('a web identity opens its own role, and a role from there', async (context) => {
  const section = `source_profile = ci\n[profile ci]\nrole_arn = arn:aws:iam::${ACCOUNT_A}:role/Web`;
  const job = await makeSource(context, `${section}\nweb_identity_token_file = TOKEN\nrole_session_name = job`);
  const account = accountIn(job.aws, ACCOUNT_A);
  const write = addOidcProvider(account, 'id.example.com', 'sts.amazonaws.com');
  const Principal = { Federated: `arn:aws:iam::${ACCOUNT_A}:oidc-provider/id.example.com` };
  const Statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRoleWithWebIdentity' } as const;
  const all = { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' } } as const;
  addRole(account, 'Web', { trust: { Statement }, policies: { all } });
  const file = join(job.directory, 'token');
  await writeFile(job.config, (await readFile(job.config, 'utf8')).replace('TOKEN', file));
  const claims = { sub: 'job', aud: 'sts.amazonaws.com' };

  await writeFile(file, write({ ...claims, exp: Math.floor(Date.now() / 1000) - 5 }));
  const late = await job.open();
  assert.equal(late.code, 1);
  assert.match(late.err, /The web identity of ci gave no credentials/);
  assert.match(late.err, /Token expired/);
  assert.doesNotMatch(late.err, /eyJ/, 'a token is a secret');

  await writeFile(file, `${write({ ...claims, exp: Math.floor(Date.now() / 1000) + 600 })}\n`);
  const ran = await job.open();
  assert.deepEqual([ran.code, ran.err], [0, '']);
  assert.equal(ran.who, `arn:aws:sts::${ACCOUNT_A}:assumed-role/Web/job`);
  assert.deepEqual((await job.open()).calls, ran.calls, 'the second time nobody is asked anything');
});

test('a container gives the keys to whoever shows its token, read from a file; a role from there', async (context) => {
  const job = await makeSource(context, 'credential_source = EcsContainer');
  const given = await temporary(job);
  let asked = 0;
  const url = await serve(context, ({ headers }, response) => {
    asked += 1;
    response.statusCode = headers.authorization === 'proof' ? 200 : 403;
    response.end(headers.authorization === 'proof' ? asMetadata(given) : '{"Code":"No","Message":"who are you"}');
  });
  const tokenFile = join(job.directory, 'container-token');
  await writeFile(tokenFile, 'proof');
  const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/keys` };
  const refused = await job.open({ ...env, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'other' });
  assert.match(refused.err, /The container gave no credentials/);
  asked = 0;
  const ran = await job.open({ ...env, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile });
  assert.deepEqual([ran.code, ran.err, ran.who, asked], [0, '', mary, 1]);
  const again = await job.open({ ...env, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile });
  assert.deepEqual([again.code, again.calls, asked], [0, ran.calls, 1]);
});

test('an instance gives the keys of its role by the second version of its protocol; a role from there', async (context) => {
  const job = await makeSource(context, 'credential_source = Ec2InstanceMetadata');
  const given = await temporary(job);
  const paths: string[] = [];
  const url = await serve(context, ({ method, url: path = '', headers }, response) => {
    paths.push(`${method} ${path}`);
    if (method === 'PUT' && path === '/latest/api/token') return void response.end('session');
    response.statusCode = headers['x-aws-ec2-metadata-token'] === 'session' ? 200 : 401;
    response.end(path.endsWith('/machine') ? asMetadata(given) : 'machine');
  });
  const ran = await job.open({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url });
  assert.deepEqual([ran.code, ran.err, ran.who], [0, '', mary]);
  assert.equal(paths[0], 'PUT /latest/api/token');
  const nobody = await makeSource(context, 'credential_source = Ec2InstanceMetadata');
  const missing = await nobody.open({ AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:1' });
  assert.equal(missing.code, 1);
  assert.match(missing.err, /The instance gave no credentials/);
});

test('a sign-in of aws login gives its keys; a role from there; an ended one says the command', async (context) => {
  const section = `source_profile = signed in\n[profile "signed in"]\nlogin_session = ${mary}`;
  const person = await makeSource(context, section);
  const given = await temporary(person);
  const folder = join(person.directory, '.aws', 'login', 'cache');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${createHash('sha256').update(mary).digest('hex')}.json`);
  const write = (expiresAt: string) => {
    const keys = { accessKeyId: given.AccessKeyId, secretAccessKey: given.SecretAccessKey };
    const accessToken = { ...keys, sessionToken: given.SessionToken, accountId: ACCOUNT_A, expiresAt };
    const token = { accessToken, tokenType: 'x', clientId: 'c', refreshToken: 'r', idToken: 'i', dpopKey: 'k' };
    return writeFile(path, JSON.stringify(token));
  };
  await write('2099-01-01T00:00:00Z');
  const ran = await person.open();
  assert.deepEqual([ran.code, ran.err, ran.who], [0, '', mary]);
  await person.open();
  const other = await makeSource(context, section);
  const missing = await other.open();
  assert.equal(missing.code, 1);
  assert.match(missing.err, /Sign in: rolecall login --console 'signed in'\n.*aws login --profile 'signed in'/);
});

test('the keys of the environment, as a source of their own', async (context) => {
  const job = await makeSource(context, 'credential_source = Environment');
  const { id, secret } = marysKey(job.aws);
  const ran = await job.open({ AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret });
  assert.deepEqual([ran.code, ran.err, ran.who], [0, '', mary]);
});

test('a process that gives keys of somebody else now: sessions have that name, and keys of a root user are no role’s before', async (context) => {
  const job = await makeSource(context, `source_profile = box\n[profile box]\ncredential_process = cat keys.json`);
  const account = accountIn(job.aws, ACCOUNT_A);
  const all = { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' } } as const;
  const nina = addAccessKey(account, addUser(account, 'nina', { policies: { all } }));
  const root = addAccessKey(account, account);
  const file = join(job.directory, 'keys.json');
  await writeFile(job.config, (await readFile(job.config, 'utf8')).replace('keys.json', file));
  const openAs = async ({ id, secret }: { readonly id: string; readonly secret: string }) => {
    await writeFile(file, JSON.stringify({ Version: 1, AccessKeyId: id, SecretAccessKey: secret }));
    assert.equal((await runProgram(['forget', 'hop'], job)).code, 0);
    const before = job.aws.count('GetCallerIdentity');
    const { code, err } = await job.open();
    const call = job.aws.calls.findLast(({ action }) => action === 'AssumeRole');
    return { code, err, name: call?.params.RoleSessionName, asked: job.aws.count('GetCallerIdentity') - before };
  };
  assert.deepEqual(await openAs(marysKey(job.aws)), { code: 0, err: '', name: 'mary', asked: 1 });
  assert.deepEqual(await openAs(marysKey(job.aws)), { code: 0, err: '', name: 'mary', asked: 0 });
  assert.deepEqual(await openAs(nina), { code: 0, err: '', name: 'nina', asked: 1 });
  assert.deepEqual(await openAs(nina), { code: 0, err: '', name: 'nina', asked: 0 });
  assert.ok((await openAs(root)).code, 'whatever its AWS makes of root');
  assert.deepEqual(await openAs(nina), { code: 0, err: '', name: 'nina', asked: 1 });
});

test('who a key belongs to is asked anew where an older version has noted no key beside the name', async (context) => {
  const job = await makeSource(context, `source_profile = mary`);
  const { id, secret } = marysKey(job.aws);
  await writeFile(job.credentials, `[mary]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`);
  assert.equal((await job.open()).code, 0);
  const cache = join(job.directory, '.cache', 'rolecall');
  for (const name of (await readdir(cache)).filter((each) => each.startsWith('caller-'))) {
    const text = await readFile(join(cache, name), 'utf8');
    const value = { arn: `arn:aws:iam::${ACCOUNT_A}:user/somebody`, accountId: ACCOUNT_A };
    await writeFile(join(cache, name), JSON.stringify({ ...JSON.parse(text), value }));
  }
  assert.equal((await runProgram(['forget', 'hop'], job)).code, 0);
  assert.equal((await job.open()).code, 0);
  const names = job.aws.calls
    .filter(({ action }) => action === 'AssumeRole')
    .map(({ params }) => params.RoleSessionName);
  assert.deepEqual(names, ['mary', 'mary']);
});
