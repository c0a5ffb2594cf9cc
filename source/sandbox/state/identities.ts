import type { PolicyDocument } from '../policy/document.ts';
import type { AccessKey } from './access-keys.ts';
import { Bounded } from './bounded.ts';
import { newAccessKeyId, newSecret, newSessionToken } from './ids.ts';
import type { Account, Role, User, World } from './world.ts';

interface Named {
  readonly account: string;
  /** As GetCallerIdentity tells it. */
  readonly arn: string;
  readonly userId: string;
}

/** Who may sign requests. */
export type Identity = RootIdentity | UserIdentity | RoleIdentity | FederatedIdentity;

export interface RootIdentity extends Named {
  readonly kind: 'root';
}

export interface UserIdentity extends Named {
  readonly kind: 'user';
  readonly name: string;
}

export interface RoleIdentity extends Named {
  readonly kind: 'role';
  readonly roleName: string;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly sourceIdentity: string | undefined;
  readonly sessionTags: ReadonlyMap<string, string>;
  readonly transitiveTagKeys: ReadonlySet<string>;
}

export interface FederatedIdentity extends Named {
  readonly kind: 'federated';
  readonly name: string;
  /** The IAM user who called GetFederationToken; absent for the root user. */
  readonly userName: string | undefined;
  readonly sessionTags: ReadonlyMap<string, string>;
}

/** Temporary credentials and their identity. Times in milliseconds since 1970. */
export interface Session {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly token: string;
  readonly identity: Identity;
  readonly expiresAt: number;
  /** When an MFA code was given, where that counts for requests made with these credentials. */
  readonly mfaAt: number | undefined;
  /** Whether temporary credentials asked for these. */
  readonly chained: boolean;
  /** Session policies; `undefined` where none were passed. */
  readonly policies: readonly PolicyDocument[] | undefined;
  /** Whether a sign-in to the console gave them (`aws login`): IAM takes them as it takes that person. */
  readonly ofConsole?: boolean;
}

/** Who signed a request: an identity by its long-term keys, or by a session. */
export interface Caller {
  readonly identity: Identity;
  readonly session: Session | undefined;
}

export function rootIdentity(account: Account): RootIdentity {
  return { kind: 'root', account: account.id, arn: `arn:aws:iam::${account.id}:root`, userId: account.id };
}

export function userIdentity(account: Account, user: User): UserIdentity {
  return { kind: 'user', account: account.id, arn: user.arn, userId: user.id, name: user.name };
}

/** The properties of a role session besides the role. */
export type RoleSessionDetails = Pick<
  RoleIdentity,
  'sessionName' | 'sourceIdentity' | 'sessionTags' | 'transitiveTagKeys'
>;

export function roleIdentity(account: Account, role: Role, details: RoleSessionDetails): RoleIdentity {
  return {
    kind: 'role',
    account: account.id,
    // The role's path is dropped here, as in AWS.
    arn: `arn:aws:sts::${account.id}:assumed-role/${role.name}/${details.sessionName}`,
    userId: `${role.id}:${details.sessionName}`,
    roleName: role.name,
    roleArn: role.arn,
    ...details,
  };
}

export function federatedIdentity(
  account: Account,
  name: string,
  userName: string | undefined,
  sessionTags: ReadonlyMap<string, string>,
): FederatedIdentity {
  const arn = `arn:aws:sts::${account.id}:federated-user/${name}`;
  return { kind: 'federated', account: account.id, arn, userId: `${account.id}:${name}`, name, userName, sessionTags };
}

/** A long-term access key and whose it is; a deleted one too, while some service may still take it. */
export function findKey(world: World, id: string): { key: AccessKey; identity: Identity } | undefined {
  for (const account of world.accounts.values()) {
    const rootKey = account.rootKeys.find((key) => key.id === id);
    if (rootKey) return { key: rootKey, identity: rootIdentity(account) };
    for (const user of account.users.values()) {
      const key = [...user.keys, ...user.deletedKeys].find((candidate) => candidate.id === id);
      if (key) return { key, identity: userIdentity(account, user) };
    }
  }
  return undefined;
}

/** The temporary credentials issued, ten thousand at most. A token has no content: it is looked up here. */
export interface Sessions {
  /** Makes credentials for an identity. */
  issue(session: Omit<Session, 'accessKeyId' | 'secret' | 'token'>): Session;
  /** By access key ID; expired ones included. */
  find(accessKeyId: string): Session | undefined;
}

export function createSessions(): Sessions {
  const byKey = new Bounded<string, Session>(10_000);
  return {
    issue(details) {
      const accessKeyId = newAccessKeyId('ASIA', details.identity.account);
      const session = { ...details, accessKeyId, secret: newSecret(), token: newSessionToken() };
      byKey.set(accessKeyId, session);
      return session;
    },
    find: (accessKeyId) => byKey.get(accessKeyId),
  };
}
