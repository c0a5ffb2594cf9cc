import { roleArnOfLink, type SwitchRoleLink } from '../../../domain/profiles/looks/links.ts';
import { textOf } from '../../../domain/profiles/lookup.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { roleSummaries } from '../../../domain/profiles/resolve/summary.ts';

/** The profiles that lead where a switch-role link leads. An alias in a link is only known where a profile repeats it. */
export function profilesOfLink(profiles: Profiles, link: SwitchRoleLink): readonly string[] {
  const arn = roleArnOfLink(link);
  const name = link.role.slice(link.role.lastIndexOf('/') + 1);
  return roleSummaries(profiles)
    .filter((role) => {
      const profile = profiles.get(role.name);
      if (profile === undefined) return false;
      if (arn !== undefined && textOf(profile, 'role_arn') === arn) return true;
      return role.roleName === name && [role.accountId, textOf(profile, 'aws_account_id')].includes(link.account);
    })
    .map((role) => role.name);
}
