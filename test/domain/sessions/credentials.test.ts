import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BrokenCredentials,
  checkedCaller,
  checkedCredentials,
  credentialsFault,
  roleFault,
} from '../../../source/domain/sessions/credentials.ts';

const noon = Date.parse('2026-01-15T12:00:00Z');
const whole = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 's', sessionToken: 't', expiresAt: noon + 3_600_000 };

test('whole credentials pass as they are, and nothing beside them does', () => {
  assert.deepEqual(checkedCredentials({ ...whole, ...{ extra: 'x' } }, 'aws', noon), whole);
  const longTerm = { accessKeyId: 'test', secretAccessKey: 'test' };
  assert.deepEqual(
    checkedCredentials({ ...longTerm, sessionToken: '', expiresAt: undefined }, 'other', noon),
    longTerm,
  );
});

test('AWS always gives a token and an expiry; a file, a program and a variable need not', () => {
  const { sessionToken: _, ...withoutToken } = whole;
  const { expiresAt: __, ...withoutExpiry } = whole;
  for (const offered of [withoutToken, withoutExpiry]) {
    assert.match(credentialsFault(offered, 'aws', noon) ?? '', /is missing/);
    assert.equal(credentialsFault(offered, 'other', noon), undefined);
  }
  assert.match(credentialsFault({ ...whole, expiresAt: noon + 4 * 86_400_000 }, 'aws', noon) ?? '', /further away/);
  assert.equal(credentialsFault({ ...whole, expiresAt: noon + 4 * 86_400_000 }, 'other', noon), undefined);
  assert.equal(credentialsFault({ ...whole, expiresAt: noon }, 'aws', noon), 'They have expired.');
  assert.equal(credentialsFault({ ...whole, expiresAt: noon }, 'cache', noon), undefined);
});

test('roleFault tells account, partition and role', () => {
  const asked = 'arn:aws-us-gov:iam::444455556666:role/team/Admin';
  const rows = [
    ['arn:aws-us-gov:sts::444455556666:assumed-role/Admin/mary', undefined],
    ['arn:aws-us-gov:sts::444455556666:assumed-role/admin/mary', undefined],
    ['arn:aws-us-gov:sts::111122223333:assumed-role/Admin/mary', 'account'],
    ['arn:aws:sts::444455556666:assumed-role/Admin/mary', 'partition'],
    ['arn:aws-us-gov:sts::444455556666:assumed-role/Administrator/mary', 'role'],
    ['arn:aws-us-gov:sts::444455556666:assumed-role/Admin', 'role'],
    ['arn:aws-us-gov:sts::444455556666:federated-user/Admin/mary', 'role'],
    ['arn:aws-us-gov:iam::444455556666:assumed-role/Admin/mary', 'role'],
    ['', 'account'],
  ] as const;
  for (const [got, fault] of rows) assert.equal(roleFault(asked, got), fault, got);
});

test('checkedCaller takes an ARN and its account, and nothing else', () => {
  const mary = { arn: 'arn:aws:iam::111122223333:user/mary', accountId: '111122223333' };
  assert.deepEqual(checkedCaller(mary), mary);
  const others = [
    { arn: '' },
    { arn: 'mary' },
    { arn: undefined },
    { arn: `${mary.arn}\n` },
    { accountId: '444455556666' },
  ];
  for (const other of others) assert.throws(() => checkedCaller({ ...mary, ...other }), BrokenCredentials);
});
