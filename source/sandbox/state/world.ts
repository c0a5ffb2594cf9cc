import type { JsonWebKey } from 'node:crypto';
import type { PolicyDocument } from '../policy/document.ts';
import type { AccessKey, KeyPropagation, KeyUse } from './access-keys.ts';
import type { Portal } from './portals.ts';

/** Everything the embedded AWS knows. Mutable: IAM calls and tests change it. */
export interface World {
  readonly accounts: Map<string, Account>;
  /** Delay until STS knows a new role or a changed trust policy, in milliseconds; 0 unless set. */
  propagation: number;
  /** Delays until services know of new, changed and deleted access keys; none unless set. */
  readonly keyPropagation: KeyPropagation;
  /** Delay until EnableMFADevice knows a new virtual device, in milliseconds; 0 unless set. */
  devicePropagation: number;
  /** Instances of IAM Identity Center. */
  readonly portals: Portal[];
}

export interface Account {
  readonly id: string;
  alias?: string;
  readonly users: Map<string, User>;
  /** By name in lower case: role names are unique regardless of case. */
  readonly roles: Map<string, Role>;
  /** Customer-managed policies by ARN. */
  readonly policies: Map<string, ManagedPolicy>;
  /** MFA devices by serial number, assigned or not. */
  readonly devices: Map<string, MfaDevice>;
  /** OpenID Connect providers by ARN. */
  readonly providers: Map<string, OidcProvider>;
  /** Access keys of the root user. */
  readonly rootKeys: AccessKey[];
  /** Regions in which STS is not activated for callers of this account. */
  readonly disabledRegions: Set<string>;
}

/** Users and roles: both have policies. */
export interface PolicyHolder {
  readonly inlinePolicies: Map<string, PolicyDocument>;
  readonly attachedPolicies: Set<string>;
}

export interface User extends PolicyHolder {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly tags: Map<string, string>;
  readonly keys: AccessKey[];
  /** Deleted keys that some service may still take. */
  deletedKeys: readonly AccessKey[];
}

export interface Role extends PolicyHolder {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly tags: Map<string, string>;
  trust: PolicyDocument;
  /** The trust policy that STS uses before `knownFrom`; absent for a new role. */
  formerTrust?: PolicyDocument;
  description: string;
  /** Seconds, 3600 to 43200. */
  maxSessionDuration: number;
  /** From when on STS uses `trust` (ms). */
  knownFrom: number;
  /** The last request of one of its sessions; absent before the first one. */
  lastUsed?: KeyUse;
}

export interface ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly description: string;
  readonly document: PolicyDocument;
  readonly createdAt: number;
}

export interface MfaDevice {
  /** An ARN, or the number printed on a hardware token. */
  readonly serial: string;
  readonly kind: 'virtual' | 'hardware' | 'fido';
  /** Shared secret in base32. FIDO devices have none. */
  readonly seed: string;
  readonly tags: Map<string, string>;
  /** From when on EnableMFADevice knows it (ms); absent where it always does. */
  knownFrom?: number;
  /** The user who enabled it; absent for an unassigned device. */
  userName?: string;
  enabledAt?: number;
  /** The latest 30 s step a code was accepted for. */
  usedStep: number;
}

export interface OidcProvider {
  readonly arn: string;
  /** Issuer without scheme, as in the ARN and in condition keys. */
  readonly host: string;
  readonly audiences: readonly string[];
  /** Public keys (JWK) its tokens are signed with. */
  readonly keys: readonly JsonWebKey[];
}

/** The account with this ID. Throws when the world has none: identities only ever name accounts that exist. */
export function accountOf(world: World, id: string): Account {
  const account = world.accounts.get(id);
  if (!account) throw new Error(`There is no account ${id} in this world.`);
  return account;
}

/** The role an ARN names, path and case included. */
export function findRole(world: World, arn: string): { account: Account; role: Role } | undefined {
  const [, accountId, name] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  const account = world.accounts.get(accountId ?? '');
  const role = account?.roles.get((name ?? '').toLowerCase());
  return account && role?.arn === arn ? { account, role } : undefined;
}

/** The user an ARN names, path and case included. */
export function findUser(world: World, arn: string): User | undefined {
  const [, accountId, name] = /^arn:aws:iam::(\d{12}):user\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  const user = world.accounts.get(accountId ?? '')?.users.get(name ?? '');
  return user?.arn === arn ? user : undefined;
}

/** The trust policy that STS uses at `now`; `undefined` for a role it does not know yet. */
export function trustAt(role: Role, now: number): PolicyDocument | undefined {
  return role.knownFrom <= now ? role.trust : role.formerTrust;
}
