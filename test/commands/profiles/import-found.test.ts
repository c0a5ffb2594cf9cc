import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeHome } from '../../helpers/home.ts';
import { runProgram } from '../../helpers/program.ts';

const granted = `[profile dev]
granted_sso_start_url = https://acme.awsapps.com/start
granted_sso_region = eu-west-1
granted_sso_account_id = 111122223333
granted_sso_role_name = Dev
credential_process = granted credential-process --profile dev
`;

test('import without words says what is here and what takes it over, and changes nothing', async (context) => {
  const home = await makeHome(context, {
    config: granted,
    credentials:
      '[mary]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n',
  });
  const bin = join(home.directory, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'aws-vault'), '#!/bin/sh\ntouch "$HOME/started"\n');
  await chmod(join(bin, 'aws-vault'), 0o755);
  const env = { ...home.env, PATH: `${bin}:/usr/bin:/bin` };
  const { code, out, err } = await runProgram(['import'], { env });
  assert.equal(code, 0, err);
  assert.deepEqual(
    out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/)),
    [
      ['granted', 'one profile', 'rolecall import --from granted'],
      ['your AWS files', 'one access key in plain text', 'rolecall key import --from credentials'],
      ['aws-vault', 'the access keys that it stores', 'rolecall key import --from aws-vault'],
    ],
  );
  assert.match(err, /Each one first shows/);
  assert.doesNotMatch(out + err, /wJalr/);
  assert.equal(existsSync(join(home.directory, 'started')), false, 'no other program was started');
});

test('where nothing is found, import says so, and how the browser extension comes over', async (context) => {
  const home = await makeHome(context, { config: '' });
  const { code, out, err } = await runProgram(['import'], { env: { ...home.env, PATH: '/usr/bin:/bin' } });
  assert.equal(code, 0);
  assert.equal(out, '');
  assert.match(err, /^Nothing was found of granted, aws-sso-cli, aws-vault\.\n.*rolecall import FILE/);
});

test('a tool that nobody uses here is not offered, and one whose command a profile runs is', async (context) => {
  const config = (process: string) =>
    `[default]\nregion = eu-west-1\n\n[profile mary]\noutput = json\n${process}\n[profile r]\nrole_arn = arn:aws:iam::111122223333:role/A\nsource_profile = mary\n`;
  const env = { PATH: '/usr/bin:/bin' };
  const none = await makeHome(context, { config: config('') });
  assert.equal((await runProgram(['import'], { env: { ...none.env, ...env } })).out, '');
  for (const tool of ['granted', 'aws-vault']) {
    const one = await makeHome(context, { config: config(`credential_process = /opt/bin/${tool} x --profile mary`) });
    const { out } = await runProgram(['import'], { env: { ...one.env, ...env } });
    assert.match(out, new RegExp(`rolecall key import --from ${tool}$`, 'm'));
  }
});
