import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as iam from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { type Sandbox, startSandbox } from '../../../source/sandbox/server.ts';
import { ACCOUNT_A, ACCOUNT_B, iamClient, keyOf, marysKey, PHONE, refusal, stsClient } from '../clients.ts';

describe('users, keys, devices, policies and aliases through the real SDK', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());

  const admin = () => iamClient(sandbox, keyOf(sandbox, ACCOUNT_B, 'admin'));
  const mary = () => iamClient(sandbox, marysKey(sandbox));

  test('a person looks at herself without naming herself', async () => {
    const { User } = await mary().send(new iam.GetUserCommand());
    assert.equal(User?.Arn, `arn:aws:iam::${ACCOUNT_A}:user/mary`);
    const { MFADevices } = await mary().send(new iam.ListMFADevicesCommand());
    assert.deepEqual(
      MFADevices?.map((device) => [device.UserName, device.SerialNumber]),
      [['mary', PHONE]],
    );
    const { AccessKeyMetadata } = await mary().send(new iam.ListAccessKeysCommand());
    assert.deepEqual(
      AccessKeyMetadata?.map((key) => [key.AccessKeyId, key.Status]),
      [[marysKey(sandbox).id, 'Active']],
    );
    await assert.rejects(
      mary().send(new iam.GetUserCommand({ UserName: 'someone' })),
      refusal(403, 'AccessDenied', /iam:GetUser on resource: arn:aws:iam::111122223333:user\/someone/),
    );
  });

  test('a new user: keys, a policy, a phone, a session', async () => {
    const UserName = 'nina';
    await admin().send(new iam.CreateUserCommand({ UserName }));
    await assert.rejects(
      admin().send(new iam.CreateUserCommand({ UserName: 'Nina' })),
      refusal(409, 'EntityAlreadyExists', 'User with name Nina already exists.'),
    );
    const { AccessKey } = await admin().send(new iam.CreateAccessKeyCommand({ UserName }));
    const key = {
      id: AccessKey?.AccessKeyId ?? '',
      secret: AccessKey?.SecretAccessKey ?? '',
      active: true,
      createdAt: 0,
    };
    const nina = stsClient(sandbox, key);
    assert.equal((await nina.send(new GetCallerIdentityCommand())).Arn, `arn:aws:iam::${ACCOUNT_B}:user/nina`);

    const enter = new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${ACCOUNT_B}:role/Jobs`, RoleSessionName: 'nina' });
    const own = `arn:aws:iam::${ACCOUNT_B}:root`;
    const AssumeRolePolicyDocument = JSON.stringify({
      Statement: { Effect: 'Allow', Principal: { AWS: own }, Action: 'sts:AssumeRole' },
    });
    await admin().send(new iam.CreateRoleCommand({ RoleName: 'Jobs', AssumeRolePolicyDocument }));
    await assert.rejects(nina.send(enter), refusal(403, 'AccessDenied', /sts:AssumeRole/));
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: enter.input.RoleArn },
    });
    await admin().send(new iam.PutUserPolicyCommand({ UserName, PolicyName: 'jobs', PolicyDocument }));
    await nina.send(enter);
    const read = await admin().send(new iam.GetUserPolicyCommand({ UserName, PolicyName: 'jobs' }));
    assert.equal(decodeURIComponent(read.PolicyDocument ?? ''), PolicyDocument);
    await admin().send(new iam.DeleteUserPolicyCommand({ UserName, PolicyName: 'jobs' }));
    await assert.rejects(nina.send(enter), refusal(403, 'AccessDenied', /sts:AssumeRole/));

    const AccessKeyId = key.id;
    await admin().send(new iam.UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }));
    await assert.rejects(nina.send(new GetCallerIdentityCommand()), refusal(403, 'InvalidClientTokenId', /invalid/));
    await admin().send(new iam.CreateAccessKeyCommand({ UserName }));
    await assert.rejects(
      admin().send(new iam.CreateAccessKeyCommand({ UserName })),
      refusal(409, 'LimitExceeded', 'Cannot exceed quota for AccessKeysPerUser: 2'),
    );
    await admin().send(new iam.DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    await assert.rejects(
      admin().send(new iam.DeleteAccessKeyCommand({ UserName, AccessKeyId })),
      refusal(404, 'NoSuchEntity', /cannot be found/),
    );
    const { Users } = await admin().send(new iam.ListUsersCommand());
    assert.deepEqual(
      Users?.map((user) => user.UserName),
      ['admin', 'nina'],
    );
  });

  test('a virtual MFA device: created, enabled with two codes in a row, used', async () => {
    const { VirtualMFADevice } = await admin().send(
      new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'admin-phone' }),
    );
    const SerialNumber = VirtualMFADevice?.SerialNumber ?? '';
    assert.equal(SerialNumber, `arn:aws:iam::${ACCOUNT_B}:mfa/admin-phone`);
    assert.match(Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString(), /^[A-Z2-7]{64}$/);
    assert.equal(
      Buffer.from(VirtualMFADevice?.QRCodePNG ?? [])
        .subarray(1, 4)
        .toString(),
      'PNG',
    );
    await assert.rejects(
      admin().send(new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'admin-phone' })),
      refusal(409, 'EntityAlreadyExists', /already exists/),
    );
    const enable = (AuthenticationCode1: string, AuthenticationCode2: string) =>
      admin().send(
        new iam.EnableMFADeviceCommand({ UserName: 'admin', SerialNumber, AuthenticationCode1, AuthenticationCode2 }),
      );
    const first = sandbox.code(SerialNumber);
    const invalid = refusal(403, 'InvalidAuthenticationCode', 'Authentication code for device is not valid.');
    await assert.rejects(enable(first, first), invalid);
    const unassigned = await admin().send(new iam.ListVirtualMFADevicesCommand({ AssignmentStatus: 'Unassigned' }));
    assert.deepEqual(
      unassigned.VirtualMFADevices?.map((device) => device.SerialNumber),
      [SerialNumber],
    );
    sandbox.clock.advance(30_000);
    const second = sandbox.code(SerialNumber);
    sandbox.clock.advance(30_000);
    const third = sandbox.code(SerialNumber);
    await assert.rejects(enable(first, third), invalid, 'one lies between them');
    await assert.rejects(enable(third, second), invalid, 'the wrong way round');
    await enable(second, third);
    await assert.rejects(
      enable('123456', '123456'),
      refusal(409, 'EntityAlreadyExists', 'MFA Device is already in use.'),
    );
    const sts = stsClient(sandbox, keyOf(sandbox, ACCOUNT_B, 'admin'));
    const session = () => sts.send(new GetSessionTokenCommand({ SerialNumber, TokenCode: sandbox.code(SerialNumber) }));
    await assert.rejects(
      session(),
      refusal(403, 'AccessDenied', /invalid MFA one time pass code/),
      'spent by enabling',
    );
    sandbox.clock.advance(30_000);
    await session();
    await admin().send(new iam.DeactivateMFADeviceCommand({ UserName: 'admin', SerialNumber }));
    const { MFADevices } = await admin().send(new iam.ListMFADevicesCommand({ UserName: 'admin' }));
    assert.deepEqual(MFADevices, []);
    await admin().send(new iam.DeleteVirtualMFADeviceCommand({ SerialNumber }));
    await assert.rejects(
      admin().send(new iam.DeleteVirtualMFADeviceCommand({ SerialNumber })),
      refusal(404, 'NoSuchEntity', `VirtualMFADevice with serial number ${SerialNumber} does not exist.`),
    );
  });

  test('mary looks after her own devices: one that is enabled is not deleted, a new one may not be known at once', async () => {
    await assert.rejects(
      mary().send(new iam.DeleteVirtualMFADeviceCommand({ SerialNumber: PHONE })),
      refusal(409, 'DeleteConflict', 'MFA VirtualDevice in use. Must deactivate first.'),
    );
    sandbox.setDevicePropagation(45_000);
    const made = await mary().send(new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'mary' }));
    sandbox.setDevicePropagation(0);
    const SerialNumber = made.VirtualMFADevice?.SerialNumber ?? '';
    assert.deepEqual(sandbox.devices(ACCOUNT_A), [{ serial: PHONE, userName: 'mary' }, { serial: SerialNumber }]);
    const enable = (UserName: string) => {
      const AuthenticationCode1 = sandbox.code(SerialNumber);
      sandbox.clock.advance(30_000);
      const AuthenticationCode2 = sandbox.code(SerialNumber);
      return new iam.EnableMFADeviceCommand({ UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 });
    };
    await assert.rejects(mary().send(enable('mary')), refusal(404, 'NoSuchEntity', /does not exist/));
    await assert.rejects(
      mary().send(enable('someone')),
      refusal(403, 'AccessDenied', /iam:EnableMFADevice on resource: .*user\/someone/),
    );
    await mary().send(enable('mary'));
    await mary().send(new iam.DeactivateMFADeviceCommand({ UserName: 'mary', SerialNumber }));
    await mary().send(new iam.DeleteVirtualMFADeviceCommand({ SerialNumber }));
    assert.deepEqual(sandbox.devices(ACCOUNT_A), [{ serial: PHONE, userName: 'mary' }]);
  });

  test('managed policies: the catalogue by pages, own ones, what is attached', async () => {
    const names: string[] = [];
    for await (const { Policies } of iam.paginateListPolicies({ client: admin(), pageSize: 10 }, { Scope: 'AWS' })) {
      names.push(...(Policies ?? []).map((policy) => policy.PolicyName ?? ''));
    }
    assert.ok(names.length > 50 && new Set(names).size === names.length, `${names.length} different policies`);
    for (const name of ['AdministratorAccess', 'ReadOnlyAccess', 'ViewOnlyAccess', 'AmazonS3ReadOnlyAccess']) {
      assert.ok(names.includes(name), name);
    }
    const { Policy } = await admin().send(
      new iam.GetPolicyCommand({ PolicyArn: 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess' }),
    );
    assert.equal(Policy?.Path, '/job-function/');

    const PolicyDocument = JSON.stringify({ Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } });
    const created = await admin().send(new iam.CreatePolicyCommand({ PolicyName: 'own', PolicyDocument }));
    const PolicyArn = created.Policy?.Arn ?? '';
    const local = await admin().send(new iam.ListPoliciesCommand({ Scope: 'Local' }));
    assert.deepEqual(
      local.Policies?.map((policy) => policy.Arn),
      [`arn:aws:iam::${ACCOUNT_B}:policy/own`],
    );
    const version = await admin().send(new iam.GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    assert.equal(decodeURIComponent(version.PolicyVersion?.Document ?? ''), PolicyDocument);
    await admin().send(new iam.AttachUserPolicyCommand({ UserName: 'admin', PolicyArn }));
    const attached = await admin().send(new iam.ListPoliciesCommand({ OnlyAttached: true, Scope: 'Local' }));
    assert.equal(attached.Policies?.[0]?.AttachmentCount, 1);
    await admin().send(new iam.DetachUserPolicyCommand({ UserName: 'admin', PolicyArn }));
    await assert.rejects(
      admin().send(new iam.DetachUserPolicyCommand({ UserName: 'admin', PolicyArn })),
      refusal(404, 'NoSuchEntity', `Policy ${PolicyArn} was not found.`),
    );
    await assert.rejects(
      admin().send(new iam.AttachUserPolicyCommand({ UserName: 'admin', PolicyArn: `${PolicyArn}-none` })),
      refusal(404, 'NoSuchEntity', /does not exist or is not attachable/),
    );
  });

  test('the account alias', async () => {
    const list = async () => (await admin().send(new iam.ListAccountAliasesCommand())).AccountAliases;
    assert.deepEqual(await list(), ['account-b']);
    await admin().send(new iam.CreateAccountAliasCommand({ AccountAlias: 'bee' }));
    assert.deepEqual(await list(), ['bee']);
    await assert.rejects(
      admin().send(new iam.CreateAccountAliasCommand({ AccountAlias: 'prod' })),
      refusal(409, 'EntityAlreadyExists', /prod already exists/),
    );
    await assert.rejects(
      admin().send(new iam.CreateAccountAliasCommand({ AccountAlias: 'a--b' })),
      refusal(400, 'ValidationError', /'accountAlias'/),
    );
    await admin().send(new iam.DeleteAccountAliasCommand({ AccountAlias: 'bee' }));
    assert.deepEqual(await list(), []);
  });
});
