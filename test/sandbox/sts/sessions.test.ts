import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ListRolesCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { type Sandbox, startSandbox } from '../../../source/sandbox/server.ts';
import { addRole } from '../../../source/sandbox/state/build.ts';
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
} from '../clients.ts';

const ALL = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

describe('what a session carries', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
    const prod = accountIn(sandbox, PROD);
    const trust = (AWS: string, Condition = {}) => ({
      Statement: { Effect: 'Allow', Principal: { AWS }, Action: ALL, Condition } as const,
    });
    const onwards = { Statement: { Effect: 'Allow', Action: ALL, Resource: '*' } } as const;
    addRole(prod, 'First', { trust: trust(ACCOUNT_A), policies: { onwards } });
    const first = `arn:aws:iam::${PROD}:role/First`;
    addRole(prod, 'Second', { trust: trust(first, { StringEquals: { 'sts:SourceIdentity': 'mary' } }) });
    addRole(prod, 'Team', { trust: trust(first, { StringEquals: { 'aws:PrincipalTag/team': 'blue' } }) });
    addRole(prod, 'Behind', { trust: trust(first, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }) });
    addRole(prod, 'Relay', { trust: trust(first), policies: { onwards } });
    const relay = `arn:aws:iam::${PROD}:role/Relay`;
    addRole(prod, 'Last', { trust: trust(relay, { StringEquals: { 'aws:PrincipalTag/team': 'blue' } }) });
    addRole(prod, 'Fresh', { trust: trust(ACCOUNT_A, { NumericLessThan: { 'aws:MultiFactorAuthAge': '900' } }) });
    const attached = ['arn:aws:iam::aws:policy/AdministratorAccess'];
    addRole(accountIn(sandbox, ACCOUNT_B), 'Everything', { trust: trust(ACCOUNT_A), attached, path: '/deep/er/' });
  });
  after(() => sandbox.close());

  const mary = () => stsClient(sandbox, marysKey(sandbox));
  const admin = () => stsClient(sandbox, keyOf(sandbox, ACCOUNT_B, 'admin'));
  const assume = (name: string, more: Partial<AssumeRoleCommandInput> = {}, account = PROD) =>
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/${name}`, RoleSessionName: 'mary', ...more });

  const withCode = () => {
    sandbox.clock.advance(30_000);
    return { SerialNumber: PHONE, TokenCode: sandbox.code(PHONE) };
  };

  test('a code opens the first role, and none behind it', async () => {
    const { Credentials } = await mary().send(assume('First', withCode()));
    await assert.rejects(
      stsClient(sandbox, Credentials).send(assume('Behind')),
      refusal(403, 'AccessDenied', /AssumeRole/),
    );
  });

  test('a role may want a code that is fresh', async () => {
    const { Credentials } = await mary().send(new GetSessionTokenCommand(withCode()));
    const session = stsClient(sandbox, Credentials);
    await session.send(assume('Fresh'));
    sandbox.clock.advance(900_000);
    await assert.rejects(session.send(assume('Fresh')), refusal(403, 'AccessDenied', /AssumeRole/));
    await mary().send(assume('Fresh', withCode()));
  });

  test('a source identity stays through the chain and cannot be changed', async () => {
    const first = await mary().send(assume('First', { SourceIdentity: 'mary' }));
    assert.equal(first.SourceIdentity, 'mary');
    const client = stsClient(sandbox, first.Credentials);
    const second = await client.send(assume('Second'));
    assert.equal(second.SourceIdentity, 'mary');
    await assert.rejects(
      client.send(assume('Second', { SourceIdentity: 'admin' })),
      refusal(403, 'AccessDenied', /sts:SetSourceIdentity/),
    );
    const { Credentials } = await mary().send(assume('First'));
    await assert.rejects(
      stsClient(sandbox, Credentials).send(assume('Second')),
      refusal(403, 'AccessDenied', /AssumeRole/),
    );
    await assert.rejects(
      mary().send(assume('First', { SourceIdentity: 'aws:mary' })),
      refusal(400, 'ValidationError', /./),
    );
  });

  test('session tags are principal tags of the session; the transitive ones travel on', async () => {
    const Tags = [
      { Key: 'team', Value: 'blue' },
      { Key: 'mood', Value: 'good' },
    ];
    const tagged = await mary().send(assume('First', { Tags, TransitiveTagKeys: ['team'] }));
    assert.ok((tagged.PackedPolicySize ?? 0) > 0);
    const client = stsClient(sandbox, tagged.Credentials);
    await client.send(assume('Team'));
    await client.send(assume('Team', { Tags: [{ Key: 'mood', Value: 'better' }] }));
    await assert.rejects(
      client.send(assume('Team', { Tags: [{ Key: 'Team', Value: 'red' }] })),
      refusal(400, 'InvalidParameterValue', /conflicts with a transitive tag key/),
    );
    const relay = await client.send(assume('Relay'));
    await stsClient(sandbox, relay.Credentials).send(assume('Last'));
    const plain = await mary().send(assume('First', { Tags: [{ Key: 'team', Value: 'red' }] }));
    await assert.rejects(
      stsClient(sandbox, plain.Credentials).send(assume('Team')),
      refusal(403, 'AccessDenied', /AssumeRole/),
    );
  });

  test('tags that are not', async () => {
    const send = (more: Partial<AssumeRoleCommandInput>) => mary().send(assume('First', more));
    const tag = { Key: 'a', Value: 'b' };
    await assert.rejects(
      send({ Tags: [{ Key: '', Value: 'b' }] }),
      refusal(400, 'ValidationError', /'tags\.1\.member\.key'/),
    );
    await assert.rejects(
      send({ Tags: [{ Key: 'a', Value: 'b<' }] }),
      refusal(400, 'ValidationError', /'tags\.1\.member\.value'/),
    );
    await assert.rejects(
      send({ Tags: [tag, { ...tag, Key: 'A' }] }),
      refusal(400, 'InvalidParameterValue', /Duplicate tag keys/),
    );
    await assert.rejects(
      send({ Tags: [tag], TransitiveTagKeys: ['b'] }),
      refusal(400, 'InvalidParameterValue', /must be included/),
    );
    const Tags = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
    await assert.rejects(send({ Tags }), refusal(400, 'ValidationError', /'tags'.* less than or equal to 50$/));
  });

  test('session policies narrow the role', async () => {
    const open = async (more: Partial<AssumeRoleCommandInput>) => {
      const { Credentials } = await mary().send(assume('deep/er/Everything', more, ACCOUNT_B));
      return iamClient(sandbox, Credentials);
    };
    const who = await stsClient(
      sandbox,
      (await mary().send(assume('deep/er/Everything', {}, ACCOUNT_B))).Credentials,
    ).send(new GetCallerIdentityCommand());
    assert.equal(who.Arn, `arn:aws:sts::${ACCOUNT_B}:assumed-role/Everything/mary`, 'without the path');
    await (await open({})).send(new ListUsersCommand());
    const roles = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iam:ListRoles', Resource: '*' } };
    const narrow = await open({ Policy: JSON.stringify(roles) });
    await narrow.send(new ListRolesCommand());
    await assert.rejects(narrow.send(new ListUsersCommand()), refusal(403, 'AccessDenied', /iam:ListUsers/));
    const reader = await open({ PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }] });
    await reader.send(new ListUsersCommand());
    const nothing = await open({ PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/AmazonS3FullAccess' }] });
    await assert.rejects(nothing.send(new ListUsersCommand()), refusal(403, 'AccessDenied', /iam:ListUsers/));
  });

  test('GetFederationToken makes somebody who can say who they are and nothing else', async () => {
    const { Credentials, FederatedUser } = await admin().send(new GetFederationTokenCommand({ Name: 'guest' }));
    assert.equal(FederatedUser?.Arn, `arn:aws:sts::${ACCOUNT_B}:federated-user/guest`);
    assert.equal(FederatedUser?.FederatedUserId, `${ACCOUNT_B}:guest`);
    const guest = stsClient(sandbox, Credentials);
    assert.equal((await guest.send(new GetCallerIdentityCommand())).Arn, FederatedUser?.Arn);
    await assert.rejects(guest.send(assume('ReadOnly')), refusal(403, 'AccessDenied', /session credentials$/));
    await assert.rejects(
      iamClient(sandbox, Credentials).send(new ListUsersCommand()),
      refusal(403, 'InvalidClientTokenId', /invalid$/),
    );
    await assert.rejects(
      mary().send(new GetFederationTokenCommand({ Name: 'guest' })),
      refusal(
        403,
        'AccessDenied',
        /sts:GetFederationToken on resource: .*:federated-user\/guest because no identity-based/,
      ),
    );
    await assert.rejects(
      admin().send(new GetFederationTokenCommand({ Name: 'x' })),
      refusal(400, 'ValidationError', /'name'/),
    );
  });

  test('GetAccessKeyInfo reads the account out of the ID, for whoever may ask', async () => {
    const AccessKeyId = marysKey(sandbox).id;
    assert.equal((await admin().send(new GetAccessKeyInfoCommand({ AccessKeyId }))).Account, ACCOUNT_A);
    await assert.rejects(
      mary().send(new GetAccessKeyInfoCommand({ AccessKeyId })),
      refusal(403, 'AccessDenied', /sts:GetAccessKeyInfo/),
    );
    await assert.rejects(
      admin().send(new GetAccessKeyInfoCommand({ AccessKeyId: 'AKIA000000000000000' })),
      refusal(400, 'InvalidParameterValue', /./),
    );
  });
});
