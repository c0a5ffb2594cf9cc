import { colorOf } from '../../../source/domain/profiles/looks/color.ts';
import type { RoleSummary } from '../../../source/domain/profiles/profile.ts';

/** A role profile with everything that a test does not care about filled in. */
export function role(name: string, over: Partial<RoleSummary> = {}): RoleSummary {
  const accountId = 'accountId' in over ? over.accountId : '444455556666';
  return {
    name,
    kind: 'role',
    displayName: name,
    accountId,
    roleName: 'Admin',
    region: 'eu-west-1',
    color: colorOf(undefined, undefined, accountId),
    group: undefined,
    description: undefined,
    source: 'default',
    mfa: false,
    confirm: false,
    hidden: false,
    ...over,
  };
}

const teams = ['Payments', 'Search', 'Platform', 'Data', 'Mobile', 'Growth', 'Identity', 'Media'];
const stages = ['prod', 'staging', 'dev', 'sandbox'];
const kinds = ['Admin', 'ReadOnly', 'Ops', 'Billing', 'Deploy'];
const regions = ['eu-west-1', 'us-east-1', 'ap-southeast-2', 'eu-central-1'];

/** As many made-up role profiles as asked for, the same on every run. */
export function manyRoles(count: number): RoleSummary[] {
  return Array.from({ length: count }, (_, at) => {
    const team = teams[at % teams.length] as string;
    const stage = stages[(at >> 3) % stages.length] as string;
    const kind = kinds[(at >> 5) % kinds.length] as string;
    return role(`${team.toLowerCase()}-${stage}-${kind.toLowerCase()}-${at}`, {
      displayName: `${team} ${stage} ${at}`,
      accountId: String(100_000_000_000 + at * 7_919_301).slice(0, 12),
      roleName: kind,
      region: regions[at % regions.length],
      group: team,
      description: `${kind} of ${team} in ${stage}`,
      color: colorOf(undefined, undefined, String(100_000_000_000 + at * 7_919_301).slice(0, 12)),
      mfa: at % 3 === 0,
    });
  });
}

/** A dozen roles as a small company has them. */
export function companyRoles(): RoleSummary[] {
  const group = (title: string, roles: RoleSummary[]) => roles.map((one) => ({ ...one, group: title }));
  return [
    ...group('Production', [
      role('prod-admin', {
        displayName: 'Production',
        color: '#d13438',
        mfa: true,
        confirm: true,
        description: 'Everything. Four eyes, please.',
      }),
      role('prod-readonly', { displayName: 'Production, reading', color: '#d13438', roleName: 'ReadOnly', mfa: true }),
      role('billing', {
        displayName: 'Billing',
        accountId: '123456789012',
        roleName: 'Billing',
        region: 'us-east-1',
        color: '#fad791',
        mfa: true,
      }),
    ]),
    ...group('Staging', [
      role('staging-admin', { displayName: 'Staging', accountId: '777788889999', color: '#f2801d', mfa: true }),
      role('staging-deploy', {
        displayName: 'Staging deploy 🚀',
        accountId: '777788889999',
        roleName: 'Deploy',
        color: '#f2801d',
      }),
    ]),
    ...group('Development', [
      role('dev-mary', {
        displayName: 'Mary’s sandbox',
        accountId: '222233334444',
        roleName: 'PowerUser',
        color: '#3da35d',
        description: 'Wiped every Sunday night.',
      }),
      role('dev-shared', {
        displayName: '共有開発環境',
        accountId: '333344445555',
        roleName: 'Developer',
        region: 'ap-northeast-1',
        color: '#17a398',
      }),
      role('data-lake', {
        displayName: 'Data lake',
        accountId: '555566667777',
        roleName: 'AnalystReadOnlyAccess',
        region: 'eu-central-1',
        color: '#3b82f6',
        mfa: true,
      }),
    ]),
    ...group('Old', [
      role('legacy-ops', {
        displayName: 'Legacy',
        accountId: '999900001111',
        roleName: 'Ops',
        region: 'us-east-1',
        color: '#7c818c',
      }),
      role('ystataws', {
        accountId: '444455556666',
        roleName: 'ystataws',
        region: undefined,
        color: '#99bce3',
        mfa: true,
      }),
    ]),
  ];
}
