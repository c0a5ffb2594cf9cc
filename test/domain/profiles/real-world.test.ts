import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { lint } from '../../../source/domain/profiles/findings/lint.ts';
import type { Profiles } from '../../../source/domain/profiles/profile.ts';
import { resolveChain } from '../../../source/domain/profiles/resolve/chain.ts';
import { loadProfiles } from '../../../source/domain/profiles/resolve/load.ts';
import { roleSummaries } from '../../../source/domain/profiles/resolve/summary.ts';

const folder = fileURLToPath(new URL('../../fixtures/profiles/', import.meta.url));
const files = readdirSync(folder);
const shapes = [...new Set(files.flatMap((file) => /^(.*)\.(?:config|credentials)$/.exec(file)?.[1] ?? []))];

function textOf(shape: string, kind: 'config' | 'credentials'): string | undefined {
  const file = `${shape}.${kind}`;
  return files.includes(file) ? readFileSync(`${folder}${file}`, 'utf8') : undefined;
}

/** The files of a person who uses that program. */
function profilesOf(shape: string): Profiles {
  return loadProfiles(
    { kind: 'config', path: 'config', text: textOf(shape, 'config') },
    { kind: 'credentials', path: 'credentials', text: textOf(shape, 'credentials') },
  );
}

/** What the list shows of it, one role a line, and whom the chain starts from, or why there is none. */
function listed(profiles: Profiles): readonly string[] {
  return roleSummaries(profiles).map(({ name, accountId, roleName, source, region, mfa, kind }) =>
    [name, kind, accountId, roleName, source, region, mfa ? 'mfa' : '', chainOf(profiles, name)]
      .map((cell) => cell || '-')
      .join(' | '),
  );
}

function chainOf(profiles: Profiles, name: string): string {
  try {
    const { source, hops, mfa } = resolveChain(profiles, name);
    const device = mfa === undefined ? '' : `, ${mfa.serial.split('/').at(-1)}`;
    return `${source.kind} of ${source.profile}, ${hops.length} ${hops.length === 1 ? 'hop' : 'hops'}${device}`;
  } catch (error) {
    return `✗ ${(error as Error).message}`;
  }
}

function found(profiles: Profiles): readonly string[] {
  return lint(profiles).map(({ severity, code, at }) => `${at.file}:${at.line} ${severity} ${code}`);
}

/** What the list shows of each, and what `doctor` says of the files. */
const expected: Readonly<Record<string, { readonly roles: readonly string[]; readonly findings: readonly string[] }>> =
  {
    'aws-cli-v1': {
      roles: [
        'staging | role | 222233334444 | staging-admin | default | us-west-2 | - | keys of default, 1 hop',
        'production | role | 333344445555 | production-admin | default | us-east-1 | mfa | keys of default, 1 hop, tom.baker',
      ],
      findings: ['config:10 note setting-stays'],
    },
    'aws-cli-v2': {
      roles: [
        'reports | role | 444455556666 | Reports | signed-in | eu-central-1 | - | login of signed-in, 1 hop',
        'on-ec2 | role | 444455556666 | Batch | Ec2InstanceMetadata | eu-central-1 | - | instance of on-ec2, 1 hop',
        'local | role | 000000000000 | dev | default | eu-central-1 | - | keys of default, 1 hop',
      ],
      findings: [],
    },
    'aws-configure-sso': {
      roles: [
        'AdministratorAccess-111122223333 | sso | 111122223333 | AdministratorAccess | acme | eu-west-1 | - | sso of AdministratorAccess-111122223333, 0 hops',
        'ViewOnlyAccess-222233334444 | sso | 222233334444 | ViewOnlyAccess | acme | - | - | sso of ViewOnlyAccess-222233334444, 0 hops',
        'deploy | role | 333344445555 | deploy | AdministratorAccess-111122223333 | eu-west-1 | - | sso of AdministratorAccess-111122223333, 1 hop',
        'forgotten | sso | 333344445555 | AdministratorAccess | acme-old | - | - | ✗ Profile forgotten has sso_session = acme-old, but there is no section [sso-session acme-old].',
      ],
      findings: ['config:28 error sso-session-missing'],
    },
    'aws-sso-cli': {
      roles: [
        'logs | role | 222233334444 | logs | 111122223333:AWSAdministratorAccess | us-west-2 | - | process of 111122223333:AWSAdministratorAccess, 1 hop',
      ],
      findings: ['config:10 error header-unreadable'],
    },
    'aws-sso-legacy': {
      roles: [
        'dev | sso | 111122223333 | PowerUserAccess | https://d-9067000000.awsapps.com/start | us-east-1 | - | sso of dev, 0 hops',
        'prod | sso | 444455556666 | ReadOnlyAccess | https://d-9067000000.awsapps.com/start | us-east-1 | - | sso of prod, 0 hops',
      ],
      findings: [],
    },
    'aws-sso-util': {
      roles: [
        'Production.Admin | sso | 111122223333 | Admin | https://acme.awsapps.com/start | us-east-2 | - | sso of Production.Admin, 0 hops',
        'Sandbox.Developer.us-west-2 | sso | 222233334444 | Developer | https://acme.awsapps.com/start | us-west-2 | - | sso of Sandbox.Developer.us-west-2, 0 hops',
      ],
      findings: [],
    },
    'aws-vault': {
      roles: [
        'work-admin | role | 222233334444 | admin | work | us-east-1 | - | ✗ Profile work is a source_profile but has no credentials.',
        'work-audit | role | 333344445555 | audit | work-keychain | us-east-1 | - | process of work-keychain, 1 hop, jonsmith',
        'ci | web-identity | 333344445555 | ci | - | us-east-1 | - | web-identity of ci, 0 hops',
      ],
      findings: ['config:4 error no-credentials', 'config:25 note aws-vault-reading'],
    },
    awsume: {
      roles: [
        'client | role | 222233334444 | ConsultantAdmin | default | us-east-1 | mfa | keys of default, 1 hop, joel',
        'client-billing | role | 222233334444 | ConsultantBilling | client | us-east-1 | mfa | keys of default, 2 hops, joel',
      ],
      findings: ['credentials:12 warning empty-value'],
    },
    'control-tower': {
      roles: [
        'management | sso | 111122223333 | AWSAdministratorAccess | landing zone | eu-west-1 | - | sso of management, 0 hops',
        'log archive | role | 222233334444 | AWSControlTowerExecution | management | eu-west-1 | - | sso of management, 1 hop',
        'audit | role | 333344445555 | AWSControlTowerExecution | management | eu-west-1 | - | sso of management, 1 hop',
        'workload-1 | role | 444455556666 | OrganizationAccountAccessRole | management | eu-west-1 | - | sso of management, 1 hop',
        'china | role | 555566667777 | Admin | management | cn-north-1 | - | sso of management, 1 hop',
      ],
      findings: ['config:1 warning header-name', 'config:11 warning header-name', 'config:23 warning duration-chained'],
    },
    'extend-switch-roles': {
      roles: [
        'shop-prod | role | 222233334444 | shop-admin | base | - | - | keys of base, 1 hop',
        'shop-staging | role | 333344445555 | shop-admin | base | - | - | keys of base, 1 hop',
        'shop-by-alias | role | - | reader | base | ap-northeast-3 | - | ✗ Profile shop-by-alias names its account by the alias shop-archive, but STS accepts only account numbers.',
      ],
      findings: [
        'config:1 warning missing-prefix',
        'config:16 warning hash-value',
        'config:19 error role-arn-malformed',
      ],
    },
    granted: {
      roles: [
        'acme-dev | sso | 222233334444 | DeveloperAccess | https://acme.awsapps.com/start | ap-southeast-2 | - | sso of acme-dev, 0 hops',
        'shared-logs | role | 333344445555 | logs-reader | acme-prod | ap-southeast-2 | - | process of acme-prod, 1 hop',
      ],
      findings: [],
    },
    'grown-by-hand': {
      roles: [
        'windows-admin | role | 222233334444 | Admin | default | us-east-2 | - | keys of default, 1 hop',
        'profile in-the-wrong-file | role | 222233334444 | Admin | default | us-east-1 | - | keys of default, 1 hop',
      ],
      findings: [
        'config:1 error byte-order-mark',
        'config:8 error header-spelling',
        'config:12 error duplicate-section',
        'credentials:4 error duplicate-key',
        'credentials:6 error profile-prefix',
      ],
    },
    leapp: {
      roles: [],
      findings: [],
    },
    okta: {
      roles: [
        'okta-sso | role | 111122223333 | okta-dev | - | us-west-1 | - | ✗ Profile okta-sso names a role but not whose credentials assume it.',
        'okta-elevated | role | 222233334444 | elevated | okta-sso | us-west-1 | - | ✗ Profile okta-sso names a role but not whose credentials assume it.',
      ],
      findings: ['config:7 error source-neither'],
    },
    saml2aws: {
      roles: ['saml-prod | role | 444455556666 | platform | saml | eu-west-2 | - | keys of saml, 1 hop'],
      findings: [],
    },
    terraform: {
      roles: [
        'tf-state | role | 111122223333 | state-writer | tf-bootstrap | eu-north-1 | mfa | keys of tf-bootstrap, 1 hop, GAHT12345678',
        'tf-prod | role | 222233334444 | apply | tf-state | eu-north-1 | mfa | keys of tf-bootstrap, 2 hops, GAHT12345678',
        'tf-ci | web-identity | 222233334444 | plan | - | eu-north-1 | - | web-identity of tf-ci, 0 hops',
        "tf-loop-a | role | 222233334444 | a | tf-loop-b | eu-north-1 | - | ✗ These profiles are each other's source_profile: tf-loop-a → tf-loop-b → tf-loop-a.",
        "tf-loop-b | role | 222233334444 | b | tf-loop-a | eu-north-1 | - | ✗ These profiles are each other's source_profile: tf-loop-b → tf-loop-a → tf-loop-b.",
      ],
      findings: ['config:2 warning comment', 'config:18 warning duration-chained', 'config:27 error profile-loop'],
    },
  };

test('there is a shape for every program that many people have', () => {
  assert.deepEqual(shapes.toSorted(), Object.keys(expected).toSorted());
});

for (const shape of shapes) {
  test(`${shape}: the roles, where each begins, and what is wrong with the files`, () => {
    const profiles = profilesOf(shape);
    assert.deepEqual(listed(profiles), expected[shape]?.roles);
    assert.deepEqual(found(profiles), expected[shape]?.findings);
  });
}

test('no finding and no row holds a secret', () => {
  for (const shape of shapes) {
    const profiles = profilesOf(shape);
    assert.doesNotMatch(
      JSON.stringify([roleSummaries(profiles), lint(profiles)]),
      /EXAMPLEKEY|IQoJb3JpZ2luX2Vj/,
      shape,
    );
  }
});
