import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import * as iam from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { type Sandbox, startSandbox } from '../../../source/sandbox/server.ts';
import type { AccessKey } from '../../../source/sandbox/state/access-keys.ts';
import { addRole, addVirtualDevice } from '../../../source/sandbox/state/build.ts';
import { ACCOUNT_A, ACCOUNT_B, accountIn, iamClient, keyOf, marysKey, refusal, stsClient, userIn } from '../clients.ts';

const UserName = 'admin';

describe('access keys through the real SDK', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    // A clock that stands still, so that a delay ends when a test says so.
    const begin = Date.now();
    sandbox = await startSandbox({ now: () => begin });
  });
  afterEach(() => sandbox.close());

  const admin = () => iamClient(sandbox, keyOf(sandbox, ACCOUNT_B, UserName));
  const ask = (key: AccessKey) => stsClient(sandbox, key).send(new GetCallerIdentityCommand());
  const look = (key: AccessKey) => iamClient(sandbox, key).send(new iam.GetUserCommand());
  const lastUse = (AccessKeyId: string) => admin().send(new iam.GetAccessKeyLastUsedCommand({ AccessKeyId }));
  const update = (AccessKeyId: string, Status: iam.StatusType) =>
    admin().send(new iam.UpdateAccessKeyCommand({ UserName, AccessKeyId, Status }));
  const remove = (AccessKeyId: string) => admin().send(new iam.DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  const INVALID = refusal(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');

  async function create(): Promise<AccessKey> {
    const { AccessKey } = await admin().send(new iam.CreateAccessKeyCommand({ UserName }));
    return { id: AccessKey?.AccessKeyId ?? '', secret: AccessKey?.SecretAccessKey ?? '', active: true, createdAt: 0 };
  }
  async function listed() {
    const { AccessKeyMetadata = [] } = await admin().send(new iam.ListAccessKeysCommand({ UserName }));
    return AccessKeyMetadata.map(({ AccessKeyId, Status }) => [AccessKeyId, Status]);
  }

  test('the last use: of the last good signature, whatever the answer', async () => {
    const key = await create();
    const unused = await lastUse(key.id);
    assert.equal(unused.UserName, UserName);
    assert.deepEqual(unused.AccessKeyLastUsed, { ServiceName: 'N/A', Region: 'N/A' });
    const at = (ms: number) => new Date(Math.floor(ms / 1000) * 1000);

    const first = sandbox.clock.now();
    await stsClient(sandbox, key, 'eu-central-1').send(new GetCallerIdentityCommand());
    await assert.rejects(ask({ ...key, secret: 'wrong' }), refusal(403, 'SignatureDoesNotMatch', /signature/));
    assert.deepEqual((await lastUse(key.id)).AccessKeyLastUsed, {
      LastUsedDate: at(first),
      ServiceName: 'sts',
      Region: 'eu-central-1',
    });

    sandbox.clock.advance(60_000);
    const absent = new iam.GetUserCommand({ UserName: 'nobody' });
    await assert.rejects(iamClient(sandbox, key).send(absent), refusal(404, 'NoSuchEntity', /nobody/));
    assert.deepEqual((await lastUse(key.id)).AccessKeyLastUsed, {
      LastUsedDate: at(first + 60_000),
      ServiceName: 'iam',
      Region: 'us-east-1',
    });
    const session = await stsClient(sandbox, key).send(new GetSessionTokenCommand());
    sandbox.clock.advance(60_000);
    await stsClient(sandbox, session.Credentials).send(new GetCallerIdentityCommand());
    const { AccessKeyLastUsed } = await lastUse(key.id);
    assert.deepEqual(AccessKeyLastUsed?.LastUsedDate, at(first + 60_000), 'a session is not the key');
  });

  test('the last use is denied for keys of other accounts, unknown and deleted ones, and without permission', async () => {
    const gone = await create();
    await remove(gone.id);
    for (const id of [marysKey(sandbox).id, 'AKIAABCDEFGHIJKLMNOP', gone.id]) {
      await assert.rejects(
        lastUse(id),
        refusal(
          403,
          'AccessDenied',
          `User: arn:aws:iam::${ACCOUNT_B}:user/admin is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key ${id}`,
        ),
      );
    }
    const own = new iam.GetAccessKeyLastUsedCommand({ AccessKeyId: marysKey(sandbox).id });
    const mary = iamClient(sandbox, marysKey(sandbox));
    userIn(sandbox, ACCOUNT_A, 'mary').inlinePolicies.clear();
    await assert.rejects(mary.send(own), refusal(403, 'AccessDenied', /on resource: arn:aws:iam::\d+:user\/mary /));
    const { inlinePolicies } = userIn(sandbox, ACCOUNT_A, 'mary');
    const Resource = `arn:aws:iam::${ACCOUNT_A}:user/mary`;
    inlinePolicies.set('own', { Statement: { Effect: 'Allow', Action: 'iam:GetAccessKeyLastUsed', Resource } });
    assert.equal((await mary.send(own)).UserName, 'mary');
    const short = new iam.GetAccessKeyLastUsedCommand({ AccessKeyId: 'AKIA' });
    await assert.rejects(mary.send(short), refusal(400, 'ValidationError', /'accessKeyId'/));
  });

  test('STS and IAM learn of a new key by themselves', async () => {
    sandbox.setKeyPropagation({ sts: 5_000, iam: 12_000 });
    const key = await create();
    assert.equal((await listed()).length, 2);
    await assert.rejects(ask(key), INVALID);
    await assert.rejects(look(key), INVALID);
    sandbox.clock.advance(5_000);
    await ask(key);
    await assert.rejects(look(key), INVALID);
    sandbox.clock.advance(7_000);
    await look(key);
    await ask(keyOf(sandbox, ACCOUNT_B, UserName));
  });

  test('a key goes on working for a while when it is deactivated, and when it is deleted', async () => {
    const key = await create();
    sandbox.setKeyPropagation({ sts: 5_000, iam: 12_000 });
    await update(key.id, 'Inactive');
    assert.deepEqual((await listed())[1], [key.id, 'Inactive']);
    await ask(key);
    sandbox.clock.advance(5_000);
    await assert.rejects(ask(key), INVALID);
    await look(key);
    sandbox.clock.advance(7_000);
    await assert.rejects(look(key), INVALID);
    await update(key.id, 'Active');
    await assert.rejects(ask(key), INVALID);
    sandbox.clock.advance(12_000);
    await ask(key);
    await remove(key.id);
    await assert.rejects(remove(key.id), refusal(404, 'NoSuchEntity', /cannot be found/));
    await ask(key);
    await create();
    sandbox.clock.advance(5_000);
    await assert.rejects(ask(key), INVALID);
    await look(key);
    sandbox.clock.advance(7_000);
    await assert.rejects(look(key), INVALID);
    const user = userIn(sandbox, ACCOUNT_B, UserName);
    assert.deepEqual(
      user.deletedKeys.map(({ id }) => id),
      [key.id],
    );
    await remove(user.keys[1]?.id ?? '');
    assert.equal(user.deletedKeys.length, 1, 'what nobody takes any more is forgotten');
  });

  test('a key flickers while it spreads', async () => {
    sandbox.setKeyPropagation({ sts: 10_000, flicker: true });
    const key = await create();
    await assert.rejects(ask(key), INVALID);
    sandbox.clock.advance(5_000);
    await ask(key);
    await assert.rejects(ask(key), INVALID);
    await ask(key);
    await assert.rejects(ask(key), INVALID);
    sandbox.clock.advance(5_000);
    await ask(key);
    await ask(key);
  });

  test('ListAccessKeys may be late too; the quota is not', async () => {
    const [old] = await listed();
    sandbox.setKeyPropagation({ lists: 3_000 });
    const key = await create();
    await ask(key);
    assert.deepEqual(await listed(), [old]);
    await assert.rejects(create(), refusal(409, 'LimitExceeded', 'Cannot exceed quota for AccessKeysPerUser: 2'));
    sandbox.clock.advance(3_000);
    assert.deepEqual(await listed(), [old, [key.id, 'Active']]);
    await remove(key.id);
    assert.deepEqual(await listed(), [old, [key.id, 'Active']]);
    await assert.rejects(ask(key), INVALID);
    sandbox.clock.advance(3_000);
    assert.deepEqual(await listed(), [old]);
  });

  test('inactive keys count, and only Active and Inactive are set', async () => {
    const key = await create();
    await update(key.id, 'Inactive');
    await assert.rejects(create(), refusal(409, 'LimitExceeded', 'Cannot exceed quota for AccessKeysPerUser: 2'));
    await assert.rejects(update(key.id, 'Expired'), refusal(400, 'ValidationError', /'status'/));
    const other = new iam.DeleteAccessKeyCommand({ UserName, AccessKeyId: marysKey(sandbox).id });
    await assert.rejects(admin().send(other), refusal(404, 'NoSuchEntity', /cannot be found/));
  });

  test("the user is the one who signs, by a key or by a user's session with MFA; a role has to name one", async () => {
    const account = accountIn(sandbox, ACCOUNT_B);
    const own = new iam.ListAccessKeysCommand({});
    const { AccessKeyMetadata } = await admin().send(own);
    const { serial } = addVirtualDevice(account, 'pad', userIn(sandbox, ACCOUNT_B, UserName));
    const sts = stsClient(sandbox, keyOf(sandbox, ACCOUNT_B, UserName));
    const plain = await sts.send(new GetSessionTokenCommand());
    await assert.rejects(
      iamClient(sandbox, plain.Credentials).send(own),
      refusal(403, 'InvalidClientTokenId', 'The security token included in the request is invalid'),
    );
    const code = { SerialNumber: serial, TokenCode: sandbox.code(serial) };
    const { Credentials } = await sts.send(new GetSessionTokenCommand(code));
    assert.deepEqual((await iamClient(sandbox, Credentials).send(own)).AccessKeyMetadata, AccessKeyMetadata);

    const trust = { Effect: 'Allow', Principal: { AWS: ACCOUNT_B }, Action: 'sts:AssumeRole' } as const;
    const attached = ['arn:aws:iam::aws:policy/AdministratorAccess'];
    const { arn } = addRole(account, 'KeyAdmin', { trust: { Statement: trust }, attached });
    const role = await sts.send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'admin' }));
    const asRole = iamClient(sandbox, role.Credentials);
    const AccessKeyId = keyOf(sandbox, ACCOUNT_B, UserName).id;
    for (const command of [
      () => asRole.send(own),
      () => asRole.send(new iam.CreateAccessKeyCommand({})),
      () => asRole.send(new iam.UpdateAccessKeyCommand({ AccessKeyId, Status: 'Inactive' })),
      () => asRole.send(new iam.DeleteAccessKeyCommand({ AccessKeyId })),
    ]) {
      const text = 'Must specify userName when calling with non-User credentials';
      await assert.rejects(command(), refusal(400, 'ValidationError', text));
    }
    assert.deepEqual(
      (await asRole.send(new iam.ListAccessKeysCommand({ UserName }))).AccessKeyMetadata,
      AccessKeyMetadata,
    );
  });

  test('a lost answer: the key is made, changed and deleted, and nobody is told', async () => {
    const cut = { code: 'ECONNRESET' };
    sandbox.failNext({ kind: 'lost', action: 'CreateAccessKey' });
    await assert.rejects(create(), cut);
    const [, made] = sandbox.accessKeys(ACCOUNT_B, UserName);
    assert.equal(made?.active, true);
    const id = made?.id ?? '';
    sandbox.failNext({ kind: 'lost', action: 'UpdateAccessKey' });
    await assert.rejects(update(id, 'Inactive'), cut);
    assert.equal(sandbox.accessKeys(ACCOUNT_B, UserName)[1]?.active, false);
    sandbox.failNext({ kind: 'lost', action: 'DeleteAccessKey' });
    await assert.rejects(remove(id), cut);
    assert.equal(sandbox.accessKeys(ACCOUNT_B, UserName).length, 1);
    await assert.rejects(remove(id), refusal(404, 'NoSuchEntity', /cannot be found/));
  });
});
