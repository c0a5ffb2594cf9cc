import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  formatRoleArn,
  parseMfaSerial,
  parseRoleArn,
  partitionOfArn,
  roleArnFault,
} from '../../../source/domain/profiles/arn.ts';
import { PARTITIONS, partitionOf, partitionOfRegion } from '../../../source/domain/profiles/regions.ts';

describe('parseRoleArn', () => {
  const rows: [arn: string, partition: string, path: string, name: string][] = [
    ['arn:aws:iam::111122223333:role/Admin', 'aws', '/', 'Admin'],
    ['arn:aws:iam::111122223333:role/team/x/Ad+min', 'aws', '/team/x/', 'Ad+min'],
    ['arn:aws-us-gov:iam::111122223333:role/a@b', 'aws-us-gov', '/', 'a@b'],
    ['arn:aws-eusc:iam::111122223333:role/a', 'aws-eusc', '/', 'a'],
  ];
  for (const [arn, partition, path, name] of rows) {
    test(arn, () => {
      const role = parseRoleArn(arn);
      assert.deepEqual(role, { partition, accountId: '111122223333', path, name });
      assert.equal(role && formatRoleArn({ ...role, name: `${path.slice(1)}${name}` }), arn);
    });
  }
  for (const arn of [
    '',
    'arn:aws:iam::1111:role/x',
    'arn:aws:iam::111122223333:user/x',
    'arn:aws:iam::111122223333:role/',
    'arn:aws:iam::111122223333:role//x y',
    'arn:aws:sts::111122223333:assumed-role/x/y',
    ' arn:aws:iam::111122223333:role/x',
    `arn:aws:iam::111122223333:role/${'x'.repeat(65)}`,
  ]) {
    test(`not a role: ${arn}`, () => assert.equal(parseRoleArn(arn), undefined));
  }
});

describe('parseMfaSerial', () => {
  const rows: [serial: string, kind: string, label: string][] = [
    ['arn:aws:iam::111122223333:mfa/mary-phone', 'totp', 'mary-phone'],
    ['arn:aws-cn:iam::111122223333:mfa/team/mary', 'totp', 'mary'],
    ['GAHT12345678', 'totp', 'GAHT12345678'],
    ['arn:aws:iam::111122223333:u2f/user/mary/yubikey', 'fido', 'yubikey'],
    ['arn:aws:iam::111122223333:sms-mfa/mary', 'sms', 'mary'],
    ['arn:aws:iam::111122223333:user/mary', 'malformed', 'arn:aws:iam::111122223333:user/mary'],
    ['my phone', 'malformed', 'my phone'],
  ];
  for (const [serial, kind, label] of rows) {
    test(serial, () => assert.deepEqual(parseMfaSerial(serial), { kind, label }));
  }
});

describe('partitions', () => {
  test('each knows its own default region', () => {
    for (const partition of PARTITIONS) {
      assert.equal(partitionOfRegion(partition.defaultRegion), partition);
      assert.equal(partitionOf(partition.id), partition);
    }
  });
  for (const [region, id] of [
    ['eu-west-1', 'aws'],
    ['us-gov-east-1', 'aws-us-gov'],
    ['cn-north-1', 'aws-cn'],
    ['eusc-de-east-1', 'aws-eusc'],
    ['us-iso-west-1', 'aws-iso'],
    ['eu-west-1a', undefined],
    ['local', undefined],
  ]) {
    test(`${region} is in ${id}`, () => assert.equal(partitionOfRegion(region ?? '')?.id, id));
  }
});

test('the partition of an ARN', () => {
  assert.equal(partitionOfArn('arn:aws-us-gov:iam::1:role/x'), 'aws-us-gov');
  assert.equal(partitionOfArn(undefined), 'aws');
});

describe('roleArnFault', () => {
  const rows: [text: string, says: RegExp][] = [
    ['arn:aws:iam::11112222333:role/Admin', /^The account 11112222333 has 11 digits, but every account has 12\.$/],
    ['arn:aws:iam::1111222233334:role/Admin', /has 13 digits/],
    ['arn:aws:iam::1111-2222-3333:role/Admin', /^The account is written 111122223333\.$/],
    [
      'arn:aws:sts::111122223333:assumed-role/Admin/mary',
      /a session of the role arn:aws:iam::111122223333:role\/Admin/,
    ],
    ['arn:aws:iam::111122223333:user/mary', /the ARN of a user/],
    ['arn:aws:iam::111122223333:policy/x', /the ARN of a policy/],
    ['arn:aws:iam::111122223333:root', /the ARN of an account/],
    ['arn:aws:iam::111122223333:constructor/x', /looks like/],
    [`arn:aws:iam::111122223333:role/${'x'.repeat(65)}`, /has 65 characters, but at most 64 are allowed/],
    ['arn:aws:iam::111122223333:role/Ad min', /letters, digits/],
    ['https://signin.aws.amazon.com/switchrole?account=1', /^It is a link\./],
    ['arn:aws:iam::prod:role/Admin', /looks like/],
    ['"arn:aws:iam::111122223333:role/Admin"', /^Remove the quotes\.$/],
    ['Admin', /looks like/],
    ['', /looks like/],
  ];
  for (const [text, says] of rows) test(text || 'nothing', () => assert.match(roleArnFault(text), says));
});
