import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { assign, MARY } from '../../../source/sandbox/identity-center/build.ts';
import { makePortal, portalCalls, post, refresh, START_URL } from './client.ts';

const verifier = 'v'.repeat(64);
const challenge = createHash('sha256').update(verifier).digest('base64url');
const redirectUri = 'http://127.0.0.1:49152/oauth/callback';
const state = 'a-state';

const registration = {
  clientName: 'test',
  clientType: 'public',
  scopes: ['sso:account:access'],
  grantTypes: ['authorization_code', 'refresh_token'],
  redirectUris: ['http://127.0.0.1/oauth/callback'],
  issuerUrl: START_URL,
};

/** A registered client at a portal, and what it does with a browser. */
async function registered(test: TestContext) {
  const { aws, portal } = await makePortal(test);
  assign(portal, MARY, { account: '111122223333', name: 'prod', roles: ['Admin'] });
  const { body } = await post(aws.url, '/client/register', registration);
  const { clientId, clientSecret } = body;
  const client = { clientId, clientSecret };
  /** @returns where the browser is sent, or the status of the page on which it stays */
  const browse = async (changes: Readonly<Record<string, string | undefined>> = {}) => {
    const usual = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      state,
      code_challenge_method: 'S256',
      scopes: 'sso:account:access',
      code_challenge: challenge,
      ...changes,
    };
    const fields = Object.entries(usual).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const answer = await fetch(`${aws.url}/authorize?${new URLSearchParams(fields)}`, { redirect: 'manual' });
    const location = URL.parse(answer.headers.get('location') ?? '');
    return { status: answer.status, text: await answer.text(), location };
  };
  const codeOf = async (): Promise<string> => (await browse()).location?.searchParams.get('code') ?? '';
  const redeem = (code: string, changes: object = {}) =>
    post(aws.url, '/token', {
      ...client,
      grantType: 'authorization_code',
      code,
      codeVerifier: verifier,
      redirectUri,
      ...changes,
    });
  return { aws, client, browse, codeOf, redeem };
}

test('a code comes back to the address with the state, and is a token that can be renewed', async (test) => {
  const { aws, client, browse, redeem } = await registered(test);
  const { status, location } = await browse();
  assert.equal(status, 302);
  assert.equal(`${location?.origin}${location?.pathname}`, redirectUri);
  assert.equal(location?.searchParams.get('state'), state);
  const { body } = await redeem(location?.searchParams.get('code') ?? '');
  const { body: listed } = await portalCalls(aws.url, body.accessToken).accounts();
  assert.equal(listed.accountList[0].accountId, '111122223333');
  const renewed = await refresh(aws, { client }, body.refreshToken);
  assert.equal(renewed.status, 200);
});

test('who says no is sent back with that and the state', async (test) => {
  const { browse } = await registered(test);
  const { location } = await browse({ deny: '1' });
  assert.equal(location?.search, `?error=access_denied&state=${state}`);
});

const wrongRegistrations: readonly (readonly [what: string, changes: object, code: string])[] = [
  ['without a name', { clientName: undefined }, 'invalid_request'],
  ['a confidential client', { clientType: 'confidential' }, 'invalid_request'],
  ['another redirect', { redirectUris: ['http://127.0.0.1/'] }, 'invalid_redirect_uri'],
  ['localhost', { redirectUris: ['http://localhost/oauth/callback'] }, 'invalid_redirect_uri'],
  ['a redirect with its port', { redirectUris: [redirectUri] }, 'invalid_redirect_uri'],
  ['no redirect', { redirectUris: undefined }, 'invalid_redirect_uri'],
  ['a grant of its own', { grantTypes: ['password'] }, 'unsupported_grant_type'],
  [
    'both flows',
    { grantTypes: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'] },
    'invalid_client_metadata',
  ],
  ['no issuer', { issuerUrl: undefined }, 'invalid_request'],
  ['an issuer that is not there', { issuerUrl: 'https://other.awsapps.com/start' }, 'invalid_request'],
  ['scopes that are none', { scopes: ['everything'] }, 'invalid_scope'],
];

for (const [what, changes, code] of wrongRegistrations) {
  test(`a registration: ${what}`, async (test) => {
    const { aws } = await makePortal(test);
    const { status, body } = await post(aws.url, '/client/register', { ...registration, ...changes });
    assert.deepEqual([status, body.error], [400, code]);
  });
}

const wrongPages: readonly (readonly [field: string, value: string | undefined])[] = [
  ['client_id', 'nobody'],
  ['client_id', undefined],
  ['response_type', 'token'],
  ['redirect_uri', 'http://127.0.0.1/oauth/callback'],
  ['redirect_uri', 'http://127.0.0.1:49152/other'],
  ['redirect_uri', 'http://localhost:49152/oauth/callback'],
  ['redirect_uri', 'https://evil.example/oauth/callback'],
  ['redirect_uri', 'http://127.0.0.1:49152/oauth/callback?x'],
  ['redirect_uri', undefined],
  ['state', undefined],
  ['code_challenge_method', 'plain'],
  ['code_challenge_method', undefined],
  ['code_challenge', `${challenge}=`],
  ['code_challenge', challenge.slice(1)],
  ['code_challenge', undefined],
  ['scopes', 'sso:account:access codewhisperer:completions'],
  ['scopes', undefined],
];

for (const [field, value] of wrongPages) {
  test(`the page: ${field} is ${value ?? 'missing'}`, async (test) => {
    const { browse } = await registered(test);
    const { status, location, text } = await browse({ [field]: value });
    assert.equal(location, null, 'nobody is sent anywhere');
    assert.deepEqual([status, text], [400, `Invalid ${field}.\n`]);
  });
}

const wrongTokens: readonly (readonly [what: string, changes: object, code: string])[] = [
  ['another code', { code: 'x' }, 'invalid_grant'],
  ['another verifier', { codeVerifier: 'w'.repeat(64) }, 'invalid_grant'],
  ['a short verifier', { codeVerifier: 'v' }, 'invalid_grant'],
  ['no verifier', { codeVerifier: undefined }, 'invalid_grant'],
  ['the redirect without its port', { redirectUri: 'http://127.0.0.1/oauth/callback' }, 'invalid_grant'],
  ['another port', { redirectUri: 'http://127.0.0.1:1/oauth/callback' }, 'invalid_grant'],
  ['another secret', { clientSecret: 'x' }, 'invalid_client'],
  ['another grant', { grantType: 'urn:ietf:params:oauth:grant-type:device_code' }, 'unauthorized_client'],
  ['no grant', { grantType: undefined }, 'unsupported_grant_type'],
];

for (const [what, changes, code] of wrongTokens) {
  test(`the token: ${what}`, async (test) => {
    const { codeOf, redeem } = await registered(test);
    const { body } = await redeem(await codeOf(), changes);
    assert.equal(body.error, code);
  });
}

test('a code is good once, and for a minute; a client for codes gets no device code', async (test) => {
  const { aws, client, codeOf, redeem } = await registered(test);
  const code = await codeOf();
  assert.equal((await redeem(code)).status, 200);
  assert.equal((await redeem(code)).body.error, 'invalid_grant');
  const late = await codeOf();
  aws.clock.advance(61_000);
  assert.equal((await redeem(late)).body.error, 'invalid_grant');
  const started = await post(aws.url, '/device_authorization', { ...client, startUrl: START_URL });
  assert.equal(started.body.error, 'unauthorized_client');
});
