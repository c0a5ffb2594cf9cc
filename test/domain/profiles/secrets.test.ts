import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textHoldsSecret, withoutKeys } from '../../../source/domain/profiles/secrets.ts';

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
