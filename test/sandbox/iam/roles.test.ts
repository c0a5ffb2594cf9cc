import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as iam from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { type Sandbox, startSandbox } from '../../../source/sandbox/server.ts';
import { ACCOUNT_A, ACCOUNT_B, iamClient, keyOf, marysKey, refusal, stsClient } from '../clients.ts';

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

function trust(principal: string, more: object = {}): string {
  const statement = { Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole', ...more };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

describe('roles through the real SDK', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());

  const admin = () => iamClient(sandbox, keyOf(sandbox, ACCOUNT_B, 'admin'));
  const create = (RoleName: string, AssumeRolePolicyDocument = trust(ACCOUNT_A), more: object = {}) =>
    admin().send(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, ...more }));
  const enter = (name: string) =>
    stsClient(sandbox, marysKey(sandbox)).send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${ACCOUNT_B}:role/${name}`, RoleSessionName: 'mary' }),
    );

  test('the walkthrough: create, show, attach, enter, take away', async () => {
    const { Role } = await create('Helper', undefined, {
      Path: '/team/',
      Description: 'Helps',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'team', Value: 'blue' }],
    });
    assert.equal(Role?.Arn, `arn:aws:iam::${ACCOUNT_B}:role/team/Helper`);
    assert.match(Role?.RoleId ?? '', /^AROA/);
    await admin().send(new iam.AttachRolePolicyCommand({ RoleName: 'Helper', PolicyArn: READ_ONLY }));
    const shown = await admin().send(new iam.GetRoleCommand({ RoleName: 'Helper' }));
    assert.deepEqual(shown.Role?.Tags, [{ Key: 'team', Value: 'blue' }]);
    assert.equal(shown.Role?.MaxSessionDuration, 7200);
    const stored = JSON.parse(decodeURIComponent(shown.Role?.AssumeRolePolicyDocument ?? ''));
    assert.equal(
      stored.Statement[0].Principal.AWS,
      `arn:aws:iam::${ACCOUNT_A}:root`,
      'an account ID is stored as its root',
    );
    const attached = await admin().send(new iam.ListAttachedRolePoliciesCommand({ RoleName: 'Helper' }));
    assert.deepEqual(attached.AttachedPolicies, [{ PolicyName: 'ReadOnlyAccess', PolicyArn: READ_ONLY }]);
    const { Credentials } = await enter('team/Helper');
    const lastUse = async () =>
      (await admin().send(new iam.GetRoleCommand({ RoleName: 'Helper' }))).Role?.RoleLastUsed?.Region;
    assert.equal(await lastUse(), undefined, 'the session has made no request');
    await stsClient(sandbox, Credentials, 'eu-central-1').send(new GetCallerIdentityCommand());
    assert.equal(await lastUse(), 'eu-central-1');
    const { Roles } = await admin().send(new iam.ListRolesCommand({ PathPrefix: '/team/' }));
    assert.equal(Roles?.[0]?.RoleLastUsed, undefined, 'lists leave it out');
    const remove = new iam.DeleteRoleCommand({ RoleName: 'Helper' });
    await assert.rejects(admin().send(remove), refusal(409, 'DeleteConflict', /must detach all policies first/));
    await admin().send(new iam.DetachRolePolicyCommand({ RoleName: 'Helper', PolicyArn: READ_ONLY }));
    await admin().send(remove);
    await assert.rejects(
      admin().send(remove),
      refusal(404, 'NoSuchEntity', 'The role with name Helper cannot be found.'),
    );
    await assert.rejects(enter('team/Helper'), refusal(403, 'AccessDenied', /sts:AssumeRole/));
  });

  test('a changed trust policy counts from the next call on', async () => {
    await create('Changing');
    await enter('Changing');
    const condition = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
    const change = (document: string) =>
      admin().send(new iam.UpdateAssumeRolePolicyCommand({ RoleName: 'Changing', PolicyDocument: document }));
    await change(trust(ACCOUNT_A, condition));
    await assert.rejects(enter('Changing'), refusal(403, 'AccessDenied', /sts:AssumeRole/));
    await assert.rejects(change('{'), refusal(400, 'MalformedPolicyDocument', 'This policy contains invalid Json'));
  });

  test('STS learns of new roles and changed trust late, where that is asked for', async () => {
    sandbox.world.propagation = 10_000;
    await create('Late');
    await assert.rejects(enter('Late'), refusal(403, 'AccessDenied', /sts:AssumeRole/));
    sandbox.clock.advance(10_000);
    await enter('Late');
    const PolicyDocument = trust(`arn:aws:iam::${ACCOUNT_B}:user/admin`);
    await admin().send(new iam.UpdateAssumeRolePolicyCommand({ RoleName: 'Late', PolicyDocument }));
    await enter('Late');
    sandbox.clock.advance(10_000);
    await assert.rejects(enter('Late'), refusal(403, 'AccessDenied', /sts:AssumeRole/));
    sandbox.world.propagation = 0;
  });

  test('UpdateRole and tags', async () => {
    await create('Tagged', undefined, { Tags: [{ Key: 'a', Value: '1' }] });
    const RoleName = 'Tagged';
    await admin().send(new iam.UpdateRoleCommand({ RoleName, Description: 'New', MaxSessionDuration: 43200 }));
    await admin().send(new iam.TagRoleCommand({ RoleName, Tags: [{ Key: 'b', Value: '2' }] }));
    await admin().send(new iam.UntagRoleCommand({ RoleName, TagKeys: ['a'] }));
    const { Tags } = await admin().send(new iam.ListRoleTagsCommand({ RoleName }));
    assert.deepEqual(Tags, [{ Key: 'b', Value: '2' }]);
    const { Role } = await admin().send(new iam.GetRoleCommand({ RoleName }));
    assert.equal(Role?.Description, 'New');
    assert.equal(Role?.MaxSessionDuration, 43200);
  });

  test('ListRoles by path, a page at a time', async () => {
    for (const name of ['P1', 'P2', 'P3']) await create(name, undefined, { Path: '/paged/' });
    const before = sandbox.count('ListRoles');
    const names: (string | undefined)[] = [];
    for await (const { Roles } of iam.paginateListRoles({ client: admin(), pageSize: 2 }, { PathPrefix: '/paged/' })) {
      names.push(...(Roles ?? []).map((role) => role.RoleName));
    }
    assert.deepEqual(names, ['P1', 'P2', 'P3']);
    assert.equal(sandbox.count('ListRoles') - before, 2);
    await assert.rejects(
      admin().send(new iam.ListRolesCommand({ Marker: 'x' })),
      refusal(400, 'ValidationError', 'Invalid Marker.'),
    );
  });

  const malformed = (message: string) => refusal(400, 'MalformedPolicyDocument', message);
  const invalid = (field: string) => refusal(400, 'ValidationError', new RegExp(`at '${field}'`));
  const statement = (more: object) => trust(ACCOUNT_A, more);
  const cases: [string, () => Promise<unknown>, (error: unknown) => boolean][] = [
    ['a name with a space', () => create('a b'), invalid('roleName')],
    ['a name of 65', () => create('a'.repeat(65)), invalid('roleName')],
    ['a path without slashes', () => create('X', undefined, { Path: 'team' }), invalid('path')],
    ['a description of 1001', () => create('X', undefined, { Description: 'a'.repeat(1001) }), invalid('description')],
    [
      'a maximum of ten seconds',
      () => create('X', undefined, { MaxSessionDuration: 10 }),
      invalid('maxSessionDuration'),
    ],
    [
      'a resource in the trust policy',
      () => create('X', statement({ Resource: '*' })),
      malformed('Has prohibited field Resource'),
    ],
    [
      'another action',
      () => create('X', statement({ Action: 's3:Get*' })),
      malformed('AssumeRole policy may only specify STS AssumeRole actions.'),
    ],
    [
      'an account that does not exist',
      () => create('X', trust('999999999999')),
      malformed('Invalid principal in policy: "AWS":"999999999999"'),
    ],
    [
      'the root of an account that does not exist',
      () => create('X', trust('arn:aws:iam::999999999999:root')),
      malformed('Invalid principal in policy: "AWS":"arn:aws:iam::999999999999:root"'),
    ],
    ['nobody to trust', () => create('X', statement({ Principal: {} })), malformed('Syntax errors in policy.')],
    [
      'a user who does not exist',
      () => create('X', trust(`arn:aws:iam::${ACCOUNT_A}:user/nobody`)),
      malformed(`Invalid principal in policy: "AWS":"arn:aws:iam::${ACCOUNT_A}:user/nobody"`),
    ],
    [
      'users by wildcard',
      () => create('X', trust(`arn:aws:iam::${ACCOUNT_A}:user/*`)),
      malformed(`Invalid principal in policy: "AWS":"arn:aws:iam::${ACCOUNT_A}:user/*"`),
    ],
    [
      'too long a trust policy',
      () => create('X', statement({ Sid: 'x'.repeat(2048) })),
      refusal(409, 'LimitExceeded', /ACLSizePerRole/),
    ],
    [
      'the same tag twice',
      () =>
        create('X', undefined, {
          Tags: [
            { Key: 'a', Value: '' },
            { Key: 'A', Value: '' },
          ],
        }),
      refusal(400, 'InvalidInput', /Duplicate tag keys/),
    ],
  ];
  for (const [name, run, expected] of cases) test(`CreateRole refuses ${name}`, () => assert.rejects(run(), expected));

  test('who may not is told which permission is missing', async () => {
    await assert.rejects(
      iamClient(sandbox, marysKey(sandbox)).send(new iam.ListRolesCommand()),
      refusal(
        403,
        'AccessDenied',
        `User: arn:aws:iam::${ACCOUNT_A}:user/mary is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::${ACCOUNT_A}:role/ because no identity-based policy allows the iam:ListRoles action`,
      ),
    );
  });
});
