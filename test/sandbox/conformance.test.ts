import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { CreateRoleCommand, ListMFADevicesCommand } from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  type Credentials,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { packedPolicyTooLarge, throttling } from '../../source/sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';
import { addAccessKey, addDevice, addRole } from '../../source/sandbox/state/build.ts';
import { addOidcProvider } from '../../source/sandbox/state/oidc.ts';
import {
  ACCOUNT_A,
  ACCOUNT_B,
  accountIn,
  iamClient,
  keyOf,
  marysKey,
  PHONE,
  PROD,
  refusal,
  stsClient,
  userIn,
} from './clients.ts';

const HOUR = 3600_000;

/** Every line of the error table, by code and text on the wire. */
describe('errors have the status, code and text of AWS', () => {
  let sandbox: Sandbox;
  let clock = 0;
  beforeEach(async () => {
    clock = 0;
    sandbox = await startSandbox({ now: () => Date.now() + clock });
  });
  afterEach(() => sandbox.close());

  const mary = (region?: string) => stsClient(sandbox, marysKey(sandbox), region);
  const roleArn = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
  const assume = (account: string, name: string, more: object = {}) =>
    new AssumeRoleCommand({ RoleArn: roleArn(account, name), RoleSessionName: 'mary', ...more });
  const withCode = () => ({ SerialNumber: PHONE, TokenCode: sandbox.code(PHONE) });
  const session = async (more: object = {}): Promise<Credentials | undefined> =>
    (await mary().send(new GetSessionTokenCommand(more))).Credentials;
  const notAuthorized = (arn: string, action = 'sts:AssumeRole') =>
    refusal(
      403,
      'AccessDenied',
      `User: arn:aws:iam::111122223333:user/mary is not authorized to perform: ${action} on resource: ${arn}`,
    );

  const WRONG_CODE = refusal(
    403,
    'AccessDenied',
    'MultiFactorAuthentication failed with invalid MFA one time pass code.',
  );
  const WRONG_SERIAL = refusal(
    403,
    'AccessDenied',
    'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
  );
  const ONE_OF_TWO = refusal(
    403,
    'AccessDenied',
    'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
  );

  test('MFA: a wrong, an old and a reused code', async () => {
    const right = sandbox.code(PHONE);
    const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0');
    await assert.rejects(session({ SerialNumber: PHONE, TokenCode: wrong }), WRONG_CODE);
    await session({ SerialNumber: PHONE, TokenCode: right });
    await assert.rejects(session({ SerialNumber: PHONE, TokenCode: right }), WRONG_CODE);
    await assert.rejects(mary().send(assume(PROD, 'Admin', { SerialNumber: PHONE, TokenCode: right })), WRONG_CODE);
    sandbox.clock.advance(30_000);
    await session(withCode());
    const old = sandbox.code(PHONE);
    sandbox.clock.advance(90_000);
    await assert.rejects(session({ SerialNumber: PHONE, TokenCode: old }), WRONG_CODE);
  });

  test('MFA: a code is spent even when the call fails afterwards', async () => {
    // One code: another one is shown as soon as the next 30 seconds begin.
    const coded = withCode();
    await assert.rejects(mary().send(assume(PROD, 'BreakGlass', coded)), notAuthorized(roleArn(PROD, 'BreakGlass')));
    await assert.rejects(session(coded), WRONG_CODE);
  });

  test("MFA: an unknown serial, somebody else's, a FIDO key", async () => {
    const account = accountIn(sandbox, ACCOUNT_A);
    const fido = { kind: 'fido', serial: `arn:aws:iam::${ACCOUNT_A}:u2f/user/mary/key-1` } as const;
    addDevice(account, fido, userIn(sandbox, ACCOUNT_A, 'mary'));
    const spare = addDevice(account, { kind: 'hardware', serial: 'GAHT12345678' });
    for (const SerialNumber of [`${PHONE}-2`, spare.serial, fido.serial]) {
      await assert.rejects(session({ SerialNumber, TokenCode: '123456' }), WRONG_SERIAL, SerialNumber);
    }
  });

  test('MFA: a serial without a code, a code without a serial', async () => {
    await assert.rejects(session({ SerialNumber: PHONE }), ONE_OF_TWO);
    await assert.rejects(session({ TokenCode: '123456' }), ONE_OF_TWO);
    await assert.rejects(mary().send(assume(PROD, 'Admin', { SerialNumber: PHONE })), ONE_OF_TWO);
  });

  test('AssumeRole is refused in one way for every reason', async () => {
    const [trust, none] = [roleArn(PROD, 'BreakGlass'), roleArn(PROD, 'NoSuchRole')];
    await assert.rejects(mary().send(assume(PROD, 'BreakGlass')), notAuthorized(trust));
    await assert.rejects(mary().send(assume(PROD, 'NoSuchRole')), notAuthorized(none));
    await assert.rejects(mary().send(assume(PROD, 'admin', withCode())), notAuthorized(roleArn(PROD, 'admin')));
    await assert.rejects(mary().send(assume('999999999999', 'Any')), notAuthorized(roleArn('999999999999', 'Any')));
    await assert.rejects(mary().send(assume(PROD, 'Admin')), notAuthorized(roleArn(PROD, 'Admin')));
    const auditor = roleArn('777788889999', 'Auditor');
    await assert.rejects(mary().send(assume('777788889999', 'Auditor')), notAuthorized(auditor));
    await assert.rejects(
      mary().send(assume('777788889999', 'Auditor', { ExternalId: 'audit-0' })),
      notAuthorized(auditor),
    );
    userIn(sandbox, ACCOUNT_A, 'mary').inlinePolicies.clear();
    await assert.rejects(mary().send(assume(PROD, 'ReadOnly')), notAuthorized(roleArn(PROD, 'ReadOnly')));
  });

  test('AssumeRole says so when a policy denies', async () => {
    const Statement = { Effect: 'Deny', Action: 'sts:*', Resource: '*' } as const;
    userIn(sandbox, ACCOUNT_A, 'mary').inlinePolicies.set('deny', { Version: '2012-10-17', Statement });
    await assert.rejects(
      mary().send(assume(PROD, 'ReadOnly')),
      refusal(
        403,
        'AccessDenied',
        /sts:AssumeRole on resource: \S+ with an explicit deny in an identity-based policy$/,
      ),
    );
  });

  test('source identity and session tags need permissions of their own', async () => {
    const trust = {
      Statement: { Effect: 'Allow', Principal: { AWS: ACCOUNT_A }, Action: 'sts:AssumeRole' },
    } as const;
    addRole(accountIn(sandbox, PROD), 'Plain', { trust });
    const arn = roleArn(PROD, 'Plain');
    await mary().send(assume(PROD, 'Plain'));
    await assert.rejects(
      mary().send(assume(PROD, 'Plain', { SourceIdentity: 'mary' })),
      notAuthorized(arn, 'sts:SetSourceIdentity'),
    );
    await assert.rejects(
      mary().send(assume(PROD, 'Plain', { Tags: [{ Key: 'team', Value: 'a' }] })),
      notAuthorized(arn, 'sts:TagSession'),
    );
  });

  test('root cannot assume roles', async () => {
    const account = accountIn(sandbox, ACCOUNT_A);
    const root = stsClient(sandbox, addAccessKey(account, account));
    await assert.rejects(
      root.send(assume(PROD, 'ReadOnly')),
      refusal(403, 'AccessDenied', 'Roles may not be assumed by root accounts.'),
    );
    const { Credentials } = await root.send(new GetSessionTokenCommand({ DurationSeconds: 43200 }));
    assert.ok((Credentials?.Expiration?.getTime() ?? 0) <= sandbox.clock.now() + HOUR, 'root gets an hour');
  });

  test('GetSessionToken and GetFederationToken take long-term keys only', async () => {
    const temporary = stsClient(sandbox, await session());
    for (const command of [new GetSessionTokenCommand(), new GetFederationTokenCommand({ Name: 'guest' })]) {
      const name = command.constructor.name.replace('Command', '');
      await assert.rejects(
        temporary.send(command as GetSessionTokenCommand),
        refusal(403, 'AccessDenied', `Cannot call ${name} with session credentials`),
      );
    }
  });

  test('expired credentials', async () => {
    const client = stsClient(sandbox, await session({ DurationSeconds: 900 }));
    await client.send(new GetCallerIdentityCommand());
    sandbox.clock.advance(900_000);
    await assert.rejects(
      client.send(new GetCallerIdentityCommand()),
      refusal(403, 'ExpiredToken', 'The security token included in the request is expired'),
    );
  });

  test('unknown, inactive and deleted keys, and tokens that are not theirs', async () => {
    const invalid = refusal(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
    const who = new GetCallerIdentityCommand();
    const key = marysKey(sandbox);
    const [one, other] = [await session(), await session()];
    const unknown = { ...key, id: 'AKIAQAAAAAAAAAAAAAAA' };
    await assert.rejects(stsClient(sandbox, unknown).send(who), invalid);
    await assert.rejects(stsClient(sandbox, { ...one, SessionToken: undefined } as Credentials).send(who), invalid);
    await assert.rejects(
      stsClient(sandbox, { ...one, SessionToken: other?.SessionToken } as Credentials).send(who),
      invalid,
    );
    key.active = false;
    await assert.rejects(mary().send(who), invalid);
    userIn(sandbox, ACCOUNT_A, 'mary').keys.length = 0;
    await assert.rejects(stsClient(sandbox, key).send(who), invalid);
  });

  test('a session without MFA cannot call IAM, one with MFA can', async () => {
    await assert.rejects(
      iamClient(sandbox, await session()).send(new ListMFADevicesCommand()),
      refusal(403, 'InvalidClientTokenId', 'The security token included in the request is invalid'),
    );
    const { MFADevices } = await iamClient(sandbox, await session(withCode())).send(new ListMFADevicesCommand());
    assert.deepEqual(
      MFADevices?.map((device) => device.SerialNumber),
      [PHONE],
    );
  });

  test('a wrong secret', async () => {
    const wrong = { ...marysKey(sandbox), secret: 'not the secret' };
    await assert.rejects(
      stsClient(sandbox, wrong).send(new GetCallerIdentityCommand()),
      refusal(
        403,
        'SignatureDoesNotMatch',
        /^The request signature we calculated does not match the signature you provided\. /,
      ),
    );
  });

  test('a clock that is off: both times in the text, the true one in the Date header', async () => {
    const time = String.raw`\d{8}T\d{6}Z`;
    clock = HOUR;
    await assert.rejects(
      mary().send(new GetCallerIdentityCommand()),
      refusal(
        403,
        'SignatureDoesNotMatch',
        new RegExp(`^Signature expired: ${time} is now earlier than ${time} \\(${time} - 15 min\\.\\)$`),
      ),
    );
    clock = -HOUR;
    await assert.rejects(
      mary().send(new GetCallerIdentityCommand()),
      refusal(
        403,
        'SignatureDoesNotMatch',
        new RegExp(`^Signature not yet current: ${time} is still later than ${time} \\(${time} \\+ 15 min\\.\\)$`),
      ),
    );
    const response = await fetch(sandbox.url);
    await response.text();
    const off = Date.parse(response.headers.get('date') ?? '') - (Date.now() - HOUR);
    assert.ok(Math.abs(off) < 60_000, 'the Date header is the sandbox time');
  });

  test('the SDK corrects its clock by the Date header', async () => {
    clock = HOUR;
    const client = stsClient(sandbox, marysKey(sandbox), 'eu-west-1', 3);
    await client.send(new GetCallerIdentityCommand());
    assert.deepEqual(
      sandbox.calls.map((call) => call.code),
      ['SignatureDoesNotMatch', undefined],
    );
  });

  test('a signature for a region that the service does not have', async () => {
    const wrong = (region: string) =>
      refusal(403, 'SignatureDoesNotMatch', `Credential should be scoped to a valid region, not '${region}'. `);
    const devices = new ListMFADevicesCommand();
    await assert.rejects(iamClient(sandbox, marysKey(sandbox), 'eu-west-1').send(devices), wrong('eu-west-1'));
    await assert.rejects(mary('eu-wset-1a').send(new GetCallerIdentityCommand()), wrong('eu-wset-1a'));
    await mary('ap-southeast-7').send(new GetCallerIdentityCommand());
  });

  test('a region in which STS is not activated', async () => {
    accountIn(sandbox, ACCOUNT_A).disabledRegions.add('me-south-1');
    await assert.rejects(
      mary('me-south-1').send(assume(ACCOUNT_B, 'ystataws')),
      refusal(
        403,
        'RegionDisabledException',
        'STS is not activated in this region for account:111122223333. Your account administrator can activate STS in this region using the IAM Console.',
      ),
    );
    await mary('eu-west-1').send(assume(ACCOUNT_B, 'ystataws'));
  });

  test('durations: above what the role allows, and above an hour for a chained role', async () => {
    await assert.rejects(
      mary().send(assume(PROD, 'Deploy', { DurationSeconds: 3601 })),
      refusal(
        400,
        'ValidationError',
        'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      ),
    );
    const chained = refusal(
      400,
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
    const fromSession = stsClient(sandbox, await session());
    await assert.rejects(fromSession.send(assume(PROD, 'ReadOnly', { DurationSeconds: 3601 })), chained);
    const jump = await mary().send(assume('222233334444', 'Jump', withCode()));
    const fromRole = stsClient(sandbox, jump.Credentials);
    await assert.rejects(fromRole.send(assume(PROD, 'Ops', { DurationSeconds: 7200 })), chained);
  });

  test('constraints of the service model, one and several at once', async () => {
    const cases: [object, string][] = [
      [
        { TokenCode: '12345' },
        "Value '12345' at 'tokenCode' failed to satisfy constraint: Member must have length greater than or equal to 6",
      ],
      [
        { TokenCode: '1234567' },
        "Value '1234567' at 'tokenCode' failed to satisfy constraint: Member must have length less than or equal to 6",
      ],
      [
        { TokenCode: 'abcdef' },
        "Value 'abcdef' at 'tokenCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\d]*",
      ],
      [
        { RoleSessionName: 'x' },
        "Value 'x' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2",
      ],
      [
        { RoleSessionName: 'a b/c' },
        "Value 'a b/c' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
      ],
      [
        { DurationSeconds: 899 },
        "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
      ],
      [
        { DurationSeconds: 43201 },
        "Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
      ],
      [
        { ExternalId: 'x' },
        "Value 'x' at 'externalId' failed to satisfy constraint: Member must have length greater than or equal to 2",
      ],
    ];
    for (const [more, text] of cases) {
      const message = `1 validation error detected: ${text}`;
      await assert.rejects(mary().send(assume(PROD, 'ReadOnly', more)), refusal(400, 'ValidationError', message));
    }
    await assert.rejects(
      mary().send(assume(PROD, 'ReadOnly', { RoleSessionName: 'x', DurationSeconds: 1 })),
      refusal(400, 'ValidationError', /^2 validation errors detected: Value 'x' at .+; Value '1' at /),
    );
    await assert.rejects(
      mary().send(new GetSessionTokenCommand({ DurationSeconds: 129601 })),
      refusal(400, 'ValidationError', /'durationSeconds'.* value less than or equal to 129600$/),
    );
  });

  test('a packed policy that is too large, by request and by its own weight', async () => {
    sandbox.failNext(packedPolicyTooLarge(112));
    await assert.rejects(
      mary().send(assume(PROD, 'ReadOnly')),
      refusal(400, 'PackedPolicyTooLarge', 'Packed size of session tags consumes 112% of allotted space.'),
    );
    const Tags = Array.from({ length: 50 }, (_, index) => ({
      Key: `${index}`,
      Value: Array.from({ length: 200 }, () => Math.floor(Math.random() * 36).toString(36)).join(''),
    }));
    await assert.rejects(
      mary().send(assume(PROD, 'ReadOnly', { Tags })),
      refusal(400, 'PackedPolicyTooLarge', /^Packed size of session tags consumes \d{3}% of allotted space\.$/),
    );
  });

  test('throttling on request', async () => {
    sandbox.failNext({ ...throttling, action: 'AssumeRole', times: 2 });
    await mary().send(new GetCallerIdentityCommand());
    await assert.rejects(mary().send(assume(PROD, 'ReadOnly')), refusal(400, 'Throttling', 'Rate exceeded'));
    await stsClient(sandbox, marysKey(sandbox), 'eu-west-1', 3).send(assume(PROD, 'ReadOnly'));
  });

  test('a session policy that is none', async () => {
    await assert.rejects(
      mary().send(assume(PROD, 'ReadOnly', { Policy: '{"Statement": ' })),
      refusal(400, 'MalformedPolicyDocument', 'This policy contains invalid Json'),
    );
    await assert.rejects(
      mary().send(assume(PROD, 'ReadOnly', { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/NoSuchPolicy' }] })),
      refusal(400, 'MalformedPolicyDocument', /NoSuchPolicy/),
    );
  });

  test('a web-identity token that is over has the other expired-token error', async () => {
    const account = accountIn(sandbox, PROD);
    const write = addOidcProvider(account, 'id.example.com', 'sts.amazonaws.com');
    const RoleArn = roleArn(PROD, 'Web');
    const Principal = { Federated: `arn:aws:iam::${PROD}:oidc-provider/id.example.com` };
    const Statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRoleWithWebIdentity' } as const;
    addRole(account, 'Web', { trust: { Statement } });
    const exp = Math.floor(sandbox.clock.now() / 1000) - 1;
    const WebIdentityToken = write({ sub: 'job', aud: 'sts.amazonaws.com', exp });
    await assert.rejects(
      mary().send(new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'job', WebIdentityToken })),
      refusal(
        400,
        'ExpiredTokenException',
        /^Token expired: current date\/time \d+ must be before the expiration date\/time \d+$/,
      ),
    );
  });

  test('IAM: a trust policy that is none, and a name that is taken', async () => {
    const admin = iamClient(sandbox, keyOf(sandbox, ACCOUNT_B, 'admin'));
    const trust = JSON.stringify({
      Statement: { Effect: 'Allow', Principal: { AWS: ACCOUNT_A }, Action: 'sts:AssumeRole' },
    });
    await assert.rejects(
      admin.send(new CreateRoleCommand({ RoleName: 'New', AssumeRolePolicyDocument: 'nonsense' })),
      refusal(400, 'MalformedPolicyDocument', 'This policy contains invalid Json'),
    );
    await assert.rejects(
      admin.send(new CreateRoleCommand({ RoleName: 'YSTATAWS', AssumeRolePolicyDocument: trust })),
      refusal(409, 'EntityAlreadyExists', 'Role with name YSTATAWS already exists.'),
    );
  });
});
