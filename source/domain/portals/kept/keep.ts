import { slugOf } from '../../profiles/edit/safe.ts';
import type { Changes, Profile } from '../../profiles/profile.ts';
import { readTypedName } from '../found/names.ts';

/** A found role as it is written down: an ordinary profile that every AWS tool reads. */
export type Kept = { readonly name: string; readonly settings: Changes };

/**
 * The profile to write for a found role: the lines that lead to it, its region, and the portal they were written for.
 * @param found by `Profiles.found`
 * @param given a name, where the found role's own is not wanted, and a region
 */
export function keptProfile(
  { name: lasting, foundName, values }: Profile,
  { name, region }: { readonly name?: string | undefined; readonly region?: string | undefined } = {},
): Kept {
  return {
    name: name ?? profileName(foundName ?? lasting, values.get('sso_account_id') ?? ''),
    settings: keptLines(values, readTypedName(lasting)?.portal ?? '', region),
  };
}

/** The same lines, for a role of that portal. */
export const keptLines = (lines: ReadonlyMap<string, string>, portal: string, region: string | undefined): Changes => ({
  ...Object.fromEntries(lines),
  ...(region !== undefined && { region }),
  rolecall_source: portal,
});

/**
 * A name that every AWS tool reads: without accents, and other letters than those of English as `-`. Where nothing is left of
 * the account's name, its ID.
 */
export function profileName(text: string, accountId: string): string {
  const [account = '', ...rest] = text.split('/').map((part) => slugOf(part.normalize('NFKD').replace(/\p{M}+/gu, '')));
  return [account === '' ? accountId : account, ...rest].join('/');
}
