import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateAccessKeyCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { connectSandbox } from '../../../source/sandbox/control/client.ts';
import { startSandbox } from '../../../source/sandbox/server.ts';
import { ACCOUNT_A, ACCOUNT_B, iamClient, keyOf, PHONE, refusal, stsClient } from '../clients.ts';

test('access keys are steered from another process', async (context) => {
  const begin = Date.now();
  const aws = await startSandbox({ controlToken: 'secret', now: () => begin });
  context.after(() => aws.close());
  const remote = connectSandbox(aws.url, 'secret');
  const own = keyOf(aws, ACCOUNT_B, 'admin');
  assert.deepEqual(await remote.accessKeys(ACCOUNT_B, 'admin'), [
    { id: own.id, active: true, createdAt: own.createdAt },
  ]);
  await remote.setDevicePropagation(1_000);
  assert.equal(aws.world.devicePropagation, 1_000);
  assert.deepEqual(await remote.devices(ACCOUNT_A), [{ serial: PHONE, userName: 'mary' }]);
  await remote.setKeyPropagation({ sts: 1_000 });
  assert.deepEqual(aws.world.keyPropagation, { sts: 1_000, iam: 0, lists: 0, flicker: false });
  const { id } = await remote.addKey(ACCOUNT_B, 'admin');
  assert.deepEqual((await remote.accessKeys(ACCOUNT_B, 'admin'))[1], { id, active: true, createdAt: begin });
  const [, strangers] = aws.world.accounts.get(ACCOUNT_B)?.users.get('admin')?.keys ?? [];
  await stsClient(aws, strangers).send(new GetCallerIdentityCommand());
  await assert.rejects(
    iamClient(aws, own).send(new CreateAccessKeyCommand({})),
    refusal(409, 'LimitExceeded', /AccessKeysPerUser/),
  );
  await assert.rejects(remote.addKey(ACCOUNT_B, 'admin'), /admin has 2 access keys already/);
  await assert.rejects(remote.accessKeys(ACCOUNT_B, 'nobody'), /There is no user nobody in account/);
  await assert.rejects(remote.accessKeys('000000000000', 'admin'), /There is no account 000000000000/);
});
