import assert from 'node:assert/strict';
import { test } from 'node:test';
import { warningsOf } from '../../../../source/domain/roles/trust/warnings.ts';

const allow = (statement: object) => ({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }] });
const anyone = (Condition: object) => allow({ Principal: { AWS: '*' }, Condition });
const root = { AWS: '111122223333' };
const github = (sub: string | undefined) =>
  allow({
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: 'arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com' },
    Condition: {
      StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
      ...(sub && { StringLike: { 'token.actions.githubusercontent.com:sub': sub } }),
    },
  });

const open: Readonly<Record<string, object>> = {
  'Principal *': allow({ Principal: '*' }),
  'AWS *': anyone({}),
  'AWS * beside an account': allow({ Principal: { AWS: ['111122223333', '*'] } }),
  'a wildcard action': allow({ Action: 'sts:*', Principal: '*' }),
  'an action of a beginning and a star': allow({ Action: 'sts:A*', Principal: '*' }),
  'an action of a star and an end': allow({ Action: 'STS:*role', Principal: '*' }),
  'an action with a question mark': allow({ Action: 'sts:?ssumeRole', Principal: '*' }),
  'every action but one': { Statement: [{ Effect: 'Allow', NotAction: 'sts:TagSession', Principal: '*' }] },
  'every action but one way in': { Statement: [{ Effect: 'Allow', NotAction: ['sts:AssumeRole'], Principal: '*' }] },
  'MFA, which anyone can have': anyone({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
  'an external ID, which anyone can learn': anyone({ StringEquals: { 'sts:ExternalId': 'x' } }),
  'a tag, which anyone can set': anyone({ StringEquals: { 'aws:PrincipalTag/team': 'core' } }),
  'an organization of a star': anyone({ StringLike: { 'aws:PrincipalOrgID': '*' } }),
  'every address': anyone({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }),
  'every organization but one': anyone({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } }),
  'an organization if there is one': anyone({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } }),
  'all of no values': anyone({ 'ForAllValues:StringEquals': { 'aws:PrincipalOrgPaths': 'o-1/*' } }),
  NotPrincipal: allow({ NotPrincipal: root }),
  'GitHub without sub': github(undefined),
  'GitHub, every repository': github('repo:*'),
  'a provider without claims': allow({
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: 'accounts.google.com' },
  }),
};

for (const [name, document] of Object.entries(open)) {
  test(`open: ${name}`, () => assert.equal(warningsOf(document as never)[0]?.level, 'open'));
}

const closed: Readonly<Record<string, object>> = {
  'an account': allow({ Principal: root }),
  'an organization': anyone({ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }),
  'an organization, key in another case': anyone({ StringEquals: { 'AWS:principalorgid': 'o-1' } }),
  'roles of an account': anyone({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } }),
  'a service': allow({ Principal: { Service: 'ec2.amazonaws.com' } }),
  'GitHub, repositories of an owner': github('repo:acme/*'),
  'a denial of everyone beside an account': {
    Statement: [...allow({ Principal: root }).Statement, { Effect: 'Deny', Action: 'sts:AssumeRole', Principal: '*' }],
  },
};

for (const [name, document] of Object.entries(closed)) {
  test(`not open: ${name}`, () => assert.deepEqual(warningsOf(document as never), []));
}

const doubtful: Readonly<Record<string, readonly [object, RegExp]>> = {
  BoolIfExists: [
    allow({ Principal: root, Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } } }),
    /long-term/,
  ],
  'MFA false': [
    allow({ Principal: root, Condition: { Bool: { 'aws:MultiFactorAuthPresent': false } } }),
    /without MFA/,
  ],
  'a deleted user': [allow({ Principal: { AWS: 'AROAEXAMPLE1234567890' } }), /role that has been deleted/],
  'every action but those that open a role': [
    { Statement: [{ Effect: 'Allow', NotAction: 'sts:Assume*', Principal: '*' }] },
    /Nobody/,
  ],
  nobody: [{ Statement: [{ Effect: 'Deny', Action: 'sts:AssumeRole', Principal: '*' }] }, /Nobody/],
  'too long': [
    allow({
      Principal: { AWS: Array.from({ length: 60 }, (_, n) => `arn:aws:iam::111122223333:role/role-number-${n}`) },
    }),
    /2048/,
  ],
};

for (const [name, [document, text]] of Object.entries(doubtful)) {
  test(`doubtful: ${name}`, () => {
    const [first, ...others] = warningsOf(document as never);
    assert.deepEqual([first?.level, others.length], ['doubtful', 0]);
    assert.match(first?.text ?? '', text);
  });
}
