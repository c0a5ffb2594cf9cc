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

/** Whoever signed in at a provider, with these conditions on its claims. */
const federated = (provider: string, operator: string, claims: Readonly<Record<string, unknown>>) =>
  allow({
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: provider },
    Condition: {
      [operator]: Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${provider}:${claim}`, value])),
    },
  });
const actions = 'token.actions.githubusercontent.com';
const pools = 'cognito-identity.amazonaws.com';

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
  'all of no texts': anyone({ 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-1' } }),
  'every organization': anyone({ StringLike: { 'aws:PrincipalOrgID': 'o-*' } }),
  'one organization, or every one': anyone({ StringLike: { 'aws:PrincipalOrgID': ['o-1', 'o-?*'] } }),
  'paths of every organization': anyone({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-*/r-1/*' } }),
  'the organization of whoever comes': anyone({ StringEquals: { 'aws:PrincipalOrgID': `\${aws:PrincipalOrgID}` } }),
  'a role in every account': anyone({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Admin' } }),
  'an account after a star that reaches over colons': anyone({
    StringLike: { 'aws:PrincipalArn': 'arn:*:iam::111122223333:role/*' },
  }),
  'an account in part': anyone({ StringLike: { 'aws:PrincipalAccount': '11112222333?' } }),
  'any ID, a session name': anyone({ StringLike: { 'aws:userid': '*:bob' } }),
  'an ID in part': anyone({ StringLike: { 'aws:userid': 'AROA*:bob' } }),
  'an organization, whichever': anyone({ Null: { 'aws:PrincipalOrgID': 'false' } }),
  'an address, whichever': anyone({ Null: { 'aws:SourceIp': 'false' } }),
  'an address in any VPC': anyone({ IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } }),
  'both halves of all addresses': anyone({ IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } }),
  'a provider’s addresses': anyone({ IpAddress: { 'aws:SourceIp': '3.0.0.0/8' } }),
  'a network, or every address of IPv6': anyone({ IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '2000::/3'] } }),
  'any VPC': anyone({ StringLike: { 'aws:SourceVpc': 'vpc-*' } }),
  NotPrincipal: allow({ NotPrincipal: root }),
  'GitHub without sub': github(undefined),
  'GitHub, every repository': github('repo:*'),
  'GitHub, owners of a beginning': github('repo:a*'),
  'GitHub, owners of a longer beginning': github('repo:acme*'),
  'GitHub, a repository of owners of a beginning': github('repo:acme*/x:*'),
  'GitHub, a branch in every repository': github('ref:refs/heads/main'),
  'GitHub, sub that is there': federated(actions, 'Null', { sub: 'false' }),
  'GitHub, a repository ID of a beginning': github('repository_id:12*'),
  'GitHub, owner IDs of a beginning by their own claim': federated(actions, 'StringLike', {
    repository_owner_id: '12*',
  }),
  'GitHub, a repository of any owner by its own claim': federated(actions, 'StringLike', { repository: '*/app' }),
  'GitHub, a branch by its own claim': federated(actions, 'StringEquals', { ref: 'refs/heads/main' }),
  'Amazon, any application': federated('www.amazon.com', 'StringLike', { app_id: '*' }),
  'Amazon, a claim that it does not have': federated('www.amazon.com', 'StringEquals', { aud: 'x' }),
  'GitLab, every project': federated('gitlab.com', 'StringLike', { sub: 'project_path:*' }),
  'GitLab, groups of a beginning': federated('gitlab.com', 'StringLike', { sub: 'project_path:acme*' }),
  'Terraform by an audience, which everyone chooses': federated('app.terraform.io', 'StringEquals', {
    aud: 'aws.workload.identity',
  }),
  'Cognito, any pool': federated(pools, 'ForAnyValue:StringLike', { amr: 'authenticated' }),
  'Cognito, pools of a region': federated(pools, 'StringLike', { aud: 'eu-west-1:*' }),
  'Google, a sub that is there': federated('accounts.google.com', 'Null', { sub: 'false' }),
  'Google, a sub in part': federated('accounts.google.com', 'StringLike', { sub: '1*' }),
  'Google, the audience that whoever comes has chosen': federated('accounts.google.com', 'StringEquals', { oaud: 'x' }),
  'Google, a claim of somebody else': allow({
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: 'accounts.google.com' },
    Condition: { StringEquals: { 'example.com:aud': 'x' } },
  }),
  'the sub of whoever comes': federated('example.com', 'StringEquals', { sub: `\${example.com:sub}` }),
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
  'roles of an account, in every partition': anyone({
    ArnLike: { 'aws:PrincipalArn': 'arn:aws*:iam::111122223333:role/*' },
  }),
  'an organizational unit': anyone({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/r-1/ou-1/*' } }),
  'sessions of a role': anyone({ StringLike: { 'aws:userid': ['AROAEXAMPLEID:*', '111122223333'] } }),
  'two networks': anyone({ IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '198.51.100.7', '2001:db8::/32'] } }),
  'a VPC endpoint': anyone({ StringEquals: { 'aws:SourceVpce': 'vpce-1a2b' } }),
  'an external ID with another account': allow({
    Principal: root,
    Condition: { StringEquals: { 'sts:ExternalId': 'x' } },
  }),
  'SAML for the console': allow({
    Action: 'sts:AssumeRoleWithSAML',
    Principal: { Federated: 'arn:aws:iam::444455556666:saml-provider/corp' },
    Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
  }),
  'a service account of a cluster': federated('oidc.eks.eu-west-1.amazonaws.com/id/ABC', 'StringLike', {
    sub: 'system:serviceaccount:team:*',
  }),
  'an identity pool': federated(pools, 'StringEquals', { aud: 'eu-west-1:0a1b' }),
  'an application at Google': federated('accounts.google.com', 'StringEquals', { aud: '1.apps.googleusercontent.com' }),
  'an application at Amazon': federated('www.amazon.com', 'StringEquals', { app_id: 'amzn1.application-oa2-client.1' }),
  'an application at Facebook': federated('graph.facebook.com', 'StringEquals', { app_id: '123456' }),
  'a person at Facebook': federated('graph.facebook.com', 'StringEquals', { id: '123456' }),
  'an organization at Terraform': federated('app.terraform.io', 'StringLike', { sub: 'organization:acme:*' }),
  'a group at GitLab': federated('gitlab.com', 'StringLike', { sub: 'project_path:acme/*' }),
  'a service': allow({ Principal: { Service: 'ec2.amazonaws.com' } }),
  'GitHub, repositories of an owner': github('repo:acme/*'),
  'GitHub, an owner by ID': github('repository_owner_id:12345:*'),
  'GitHub, a repository by ID': github('repository_id:456789:environment:prod'),
  'GitHub, an enterprise by ID': github('enterprise_id:42:*'),
  'GitHub, an owner by ID, as a claim of its own': federated(actions, 'StringEquals', { repository_owner_id: '12345' }),
  'GitHub, a repository as a claim of its own': federated(actions, 'StringEquals', { repository: 'acme/app' }),
  'GitHub, a repository': github('repo:acme/app:*'),
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
  'MFA for all of no values': [
    allow({ Principal: root, Condition: { 'ForAllValues:Bool': { 'aws:MultiFactorAuthPresent': 'true' } } }),
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
