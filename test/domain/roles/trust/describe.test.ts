import assert from 'node:assert/strict';
import { test } from 'node:test';
import { admissionSentence, admissionsOf, summarizeTrust } from '../../../../source/domain/roles/trust/describe.ts';

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
    'Account 111122223333 may assume it, but only with MFA and with MFA no older than 1h.',
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
    allow({ Principal: root, Condition: { 'ForAllValues:Bool': { 'aws:MultiFactorAuthPresent': 'true' } } }),
    'Account 111122223333 may assume it, but only with MFA, or with long-term keys, which MFA never comes with.',
  ],
  [
    allow({
      Principal: root,
      Condition: { Null: { 'aws:PrincipalOrgID': 'false', 'accounts.google.com:sub': 'true' } },
    }),
    'Account 111122223333 may assume it, but only with aws:PrincipalOrgID and without accounts.google.com:sub.',
  ],
  [allow({ Action: 'sts:A*', Principal: '*' }), 'Anyone, in any AWS account may assume it.'],
  [
    { Statement: { Effect: 'Allow', NotAction: ['sts:TagSession', 'sts:AssumeRoleWithSAML'], Principal: root } },
    'Account 111122223333 may assume it and do all else but tag its sessions and sts:AssumeRoleWithSAML.',
  ],
  [
    { Statement: { Effect: 'Allow', NotAction: 'sts:Assume*', Principal: root } },
    'Account 111122223333 may do all but assume it.',
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

test('an action with a wildcard, and NotAction, open a role as its name does', () => {
  for (const action of [{ Action: 'sts:*Role' }, { Action: undefined, NotAction: 'sts:TagSession' }]) {
    const { who, open } = summarizeTrust(allow({ Principal: '*', ...action }));
    assert.deepEqual([who, open], [['anyone, in any AWS account'], true]);
  }
});

const mfa = (operator: string, value: unknown) => ({ [operator]: { 'aws:MultiFactorAuthPresent': value } });
const age = (operator: string, value: unknown) => ({ [operator]: { 'aws:MultiFactorAuthAge': value } });
const externalId = (operator: string, value: unknown) => ({ [operator]: { 'sts:ExternalId': value } });

/** What is required by the conditions of the statements that let someone in. */
const required: readonly (readonly [of: string, conditions: readonly object[], mfa: boolean, externalId: boolean])[] = [
  ['nothing', [{}], false, false],
  ['MFA', [mfa('Bool', 'true')], true, false],
  ['MFA as JSON has it', [mfa('Bool', true)], true, false],
  ['an external ID', [externalId('StringEquals', 'x')], false, true],
  ['both', [{ ...mfa('Bool', 'true'), ...externalId('StringEquals', ['x', 'y']) }], true, true],
  ['both in each statement', Array(2).fill({ ...mfa('Bool', 'true'), ...externalId('StringLike', 'x*') }), true, true],
  ['both in one statement of two', [{ ...mfa('Bool', 'true'), ...externalId('StringEquals', 'x') }, {}], false, false],
  ['one in each statement', [mfa('Bool', 'true'), externalId('StringEquals', 'x')], false, false],
  ['no MFA', [mfa('Bool', 'false')], false, false],
  ['MFA or none', [mfa('Bool', ['true', 'false'])], false, false],
  ['no word of MFA', [mfa('Null', 'true')], false, false],
  ['any word of MFA', [mfa('Null', 'false')], false, false],
  ['MFA if there is a word of it', [mfa('BoolIfExists', 'true')], false, false],
  ['MFA for all of no values', [mfa('ForAllValues:Bool', 'true')], false, false],
  ['MFA of the last hour', [age('NumericLessThan', '3600')], true, false],
  ['MFA that is old', [age('NumericGreaterThan', '3600')], false, false],
  ['MFA of the last hour, if there is any', [age('NumericLessThanIfExists', '3600')], false, false],
  ['every external ID but one', [externalId('StringNotEquals', 'x')], false, false],
  ['an external ID if there is one', [externalId('StringEqualsIfExists', 'x')], false, false],
  ['no external ID', [externalId('Null', 'true')], false, false],
  ['any external ID', [externalId('StringLike', '*')], false, false],
];

for (const [of, conditions, wantsMfa, wantsId] of required) {
  test(`required: ${of}`, () => {
    const Statement = conditions.map((Condition) => allow({ Principal: root, Condition }).Statement);
    const denial = { Effect: 'Deny', Action: 'sts:AssumeRole', Principal: '*', Condition: mfa('Bool', 'false') };
    const { mfa: isMfaRequired, externalId: isIdRequired } = summarizeTrust({ Statement: [...Statement, denial] });
    assert.deepEqual([isMfaRequired, isIdRequired], [wantsMfa, wantsId]);
  });
}

/** What a statement that denies makes of a role that lets an account in. */
const denied: readonly (readonly [what: string, denial: object, mfa: boolean])[] = [
  ['all without MFA', { Condition: mfa('BoolIfExists', 'false') }, true],
  ['all but long-term keys without MFA', { Condition: mfa('Bool', 'false') }, false],
  ['all with MFA', { Condition: mfa('BoolIfExists', 'true') }, false],
  ['all with or without MFA', { Condition: mfa('BoolIfExists', ['true', 'false']) }, false],
  ['long-term keys, which come without a word of MFA', { Condition: mfa('Null', 'true') }, false],
  ['all without an age of MFA', { Condition: age('Null', 'true') }, true],
  ['all with old MFA or none', { Condition: age('NumericGreaterThanIfExists', '3600') }, true],
  ['all with old MFA', { Condition: age('NumericGreaterThan', '3600') }, false],
  [
    'one user without MFA',
    { Principal: { AWS: 'arn:aws:iam::111122223333:user/mary' }, Condition: mfa('BoolIfExists', 'false') },
    false,
  ],
  [
    'all without MFA from elsewhere',
    { Condition: { ...mfa('BoolIfExists', 'false'), NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } },
    false,
  ],
  [
    'all without MFA, in another way',
    { Action: 'sts:AssumeRoleWithSAML', Condition: mfa('BoolIfExists', 'false') },
    false,
  ],
  ['all without MFA, in every way', { Action: '*', Condition: mfa('BoolIfExists', 'false') }, true],
];

for (const [what, denial, isRequired] of denied) {
  test(`denied: ${what}`, () => {
    const deny = { Effect: 'Deny', Action: 'sts:AssumeRole', Principal: '*', ...denial };
    assert.equal(summarizeTrust({ Statement: [allow({ Principal: root }).Statement, deny] }).mfa, isRequired);
  });
}

test('nobody is let in: nothing is required', () => {
  const { mfa: isMfaRequired, externalId: isIdRequired } = summarizeTrust({ Statement: [] });
  assert.deepEqual([isMfaRequired, isIdRequired], [false, false]);
});

test('a role of services alone is none that anyone switches to', () => {
  assert.equal(summarizeTrust(allow({ Principal: { Service: 'lambda.amazonaws.com' } })).servicesOnly, true);
  assert.equal(summarizeTrust(allow({ Principal: root })).servicesOnly, false);
});
