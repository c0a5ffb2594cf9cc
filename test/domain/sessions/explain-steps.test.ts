import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadProfiles } from '../../../source/domain/profiles/resolve/load.ts';
import { chainSteps } from '../../../source/domain/sessions/explain/steps.ts';
import { plainRequest } from '../../../source/domain/sessions/plan/request.ts';

const config = `[profile mary]
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = example
[profile hub]
role_arn = arn:aws:iam::111122223333:role/Jump
source_profile = mary
mfa_serial = arn:aws:iam::111122223333:mfa/phone
region = eu-west-1
[profile prod]
role_arn = arn:aws:iam::444455556666:role/Admin
source_profile = hub
region = eu-west-1
[sso-session acme]
sso_start_url = https://acme.awsapps.com/start
sso_region = eu-west-1
[profile dev]
sso_session = acme
sso_account_id = 222233334444
sso_role_name = Developer
region = eu-west-1
[profile dev-reserved]
role_arn = arn:aws:iam::555566667777:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Audit_0123456789abcdef
source_profile = dev
region = eu-west-1
`;

const chains: readonly (readonly [profile: string, steps: readonly string[]])[] = [
  ['hub', ['mary', 'MFA phone', '111122223333/Jump']],
  ['prod', ['mary', 'MFA phone', '111122223333/Jump', '444455556666/Admin']],
  ['dev', ['acme', '222233334444/Developer']],
  ['dev-reserved', ['acme', '222233334444/Developer', '555566667777/Audit']],
];

test('chainSteps: who, which device, which roles; a role of a portal by portal and account', () => {
  const file = (kind: 'config' | 'credentials', text: string | undefined) => ({ kind, path: kind, text });
  const profiles = loadProfiles(file('config', config), file('credentials', undefined), {});
  for (const [profile, steps] of chains) assert.deepEqual(chainSteps(profiles, plainRequest(profile)), steps, profile);
});
