import type { SwitchRoleLink } from '../looks/links.ts';
import { textOf } from '../lookup.ts';
import type { Profiles } from '../profile.ts';
import { kindOf } from '../resolve/kind.ts';

/** A free name for the profile of a link: what it displays, else the role, else the role and its account. */
export function suggestName({ account, role, displayName }: SwitchRoleLink, profiles: Profiles): string {
  const roleName = role.slice(role.lastIndexOf('/') + 1);
  const wanted = [displayName ?? '', roleName, `${roleName}-${account}`].map(slugOf);
  return wanted.find((name) => name !== '' && profiles.get(name) === undefined) ?? '';
}

/** A name that every AWS tool reads, of any text. */
export function slugOf(text: string): string {
  return text.replace(/[^A-Za-z0-9_@+.%:/-]+/g, '-').replace(/^-+|-+$/g, '');
}

/** The profiles that hold credentials of their own, the one most roles start from first. */
export function identityNames(profiles: Profiles): readonly string[] {
  const uses = new Map<string, number>();
  const names: string[] = [];
  for (const name of profiles.names) {
    const profile = profiles.get(name);
    const kind = profile && kindOf(profile, profiles);
    if (kind === 'keys' || kind === 'sso' || kind === 'process' || kind === 'login') names.push(name);
    const source = profile && textOf(profile, 'source_profile');
    if (source !== undefined) uses.set(source, (uses.get(source) ?? 0) + 1);
  }
  return names.sort((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0));
}
