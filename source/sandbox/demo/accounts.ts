import type { Conditions, PolicyDocument } from '../policy/document.ts';
import type { HolderOptions, RoleOptions } from '../state/build.ts';

/** An account of the demo: its users and roles, and the profiles of `~/.aws/config` for them. */
export interface DemoAccount {
  /** 12 digits. */
  readonly id: string;
  readonly users?: readonly DemoUser[];
  readonly roles?: readonly DemoRole[];
}

/** An IAM user with one access key, which is written to `~/.aws/credentials`. */
export interface DemoUser extends HolderOptions {
  readonly name: string;
  /** Name of the user's virtual MFA device. */
  readonly device?: string;
  readonly profile: { readonly name: string; readonly region: string };
}

export interface DemoRole extends RoleOptions {
  readonly name: string;
  readonly profile: DemoProfile;
}

/** A role profile, without the keys that follow from its role. */
export interface DemoProfile {
  readonly name: string;
  readonly region: string;
  /** The source profile; mary's unless given. */
  readonly source?: string;
  /** With `mfa_serial`: mary's device. */
  readonly mfa?: true;
  readonly durationSeconds?: number;
  readonly externalId?: string;
  readonly confirm?: true;
  readonly group: string;
  readonly displayName: string;
  /** RGB in hexadecimal. */
  readonly color: string;
  readonly description: string;
}

/** The accounts that trust policies of other accounts name. */
const [ACCOUNT_A, ACCOUNT_B, HUB] = ['111122223333', '444455556666', '222233334444'] as const;

const EXTERNAL_ID = 'audit-7f3e91';

const ANY_USER_OF_A = `arn:aws:iam::${ACCOUNT_A}:root`;
const JUMP = `arn:aws:iam::${HUB}:role/Jump`;
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

const ASSUME_ANY_ROLE = {
  Effect: 'Allow',
  Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
  Resource: '*',
} as const;

/** Mary may ask for every role (each role decides whether it admits her), and change her own keys and MFA devices. */
const MARYS_POLICY: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    ASSUME_ANY_ROLE,
    {
      Effect: 'Allow',
      Action: [
        'iam:GetUser',
        'iam:*AccessKey',
        'iam:ListAccessKeys',
        'iam:GetAccessKeyLastUsed',
        'iam:ListMFADevices',
        'iam:EnableMFADevice',
        'iam:DeactivateMFADevice',
      ],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, filled in by IAM
      Resource: 'arn:aws:iam::*:user/${aws:username}',
    },
    // As AWS's own example of a policy for self-service: devices that nobody has enabled belong to nobody.
    {
      Effect: 'Allow',
      Action: ['iam:CreateVirtualMFADevice', 'iam:DeleteVirtualMFADevice'],
      Resource: 'arn:aws:iam::*:mfa/*',
    },
    { Effect: 'Allow', Action: 'iam:ListVirtualMFADevices', Resource: '*' },
  ],
};

/** The one table of the demo, by account alias: its world and its profiles both come from here. */
export const DEMO_ACCOUNTS = {
  'account-a': {
    id: ACCOUNT_A,
    users: [
      {
        name: 'mary',
        policies: { 'switch-roles': MARYS_POLICY },
        attached: managed('SignInLocalDevelopmentAccess'),
        device: 'mary-phone',
        profile: { name: 'mary', region: 'eu-west-1' },
      },
    ],
  },
  'account-b': {
    id: ACCOUNT_B,
    users: [
      {
        name: 'admin',
        attached: managed('AdministratorAccess'),
        profile: { name: 'account-b-admin', region: 'us-east-1' },
      },
    ],
    roles: [
      {
        name: 'ystataws',
        description: 'The role of the walkthrough: account-a may switch to it',
        trust: trusts(ANY_USER_OF_A),
        attached: managed('ReadOnlyAccess'),
        profile: {
          name: 'ystataws',
          region: 'us-east-1',
          group: 'Walkthrough',
          displayName: 'ystataws @ account-b',
          color: 'f2b0a9',
          description: 'The role another account lets you switch to',
        },
      },
    ],
  },
  prod: {
    id: '555566667777',
    roles: [
      {
        name: 'Admin',
        description: 'Everything in production; needs an MFA code',
        trust: trusts(ANY_USER_OF_A, MFA),
        attached: managed('AdministratorAccess'),
        maxSessionDuration: 43200,
        profile: {
          name: 'prod-admin',
          region: 'eu-west-1',
          mfa: true,
          confirm: true,
          group: 'Production',
          displayName: 'Production admin',
          color: 'd13212',
          description: 'Everything in production; needs an MFA code',
        },
      },
      {
        name: 'ReadOnly',
        trust: trusts(ANY_USER_OF_A),
        attached: managed('ReadOnlyAccess'),
        maxSessionDuration: 43200,
        profile: {
          name: 'prod-readonly',
          region: 'eu-west-1',
          group: 'Production',
          displayName: 'Production',
          color: 'e07941',
          description: 'Look, do not touch',
        },
      },
      {
        name: 'Deploy',
        description: 'Sessions of at most one hour',
        trust: trusts(ANY_USER_OF_A),
        attached: managed('PowerUserAccess'),
        maxSessionDuration: 3600,
        profile: {
          name: 'prod-deploy',
          region: 'eu-west-1',
          durationSeconds: 14400,
          group: 'Production',
          displayName: 'Production deploy',
          color: 'fad791',
          description: 'Asks for four hours, the role allows one',
        },
      },
      {
        name: 'BreakGlass',
        description: 'For the administrator of account-b only',
        trust: trusts(`arn:aws:iam::${ACCOUNT_B}:user/admin`),
        attached: managed('AdministratorAccess'),
        profile: {
          name: 'prod-breakglass',
          region: 'eu-west-1',
          group: 'Production',
          displayName: 'Break glass',
          color: '16191f',
          description: 'Refuses mary',
        },
      },
      {
        name: 'Ops',
        trust: trusts(JUMP),
        attached: managed('PowerUserAccess'),
        profile: {
          name: 'prod-ops',
          region: 'eu-west-1',
          source: 'hub',
          group: 'Hub',
          displayName: 'Production operations',
          color: 'd13212',
          description: 'Through the hub: two hops, one hour',
        },
      },
    ],
  },
  staging: {
    id: '666677778888',
    roles: [
      {
        name: 'Ops',
        trust: trusts(JUMP),
        attached: managed('PowerUserAccess'),
        profile: {
          name: 'staging-ops',
          region: 'eu-central-1',
          source: 'hub',
          group: 'Hub',
          displayName: 'Staging operations',
          color: 'b7ca9d',
          description: 'Through the hub: two hops, one hour',
        },
      },
      {
        name: 'Developer',
        trust: trusts(ANY_USER_OF_A),
        attached: managed('PowerUserAccess'),
        maxSessionDuration: 43200,
        profile: {
          name: 'staging-developer',
          region: 'eu-central-1',
          durationSeconds: 28800,
          group: 'Staging',
          displayName: 'Staging',
          color: 'b7ca9d',
          description: 'A working day in staging',
        },
      },
    ],
  },
  audit: {
    id: '777788889999',
    roles: [
      {
        name: 'Auditor',
        trust: trusts(ANY_USER_OF_A, { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } }),
        attached: managed('SecurityAudit'),
        profile: {
          name: 'audit',
          region: 'us-east-1',
          externalId: EXTERNAL_ID,
          group: 'Audit',
          displayName: 'Audit',
          color: '99bce3',
          description: 'Opens with an external ID',
        },
      },
    ],
  },
  hub: {
    id: HUB,
    roles: [
      {
        name: 'Jump',
        trust: trusts(ANY_USER_OF_A, MFA),
        policies: { 'assume-onwards': { Version: '2012-10-17', Statement: [ASSUME_ANY_ROLE] } },
        profile: {
          name: 'hub',
          region: 'eu-west-1',
          mfa: true,
          group: 'Hub',
          displayName: 'Hub',
          color: '8c4fff',
          description: 'The way to the operations roles; needs an MFA code',
        },
      },
    ],
  },
} as const satisfies Readonly<Record<string, DemoAccount>>;
