import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  AssumeRoleCommand,
  type Credentials,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';
import { ACCOUNT_B, keyOf, marysKey, PROD, stsClient } from './clients.ts';

describe('signing in to the console', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());

  const mary = () => stsClient(sandbox, marysKey(sandbox));
  const role = async (account = PROD, name = 'ReadOnly', client = mary()) => {
    const RoleArn = `arn:aws:iam::${account}:role/${name}`;
    return (await client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: '<mary>'.replace(/[<>]/g, '') })))
      .Credentials;
  };

  /** Asks for a sign-in token the way the documentation shows. */
  async function exchange(credentials: Credentials | undefined, more: Record<string, string> = {}, method = 'POST') {
    const session = {
      sessionId: credentials?.AccessKeyId,
      sessionKey: credentials?.SecretAccessKey,
      sessionToken: credentials?.SessionToken,
    };
    const form = new URLSearchParams({ Action: 'getSigninToken', Session: JSON.stringify(session), ...more });
    const response =
      method === 'POST'
        ? await fetch(`${sandbox.url}/federation`, { method, body: form })
        : await fetch(`${sandbox.url}/federation?${form}`);
    const text = await response.text();
    return { status: response.status, token: response.ok ? (JSON.parse(text).SigninToken as string) : '', text };
  }

  async function login(token: string, more: Record<string, string> = {}) {
    const query = new URLSearchParams({
      Action: 'login',
      Issuer: 'x',
      Destination: '/ec2',
      SigninToken: token,
      ...more,
    });
    const response = await fetch(`${sandbox.url}/federation?${query}`);
    return { status: response.status, page: await response.text(), headers: response.headers };
  }

  test('a role session signs in, and the page says who, where to and until when', async () => {
    for (const method of ['POST', 'GET']) {
      const { token, status } = await exchange(await role(), {}, method);
      assert.equal(status, 200);
      const { page, headers } = await login(token, { Destination: 'https://console.aws.amazon.com/<script>' });
      assert.match(page, /<h1>ReadOnly\/mary · prod \(555566667777\)<\/h1>/);
      assert.match(page, /arn:aws:sts::555566667777:assumed-role\/ReadOnly\/mary/);
      assert.match(page, /https:\/\/console\.aws\.amazon\.com\/&lt;script&gt;/);
      assert.match(page, /\d{4}-\d\d-\d\d \d\d:\d\d UTC/);
      assert.equal(headers.get('cache-control'), 'no-store');
    }
  });

  test('SessionDuration is for roles that long-term keys opened', async () => {
    const direct = await role();
    assert.equal((await exchange(direct, { SessionDuration: '43200' })).status, 200);
    for (const SessionDuration of ['899', '43201', 'long', '']) {
      assert.equal((await exchange(direct, { SessionDuration })).status, 400, SessionDuration);
    }
    const { Credentials } = await mary().send(new GetSessionTokenCommand());
    const chained = await role(PROD, 'ReadOnly', stsClient(sandbox, Credentials));
    assert.equal((await exchange(chained)).status, 200);
    assert.equal((await exchange(chained, { SessionDuration: '3600' })).status, 400);
    const admin = stsClient(sandbox, keyOf(sandbox, ACCOUNT_B, 'admin'));
    const guest = (await admin.send(new GetFederationTokenCommand({ Name: 'guest' }))).Credentials;
    assert.equal((await exchange(guest)).status, 200);
    assert.equal((await exchange(guest, { SessionDuration: '3600' })).status, 400);
  });

  test('refuses credentials that do not sign in', async () => {
    const good = await role();
    const { Credentials: own } = await mary().send(new GetSessionTokenCommand());
    const key = marysKey(sandbox);
    const bad: [string, object | undefined][] = [
      ['a user session', own],
      ['long-term keys', { AccessKeyId: key.id, SecretAccessKey: key.secret }],
      ['a wrong secret', { ...good, SecretAccessKey: 'x' }],
      ['a wrong token', { ...good, SessionToken: 'x' }],
      ['nothing', undefined],
    ];
    for (const [name, credentials] of bad) {
      assert.equal((await exchange(credentials as Credentials)).status, 400, name);
    }
    for (const Session of ['{', 'null', '[]', '7'])
      assert.equal((await exchange(good, { Session })).status, 400, Session);
    sandbox.clock.advance(3600_000);
    assert.equal((await exchange(good)).status, 400, 'expired');
  });

  test('a sign-in token is good for 15 minutes', async () => {
    const { token } = await exchange(await role());
    sandbox.clock.advance(15 * 60_000 - 1000);
    assert.equal((await login(token)).status, 200);
    sandbox.clock.advance(1000);
    assert.equal((await login(token)).status, 400);
    assert.equal((await login('guess')).status, 400);
  });

  test('is recorded without secrets, and fails when told to', async () => {
    const credentials = await role();
    const { token } = await exchange(credentials);
    await login(token);
    const [exchanged, signedIn] = sandbox.calls.slice(-2);
    assert.deepEqual([exchanged?.action, exchanged?.status], ['getSigninToken', 200]);
    assert.deepEqual([signedIn?.action, signedIn?.params], ['login', { Issuer: 'x', Destination: '/ec2' }]);
    const text = JSON.stringify(sandbox.calls);
    for (const secret of [credentials?.SecretAccessKey, credentials?.SessionToken, token]) {
      assert.ok(secret && !text.includes(secret));
    }
    sandbox.failNext({ action: 'getSigninToken', status: 503, code: 'Unavailable', message: 'Later' });
    assert.equal((await exchange(credentials)).status, 503);
  });
});
