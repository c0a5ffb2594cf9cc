import { roleIdentity } from '../state/caller.ts';
import type { Account, Role, World } from '../state/entities.ts';
import { newUniqueId } from '../state/ids.ts';
import type { Sessions } from '../state/sessions.ts';
import { AwsProblem } from '../wire/problem.ts';
import { addRole, type HolderOptions } from '../world.ts';

const PATH = '/aws-reserved/sso.amazonaws.com/';

/** Gives a permission set to whoever signs in: the role that Identity Center makes of it in the account. */
export function addPermissionSet(account: Account, name: string, options: HolderOptions = {}): Role {
  const Principal = { Federated: `arn:aws:iam::${account.id}:saml-provider/AWSSSO_${name}_DO_NOT_DELETE` };
  const Statement = { Effect: 'Allow', Principal, Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'] } as const;
  const suffix = newUniqueId('AROA').slice(4).toLowerCase();
  return addRole(account, `AWSReservedSSO_${name}_${suffix}`, { ...options, path: PATH, trust: { Statement } });
}

/** Credentials of a permission set. Throws ForbiddenException where the person has none of that name there. */
export function roleCredentials(
  { accountId, name, person }: { readonly accountId: string; readonly name: string; readonly person: string },
  { world, sessions, now }: { readonly world: World; readonly sessions: Sessions; readonly now: number },
) {
  const account = world.accounts.get(accountId);
  const role = [...(account?.roles.values() ?? [])].find((each) => each.name.startsWith(`AWSReservedSSO_${name}_`));
  if (!account || !role) throw new AwsProblem(403, 'ForbiddenException', 'No access');
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
