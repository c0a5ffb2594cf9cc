import { assign, MARY } from '../../source/sandbox/identity-center/build.ts';
import { addAccount, addRole } from '../../source/sandbox/state/build.ts';
import type { Portal } from '../../source/sandbox/state/portals.ts';
import type { World } from '../../source/sandbox/state/world.ts';

/** The account in which Mary has `Admin` by the portal, and the one with a role that this role may assume. */
export const [hubAccount, spokeAccount] = ['111122223333', '444455556666'] as const;

export const spokeArn = `arn:aws:iam::${spokeAccount}:role/ystataws`;

/** The section of that role, as it is kept. */
export const hubSection = `
[profile prod/Admin]
sso_session = corp
sso_account_id = ${hubAccount}
sso_role_name = Admin
region = eu-west-1
rolecall_source = corp
`;

/** The section of the role that starts from it. */
export const spokeSection = `
[profile spoke]
role_arn = ${spokeArn}
source_profile = prod/Admin
`;

/** Assigns `Admin` in the account `prod` to Mary, and adds a role of another account that trusts it, for up to 12 hours. */
export function addSpoke(world: World, portal: Portal): void {
  const permissions = { attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] };
  assign(portal, MARY, { account: hubAccount, name: 'prod', roles: [{ name: 'Admin', permissions }, 'Read'] });
  const Principal = { AWS: `arn:aws:iam::${hubAccount}:root` };
  addRole(addAccount(world, spokeAccount), 'ystataws', {
    trust: { Statement: { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' } },
    maxSessionDuration: 12 * 3600,
  });
}
