import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ListMFADevicesCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { readClaims } from '../../../source/sandbox/state/oidc.ts';
import { ACCOUNT_A, ACCOUNT_B, iamClient, refusal, stsClient, userIn } from '../clients.ts';
import {
  askToken,
  authorizeUrl,
  byCode,
  byRefresh,
  CALLBACK,
  CROSS_DEVICE,
  challengeOf,
  codeFor,
  makeAws,
  makeKey,
  postToken,
  proofOf,
  refusalOf,
  SAME_DEVICE,
  signIn,
  visit,
} from './client.ts';

const MARY = `arn:aws:iam::${ACCOUNT_A}:user/mary`;

const keysOf = ({ accessToken }: { accessToken: Record<string, string> }) => ({
  AccessKeyId: accessToken.accessKeyId,
  SecretAccessKey: accessToken.secretAccessKey,
  SessionToken: accessToken.sessionToken,
  Expiration: undefined,
});

test('a code gives credentials of a quarter of an hour, which STS and IAM take as those of the principal', async (context) => {
  const aws = await makeAws(context);
  const { token } = await signIn(aws);
  assert.deepEqual(Object.keys(token), ['accessToken', 'tokenType', 'expiresIn', 'refreshToken', 'idToken']);
  assert.deepEqual(Object.keys(token.accessToken), ['accessKeyId', 'secretAccessKey', 'sessionToken']);
  assert.deepEqual([token.tokenType, token.expiresIn], ['aws_sigv4', 900]);
  const claims = readClaims(token.idToken);
  assert.deepEqual([claims?.sub, claims?.aud], [MARY, SAME_DEVICE]);
  const sts = stsClient(aws, keysOf(token));
  assert.equal((await sts.send(new GetCallerIdentityCommand({}))).Arn, MARY);
  const devices = await iamClient(aws, keysOf(token)).send(new ListMFADevicesCommand({}));
  assert.equal(devices.MFADevices?.length, 1);
  aws.clock.advance(900_000);
  await assert.rejects(
    sts.send(new GetCallerIdentityCommand({})),
    refusal(403, 'ExpiredToken', 'The security token included in the request is expired'),
  );
});

test('root, users and federated people sign in; who is named by the page', async (context) => {
  const aws = await makeAws(context);
  const federated = `arn:aws:sts::${ACCOUNT_B}:assumed-role/ystataws/mary@example.com`;
  aws.world.accounts
    .get(ACCOUNT_B)
    ?.roles.get('ystataws')
    ?.attachedPolicies.add('arn:aws:iam::aws:policy/SignInLocalDevelopmentAccess');
  for (const principal of [`arn:aws:iam::${ACCOUNT_A}:root`, `arn:aws:iam::${ACCOUNT_B}:user/admin`, federated]) {
    const { token } = await signIn(aws, { principal });
    assert.equal(readClaims(token.idToken)?.sub, principal);
    assert.equal((await stsClient(aws, keysOf(token)).send(new GetCallerIdentityCommand({}))).Arn, principal);
  }
});

test('a sign-in on another device is exchanged with its own client and redirect', async (context) => {
  const aws = await makeAws(context);
  const code = await codeFor(aws.url, { client_id: CROSS_DEVICE });
  const redirectUri = `${aws.url}/v1/sessions/confirmation`;
  const { status, body } = await askToken(aws, makeKey(), byCode(code, { clientId: CROSS_DEVICE, redirectUri }));
  assert.deepEqual([status, readClaims(body.idToken)?.aud], [200, CROSS_DEVICE]);
});

test('a refresh token gives new credentials once, and with them the next one', async (context) => {
  const aws = await makeAws(context);
  const mary = await signIn(aws);
  const { status, body } = await mary.refresh(mary.token.refreshToken);
  assert.deepEqual([status, Object.keys(body)], [200, ['accessToken', 'tokenType', 'expiresIn', 'refreshToken']]);
  assert.notEqual(body.refreshToken, mary.token.refreshToken);
  assert.notEqual(body.accessToken.accessKeyId, mary.token.accessToken.accessKeyId);
  assert.deepEqual(refusalOf(await mary.refresh(mary.token.refreshToken)), [
    400,
    'ValidationException',
    'INVALID_REQUEST',
  ]);
  assert.equal((await mary.refresh(body.refreshToken)).status, 200);
});

const long = 12 * 3_600_000;

test('a sign-in ends after twelve hours, and its credentials end with it', async (context) => {
  const aws = await makeAws(context);
  const mary = await signIn(aws);
  aws.clock.advance(long - 600_000);
  const { body } = await mary.refresh(mary.token.refreshToken);
  assert.equal(body.expiresIn, 600);
  aws.clock.advance(600_000);
  const ended = await mary.refresh(body.refreshToken);
  assert.deepEqual(refusalOf(ended), [401, 'AccessDeniedException', 'TOKEN_EXPIRED']);
  assert.equal(ended.body.message, 'The refresh token has expired.');
});

test('an administrator ends a sign-in, a password is changed, a permission is taken away', async (context) => {
  const aws = await makeAws(context);
  const [mary, admin] = [await signIn(aws), await signIn(aws, { principal: `arn:aws:iam::${ACCOUNT_B}:user/admin` })];
  aws.signin.end(MARY);
  assert.deepEqual(refusalOf(await mary.refresh(mary.token.refreshToken)), [
    401,
    'AccessDeniedException',
    'TOKEN_EXPIRED',
  ]);
  assert.equal((await admin.refresh(admin.token.refreshToken)).status, 200);
  const changed = await signIn(aws);
  aws.signin.changePassword();
  const refused = await changed.refresh(changed.token.refreshToken);
  assert.deepEqual(refusalOf(refused), [403, 'AccessDeniedException', 'USER_CREDENTIALS_CHANGED']);
  const again = await signIn(aws);
  userIn(aws, ACCOUNT_A, 'mary').attachedPolicies.clear();
  const without = [403, 'AccessDeniedException', 'INSUFFICIENT_PERMISSIONS'];
  assert.deepEqual(refusalOf(await again.refresh(again.token.refreshToken)), without);
  assert.deepEqual(refusalOf(await askToken(aws, makeKey(), byCode(await codeFor(aws.url)))), without);
});

test('a code serves once, and not for long', async (context) => {
  const aws = await makeAws(context);
  const code = await codeFor(aws.url);
  assert.equal((await askToken(aws, makeKey(), byCode(code))).status, 200);
  assert.deepEqual(refusalOf(await askToken(aws, makeKey(), byCode(code))), [
    400,
    'ValidationException',
    'INVALID_REQUEST',
  ]);
  aws.signin.set({ codeSeconds: 10 });
  const late = await codeFor(aws.url);
  aws.clock.advance(10_000);
  assert.deepEqual(refusalOf(await askToken(aws, makeKey(), byCode(late))), [
    401,
    'AccessDeniedException',
    'AUTHCODE_EXPIRED',
  ]);
});

test('a sign-in belongs to the region where it was made', async (context) => {
  const aws = await makeAws(context);
  const [there, elsewhere] = [`${aws.url}/regions/eu-west-1`, `${aws.url}/regions/us-east-1`];
  const key = makeKey();
  const code = await codeFor(there);
  const { body } = await askToken(aws, key, byCode(code), {}, there);
  const refused = await askToken(aws, key, byRefresh(body.refreshToken), {}, elsewhere);
  assert.deepEqual(refusalOf(refused), [400, 'ValidationException', 'INVALID_REQUEST']);
  assert.equal(refused.body.message, 'The provided authorization grant is invalid, expired, revoked, or malformed');
  assert.equal((await askToken(aws, key, byRefresh(body.refreshToken), {}, there)).status, 200);
  const another = await askToken(aws, makeKey(), byCode(await codeFor(there)), {}, elsewhere);
  assert.equal(another.status, 400);
});

const wrongCode: readonly (readonly [what: string, changes: object])[] = [
  ['no client', { clientId: undefined }],
  ['another client', { clientId: 'arn:aws:signin:::devtools/other' }],
  ['the client of another device', { clientId: CROSS_DEVICE }],
  ['no grant', { grantType: undefined }],
  ['another grant', { grantType: 'client_credentials' }],
  ['no code', { code: undefined }],
  ['another code', { code: 'x' }],
  ['a code that is no text', { code: 7 }],
  ['no verifier', { codeVerifier: undefined }],
  ['another verifier', { codeVerifier: 'b'.repeat(43) }],
  ['no redirect', { redirectUri: undefined }],
  ['another redirect', { redirectUri: CALLBACK.replace('49152', '49153') }],
];

/** Verifiers of no right form, although their challenge is the one that was given. */
const malformed = ['a'.repeat(42), 'a'.repeat(129), `${'a'.repeat(43)}+`];

const wrongRefresh: readonly (readonly [what: string, changes: object])[] = [
  ['no client', { clientId: undefined }],
  ['the client of another device', { clientId: CROSS_DEVICE }],
  ['no grant', { grantType: undefined }],
  ['no refresh token', { refreshToken: undefined }],
  ['another refresh token', { refreshToken: 'x' }],
];

test('each field of the request for a token counts', async (context) => {
  const aws = await makeAws(context);
  const invalid = [400, 'ValidationException', 'INVALID_REQUEST'];
  for (const [what, changes] of wrongCode) {
    const code = (await visit(authorizeUrl(aws.url))).said.code ?? '';
    assert.deepEqual(refusalOf(await askToken(aws, makeKey(), byCode(code, changes))), invalid, what);
  }
  for (const codeVerifier of malformed) {
    const code = await codeFor(aws.url, { code_challenge: challengeOf(codeVerifier) });
    assert.deepEqual(refusalOf(await askToken(aws, makeKey(), byCode(code, { codeVerifier }))), invalid, codeVerifier);
  }
  const mary = await signIn(aws);
  const { refreshToken } = mary.token;
  for (const [what, changes] of wrongRefresh)
    assert.deepEqual(refusalOf(await askToken(aws, mary.key, byRefresh(refreshToken, changes))), invalid, what);
  assert.deepEqual(refusalOf(await askToken(aws, makeKey(), byRefresh(refreshToken))), invalid, 'another key');
  const url = `${aws.url}/v1/token`;
  const proven = (body: string, type = 'application/json') =>
    postToken(url, body, { DPoP: proofOf(mary.key, url, aws.clock.now()), 'content-type': type });
  const whole = JSON.stringify(byRefresh(refreshToken));
  assert.deepEqual(refusalOf(await proven(whole, 'application/x-www-form-urlencoded')), invalid, 'a form');
  assert.deepEqual(refusalOf(await proven('[]')), invalid, 'a list');
  assert.deepEqual(refusalOf(await proven(whole.slice(1))), invalid, 'no JSON');
  assert.equal((await proven(whole)).status, 200);
});

test('calls are recorded without codes and tokens', async (context) => {
  const aws = await makeAws(context);
  const mary = await signIn(aws);
  await mary.refresh(mary.token.refreshToken);
  assert.deepEqual(
    aws.calls.map(({ service, action, params }) => [service, action, params.grantType]),
    [
      ['signin', 'AuthorizeOAuth2Access', undefined],
      ['signin', 'CreateOAuth2Token', 'authorization_code'],
      ['signin', 'CreateOAuth2Token', 'refresh_token'],
    ],
  );
  assert.ok(!JSON.stringify(aws.calls).includes(mary.token.refreshToken));
  aws.failNext({ action: 'CreateOAuth2Token', status: 429, code: 'x', message: 'Rate exceeded' });
  assert.deepEqual(refusalOf(await mary.refresh('x')), [429, 'TooManyRequestsError', 'rate_exceeded']);
});
