import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { makeHome } from '../../helpers/home.ts';
import { runProgram } from '../../helpers/program.ts';

const keys = '[profile mary]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hush\n';
const role = '[profile prod]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = mary\nregion = eu-west-1\n';
const portal = `[profile sso]
sso_start_url = https://acme.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 444455556666
sso_role_name = x
region = eu-west-1
`;
const inRole = {
  ROLECALL_PROFILE: 'prod',
  AWS_ACCESS_KEY_ID: 'ASIAX',
  AWS_SECRET_ACCESS_KEY: 'hush',
  AWS_SESSION_TOKEN: 'hush',
  AWS_REGION: 'eu-west-1',
};

type Row = {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly mfa?: true;
  readonly only?: string;
};

/** Every call that carries a secret, by a verb that makes it. */
const rows: Readonly<Record<string, Row>> = {
  'sts:AssumeRole': { argv: ['exec', 'prod', '--', 'true'] },
  'sts:AssumeRole for a role without a profile': {
    argv: ['export', '--role-arn', 'arn:aws:iam::444455556666:role/x', '--source-profile', 'mary'],
  },
  'sts:AssumeRole of a credential process': { argv: ['credential-process', 'prod'] },
  'sts:GetSessionToken with a code': { argv: ['exec', 'prod', '--mfa-code', '-', '--', 'true'], mfa: true },
  'sts:GetCallerIdentity': { argv: ['status', '--verify'], env: inRole, only: 'a variable' },
  'iam:ListRoles': { argv: ['role', 'list', '--profile', 'mary'] },
  'sso-oidc:RegisterClient': { argv: ['login', 'sso'] },
  'signin:getSigninToken': { argv: ['console', '--print'], env: inRole, only: 'endpoint_url' },
};

/** Counts who connects, on an address that is this machine and is not written as it. */
async function listenElsewhere(context: TestContext): Promise<{ readonly url: string; readonly calls: () => number }> {
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => server.close());
  const { port } = server.address() as { port: number };
  return { url: `http://[::ffff:127.0.0.1]:${port}`, calls: () => calls };
}

for (const [call, { argv, env = {}, mfa, only }] of Object.entries(rows)) {
  for (const by of ['a variable', 'endpoint_url']) {
    if (only !== undefined && by !== only) continue;
    test(`${call} sends nothing in the clear to an endpoint of ${by}`, async (context) => {
      const { url, calls } = await listenElsewhere(context);
      const line = by === 'endpoint_url' ? `endpoint_url = ${url}\n` : '';
      const device = mfa ? 'mfa_serial = arn:aws:iam::111122223333:mfa/phone\n' : '';
      const config = `${keys}${line}${device}${role}${line}${device}${portal}${line}`;
      const home = await makeHome(context, { config });
      const variable = by === 'a variable' ? { AWS_ENDPOINT_URL: url } : {};
      const ran = await runProgram(argv, { env: { ...home.env, ...env, ...variable }, input: '123456\n' });
      assert.match(ran.err + ran.out, /is not encrypted, so rolecall sends no secrets there/, JSON.stringify(ran));
      assert.equal(calls(), 0);
      assert.notEqual(ran.code, 0);
    });
  }
}

test('doctor names the line and the variable', async (context) => {
  const config = `${keys}endpoint_url = http://10.0.0.1\n${role}services = s\n[services s]\niam =\n  endpoint_url = http://x\n`;
  const home = await makeHome(context, { config });
  const { out } = await runProgram(['doctor', '--json'], { env: { ...home.env, AWS_ENDPOINT_URL_STS: 'http://y' } });
  const found = JSON.parse(out).filter(({ code }: { code: string }) => code === 'endpoint-in-the-clear');
  assert.equal(found.length, 3, out);
});
