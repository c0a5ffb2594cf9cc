import assert from 'node:assert/strict';
import { test } from 'node:test';
import { iamUrl, stsUrl } from '../../../../source/domain/sessions/plan/endpoint.ts';

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
  assert.equal(iamUrl(at), 'https://proxy.example:8443/a@b');
  assert.equal(stsUrl({ ...at, url: 'http://127.0.0.1:1/x@y' }), 'http://127.0.0.1:1/x@y');
});
