import { colorOf } from '../looks/color.ts';
import { isSwitchedOn, textOf } from '../lookup.ts';
import type { Profile, ProfileKind, Profiles, RoleSummary } from '../profile.ts';
import { kindOf, roleArnOf, roleOf } from './kind.ts';
import { asksForCode, createSources, type SourceFacts } from './sources.ts';

/** The role profiles in file order, as a list shows them. Nothing is resolved, nothing throws. */
export function roleSummaries(profiles: Profiles): RoleSummary[] {
  const summaries: RoleSummary[] = [];
  const sources = createSources(profiles);
  for (const name of profiles.names) {
    const profile = profiles.get(name);
    const summary = profile && summaryOf(profile, profiles, sources);
    if (summary) summaries.push(summary);
  }
  return summaries;
}

const isRole = (kind: ProfileKind): kind is RoleSummary['kind'] =>
  kind === 'role' || kind === 'web-identity' || kind === 'sso';

/** One profile as a list shows it; undefined where it does not end in a role. */
export function summaryOf(
  profile: Profile,
  profiles: Profiles,
  sources: (name: string) => SourceFacts = createSources(profiles),
): RoleSummary | undefined {
  const kind = kindOf(profile, profiles);
  if (!isRole(kind)) return undefined;
  const role = roleOf(profile, profiles);
  const accountId = kind === 'sso' ? textOf(profile, 'sso_account_id') : role?.accountId;
  const sourceName = textOf(profile, 'source_profile');
  const source = kind === 'role' ? sources(sourceName ?? '') : undefined;
  return {
    name: profile.name,
    kind,
    displayName: textOf(profile, 'rolecall_display_name') ?? profile.name,
    accountId,
    roleName: (kind === 'sso' ? textOf(profile, 'sso_role_name') : role?.name) ?? roleArnOf(profile, profiles) ?? '',
    region: textOf(profile, 'region') ?? (sourceName === profile.name ? undefined : source?.region),
    color: colorOf(textOf(profile, 'color'), textOf(profile, 'granted_color'), accountId),
    group: textOf(profile, 'rolecall_group'),
    description: textOf(profile, 'granted_description'),
    source: kind === 'sso' ? ssoSource(profile) : (sourceName ?? textOf(profile, 'credential_source')),
    mfa: source !== undefined && asksForCode(profile, source),
    confirm: isSwitchedOn(profile, 'rolecall_confirm'),
    hidden: isSwitchedOn(profile, 'rolecall_hidden'),
  };
}

function ssoSource(profile: Profile): string | undefined {
  return textOf(profile, 'sso_session') ?? textOf(profile, 'sso_start_url');
}
