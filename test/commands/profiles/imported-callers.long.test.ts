import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { assignMany } from '../../helpers/portals.ts';
import { START_URL } from '../../sandbox/identity-center/client.ts';
import {
  ACCOUNT,
  awsClis,
  makeEmployee,
  rolecall,
  run,
  signInWithRolecall,
  skipped,
} from '../../sandbox/identity-center/employee.ts';

// What an import has written is run by programs that are not ours.

const before = `[profile of/Granted]
granted_sso_start_url      = \`${START_URL}/#\`
granted_sso_region         = eu-west-1
granted_sso_account_id     = ${ACCOUNT}
granted_sso_role_name      = Role1
region                     = eu-west-1
common_fate_generated_from = aws-sso
credential_process         = granted credential-process --profile of/Granted

# BEGIN_AWS_SSO_CLI
[profile ${ACCOUNT}:Role1]
credential_process = /usr/local/bin/aws-sso -u open -S "Default" process --arn arn:aws:iam::${ACCOUNT}:role/Role1
region = eu-west-1

# END_AWS_SSO_CLI
`;

for (const [name, file = ''] of awsClis()) {
  test(`${name} runs what was imported from Granted and aws-sso-cli`, {
    skip: skipped(name, file || undefined),
  }, async (context) => {
    const { portal, home, env } = await makeEmployee(context);
    assignMany(portal, { accounts: 1, roles: 1 });
    await writeFile(home.config, before);
    const settings = join(home.directory, '.config', 'aws-sso');
    await mkdir(settings, { recursive: true });
    await writeFile(
      join(settings, 'config.yaml'),
      `SSOConfig:\n  Default:\n    SSORegion: eu-west-1\n    StartUrl: ${START_URL}\n`,
    );
    for (const tool of ['granted', 'aws-sso-cli']) {
      const imported = await rolecall(['import', '--from', tool, '--write'], env);
      assert.ok(imported.ok, imported.err);
    }
    assert.doesNotMatch(await readFile(home.config, 'utf8'), /granted_|credential_process|AWS_SSO_CLI/);
    await signInWithRolecall(env);
    for (const profile of ['of/Granted', `${ACCOUNT}:Role1`]) {
      const who = await run(file, ['sts', 'get-caller-identity', '--profile', profile, '--output', 'json'], env);
      assert.ok(who.ok, who.err);
      assert.match(JSON.parse(who.out).Arn, /assumed-role\/AWSReservedSSO_Role1_\w+\/mary@example\.com$/);
    }
  });
}
