import { type Identity, rootIdentity, userIdentity } from './caller.ts';
import type { AccessKey, Account, Role, User, World } from './entities.ts';

/** The account with this ID. Throws when the world has none: identities only ever name accounts that exist. */
export function accountOf(world: World, id: string): Account {
  const account = world.accounts.get(id);
  if (!account) throw new Error(`There is no account ${id} in this world.`);
  return account;
}

/** A long-term access key and whose it is. */
export function findKey(world: World, id: string): { key: AccessKey; identity: Identity } | undefined {
  for (const account of world.accounts.values()) {
    const rootKey = account.rootKeys.find((key) => key.id === id);
    if (rootKey) return { key: rootKey, identity: rootIdentity(account) };
    for (const user of account.users.values()) {
      const key = user.keys.find((candidate) => candidate.id === id);
      if (key) return { key, identity: userIdentity(account, user) };
    }
  }
  return undefined;
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
