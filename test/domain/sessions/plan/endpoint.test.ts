import assert from 'node:assert/strict';
import { test } from 'node:test';
import { realRegion } from '../../../../source/domain/profiles/regions.ts';
import { regionOfEnvironment, stsUrl } from '../../../../source/domain/sessions/plan/endpoint.ts';
import { planRequest } from '../../../../source/domain/sessions/plan/plan.ts';
import { plainRequest } from '../../../../source/domain/sessions/plan/request.ts';
import { profilesOf } from '../../profiles/files.ts';

test('stsUrl is regional in every partition', () => {
  const plain = { useFips: false, useDualstack: false };
  const cases: readonly (readonly [Parameters<typeof stsUrl>[0], string])[] = [
    [{ region: 'eu-west-1', ...plain }, 'https://sts.eu-west-1.amazonaws.com'],
    [{ region: 'us-east-1', ...plain }, 'https://sts.us-east-1.amazonaws.com'],
    [{ region: 'cn-north-1', ...plain }, 'https://sts.cn-north-1.amazonaws.com.cn'],
    [{ region: 'us-gov-west-1', ...plain }, 'https://sts.us-gov-west-1.amazonaws.com'],
    [{ region: 'eusc-de-east-1', ...plain }, 'https://sts.eusc-de-east-1.amazonaws.eu'],
    [{ region: 'us-east-2', useFips: true, useDualstack: false }, 'https://sts-fips.us-east-2.amazonaws.com'],
    [{ region: 'us-gov-west-1', useFips: true, useDualstack: false }, 'https://sts.us-gov-west-1.amazonaws.com'],
    [{ region: 'eu-west-1', useFips: false, useDualstack: true }, 'https://sts.eu-west-1.api.aws'],
    [{ region: 'eu-west-1', url: 'http://127.0.0.1:4566', ...plain }, 'http://127.0.0.1:4566'],
  ];
  for (const [at, url] of cases) assert.equal(stsUrl(at), url);
});

test('a name and a password in endpoint_url are shown nowhere', () => {
  const at = {
    region: 'eu-west-1',
    useFips: false,
    useDualstack: false,
    url: 'https://me:hush@proxy.example:8443/a@b',
  };
  assert.equal(stsUrl(at), 'https://proxy.example:8443/a@b');
  assert.equal(stsUrl({ ...at, url: 'http://127.0.0.1:1/x@y' }), 'http://127.0.0.1:1/x@y');
});

test('realRegion: names of the SDKs that are no host', () => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['aws-global', 'us-east-1', false],
    ['aws-cn-global', 'cn-northwest-1', false],
    ['aws-us-gov-global', 'us-gov-west-1', false],
    ['fips-us-east-1', 'us-east-1', true],
    ['us-gov-west-1-fips', 'us-gov-west-1', true],
    ['fips-aws-global', 'us-east-1', true],
    ['aws-fips', 'us-east-1', true],
    ['eu-west-1', 'eu-west-1', false],
    ['garage', 'garage', false],
  ];
  for (const [name, region, isFips] of rows) assert.deepEqual(realRegion(name), { region, isFips }, name);
  const profiles = profilesOf(
    '[profile k]\naws_access_key_id = A\naws_secret_access_key = B\n[profile r]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = k\nregion = fips-us-east-2\n',
  );
  const plan = planRequest(profiles, plainRequest('r'));
  assert.equal(stsUrl(plan.at), 'https://sts-fips.us-east-2.amazonaws.com');
  assert.equal(regionOfEnvironment({ AWS_REGION: 'aws-global' }), 'us-east-1');
});
