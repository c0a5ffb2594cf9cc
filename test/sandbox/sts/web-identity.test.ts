import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type Sandbox, startSandbox } from '../../../source/sandbox/server.ts';
import { addRole } from '../../../source/sandbox/state/build.ts';
import { addOidcProvider, type TokenWriter } from '../../../source/sandbox/state/oidc.ts';
import { ACCOUNT_B, accountIn, PROD, refusal, stsClient } from '../clients.ts';

const HOST = 'id.example.com/pool';

describe('AssumeRoleWithWebIdentity', () => {
  let sandbox: Sandbox;
  let write: TokenWriter;
  let stranger: TokenWriter;
  before(async () => {
    sandbox = await startSandbox();
    const account = accountIn(sandbox, PROD);
    write = addOidcProvider(account, HOST, 'sts.amazonaws.com');
    stranger = addOidcProvider(accountIn(sandbox, ACCOUNT_B), HOST, 'sts.amazonaws.com');
    const Principal = { Federated: `arn:aws:iam::${PROD}:oidc-provider/${HOST}` };
    const Condition = { StringEquals: { [`${HOST}:sub`]: 'job' } };
    const Statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRoleWithWebIdentity', Condition } as const;
    addRole(account, 'Web', { trust: { Statement } });
  });
  after(() => sandbox.close());

  const claims = (more: object = {}) => ({
    sub: 'job',
    aud: 'sts.amazonaws.com',
    exp: Math.floor(sandbox.clock.now() / 1000) + 60,
    ...more,
  });
  const send = (WebIdentityToken: string, name = 'Web') => {
    const client = new STSClient({ endpoint: sandbox.url, region: 'eu-west-1', maxAttempts: 1 });
    const RoleArn = `arn:aws:iam::${PROD}:role/${name}`;
    return client.send(new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'job', WebIdentityToken }));
  };

  test('opens the role without a signature, and keeps the token to itself', async () => {
    const token = write(claims());
    const answer = await send(token);
    assert.equal(answer.SubjectFromWebIdentityToken, 'job');
    assert.equal(answer.Audience, 'sts.amazonaws.com');
    const who = await stsClient(sandbox, answer.Credentials).send(new GetCallerIdentityCommand());
    assert.equal(who.Arn, `arn:aws:sts::${PROD}:assumed-role/Web/job`);
    assert.ok(!JSON.stringify(sandbox.calls).includes(token));
  });

  const invalid = (message: RegExp) => refusal(400, 'InvalidIdentityToken', message);
  const refused = refusal(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
  const cases: [string, () => Promise<unknown>, (error: unknown) => boolean][] = [
    ['no token', () => send('nonsense'), invalid(/not a valid JWT/)],
    ['a token of three nothings', () => send('a.b.c'), invalid(/not a valid JWT/)],
    ['another subject', () => send(write(claims({ sub: 'other' }))), refused],
    ['another audience', () => send(write(claims({ aud: 'other' }))), invalid(/Incorrect token audience/)],
    [
      'another issuer',
      () => send(write(claims({ iss: 'https://evil.example.com' }))),
      invalid(/No OpenIDConnect provider/),
    ],
    ['the key of another account', () => send(stranger(claims())), invalid(/verification key/)],
    ['no such role', () => send(write(claims()), 'NoSuchRole'), refused],
    ['a role for others', () => send(write(claims()), 'ReadOnly'), refused],
  ];
  for (const [name, run, expected] of cases) test(`refuses ${name}`, () => assert.rejects(run(), expected));

  test('refuses a token with claims put in afterwards', async () => {
    const [head, , signature] = write(claims({ sub: 'other' })).split('.');
    const body = Buffer.from(JSON.stringify({ iss: `https://${HOST}`, ...claims() })).toString('base64url');
    await assert.rejects(send([head, body, signature].join('.')), invalid(/verification key/));
  });
});
