import type { Changes, Profile, Profiles } from '../../profiles/profile.ts';
import { readTypedName } from '../found/names.ts';
import { checkNames, type Nameable, profileName, withNames } from './names.ts';
import { readTemplate } from './template.ts';

/** A found role as it is written down: an ordinary profile that every AWS tool reads. */
export type Kept = { readonly name: string; readonly settings: Changes };

/**
 * The profile to write for a found role: the lines that lead to it, its region, and the portal they were written for.
 * @param found by `Profiles.found`
 */
export const keptProfile = ({ name: lasting, foundName, values }: Profile): Kept => ({
  name: profileName(foundName ?? lasting, values.get('sso_account_id') ?? ''),
  settings: keptLines(values, readTypedName(lasting)?.portal ?? '', undefined),
});

/** The same lines, for a role of that portal. */
export const keptLines = (lines: ReadonlyMap<string, string>, portal: string, region: string | undefined): Changes => ({
  ...Object.fromEntries(lines),
  ...(region !== undefined && { region }),
  rolecall_source: portal,
});

/** A found role that is to be a profile, as a pair and by its lines. */
export type ToKeep = { readonly pair: Nameable; readonly found: Profile };

/**
 * The profiles to write for found roles.
 * @param options a template for their names, and a region
 * @throws Problem where two would have one name, or one a name that is taken
 */
export function planKeep(
  roles: readonly ToKeep[],
  options: { readonly name?: string | undefined; readonly region?: string | undefined },
  profiles: Profiles,
): readonly (Kept & { readonly id: string })[] {
  const template = options.name === undefined ? undefined : readTemplate(options.name);
  const named = withNames(
    roles.map(({ pair, found }) => ({ pair, settings: keptLines(found.values, pair.portal, options.region) })),
    template,
    profiles,
  );
  checkNames(named, profiles);
  return named.map(({ to, pair, settings }) => ({ name: to, id: pair.id, settings }));
}
