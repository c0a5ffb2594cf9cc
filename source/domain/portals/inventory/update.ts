import type { FoundAccount, FoundRole, Inventory } from '../inventory.ts';
import { type Portal, signInId } from '../portal.ts';

/** An account as the portal lists it. */
export type ListedAccount = Pick<FoundAccount, 'id' | 'name' | 'email'>;

/** How long an account or a role that is gone is still shown. Milliseconds. */
const goneLasts = 30 * 86_400_000;

/** An inventory before the first call. */
export const emptyInventory = (portal: Pick<Portal, 'ssoSession' | 'startUrl'>): Inventory => ({
  portal: signInId(portal),
  startUrl: portal.startUrl,
  accounts: [],
});

/** A page of accounts came: names follow the portal's, and an account that was gone is back. Nothing goes by a page. */
export function withAccounts(known: Inventory, page: readonly ListedAccount[], now: number): Inventory {
  const listed = new Map(page.map((account) => [account.id, account]));
  const before = new Set(known.accounts.map(({ id }) => id));
  const added = [...listed.values()].filter(({ id }) => !before.has(id));
  const isNew = known.accountsReadAt !== undefined && { newSince: now };
  return {
    ...known,
    accounts: [
      ...known.accounts.map((account) => {
        const now = listed.get(account.id);
        return now === undefined ? account : named(account, now);
      }),
      ...added.map((account) => ({ ...account, ...isNew, roles: [] })),
    ],
  };
}

/** The account under the name that the portal gives it now. */
function named({ name: _name, email: _email, goneSince: _gone, ...account }: FoundAccount, now: ListedAccount) {
  return { ...account, ...now };
}

/**
 * A listing of all accounts ended well, from the first page to the last under one access token: accounts that it lacks are
 * gone. A listing of nothing is not believed where accounts were known.
 * @param seen the IDs of all its pages
 */
export function withWholeListing(known: Inventory, seen: ReadonlySet<string>, now: number): Inventory {
  if (seen.size === 0 && known.accounts.some(isThere)) return known;
  return {
    ...known,
    accountsReadAt: now,
    accounts: known.accounts.map((account) =>
      seen.has(account.id) || !isThere(account) ? account : { ...account, goneSince: now },
    ),
  };
}

/**
 * A listing of an account's roles ended well: roles that it lacks are gone. A listing of nothing is not believed where
 * roles were known: an account without any is not among the accounts.
 */
export const withRoles = (known: Inventory, id: string, names: readonly string[], now: number): Inventory =>
  changed(known, id, (account) => withRolesOf(account, names, now));

/** The same, of the account alone. */
export function withRolesOf({ isRefused: _, ...account }: FoundAccount, names: readonly string[], now: number) {
  return { ...account, rolesReadAt: now, roles: rolesNow(account, new Set(names), now) };
}

function rolesNow(
  { roles, rolesReadAt, newSince }: FoundAccount,
  listed: ReadonlySet<string>,
  now: number,
): FoundRole[] {
  const isBelieved = listed.size > 0;
  const before = new Set(roles.map(({ name }) => name));
  const isNew = (rolesReadAt !== undefined || newSince !== undefined) && { newSince: now };
  return [
    ...roles.map((role) => {
      if (listed.has(role.name)) return back(role);
      return isBelieved && isThere(role) ? { ...role, goneSince: now } : role;
    }),
    ...[...listed].filter((name) => !before.has(name)).map((name) => ({ name, ...isNew })),
  ];
}

/** The portal refuses to list the roles of an account (403, 404). What was known of it stays. */
export const withRefused = (known: Inventory, id: string): Inventory =>
  changed(known, id, (account) => ({ ...account, isRefused: true }));

/** A role was opened, or seen elsewhere: it and its account are there, whatever a listing said, and new no more. */
export function withRoleSeen(known: Inventory, id: string, name: string): Inventory {
  return changed(known, id, ({ goneSince: _, ...account }) => ({
    ...account,
    roles: account.roles.some((role) => role.name === name)
      ? account.roles.map((role) => (role.name === name ? { name } : role))
      : [...account.roles, { name }],
  }));
}

/** Without what has been gone for so long that nobody looks for it. */
export function withoutLongGone(known: Inventory, now: number): Inventory {
  const isShown = ({ goneSince }: { readonly goneSince?: number }) =>
    goneSince === undefined || now - goneSince < goneLasts;
  const accounts = known.accounts.filter(isShown);
  return { ...known, accounts: accounts.map((account) => ({ ...account, roles: account.roles.filter(isShown) })) };
}

/**
 * The person is known, by the session name of a role's ARN. Where it is not the one of before, the inventory was somebody
 * else's: a new one begins, in which nothing is gone or new.
 * @returns `setAside` where that was so
 */
export function withPerson(known: Inventory, person: string): { inventory: Inventory; setAside: boolean } {
  if (known.person === undefined || known.person === person) {
    return { inventory: { ...known, person }, setAside: false };
  }
  const { portal, startUrl } = known;
  return { inventory: { portal, startUrl, person, accounts: [] }, setAside: true };
}

/** What a listing gave somebody, without what is gone or new: that was another person's. */
export const ofPersonAlone = ({ accounts, ...known }: Inventory): Inventory => ({
  ...known,
  accounts: accounts.filter(isThere).map(({ newSince: _, ...account }) => ({
    ...account,
    roles: account.roles.filter(isThere).map(({ name }) => ({ name })),
  })),
});

/** Whether the last whole listing has it. */
export const isThere = ({ goneSince }: { readonly goneSince?: number }): boolean => goneSince === undefined;

/** How many accounts and roles there are, and how many roles came and went since then. */
export function countsOf({ accounts }: Inventory, since: number) {
  const counts = { accounts: accounts.filter(isThere).length, roles: 0, added: 0, gone: 0 };
  for (const account of accounts) {
    for (const role of account.roles) {
      const goneSince = account.goneSince ?? role.goneSince;
      if (goneSince === undefined) counts.roles++;
      if (goneSince !== undefined && goneSince >= since) counts.gone++;
      else if (goneSince === undefined && role.newSince !== undefined && role.newSince >= since) counts.added++;
    }
  }
  return counts;
}

function changed(known: Inventory, id: string, change: (account: FoundAccount) => FoundAccount): Inventory {
  return { ...known, accounts: known.accounts.map((account) => (account.id === id ? change(account) : account)) };
}

function back({ goneSince: _, ...role }: FoundRole): FoundRole {
  return role;
}
