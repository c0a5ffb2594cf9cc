import assert from 'node:assert/strict';
import { test } from 'node:test';
import { admissionSentence, admissionsOf } from '../../../source/domain/roles/admission.ts';
import { consoleLimits } from '../../../source/domain/roles/definition.ts';
import { compactPolicy, trustPolicy } from '../../../source/domain/roles/trust-policy.ts';
import { summarizeTrust } from '../../../source/domain/roles/trust-summary.ts';

const head =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"111122223333"},';

/** What the console writes, key by key and in its order. */
const consoleShapes: readonly (readonly [requireMfa: boolean, externalId: string | undefined, condition: string])[] = [
  [false, undefined, '{}'],
  [true, undefined, '{"Bool":{"aws:MultiFactorAuthPresent":"true"}}'],
  [false, 'x', '{"StringEquals":{"sts:ExternalId":"x"}}'],
  [true, 'x', '{"StringEquals":{"sts:ExternalId":"x"},"Bool":{"aws:MultiFactorAuthPresent":"true"}}'],
];

for (const [requireMfa, externalId, condition] of consoleShapes) {
  test(`the console's policy, MFA ${requireMfa}, external ID ${externalId}`, () => {
    const document = trustPolicy({ principals: ['111122223333'], requireMfa, externalId });
    assert.equal(compactPolicy(document), `${head}"Condition":${condition}}]}`);
  });
}

test('several principals are a list', () => {
  const document = trustPolicy({ principals: ['1', '2'], requireMfa: false, externalId: undefined });
  assert.match(compactPolicy(document), /"Principal":\{"AWS":\["1","2"\]\}/);
});

const allow = (statement: object) => ({ Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement } });
const root = { AWS: 'arn:aws:iam::111122223333:root' };

const sentences: readonly (readonly [document: object, sentence: string])[] = [
  [allow({ Principal: root }), 'Account 111122223333 may assume it.'],
  [allow({ Principal: { AWS: '444455556666' } }), 'This account may assume it.'],
  [allow({ Principal: '*' }), 'Anyone, in any AWS account may assume it.'],
  [
    allow({ Principal: { AWS: ['arn:aws:iam::111122223333:user/team/mary', 'arn:aws:iam::444455556666:role/ci'] } }),
    'User team/mary in 111122223333 and role ci in this account may assume it.',
  ],
  [
    allow({
      Principal: root,
      Condition: {
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
      },
    }),
    'Account 111122223333 may assume it, but only with MFA and with MFA no older than 1 h.',
  ],
  [
    allow({ Principal: root, Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } } }),
    'Account 111122223333 may assume it, but only with MFA, or with long-term keys, which MFA never comes with.',
  ],
  [
    allow({ Principal: root, Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.0.2.1/32'] } } }),
    'Account 111122223333 may assume it, but only from the addresses 10.0.0.0/8 or 192.0.2.1/32.',
  ],
  [
    { Statement: [{ Effect: 'Deny', Action: 'sts:*', NotPrincipal: root }] },
    'Everyone but account 111122223333 may not assume it.',
  ],
  [
    allow({ Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'ec2.amazonaws.com' } }),
    'The service ec2.amazonaws.com may assume it and tag its sessions.',
  ],
  [
    allow({
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: 'arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com' },
      Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/*' } },
    }),
    'People and programs signed in at token.actions.githubusercontent.com may assume it, but only as repo:acme/*.',
  ],
  [
    allow({ Principal: root, Condition: { Bool: { 'aws:MultiFactorAuthPresent': false } } }),
    'Account 111122223333 may assume it, but only without MFA.',
  ],
  [
    allow({ Principal: root, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } } }),
    'Account 111122223333 may assume it, but only not from the organization o-1.',
  ],
  [
    allow({ Principal: root, Condition: { StringLike: { 'aws:PrincipalTag/team': 'core' } } }),
    'Account 111122223333 may assume it, but only with aws:PrincipalTag/team core.',
  ],
  [
    allow({ Principal: { AWS: 'AIDAEXAMPLE1234567890' } }),
    'A user that was deleted (AIDAEXAMPLE1234567890) may assume it.',
  ],
];

for (const [document, sentence] of sentences) {
  test(sentence, () => {
    assert.deepEqual(admissionsOf(document as never, '444455556666').map(admissionSentence), [sentence]);
  });
}

test('a role of services alone is none that anyone switches to', () => {
  assert.equal(summarizeTrust(allow({ Principal: { Service: 'lambda.amazonaws.com' } })).servicesOnly, true);
  assert.equal(summarizeTrust(allow({ Principal: root })).servicesOnly, false);
});

test('the console cannot switch with an external ID, nor to more than 64 characters', () => {
  const plain = { path: '/', name: 'a', trust: { externalId: undefined } };
  assert.deepEqual(consoleLimits(plain), []);
  assert.equal(consoleLimits({ ...plain, trust: { externalId: 'x2' } }).length, 1);
  assert.equal(consoleLimits({ ...plain, path: '/team/', name: 'x'.repeat(60) }).length, 1);
  assert.equal(consoleLimits({ ...plain, name: 'x'.repeat(64) }).length, 0);
});
