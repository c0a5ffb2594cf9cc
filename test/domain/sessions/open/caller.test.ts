import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRoot } from '../../../../source/domain/profiles/arn.ts';
import { isIamUser, sessionNameFor } from '../../../../source/domain/sessions/open/caller.ts';

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
