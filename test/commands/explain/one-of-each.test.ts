import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeHome } from '../../helpers/home.ts';
import { runProgram } from '../../helpers/program.ts';

const checks = fileURLToPath(new URL('../../../source/domain/profiles/findings/', import.meta.url));

/** Role profiles, each with lines that are wrong in one way. */
const wrongLines = [
  'mfa_serial =',
  'mfa_serial = arn:aws:iam::111122223333:u2f/user/mary/key',
  'mfa_serial = arn:aws:iam::111122223333:sms-mfa/mary',
  'mfa_serial = my phone',
  'duration_seconds = 1h',
  'duration_seconds = 60',
  'role_session_name = mary smith',
  'external_id = a b',
  'source_identity = aws:mary',
  `session_tags = ${'k'.repeat(129)}=v`,
  'session_tags = a=b\ntransitive_session_tags = a,c',
  'region = eu-west-1a',
  'region = eu-wset-1',
  'region = eu-west-1/',
  'region = cn-north-1',
  'rolecall_grup = x',
  'role_arm = y',
  'sts_regional_endpoints = legacy',
  'include_profile = x',
  's3 =\n  a = b',
  'endpoint_url = http://aws.example.com',
  'color = reddish',
  'color = #ff0000',
  'aws_account_id = 111122223333',
  'services = x',
  'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hush',
  'credential_process = x\nlogin_session = y',
  'external_id: v',
  'description = v # c',
  'description = v\n  external_id = v',
  'description = v\n  more',
  'word',
  'external_id = "v"',
  'external_id = a\nexternal_id = b',
  'Description = v',
  'description =',
];
const role = 'role_arn = arn:aws:iam::444455556666:role/Admin\n';
const config = `x = 1
[profile half]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
${wrongLines.map((lines, at) => `[profile r${at}]\n${role}source_profile = mary\n${lines}\n`).join('')}
[profile deep]
${role}source_profile = r0
mfa_serial = arn:aws:iam::111122223333:mfa/m
duration_seconds = 7200
[profile gone]
${role}source_profile = nobody
[profile here]
${role}source_profile = there
[profile there]
${role}source_profile = here
[profile itself]
credential_process = aws configure export-credentials --profile itself
[profile half]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
[profile two]
credential_process = x
login_session = y
[profile mary]
aws_access_key_id = other
[profile web]
web_identity_token_file = /nowhere
[profile portal]
sso_session = nowhere
sso_account_id = 111122223333
sso_role_name = Admin
[profile malformed]
role_arn = nonsense
source_profile = mary
[profile unsourced]
${role}
[profile token]
${role}web_identity_token_process = print-token
[profile lost]
include_profile = half
[profile looped]
include_profile = looped
[sso-session unused]
sso_region = eu-west-1
[services unused]
s3 =
  endpoint_url = https://s3.example
[foo]
a = 1
[profile "x y"]
a = 1
[profile x y]
a = 1
[profile  wide]
a = 1
[ profile inside ]
a = 1
[profile over]
a = 1
  [profile swallowed]
b = 2
[profile noted] # [c]
a = 1
[profile junk] junk
a = 1
[profiles word]
a = 1
[DEFAULT]
cli_history = enabled
[profile again]
a = 1
[profile again]
b = 1
[default]
a = 1
[profile default]
a = 2
[profile empty]
[profile -x]
region = eu-west-1
[profile bytes]
x = \ufffd
[profile open
`;
const credentials = `[half]
aws_secret_access_key = hush
[mary]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = hush
[profile bar]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = hush
[sso-session s]
a = 1
`;

/** What only another text of the whole file shows; each has its row in the tests of the findings. */
const ofAnotherFile = ['binary-file', 'empty-file', 'byte-order-mark', 'carriage-return'];

/** Every code that a check can give. */
function codesOfChecks(): readonly string[] {
  const texts = readdirSync(checks).map((name) => readFileSync(join(checks, name), 'utf8'));
  const calls = texts.flatMap((text) => [
    ...text.matchAll(/\b(?:error|warning|note)(?:At\([^']*?|\()\s*'([a-z]+(?:-[a-z0-9]+)*)'/g),
  ]);
  return [...new Set(calls.map(([, code = '']) => code))].sort();
}

test('doctor names file, line and remedy of one of each', async (context) => {
  const home = await makeHome(context, { config, credentials });
  const { code, out, err } = await runProgram(['doctor', '--offline', '--json'], home);
  assert.deepEqual([code, err], [1, '']);
  assert.doesNotMatch(out, /hush|AKIAIOSFODNN7EXAMPLE/);
  const found: Record<string, unknown>[] = JSON.parse(out);
  const ofFiles = found.filter(({ line }) => line !== null);
  for (const each of found)
    assert.deepEqual(Object.keys(each), ['code', 'severity', 'where', 'line', 'profile', 'what', 'remedy']);
  for (const each of ofFiles) {
    const { severity, where, line, what, remedy } = each;
    assert.match(String(severity), /^(error|warning|note)$/);
    assert.ok([home.config, home.credentials].includes(String(where)), JSON.stringify(each));
    assert.ok(Number(line) > 0 && String(what) !== '' && String(remedy) !== '', JSON.stringify(each));
  }
  assert.ok(codesOfChecks().length > 40, 'the checks were read');
  const codes = new Set(ofFiles.map((each) => each.code));
  assert.deepEqual(
    codesOfChecks().filter((each) => !codes.has(each) && !ofAnotherFile.includes(each)),
    [],
  );
});
