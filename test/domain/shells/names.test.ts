import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Profile } from '../../../source/domain/profiles/profile.ts';
import { profileVariables } from '../../../source/domain/shells/names.ts';
import { profilesOf } from '../profiles/files.ts';

/** A profile, or a section of services with its nested blocks, as it is read from a file. */
function section(name: string, settings: Record<string, string>): Profile {
  const lines = Object.entries(settings).map(([key, value]) => {
    const [block, nested] = key.split('.');
    return nested === undefined ? `${key} = ${value}` : `${block} =\n  ${nested} = ${value}`;
  });
  const profile = profilesOf(`[profile ${name}]\n${lines.join('\n')}\n`).get(name);
  assert.ok(profile);
  return profile;
}

describe('profileVariables', () => {
  it("brings a profile's meaning along in the SDKs' own variables", () => {
    const profile = section('prod', {
      role_arn: 'arn:aws:iam::444455556666:role/ystataws',
      region: 'eu-west-1',
      endpoint_url: 'http://localhost:4566',
      ca_bundle: '/etc/corp.pem',
      use_fips_endpoint: 'true',
      use_dualstack_endpoint: 'true',
      retry_mode: 'adaptive',
      max_attempts: '7',
      output: 'yaml',
      ignore_configured_endpoint_urls: 'false',
    });
    assert.deepEqual(profileVariables(profile, undefined), {
      AWS_ENDPOINT_URL: 'http://localhost:4566',
      AWS_CA_BUNDLE: '/etc/corp.pem',
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
      AWS_RETRY_MODE: 'adaptive',
      AWS_MAX_ATTEMPTS: '7',
      AWS_DEFAULT_OUTPUT: 'yaml',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    });
  });

  it('names per-service endpoints as the SDKs do', () => {
    const services = section('local', {
      's3.endpoint_url': 'http://s3',
      'elastic_beanstalk.endpoint_url': 'http://eb',
      's3.max_concurrent_requests': '10',
      'bad;name.endpoint_url': 'http://x',
    });
    assert.deepEqual(profileVariables(section('prod', {}), services), {
      AWS_ENDPOINT_URL_S3: 'http://s3',
      AWS_ENDPOINT_URL_ELASTIC_BEANSTALK: 'http://eb',
    });
  });

  it('takes an empty setting for none', () => {
    assert.deepEqual(profileVariables(section('prod', { endpoint_url: '' }), undefined), {});
  });
});
