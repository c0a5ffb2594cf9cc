import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEMO_PORTAL } from '../../../source/sandbox/demo/company.ts';
import { demoConfig } from '../../../source/sandbox/demo/world.ts';
import { startSandbox } from '../../../source/sandbox/server.ts';
import { signIn } from '../identity-center/client.ts';

test('mary has forty accounts behind the portal of the demo, and an elevation that comes and goes', async (context) => {
  const aws = await startSandbox();
  context.after(() => aws.close());
  const section = '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n';
  assert.ok(demoConfig(aws.world, { endpointUrl: aws.url }).config.includes(section));
  const mary = await signIn(aws, { startUrl: DEMO_PORTAL.startUrl });
  const { body } = await mary.accounts({ max_result: '100' });
  const accounts: { accountId: string; accountName: string; emailAddress: string }[] = body.accountList;
  assert.equal(accounts.length, 40);
  assert.equal(accounts.filter(({ accountName }) => accountName === 'Sandbox').length, 2);
  assert.equal(new Set(accounts.map(({ emailAddress }) => emailAddress)).size, 40);
  assert.ok(accounts.some(({ accountId }) => accountId.startsWith('00')));
  const payments = accounts.find(({ accountName }) => accountName === 'Payments Prod')?.accountId ?? '';
  const names = async () =>
    (await mary.roles(payments)).body.roleList.map(({ roleName }: { roleName: string }) => roleName).sort();
  assert.deepEqual(await names(), ['ReadOnlyAccess', 'Support']);
  aws.clock.advance(60_000);
  assert.deepEqual(await names(), ['AdministratorAccess', 'ReadOnlyAccess', 'Support']);
  assert.equal((await mary.credentials(payments, 'AdministratorAccess')).status, 200);
  aws.clock.advance(240_000);
  assert.deepEqual(await names(), ['ReadOnlyAccess', 'Support']);
  for (const { accountId } of accounts) {
    const { status, body: listed } = await mary.roles(accountId);
    assert.ok(status === 200 && listed.roleList.length >= 1 && listed.roleList.length <= 3);
  }
});
