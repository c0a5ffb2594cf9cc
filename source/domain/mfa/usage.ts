import { unlessProblem } from '../../problem.ts';
import { isTemporary } from '../access-keys/in-clear.ts';
import { textOf } from '../profiles/lookup.ts';
import type { Profiles } from '../profiles/profile.ts';
import { resolveChain } from '../profiles/resolve/chain.ts';
import { isRoleAlone, sourceKindOf } from '../profiles/resolve/kind.ts';

/** Where a device is used. */
export type DeviceUse = {
  readonly serial: string;
  /** Names of the profiles with that `mfa_serial`, in file order. */
  readonly profiles: readonly string[];
  /** Names of the roles that ask for its codes, by those lines or by that of their source. */
  readonly roles: readonly string[];
  /** The profiles with the keys that those start from. */
  readonly sources: readonly string[];
};

/** Names of the profiles that have a user's keys, or may have: of a command only it knows. In file order. */
export const profilesOfUsers = (profiles: Profiles): readonly string[] =>
  profiles.names.filter((name) => {
    const profile = profiles.get(name);
    if (profile === undefined) return false;
    const kind = sourceKindOf(profile, profiles);
    const isOwn = isRoleAlone(profile, profiles) && profiles.storesKey(name);
    return isOwn || kind === 'stored-key' || kind === 'process' || (kind === 'keys' && !isTemporary(profile));
  });

/** The devices that profiles name, by serial. */
export function deviceUses(profiles: Profiles): ReadonlyMap<string, DeviceUse> {
  const uses = new Map<string, Record<'profiles' | 'roles' | 'sources', Set<string>>>();
  const entryOf = (serial: string) => {
    const use = uses.get(serial) ?? { profiles: new Set(), roles: new Set(), sources: new Set() };
    uses.set(serial, use);
    return use;
  };
  for (const name of profiles.names) {
    const profile = profiles.get(name);
    const serial = profile && textOf(profile, 'mfa_serial');
    if (serial !== undefined) entryOf(serial).profiles.add(name);
    // A profile that leads nowhere uses nothing.
    const chain = unlessProblem(() => resolveChain(profiles, name));
    if (chain?.mfa === undefined) continue;
    const use = entryOf(chain.mfa.serial);
    use.sources.add(chain.source.profile);
    if (chain.hops.length > 0) use.roles.add(name);
  }
  return new Map(
    [...uses].map(([serial, use]) => [
      serial,
      { serial, profiles: [...use.profiles], roles: [...use.roles], sources: [...use.sources] },
    ]),
  );
}
