import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readableProofKey } from '../../../source/adapters/aws/login/proof.ts';
import { loginPorts } from '../../../source/adapters/aws/login/sign-in.ts';
import { signInPlace } from '../../../source/domain/login/endpoint.ts';
import { signInByConsole } from '../../../source/domain/login/sign-in.ts';
import { startSandbox } from '../../../source/sandbox/server.ts';
import { awsCli } from '../../helpers/aws-cli.ts';
import { makeHome } from '../../helpers/home.ts';
import {
  keyWithZero,
  type LoginFields,
  loginAt,
  loginPath,
  MARY,
  pemOf,
  readLoginFile,
  shortPemOf,
  writeLogin,
} from '../../helpers/login.ts';
import { ACCOUNT_A } from '../clients.ts';
import { type Run, rolecall, run, skipped } from '../identity-center/employee.ts';

// The sign-in of `aws login` by programs that are not ours, so that the embedded AWS is no mirror of our own mistakes.

const skip = skipped('the AWS CLI v2', awsCli());

/** A home with a profile of no credentials, and a browser that approves whatever it is shown. */
async function makeEmployee(context: TestContext) {
  const aws = await startSandbox();
  context.after(() => aws.close());
  const home = await makeHome(context, { config: '[profile dev]\nregion = eu-west-1\n' });
  const browser = join(home.directory, 'browser');
  const visitor = join(home.directory, 'visit.ts');
  await writeFile(visitor, 'await (await fetch(process.argv[2])).text();\n');
  // In the background, as a browser is: the AWS CLI does not listen before its program has ended.
  await writeFile(browser, `#!/bin/sh\n'${process.execPath}' '${visitor}' "$1" >/dev/null 2>&1 &\n`, { mode: 0o755 });
  const env = {
    ...home.env,
    AWS_CONFIG_FILE: home.config,
    AWS_ENDPOINT_URL_SIGNIN: aws.url,
    AWS_ENDPOINT_URL_STS: aws.url,
    AWS_PAGER: '',
    AWS_EC2_METADATA_DISABLED: 'true',
    BROWSER: browser,
  };
  return { aws, home, env, path: loginPath(home.directory) };
}

type Employee = Awaited<ReturnType<typeof makeEmployee>>;

/** `aws login`; the browser is on this machine. */
const sameDevice = (mary: Employee): Promise<Run> =>
  untilReadable(mary, ({ env }) => run(awsCli() ?? '', ['login', '--profile', 'dev'], env));

/** `aws login --remote`: the person opens the page elsewhere, and pastes what it shows. */
const crossDevice = (mary: Employee): Promise<Run> => untilReadable(mary, remotely);

/** Signs in with the AWS CLI: of 256 keys that it makes it cannot read one itself, and the person signs in once more. */
async function untilReadable(mary: Employee, signIn: (mary: Employee) => Promise<Run>): Promise<Run> {
  for (;;) {
    const ran = await signIn(mary);
    if (!ran.ok) return ran;
    const { dpopKey } = (await readLoginFile(mary.path)).fields;
    if (readableProofKey(dpopKey) === dpopKey) return ran;
  }
}

function remotely({ env }: Employee): Promise<Run> {
  const child = spawn(awsCli() ?? '', ['login', '--remote', '--profile', 'dev'], { env, detached: true });
  let [out, err] = ['', ''];
  let isPasted = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    const url = /^http:\S+(?=\s)/m.exec(out)?.[0];
    if (isPasted || url === undefined || !/displayed in your browser/.test(out)) return;
    isPasted = true;
    void paste(url);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const paste = async (url: string) => {
    const page = await (await fetch(url)).text();
    child.stdin.end(`${/<pre id="code">(.*)<\/pre>/.exec(page)?.[1]}\n`);
  };
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ ok: code === 0, out, err }));
  });
}

/** Our own sign-in, in the place of the AWS CLI's. */
async function byRolecall({ aws, env, home }: Employee): Promise<Run> {
  const place = signInPlace('', ['eu-west-1'], { endpoint: aws.url });
  const open = async (url: string) => void fetch(url).then((answer) => answer.text());
  const ports = { ...loginPorts(place, env, { env }), browser: { missing: undefined, open } };
  const signer = {
    shown: () => undefined,
    told: assert.fail,
    given: (signal: AbortSignal) =>
      new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined))),
  };
  const request = { place, client: 'same-device', again: '' } as const;
  const { loginSession } = await signInByConsole(request, ports, signer, new AbortController().signal);
  await appendFile(home.config, `login_session = ${loginSession}\n`);
  return { ok: true, out: '', err: '' };
}

const script = fileURLToPath(new URL('js-client.ts', import.meta.url));

/** Each gives the access key ID that it goes on with. */
const clients: Readonly<Record<string, (employee: Employee) => Promise<string>>> = {
  rolecall: async ({ env }) => keyIn(await rolecall(['credential-process', '--no-cache', 'dev'], env)),
  'the AWS CLI v2': async ({ env }) =>
    keyIn(await run(awsCli() ?? '', ['configure', 'export-credentials', '--profile', 'dev'], env)),
  'the JavaScript SDK': async ({ env }) => keyIn(await run(process.execPath, [script], env)),
};

/** Who signs proofs, in whichever form the file has the key. */
const keyOf = ({ dpopKey }: LoginFields): string => pemOf(createPrivateKey(dpopKey));

function keyIn({ ok, out, err }: Run): string {
  assert.ok(ok, err);
  return JSON.parse(out).AccessKeyId;
}

/** The file says that the credentials end in a minute. */
async function nearItsEnd(path: string) {
  const { fields } = await readLoginFile(path);
  const expiresAt = new Date(Date.now() + 60_000).toISOString().replace(/\.\d+/, '');
  await writeLogin(path, { ...fields, accessToken: { ...fields.accessToken, expiresAt } });
  return fields;
}

for (const [how, signIn, client] of [
  ['aws login', sameDevice, 'same-device'],
  ['aws login --remote', crossDevice, 'cross-device'],
  ['our own sign-in', byRolecall, 'same-device'],
] as const) {
  test(`${how} at the embedded AWS; whoever renews the sign-in, all programs go on with it`, {
    skip,
  }, async (context) => {
    const mary = await makeEmployee(context);
    const { ok, out, err } = await signIn(mary);
    assert.ok(ok, out + err);
    assert.match(await readFile(mary.home.config, 'utf8'), new RegExp(`^login_session = ${MARY}$`, 'm'));
    const { fields: made, mode } = await readLoginFile(mary.path);
    assert.deepEqual([made.clientId, mode], [`arn:aws:signin:::devtools/${client}`, 0o600]);
    assert.equal(made.accessToken.accountId, ACCOUNT_A);
    for (const [name, open] of Object.entries(clients))
      assert.equal(await open(mary), made.accessToken.accessKeyId, `${name} takes it as it is`);
    for (const [name, renew] of Object.entries(clients)) {
      const before = await nearItsEnd(mary.path);
      const calls = mary.aws.count('CreateOAuth2Token');
      const key = await renew(mary);
      assert.equal(mary.aws.count('CreateOAuth2Token') - calls, 1, `${name} renews it`);
      const { fields, mode: still } = await readLoginFile(mary.path);
      assert.equal(fields.accessToken.accessKeyId, key, name);
      assert.notEqual(key, before.accessToken.accessKeyId, name);
      assert.notEqual(fields.refreshToken, before.refreshToken, name);
      const kept = ['tokenType', 'clientId', 'idToken'];
      assert.deepEqual([still, ...kept.map((each) => fields[each])], [0o600, ...kept.map((each) => made[each])], name);
      assert.equal(keyOf(fields), keyOf(made), name);
      for (const [other, open] of Object.entries(clients))
        assert.equal(await open(mary), key, `${other} takes what ${name} wrote`);
      assert.equal(mary.aws.count('CreateOAuth2Token') - calls, 1, 'who reads it does not renew it');
    }
    assert.deepEqual(
      mary.aws.calls.filter(({ status = 0 }) => status >= 400),
      [],
    );
  });
}

test('a sign-in whose key the AWS CLI has written a byte too short is renewed by rolecall, and the CLI goes on', {
  skip,
}, async (context) => {
  const mary = await makeEmployee(context);
  const key = keyWithZero();
  const fields = await loginAt(mary.aws, -1, mary.aws.url, key);
  await writeLogin(mary.path, { ...fields, dpopKey: shortPemOf(key.privateKey) });
  await appendFile(mary.home.config, `login_session = ${MARY}\n`);
  keyIn(await rolecall(['credential-process', '--no-cache', 'dev'], mary.env));
  for (const [name, renew] of Object.entries(clients)) {
    const { accessToken } = await nearItsEnd(mary.path);
    assert.notEqual(await renew(mary), accessToken.accessKeyId, name);
  }
});

test('the AWS CLI and rolecall say that the person has to sign in again', { skip }, async (context) => {
  const mary = await makeEmployee(context);
  const { ok, err } = await sameDevice(mary);
  assert.ok(ok, err);
  const { fields } = await readLoginFile(mary.path);
  await writeLogin(mary.path, { ...fields, accessToken: { ...fields.accessToken, expiresAt: '2026-01-01T00:00:00Z' } });
  for (const [end, theirs, ours] of [
    [() => mary.aws.signin.end(), /session has expired/, /The sign-in of dev has expired/],
    [() => mary.aws.signin.changePassword(), /change in your password/, /the password was changed/],
  ] as const) {
    end();
    const cli = await run(awsCli() ?? '', ['sts', 'get-caller-identity', '--profile', 'dev'], mary.env);
    assert.match(cli.err, theirs);
    const own = await rolecall(['credential-process', '--no-cache', 'dev'], mary.env);
    assert.match(own.err, ours);
    assert.match(own.err, /Sign in: rolecall login --console dev\n/);
  }
});

test('a sign-in that is denied in the browser writes nothing', { skip }, async (context) => {
  const mary = await makeEmployee(context);
  await writeFile(join(mary.home.directory, 'visit.ts'), "await (await fetch(process.argv[2] + '&deny=1')).text();\n");
  const { ok, err } = await sameDevice(mary);
  assert.equal(ok, false);
  assert.match(err, /Failed to retrieve an authorization code/);
  await assert.rejects(readLoginFile(mary.path), /ENOENT/);
});
