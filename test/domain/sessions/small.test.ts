import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextCodeAt, readCode, stepAt } from '../../../source/domain/mfa/code.ts';
import { isIamUser, isRoot, sessionNameFor } from '../../../source/domain/sessions/open/caller.ts';
import { iamUrl, stsUrl } from '../../../source/domain/sessions/plan/endpoint.ts';

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

test('readCode drops what people put between digits and nothing else', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['123456', '123456'],
    [' 123 456\n', '123456'],
    ['123-456', '123456'],
    ['12345', undefined],
    ['1234567', undefined],
    ['12345a', undefined],
    ['١٢٣٤٥٦', undefined],
  ];
  for (const [typed, code] of cases) assert.equal(readCode(typed), code, typed);
});

test('a new code is awaited only within the step of the last one', () => {
  const now = 90_000_000 + 12_345;
  assert.equal(nextCodeAt(undefined, now), undefined);
  assert.equal(nextCodeAt(stepAt(now) - 1, now), undefined);
  assert.equal(nextCodeAt(stepAt(now), now), 90_030_000);
});

test('sessionNameFor is always a name STS takes', () => {
  const cases: readonly (readonly [string | undefined, string, string])[] = [
    ['arn:aws:iam::111122223333:user/mary', 'x', 'mary'],
    ['arn:aws:iam::111122223333:user/team/mary', 'x', 'mary'],
    ['arn:aws:sts::111122223333:assumed-role/Hub/mary@example.com', 'x', 'mary@example.com'],
    ['arn:aws:iam::111122223333:root', 'os', 'os'],
    [undefined, 'Jürgen K', 'J-rgen-K'],
    [undefined, 'j', 'j-rolecall'],
    [undefined, 'n'.repeat(80), 'n'.repeat(64)],
  ];
  for (const [arn, user, name] of cases) assert.equal(sessionNameFor(arn, user), name);
});

test('callers are told apart by their ARN', () => {
  assert.equal(isRoot('arn:aws:iam::111122223333:root'), true);
  assert.equal(isRoot('arn:aws:iam::111122223333:user/root'), false);
  assert.equal(isIamUser('arn:aws-cn:iam::111122223333:user/a/b'), true);
  assert.equal(isIamUser('arn:aws:sts::111122223333:assumed-role/user/x'), false);
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
