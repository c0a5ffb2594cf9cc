import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { type Sandbox, startSandbox } from '../../../source/sandbox/server.ts';
import { ACCOUNT_B, marysKey, PHONE, PROD, refusal, stsClient } from '../clients.ts';

describe('STS through the real SDK', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());
  // A device takes each code once: the next test gets the next one.
  beforeEach(() => sandbox.clock.advance(60_000));

  const mary = () => stsClient(sandbox, marysKey(sandbox));
  const role = (account: string, name: string) => ({
    RoleArn: `arn:aws:iam::${account}:role/${name}`,
    RoleSessionName: 'mary',
  });
  const withCode = () => ({ SerialNumber: PHONE, TokenCode: sandbox.code(PHONE) });

  test('GetCallerIdentity names the user behind a long-term key', async () => {
    const answer = await mary().send(new GetCallerIdentityCommand());
    assert.equal(answer.Arn, 'arn:aws:iam::111122223333:user/mary');
    assert.equal(answer.Account, '111122223333');
    assert.match(answer.UserId ?? '', /^AIDA[A-Z2-7]{17}$/);
  });

  test('AssumeRole opens the role of the walkthrough in the other account', async () => {
    const begun = sandbox.clock.now();
    const { Credentials, AssumedRoleUser } = await mary().send(new AssumeRoleCommand(role(ACCOUNT_B, 'ystataws')));
    assert.equal(AssumedRoleUser?.Arn, 'arn:aws:sts::444455556666:assumed-role/ystataws/mary');
    assert.match(Credentials?.AccessKeyId ?? '', /^ASIA[A-Z2-7]{16}$/);
    const inAnHour = (from: number) => Math.floor((from + 3600_000) / 1000) * 1000;
    const expiration = Credentials?.Expiration?.getTime() ?? 0;
    assert.ok(expiration >= inAnHour(begun) && expiration <= inAnHour(sandbox.clock.now()), `${expiration}`);
    const who = await stsClient(sandbox, Credentials).send(new GetCallerIdentityCommand());
    assert.equal(who.Arn, 'arn:aws:sts::444455556666:assumed-role/ystataws/mary');
  });

  test('a role that wants MFA opens with a code, and not without one', async () => {
    await assert.rejects(
      mary().send(new AssumeRoleCommand(role(PROD, 'Admin'))),
      refusal(
        403,
        'AccessDenied',
        'User: arn:aws:iam::111122223333:user/mary is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::555566667777:role/Admin',
      ),
    );
    const { Credentials } = await mary().send(
      new AssumeRoleCommand({ ...role(PROD, 'Admin'), ...withCode(), DurationSeconds: 43200 }),
    );
    assert.ok(Credentials);
  });

  test('one MFA session opens role after role, an hour each', async () => {
    const { Credentials } = await mary().send(new GetSessionTokenCommand(withCode()));
    const session = stsClient(sandbox, Credentials);
    await session.send(new AssumeRoleCommand(role(PROD, 'Admin')));
    await session.send(new AssumeRoleCommand(role(PROD, 'ReadOnly')));
    await assert.rejects(
      session.send(new AssumeRoleCommand({ ...role(PROD, 'Admin'), DurationSeconds: 7200 })),
      refusal(400, 'ValidationError', /1 hour session limit for roles assumed by role chaining\.$/),
    );
  });

  test('the hub opens the roles behind it, and MFA does not travel on', async () => {
    const hub = await mary().send(new AssumeRoleCommand({ ...role('222233334444', 'Jump'), ...withCode() }));
    const jump = stsClient(sandbox, hub.Credentials);
    const ops = await jump.send(new AssumeRoleCommand(role(PROD, 'Ops')));
    assert.equal(ops.AssumedRoleUser?.Arn, 'arn:aws:sts::555566667777:assumed-role/Ops/mary');
    await assert.rejects(
      jump.send(new AssumeRoleCommand(role(PROD, 'Admin'))),
      refusal(403, 'AccessDenied', /sts:AssumeRole/),
    );
  });

  test('a session ends when its time is over', async () => {
    const { Credentials } = await mary().send(
      new AssumeRoleCommand({ ...role(PROD, 'ReadOnly'), DurationSeconds: 900 }),
    );
    const reader = stsClient(sandbox, Credentials);
    await reader.send(new GetCallerIdentityCommand());
    sandbox.clock.advance(900_000);
    await assert.rejects(
      reader.send(new GetCallerIdentityCommand()),
      refusal(403, 'ExpiredToken', 'The security token included in the request is expired'),
    );
  });
});
