import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fromSSO } from '@aws-sdk/credential-providers';
import { readSignIn } from '../../../source/domain/portals/sign-in.ts';
import { addPermissionSet } from '../../../source/sandbox/identity-center/permission-sets.ts';
import { makeDemoHome } from '../../helpers/home.ts';
import { portalAt, readSignInFile, signInAt, writeSignIn } from '../../helpers/identity-center.ts';
import { ACCOUNT_A, accountIn } from '../clients.ts';

test('the SDK reads a sign-in of ours, renews it, and writes what we read', async (context) => {
  const { aws, directory, config } = await makeDemoHome(context);
  addPermissionSet(accountIn(aws, ACCOUNT_A), 'Developer');
  const portal = portalAt(aws.url);
  const signIn = await signInAt(portal);
  const path = await writeSignIn(directory, portal, { ...signIn, expiresAt: Date.now() + 60_000 });
  const section = [
    '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1',
    `[profile dev]\nsso_session = corp\nsso_account_id = ${ACCOUNT_A}\nsso_role_name = Developer\n`,
  ];
  await writeFile(config, section.join('\n'));
  const before = process.env.HOME;
  process.env.HOME = directory;
  try {
    const filepath = join(directory, 'none');
    const clientConfig = { endpoint: aws.url };
    const credentials = await fromSSO({ profile: 'dev', configFilepath: config, filepath, clientConfig })();
    assert.match(credentials.accessKeyId, /^ASIA/);
  } finally {
    process.env.HOME = before;
  }
  assert.deepEqual(
    aws.calls.slice(-2).map(({ action }) => action),
    ['CreateToken', 'GetRoleCredentials'],
  );
  const { fields } = await readSignInFile(path);
  const renewed = readSignIn(JSON.stringify(fields));
  assert.ok(renewed !== undefined && renewed.expiresAt > Date.now() + 3_000_000);
  assert.notEqual(renewed.refreshToken, signIn.refreshToken);
  assert.deepEqual(renewed.client, signIn.client);
});

test('the AWS CLI reads a sign-in of ours, and renews it', async (context) => {
  const { aws, directory, config, env } = await makeDemoHome(context);
  addPermissionSet(accountIn(aws, ACCOUNT_A), 'Developer');
  // A blank in its name: the AWS CLI takes it, and so do we.
  const portal = portalAt(aws.url, { ssoSession: 'my corp' });
  const signIn = await signInAt(portal);
  const path = await writeSignIn(directory, portal, { ...signIn, expiresAt: Date.now() + 60_000 });
  const section = [
    "[sso-session 'my corp']\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1",
    '[profile dev]\nsso_session = my corp\nregion = eu-west-1',
    `sso_account_id = ${ACCOUNT_A}\nsso_role_name = Developer\nendpoint_url = ${aws.url}\n`,
  ];
  await writeFile(config, section.join('\n'));
  const words = ['--profile', 'dev', 'sts', 'get-caller-identity', '--output', 'json'];
  const ran = await new Promise<{ error: unknown; text: string }>((resolve) =>
    execFile('aws', words, { env: { ...env, AWS_PAGER: '' } }, (error, out, err) =>
      resolve({ error, text: out + err }),
    ),
  );
  if ((ran.error as NodeJS.ErrnoException | null)?.code === 'ENOENT')
    return context.skip('there is no aws on the PATH');
  assert.match(ran.text, /assumed-role\/AWSReservedSSO_Developer_\w+\/mary@example\.com/);
  const { fields } = await readSignInFile(path);
  const renewed = readSignIn(JSON.stringify(fields));
  assert.ok(renewed !== undefined && renewed.expiresAt > Date.now() + 3_000_000, 'and we read what it wrote');
});

test('nothing that is recorded of a call holds a token, a code or a secret', async (context) => {
  const { aws } = await makeDemoHome(context);
  const { accessToken, refreshToken, client } = await signInAt(portalAt(aws.url));
  const recorded = JSON.stringify(aws.calls);
  for (const secret of [accessToken, refreshToken, client?.secret])
    assert.ok(!recorded.includes(secret ?? ''), recorded);
  assert.match(recorded, /StartDeviceAuthorization/);
});
