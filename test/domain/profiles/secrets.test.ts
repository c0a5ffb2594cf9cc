import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textHoldsKeys, textHoldsSecret, withoutKeys } from '../../../source/domain/profiles/secrets.ts';

test('a copy without keys has every other line', () => {
  const text = `[profile a]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = one
   two
region = eu-west-1
# aws_secret_access_key = old
[profile b]
s3 =
  max_concurrent_requests = 20
`;
  const expected = `[profile a]
region = eu-west-1
[profile b]
s3 =
  max_concurrent_requests = 20
`;
  assert.equal(withoutKeys(text), expected);
  assert.equal(textHoldsSecret(expected), false);
  assert.equal(withoutKeys(expected), expected);
});

test('a secret without a line end, or behind a carriage return', () => {
  assert.equal(withoutKeys('[a]\r\naws_session_token = x'), '[a]\r\n');
});

const commandsWithSecrets = [
  'oathtool --totp -b JBSWY3DPEHPK3PXP',
  "oathtool --totp --base32 'jbsw y3dp ehpk 3pxp'",
  'oathtool -b --totp jbswy3dpehpk3pxp',
  'oathtool -b --totp "JBSW Y3DP EHPK 3PXP"',
  '/usr/bin/oathtool --base32 --totp=sha1 -d 6 jbsw-y3dp-ehpk-3pxp',
  "sh -c 'oathtool -b --totp gezdgnbvgy3tqojq | tr -d x'",
  `python3 -c "import pyotp; print(pyotp.TOTP('jbswy3dpehpk3pxp').now())"`,
  'oathtool --totp 3132333435363738393031323334353637383930',
  'tool --password hush',
  'tool --password=hush',
  "tool --client-secret 'hush'",
  'tool -token hush --profile a',
  'saml2aws login --skip-prompt --password "hush hush"',
  "sh -c 'AWS_TOKEN=hush tool'",
  'DB_PASS=hush tool',
  `tool '{"apiKey": "hush"}'`,
  "curl -H 'Authorization: Bearer abcdefghijk' https://example.com",
  'curl -sH "Authorization: Basic Ym9iOmh1bnRlcjI=" https://example.com',
  'curl -u mary:hush https://example.com',
  'curl https://mary:hush@example.com/keys',
  'tool ghp_16C7e42F292c6912E7710c838347Ae178B4a',
  'tool eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
  'tool AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE1',
  'tool 9f86d081884c7d659a2feaa0c55ad015',
];

const commandsWithout = [
  'aws-vault export --format=json mary',
  '/opt/homebrew/bin/aws-vault exec prod --json --no-session',
  'aws configure export-credentials --profile prod',
  '/home/mary/.local/bin/rolecall credential-process mary',
  'granted credential-process --profile Production/AWSAdministratorAccess',
  'aws-sso -u open -S "Default" process --arn arn:aws:iam::000000012344:role/Admin',
  'saml2aws login --skip-prompt --quiet --credential-process --role arn:aws:iam::111122223333:role/x --profile a',
  'okta-aws-cli web --org-domain acme.okta.com --oidc-client-id 0oa1b2c3D4e5F6g7H8i9 --open-browser',
  'tool --role arn:aws:iam::1:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef',
  'tool --role AWSReservedSSO_Admin_0123456789abcdef --name OktaAdminRole2024Production',
  'tool --tenant 8a6b2c1d-1a2b-3c4d-5e6f-0123456789ab',
  'aws secretsmanager get-secret-value --secret-id arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db',
  'op read op://Private/AWS/password',
  'OP_TOKEN=op://Private/AWS/token op run -- tool',
  'op item get 7yqw3x5v2kabcdefghijklmnop --otp',
  'pass show aws/mary/secret',
  'pass otp aws',
  'security find-generic-password -s aws -w',
  'ykman oath accounts code --single aws:mary',
  'ykman oath accounts code AmazonWebServices',
  'op item get 7yqw3x5v2kabcdefghijklmnop --fields totp',
  'totp-cli generate production administratoraccess',
  'oathtool -b --totp "$(pass show amazonwebservices)"',
  "sh -c 'pass show amazonwebservices | oathtool -b --totp -'",
  'oathtool -b --totp @/home/mary/amazonwebservicesseed',
  'oathtool -b --totp $amazonwebservicesseed',
  'curl -H "Authorization: Basic $TOKEN" https://example.com',
  'docker run --rm ghcr.io/acme/creds@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'tool --password "$AWS_PASSWORD"',
  'tool --token $(cat /run/token)',
  'tool --token `cat /run/token` --password-file /run/password --token-code -',
  'oathtool --totp -b @/home/mary/.seed',
  'oathtool --totp -b "$(pass show aws/seed)"',
  'C:\\Users\\Mary\\bin\\aws-vault.exe export mary',
];

test('a command with a secret in it is none to copy; one that names where the secret is, is', () => {
  for (const key of ['credential_process', 'mfa_process', 'web_identity_token_process', '# rolecall_key_process']) {
    for (const command of commandsWithSecrets)
      assert.ok(textHoldsSecret(`${key} = ${command}\n`), `${key} = ${command}`);
    for (const command of commandsWithout) assert.ok(!textHoldsSecret(`${key} = ${command}\n`), `${key} = ${command}`);
  }
  assert.ok(textHoldsSecret('[a]\ncredential_process =\n  tool\n  --password hush\n'), 'in a line that goes on');
  assert.ok(!textHoldsSecret('[a]\ns3 =\n  max_concurrent_requests = 20\n'));
});

test('a password in an address is one, whichever key has it', () => {
  for (const line of [
    'endpoint_url = https://svc:Hunter2hunter2@proxy.corp.example/sts',
    '# endpoint_url = https://svc:Hunter2hunter2@proxy.corp.example/sts',
    'sso_start_url = https://mary:hush@corp.example/start',
    's3 =\n  endpoint_url = https://svc:hush@proxy.corp.example',
    'some_proxy = http://mary:hush@127.0.0.1:3128',
  ]) {
    assert.ok(textHoldsSecret(`[profile a]\n${line}\n`), line);
    assert.equal(textHoldsKeys(`[profile a]\n${line}\n`), false, line);
  }
  for (const line of [
    'endpoint_url = https://proxy.corp.example:8443/sts',
    'endpoint_url = https://svc@proxy.corp.example/sts',
    'endpoint_url = http://[::1]:4566',
    'endpoint_url = https://svc:$PASSWORD@proxy.corp.example/sts',
    'role_arn = arn:aws:iam::111122223333:role/Admin',
    'rolecall_display_name = ops:admin@corp',
  ])
    assert.ok(!textHoldsSecret(`[profile a]\n${line}\n`), line);
});

test('such a command is no key: configurations of open roles need it', () => {
  const text = `[profile a]\ncredential_process = tool --password hush\n`;
  assert.equal(textHoldsKeys(text), false);
  assert.equal(withoutKeys(text), text);
});
