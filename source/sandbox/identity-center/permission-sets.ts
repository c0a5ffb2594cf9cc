import { addAccount, addRole, type HolderOptions } from '../state/build.ts';
import { roleIdentity, type Sessions } from '../state/identities.ts';
import { newUniqueId } from '../state/ids.ts';
import type { AssignedRole } from '../state/portals.ts';
import type { Account, Role, World } from '../state/world.ts';

const PATH = '/aws-reserved/sso.amazonaws.com/';

/** Roles that were made for an assignment: they give nobody else anything. */
const madeForAssignments = new WeakSet<Role>();

/** Adds a permission set for the first person of every portal: the role that Identity Center makes for it in the account. */
export function addPermissionSet(account: Account, name: string, options: HolderOptions = {}): Role {
  const Principal = { Federated: `arn:aws:iam::${account.id}:saml-provider/AWSSSO_${name}_DO_NOT_DELETE` };
  const Statement = { Effect: 'Allow', Principal, Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'] } as const;
  const suffix = newUniqueId('AROA').slice(4).toLowerCase();
  return addRole(account, `AWSReservedSSO_${name}_${suffix}`, { ...options, path: PATH, trust: { Statement } });
}

/** The permission sets that were added to an account, by name. */
export function permissionSetsOf(account: Account): Map<string, AssignedRole> {
  const names = [...account.roles.values()]
    .filter((role) => role.path === PATH && !madeForAssignments.has(role))
    .map(nameOf);
  return new Map(names.map((name) => [name, { name }]));
}

/** The name of the permission set of a role. */
const nameOf = ({ name }: Role) => name.slice('AWSReservedSSO_'.length, name.lastIndexOf('_'));

/** The world that keys are made for, and when. */
export interface Issuing {
  readonly world: World;
  readonly sessions: Sessions;
  readonly now: number;
}

/** Credentials of an assigned role. The account and its role are made if there are none yet. */
export function roleCredentials(
  { accountId, role: assigned, person }: { accountId: string; role: AssignedRole; person: string },
  { world, sessions, now }: Issuing,
) {
  const account = world.accounts.get(accountId) ?? addAccount(world, accountId);
  const role = roleOf(account, assigned);
  const details = { sourceIdentity: undefined, sessionTags: new Map(), transitiveTagKeys: new Set<string>() };
  const session = sessions.issue({
    identity: roleIdentity(account, role, { sessionName: person, ...details }),
    expiresAt: now + role.maxSessionDuration * 1000,
    mfaAt: undefined,
    chained: true,
    policies: undefined,
  });
  const { accessKeyId, secret: secretAccessKey, token: sessionToken, expiresAt: expiration } = session;
  return { roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration } };
}

function roleOf(account: Account, { name, permissions }: AssignedRole): Role {
  const found = [...account.roles.values()].find((role) => role.path === PATH && nameOf(role) === name);
  if (found) return found;
  const made = addPermissionSet(account, name, permissions);
  madeForAssignments.add(made);
  return made;
}
