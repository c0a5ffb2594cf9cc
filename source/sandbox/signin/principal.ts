import { callerVerdict, requestContext } from '../authorize.ts';
import type { Backend } from '../handle-call.ts';
import { type Identity, roleIdentity, rootIdentity, userIdentity } from '../state/identities.ts';
import type { World } from '../state/world.ts';

/** The two clients that AWS knows, and the resource of the permission to sign in by each. */
export const CLIENTS: Readonly<Record<string, string>> = {
  'arn:aws:signin:::devtools/same-device': 'localhost',
  'arn:aws:signin:::devtools/cross-device': 'remote',
};

/** Who is signed in to the console: a user, the root user, a federated person in a role; undefined for nobody of the world. */
export function findPrincipal(world: World, arn: string): Identity | undefined {
  const [, id = '', what = ''] = /^arn:aws:(?:iam|sts)::(\d{12}):(.+)$/.exec(arn) ?? [];
  const account = world.accounts.get(id);
  if (account === undefined) return undefined;
  if (what === 'root') return rootIdentity(account);
  const [, roleName = '', sessionName = ''] = /^assumed-role\/([^/]+)\/([^/]+)$/.exec(what) ?? [];
  const role = account.roles.get(roleName.toLowerCase());
  if (role !== undefined) {
    const details = { sourceIdentity: undefined, sessionTags: new Map(), transitiveTagKeys: new Set<string>() };
    return roleIdentity(account, role, { sessionName, ...details });
  }
  const user = [...account.users.values()].find((each) => each.arn === arn);
  return user && userIdentity(account, user);
}

/** Who signs in where nobody is named: the first user of the world. */
export function firstPrincipal(world: World): Identity | undefined {
  for (const account of world.accounts.values())
    for (const user of account.users.values()) return userIdentity(account, user);
  return undefined;
}

/** Whether a principal may sign in by a client, as the managed policy SignInLocalDevelopmentAccess allows it. */
export function maySignIn(identity: Identity, client: string, region: string, { world, clock }: Backend): boolean {
  const caller = { identity, session: undefined };
  const context = requestContext({ caller, mfaAt: undefined, region, now: clock.now(), world });
  const resource = `arn:aws:signin:${region}:${identity.account}:oauth2/public-client/${client}`;
  return ['signin:AuthorizeOAuth2Access', 'signin:CreateOAuth2Token'].every(
    (action) => callerVerdict(world, caller, { action, resource, context }) === 'allow',
  );
}
