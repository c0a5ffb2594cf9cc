// The configurations of aws-vault's documentation, and what each tool makes of each profile. What aws-vault does is read in
// its sources (vault/config.go, vault/vault.go, 7.14), what the AWS CLI does in botocore's credentials.py, and tried.

const device = 'arn:aws:iam::123456789012:mfa/johnsmith';
const role = (name: string, account = '222222222222') => `role_arn = arn:aws:iam::${account}:role/${name}\n`;

/** What a tool makes of a profile: `developers by root, johnsmith, eu-west-1`, or why it refuses. */
export type Row = {
  readonly name: string;
  readonly cli: string;
  readonly vault: string;
  /** Where it is another reading than aws-vault's. */
  readonly ours?: string;
  /** Doctor has nothing to say: the device of a source serves its roles in every configuration, and a fragment is there for others. */
  readonly isQuiet?: true;
};

/** One configuration. */
export type Example = {
  readonly title: string;
  readonly config: string;
  /** The names of the access keys in aws-vault, and so in rolecall after an import of them. */
  readonly keys: readonly string[];
  readonly rows: readonly Row[];
};

export const examples: readonly Example[] = [
  {
    title: 'include_profile, a fragment for all',
    config: `[profile common]
region = eu-west-1
mfa_serial = ${device}
source_profile = root

[profile root]
include_profile = common

[profile order-dev]
include_profile = common
${role('developers')}
[profile order-staging-admin]
include_profile = common
${role('administrators')}`,
    keys: ['root'],
    rows: [
      { name: 'root', cli: 'root', vault: 'root, johnsmith, eu-west-1' },
      {
        name: 'order-dev',
        cli: 'refused: it has role_arn and no source_profile',
        vault: 'developers by root, johnsmith, eu-west-1',
      },
      {
        name: 'order-staging-admin',
        cli: 'refused: it has role_arn and no source_profile',
        vault: 'administrators by root, johnsmith, eu-west-1',
      },
      { name: 'common', cli: 'refused: it names no role', vault: 'root, johnsmith, eu-west-1', isQuiet: true },
    ],
  },
  {
    title: 'include_profile, the fragment being the user',
    config: `[profile root]
region = eu-west-1
mfa_serial = ${device}
source_profile = root

[profile order-dev]
include_profile = root
${role('developers')}
[profile old-name]
parent_profile = root
${role('administrators')}`,
    keys: ['root'],
    rows: [
      { name: 'root', cli: 'root, johnsmith, eu-west-1', vault: 'root, johnsmith, eu-west-1' },
      {
        name: 'order-dev',
        cli: 'refused: it has role_arn and no source_profile',
        vault: 'developers by root, johnsmith, eu-west-1',
      },
      {
        name: 'old-name',
        cli: 'refused: it has role_arn and no source_profile',
        // The name of version 5, which it does not read any more.
        vault: 'credentials missing',
        ours: 'administrators by root, johnsmith, eu-west-1',
      },
    ],
  },
  {
    title: 'one device in each profile',
    config: `[profile tom]
mfa_serial = ${device}

[profile role1]
source_profile = tom
${role('role1')}mfa_serial = ${device}

[profile role2]
source_profile = role1
${role('role2', '333333333333')}`,
    keys: ['tom'],
    rows: [
      { name: 'tom', cli: 'tom, johnsmith', vault: 'tom, johnsmith' },
      { name: 'role1', cli: 'role1 by tom, johnsmith', vault: 'role1 by tom, johnsmith' },
      { name: 'role2', cli: 'role2 by role1 by tom, johnsmith', vault: 'role2 by role1 by tom, johnsmith' },
    ],
  },
  {
    title: 'the device in [default]',
    config: `[default]
region = us-east-1
mfa_serial = ${device}

[profile tom]
region = eu-west-1

[profile role1]
source_profile = tom
${role('role1')}`,
    keys: ['tom'],
    rows: [
      { name: 'tom', cli: 'tom, eu-west-1', vault: 'tom, johnsmith, eu-west-1' },
      {
        name: 'role1',
        cli: 'role1 by tom',
        vault: 'role1 by tom, johnsmith, us-east-1',
        // The nearer region: that of the user, not of [default].
        ours: 'role1 by tom, johnsmith, eu-west-1',
      },
    ],
  },
  {
    title: '[default] is somebody: others do not take over their device',
    config: `[default]
region = us-east-1
mfa_serial = ${device}
duration_seconds = 7200

[profile ann]

[profile role1]
source_profile = ann
${role('role1')}
[profile role2]
source_profile = default
${role('role2')}`,
    keys: ['default', 'ann'],
    rows: [
      {
        name: 'role1',
        cli: 'role1 by ann',
        vault: 'role1 by ann, johnsmith, us-east-1, 7200 s',
        ours: 'role1 by ann, us-east-1',
      },
      {
        name: 'role2',
        cli: 'role2 by default',
        vault: 'role2 by default, johnsmith, us-east-1, 7200 s',
        ours: 'role2 by default, johnsmith, us-east-1',
        isQuiet: true,
      },
    ],
  },
  {
    title: 'source and role in [default]',
    config: `[default]
source_profile = jon
mfa_serial = ${device}
role_session_name = jon

[profile jon]

[profile prod]
${role('Admin')}
[profile other]
source_profile = ann
${role('Other')}
[profile ann]`,
    keys: ['jon', 'ann'],
    rows: [
      {
        name: 'prod',
        cli: 'refused: it has role_arn and no source_profile',
        vault: 'Admin by jon, johnsmith, as jon',
      },
      { name: 'other', cli: 'Other by ann', vault: 'Other by ann, johnsmith, as jon' },
    ],
  },
  {
    title: 'the role in [default]',
    config: `[default]
source_profile = jon
${role('Usual')}
[profile jon]

[profile as-ann]
source_profile = ann

[profile west]
region = us-west-2

[profile ann]`,
    keys: ['jon', 'ann'],
    rows: [
      { name: 'default', cli: 'Usual by jon', vault: 'Usual by jon' },
      { name: 'as-ann', cli: 'refused: it names no role', vault: 'Usual by ann' },
      // Nothing in it says that a role is meant.
      {
        name: 'west',
        cli: 'refused: it holds no credentials',
        vault: 'Usual by jon, us-west-2',
        ours: 'no credentials',
        isQuiet: true,
      },
      { name: 'ann', cli: 'ann', vault: 'Usual by ann', ours: 'ann' },
    ],
  },
  {
    title: "the key under the role's own name",
    config: `[profile work]
region = eu-west-1
mfa_serial = ${device}
${role('Admin')}
[profile both]
source_profile = ann
${role('Both')}
[profile ann]`,
    keys: ['work', 'both', 'ann'],
    rows: [
      {
        name: 'work',
        cli: 'refused: it has role_arn and no source_profile',
        vault: 'Admin by work, johnsmith, eu-west-1',
      },
      { name: 'both', cli: 'Both by ann', vault: 'Both by both', ours: 'Both by ann' },
    ],
  },
  {
    title: 'hops of attributes only',
    config: `[profile source]
region = eu-west-1
mfa_serial = ${device}

[profile alias]
source_profile = source
mfa_serial = ${device}
region = us-west-2

[profile target]
source_profile = alias
mfa_serial = ${device}
${role('Admin', '444455556666')}
[profile target12]
source_profile = alias
${role('Admin', '444455556666')}duration_seconds = 43200

[profile again]
source_profile = target
region = eu-north-1`,
    keys: ['source'],
    rows: [
      { name: 'alias', cli: 'refused: it names no role', vault: 'source, johnsmith, us-west-2' },
      {
        name: 'target',
        cli: 'refused: alias, from which it starts, holds no credentials',
        vault: 'Admin by source, johnsmith, us-west-2',
      },
      {
        name: 'target12',
        cli: 'refused: alias, from which it starts, holds no credentials',
        vault: 'Admin by source, johnsmith, us-west-2, 43200 s',
      },
      {
        name: 'again',
        cli: 'refused: it names no role',
        vault: 'Admin by source, johnsmith, eu-north-1',
      },
    ],
  },
  {
    title: 'include_profile beside a source of its own',
    config: `[profile base]
region = us-west-2
mfa_serial = ${device}

[profile deploy]
${role('Deploy', '444455556666')}source_profile = base
include_profile = base

[profile shared]
source_profile = base
role_session_name = alice
duration_seconds = 7200

[profile viaparent]
include_profile = shared
${role('Deploy', '444455556666')}`,
    keys: ['base'],
    rows: [
      {
        name: 'deploy',
        cli: 'Deploy by base',
        vault: 'Deploy by base, johnsmith, us-west-2',
      },
      {
        name: 'viaparent',
        cli: 'refused: it has role_arn and no source_profile',
        vault: 'Deploy by base, johnsmith, us-west-2, 7200 s, as alice',
      },
    ],
  },
  {
    title: 'keys beside what others lend',
    config: `[default]
source_profile = jon

[profile jon]

[profile work]
${role('Admin')}
[profile fragment]
${role('Lent')}source_profile = jon

[profile ann]
include_profile = fragment

[profile west]
include_profile = ann
region = us-west-2`,
    keys: ['jon', 'work', 'ann'],
    rows: [
      { name: 'work', cli: 'refused: it has role_arn and no source_profile', vault: 'Admin by work' },
      // The AWS CLI opens it as a user, and so it is one.
      { name: 'ann', cli: 'ann', vault: 'Lent by ann', ours: 'ann', isQuiet: true },
      {
        name: 'west',
        cli: 'refused: it holds no credentials',
        vault: 'Lent by jon, us-west-2',
      },
    ],
  },
  {
    title: 'the key of a user is that user’s alone',
    config: `[profile ann]
mfa_serial = ${device}

[profile west]
include_profile = ann
region = us-west-2`,
    keys: ['ann'],
    rows: [
      {
        name: 'west',
        cli: 'refused: it holds no credentials',
        vault: 'credentials missing',
        ours: 'no credentials',
        isQuiet: true,
      },
    ],
  },
  {
    title: 'web identities',
    config: `[profile role1]
${role('role1')}web_identity_token_file = /path/to/token.txt

[profile role2]
${role('role2')}web_identity_token_process = oidccli raw`,
    keys: [],
    rows: [
      { name: 'role1', cli: 'role1 by a token', vault: 'role1 by a token' },
      { name: 'role2', cli: 'refused: it has role_arn and no source_profile', vault: 'role2 by a token' },
    ],
  },
  {
    title: 'the portal in [default]',
    config: `[default]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1

[profile reader]
sso_account_id = 111122223333
sso_role_name = Reader`,
    keys: [],
    rows: [{ name: 'reader', cli: 'refused: it names no access portal', vault: 'Reader by the portal' }],
  },
];

/** The configuration with a line for each key, but for those of roles. */
export function withKeys({ config, keys }: Example, lineOf: (name: string) => string): string {
  const sections = config.split(/^(?=\[)/m).map((section) => {
    const name = /^\[(?:profile )?([^\]]+)\]/.exec(section)?.[1] ?? '';
    if (!keys.includes(name) || /^role_arn/m.test(section)) return section;
    return section.replace(/\n/, `\n${lineOf(name)}`).replace(/\]$/, `]\n${lineOf(name)}`);
  });
  const there = sections.join('');
  const missing = keys.filter((name) => name !== 'default' && !there.includes(`[profile ${name}]`));
  return `${there}\n${missing.map((name) => `[profile ${name}]\n${lineOf(name)}`).join('')}`;
}
