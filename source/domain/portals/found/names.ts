import { oncePer } from '../../once.ts';
import { isAccountId } from '../../profiles/arn.ts';
import { pasteWord } from '../../shells/paste.ts';

/** What a pair of account and role is called by. */
export type Pair = {
  /** Name of the `[sso-session]`, else the start URL. */
  readonly portal: string;
  /** 12 digits. */
  readonly accountId: string;
  /** As the organization calls it: any text. */
  readonly accountName: string | undefined;
  readonly roleName: string;
};

/** The name that never leads elsewhere: `corp:111122223333/Admin`. Everything that is kept of a role is kept by it. */
export const lastingName = ({ portal, accountId, roleName }: Omit<Pair, 'accountName'>): string =>
  `${portal}:${accountId}/${roleName}`;

/** `111122223333/Admin`, or `corp:111122223333/Admin`, as a person or a script types it. */
export type TypedName = { readonly portal: string | undefined; readonly accountId: string; readonly roleName: string };

/** Reads a name by account ID; undefined where it is none. */
export function readTypedName(name: string): TypedName | undefined {
  const [, portal, accountId = '', roleName = ''] = /^(?:(.+):)?(\d+)\/([^/]+)$/.exec(name) ?? [];
  return isAccountId(accountId) && isRoleName(roleName) ? { portal, accountId, roleName } : undefined;
}

/** So many portals are named in a message. */
const mostPortals = 3;

const mayBeFound = (name: string): boolean => /^[^/]+\/[^/]+$/.test(name);

/**
 * What else brings a found role of that name, or of that glob: {@link waysToRoles}; nothing for a name that no found role could have.
 * @param unread as they take it
 */
export const waysToRole = (unread: readonly string[], name: string): readonly string[] =>
  mayBeFound(name) ? waysToRoles(unread) : [];

/** How the roles of portals become known of which nothing is known: the sign-ins, and where that is done, a reading. */
export const waysToRoles = (unread: readonly string[]): readonly string[] =>
  unread.length === 0 ? [] : [...signInsTo(unread), 'If you are signed in: rolecall discover'];

/** The sign-ins that may bring roles. @param unread portals of which nothing is known */
export const signInsTo = (unread: readonly string[]): readonly string[] => unread.slice(0, mostPortals).map(signInLine);

const signInLine = (portal: string): string =>
  `No role of ${portal} is known here; sign in: rolecall login ${pasteWord(portal, 'PORTAL')}`;

/** Can this be a role of AWS? What else a portal may answer is shown nowhere. */
export const isRoleName = (name: string): boolean => /^[\w+=,.@-]{1,64}$/.test(name);

/** The names of profiles that a found role could have as well. */
export const slashed = (names: readonly string[]): readonly string[] => names.filter((name) => name.includes('/'));

/**
 * A text as part of a name: letters, digits and `._-`; runs of others are one `-`. No shell reads such a name as
 * anything else, and no terminal is steered by it.
 */
export const clean = (text: string): string =>
  // The rules of Unicode take milliseconds to load, and most names do not need them.
  isClean.test(text) ? text : text.replace(/[^\p{L}\p{M}\p{N}._]+/gu, '-').replace(/^-+|-+$/g, '');

const isClean = /^[\w.]+(?:-[\w.]+)*$/;

/**
 * `<account name>/<role>`, which several roles may have; the account's ID where it has no name, and behind a name that is the
 * ID of another account.
 */
export function shortName(pair: Omit<Pair, 'portal'>): string {
  const account = clean(pair.accountName ?? '') || pair.accountId;
  return isOtherId(account, pair) ? longName(pair) : `${account}/${clean(pair.roleName)}`;
}

/** `<account name>-<ID>/<role>`. */
export const longName = ({ accountName, accountId, roleName }: Omit<Pair, 'portal'>): string =>
  `${clean(accountName ?? '') || accountId}-${accountId}/${clean(roleName)}`;

/**
 * The name of an account without the IDs behind it. What a role is called depends on no role of an account with another family, so
 * that one name can be told without those of all.
 */
export const familyOf = ({ accountName, accountId }: Pick<Pair, 'accountName' | 'accountId'>): string =>
  withoutIds(clean(accountName ?? '') || accountId);

/** The {@link familyOf} the account whose role is called so. @param name by account name: with a portal in front of it or without */
export const familyIn = (name: string): string =>
  withoutIds(name.slice(name.lastIndexOf(':') + 1, name.lastIndexOf('/')));

const withoutIds = (account: string): string => account.replace(/(?:-\d{12})+$/, '');

/**
 * Which of the roles are reached by a name of accounts that several of these accounts have, and by nothing that tells them
 * apart: `prod/*` and `corp:prod/*`, and not `prod*\/*`, which the longer name of each matches as well.
 * @param pairs those that match
 */
export function sharingAccountName<P extends Pair>(
  pairs: readonly P[],
  matches: (name: string) => boolean,
): readonly P[] {
  const byName = pairs.filter((pair) => !matches(longName(pair)) && !matches(`${pair.portal}:${longName(pair)}`));
  const holders = new Map<string, Set<string>>();
  for (const { accountName, accountId } of byName) {
    const name = clean(accountName ?? '');
    holders.set(name, (holders.get(name) ?? new Set()).add(accountId));
  }
  return byName.filter(({ accountName }) => (holders.get(clean(accountName ?? ''))?.size ?? 0) > 1);
}

/**
 * The names of roles: `<account name>/<role>`. Where two have the same, or a profile has it, all of them get the account's ID
 * behind its name, and those of several portals the portal in front; where that is not enough, the lasting name. So a name
 * depends on those that share it, never on their order.
 * @param taken names of profiles
 * @returns by position in `pairs`
 */
export function namesOf(pairs: readonly Pair[], taken: ReadonlySet<string>): readonly string[] {
  const { short, parts, crowded, isAnyOther } = shortNames(pairs);
  if (crowded.size === 0 && taken.size === 0 && !isAnyOther) return short;
  const first = new Map<string, string>();
  /** Names of several pairs, and whether all of them are of one portal. */
  const shared = new Map<string, boolean>();
  for (const [at, name] of short.entries()) {
    if (!crowded.has(parts[at] as string)) continue;
    const { portal } = pairs[at] as Pair;
    const known = first.get(name);
    if (known === undefined) first.set(name, portal);
    else shared.set(name, known === portal && shared.get(name) !== false);
  }
  let isAnyLong = false;
  const names = short.map((name, at) => {
    const pair = pairs[at] as Pair;
    const account = parts[at] as string;
    if (!shared.has(name) && !taken.has(name) && !isOtherId(account, pair)) return name;
    isAnyLong = true;
    const long = `${account}-${pair.accountId}${name.slice(account.length)}`;
    return shared.get(name) === false ? `${pair.portal}:${long}` : long;
  });
  if (!isAnyLong) return names;
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return names.map((name, at) => (counts.get(name) === 1 && !taken.has(name) ? name : lastingName(pairs[at] as Pair)));
}

/**
 * The short name of each pair and the part of it that its account gives; `crowded` are the names of accounts under which two pairs may
 * have the same one: of several accounts, or of one whose roles are written anew. By one loop: a thousand are made only once, by code
 * that is cold.
 */
function shortNames(pairs: readonly Pair[]) {
  const [short, parts]: [string[], string[]] = [[], []];
  // Many accounts have the same roles.
  const cleaned = oncePer(clean);
  const holders = new Map<string, Pair>();
  const crowded = new Set<string>();
  let isAnyOther = false;
  let before: Pair | undefined;
  let part = '';
  for (const pair of pairs) {
    const { accountId, accountName, portal, roleName } = pair;
    if (before?.accountId !== accountId || before.accountName !== accountName || before.portal !== portal) {
      part = clean(accountName ?? '') || accountId;
      const holder = holders.get(part);
      if (holder === undefined) holders.set(part, pair);
      else if (holder.accountId !== accountId || holder.portal !== portal) crowded.add(part);
      if (isOtherId(part, pair)) isAnyOther = true;
    }
    before = pair;
    const role = cleaned(roleName);
    if (role !== roleName) crowded.add(part);
    short.push(`${part}/${role}`);
    parts.push(part);
  }
  return { short, parts, crowded, isAnyOther };
}

/** An account may be called by the ID of another one. */
const isOtherId = (account: string, { accountId }: Pick<Pair, 'accountId'>): boolean =>
  account !== accountId && isAccountId(account);
