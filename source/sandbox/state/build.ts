import { randomBytes } from 'node:crypto';
import type { PolicyDocument } from '../policy/document.ts';
import type { AccessKey } from './access-keys.ts';
import { base32, newAccessKeyId, newSecret, newUniqueId } from './ids.ts';
import type { Account, MfaDevice, Role, User, World } from './world.ts';

/** A world without accounts. */
export function createWorld(): World {
  const keyPropagation = { sts: 0, iam: 0, lists: 0, flicker: false };
  return { accounts: new Map(), propagation: 0, keyPropagation, devicePropagation: 0, portals: [] };
}

/** Adds an account; `id` has 12 digits. */
export function addAccount(world: World, id: string, alias?: string): Account {
  const account: Account = {
    id,
    users: new Map(),
    roles: new Map(),
    policies: new Map(),
    devices: new Map(),
    providers: new Map(),
    rootKeys: [],
    disabledRegions: new Set(),
  };
  if (alias !== undefined) account.alias = alias;
  world.accounts.set(id, account);
  return account;
}

/** Options of `addUser` and `addRole`. */
export interface HolderOptions {
  /** `/` unless given; begins and ends with a slash. */
  readonly path?: string;
  readonly policies?: Readonly<Record<string, PolicyDocument>>;
  /** ARNs of managed policies. */
  readonly attached?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly createdAt?: number;
}

/** Adds an IAM user, without keys. */
export function addUser(account: Account, name: string, options: HolderOptions = {}): User {
  const user: User = { ...holder(account, 'user', name, options), id: newUniqueId('AIDA'), keys: [], deletedKeys: [] };
  account.users.set(name, user);
  return user;
}

/** Options of `addRole`. */
export interface RoleOptions extends HolderOptions {
  readonly trust: PolicyDocument;
  readonly description?: string;
  readonly maxSessionDuration?: number;
  readonly knownFrom?: number;
}

/** Adds a role; STS knows it at once unless `knownFrom` is later. */
export function addRole(account: Account, name: string, options: RoleOptions): Role {
  const role: Role = {
    ...holder(account, 'role', name, options),
    id: newUniqueId('AROA'),
    trust: options.trust,
    description: options.description ?? '',
    maxSessionDuration: options.maxSessionDuration ?? 3600,
    knownFrom: options.knownFrom ?? 0,
  };
  account.roles.set(name.toLowerCase(), role);
  return role;
}

/** A new long-term access key for a user, or for the root user when `owner` is the account itself; known at once. */
export function addAccessKey(account: Account, owner: User | Account, createdAt = 0): AccessKey {
  const key: AccessKey = { id: newAccessKeyId('AKIA', account.id), secret: newSecret(), active: true, createdAt };
  ('keys' in owner ? owner.keys : owner.rootKeys).push(key);
  return key;
}

/** A virtual MFA device, enabled for `user` when given. */
export function addVirtualDevice(account: Account, name: string, user?: User, at = 0): MfaDevice {
  return addDevice(account, { kind: 'virtual', serial: `arn:aws:iam::${account.id}:mfa/${name}` }, user, at);
}

/** An MFA device of any kind, enabled for `user` when given. */
export function addDevice(
  account: Account,
  { kind, serial }: Pick<MfaDevice, 'kind' | 'serial'>,
  user?: User,
  at = 0,
): MfaDevice {
  const seed = kind === 'fido' ? '' : base32(randomBytes(40));
  const device: MfaDevice = { serial, kind, seed, tags: new Map(), usedStep: -1 };
  if (user) Object.assign(device, { userName: user.name, enabledAt: at });
  account.devices.set(serial, device);
  return device;
}

function holder(account: Account, kind: 'user' | 'role', name: string, options: HolderOptions) {
  const path = options.path ?? '/';
  return {
    name,
    path,
    arn: `arn:aws:iam::${account.id}:${kind}${path}${name}`,
    createdAt: options.createdAt ?? 0,
    tags: new Map(Object.entries(options.tags ?? {})),
    inlinePolicies: new Map(Object.entries(options.policies ?? {})),
    attachedPolicies: new Set(options.attached),
  };
}
