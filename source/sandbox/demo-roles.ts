import type { Conditions, PolicyDocument } from './policy/document.ts';
import type { RoleOptions } from './world.ts';

/** The accounts of the demo by alias. */
export const DEMO_ACCOUNTS = {
  'account-a': '111122223333',
  'account-b': '444455556666',
  hub: '222233334444',
  prod: '555566667777',
  staging: '666677778888',
  audit: '777788889999',
} as const;

/** Of mary's phone. */
export const MARYS_DEVICE = 'mary-phone';

export const EXTERNAL_ID = 'audit-7f3e91';

/** A role and the account it is in. */
export interface DemoRole extends RoleOptions {
  readonly account: keyof typeof DEMO_ACCOUNTS;
  readonly name: string;
}

const ACCOUNT_A = `arn:aws:iam::${DEMO_ACCOUNTS['account-a']}:root`;
const JUMP = `arn:aws:iam::${DEMO_ACCOUNTS.hub}:role/Jump`;
const MFA: Conditions = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };

const managed = (name: string) => [`arn:aws:iam::aws:policy/${name}`];

function trusts(principal: string, condition?: Conditions): PolicyDocument {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
  } as const;
  return { Version: '2012-10-17', Statement: [condition ? { ...statement, Condition: condition } : statement] };
}

/** Hands on to every role that trusts it. */
const CHAINS: Readonly<Record<string, PolicyDocument>> = {
  'assume-onwards': {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'], Resource: '*' },
    ],
  },
};

export const DEMO_ROLES: readonly DemoRole[] = [
  {
    account: 'account-b',
    name: 'ystataws',
    description: 'The role of the walkthrough: account-a may switch to it',
    trust: trusts(ACCOUNT_A),
    attached: managed('ReadOnlyAccess'),
  },
  {
    account: 'prod',
    name: 'Admin',
    description: 'Everything in production; wants an MFA code',
    trust: trusts(ACCOUNT_A, MFA),
    attached: managed('AdministratorAccess'),
    maxSessionDuration: 43200,
  },
  {
    account: 'prod',
    name: 'ReadOnly',
    trust: trusts(ACCOUNT_A),
    attached: managed('ReadOnlyAccess'),
    maxSessionDuration: 43200,
  },
  {
    account: 'prod',
    name: 'Deploy',
    description: 'Sessions of one hour at most',
    trust: trusts(ACCOUNT_A),
    attached: managed('PowerUserAccess'),
    maxSessionDuration: 3600,
  },
  {
    account: 'prod',
    name: 'BreakGlass',
    description: 'For the administrator of account-b only',
    trust: trusts(`arn:aws:iam::${DEMO_ACCOUNTS['account-b']}:user/admin`),
    attached: managed('AdministratorAccess'),
  },
  { account: 'prod', name: 'Ops', trust: trusts(JUMP), attached: managed('PowerUserAccess') },
  { account: 'staging', name: 'Ops', trust: trusts(JUMP), attached: managed('PowerUserAccess') },
  {
    account: 'staging',
    name: 'Developer',
    trust: trusts(ACCOUNT_A),
    attached: managed('PowerUserAccess'),
    maxSessionDuration: 43200,
  },
  {
    account: 'audit',
    name: 'Auditor',
    trust: trusts(ACCOUNT_A, { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } }),
    attached: managed('SecurityAudit'),
  },
  { account: 'hub', name: 'Jump', trust: trusts(ACCOUNT_A, MFA), policies: CHAINS },
];
