import { colorOf } from './color.ts';
import { kindOf, roleArnOf, roleOf, sourceKindOf } from './kind.ts';
import type { Profile, ProfileKind, Profiles, RoleSummary } from './profile.ts';
import { isSwitchedOn, textOf } from './value.ts';

/** The role profiles in file order, as a list shows them. Nothing is resolved, nothing throws. */
export function roleSummaries(profiles: Profiles): RoleSummary[] {
  const summaries: RoleSummary[] = [];
  for (const name of profiles.names) {
    const profile = profiles.peek(name);
    const summary = profile && summaryOf(profile, profiles);
    if (summary) summaries.push(summary);
  }
  return summaries;
}

/** The names alone, for a completion that a key press waits for. */
export function roleNames(profiles: Profiles): string[] {
  return profiles.names.filter((name) => {
    const profile = profiles.peek(name);
    return profile !== undefined && isRole(kindOf(profile, profiles));
  });
}

const isRole = (kind: ProfileKind): kind is RoleSummary['kind'] =>
  kind === 'role' || kind === 'web-identity' || kind === 'sso';

/** One profile as a list shows it; undefined where it does not end in a role. */
export function summaryOf(profile: Profile, profiles: Profiles): RoleSummary | undefined {
  const kind = kindOf(profile, profiles);
  if (!isRole(kind)) return undefined;
  const role = roleOf(profile, profiles);
  const accountId = kind === 'sso' ? textOf(profile, 'sso_account_id') : role?.accountId;
  const sourceName = textOf(profile, 'source_profile');
  return {
    name: profile.name,
    at: profile.at,
    kind,
    displayName: textOf(profile, 'rolecall_display_name') ?? profile.name,
    accountId,
    roleName: (kind === 'sso' ? textOf(profile, 'sso_role_name') : role?.name) ?? roleArnOf(profile, profiles) ?? '',
    region: textOf(profile, 'region') ?? (kind === 'role' ? inheritedRegion(profile, profiles) : undefined),
    color: colorOf(textOf(profile, 'color'), textOf(profile, 'granted_color'), accountId),
    group: textOf(profile, 'rolecall_group'),
    description: textOf(profile, 'granted_description'),
    source: kind === 'sso' ? ssoSource(profile) : (sourceName ?? textOf(profile, 'credential_source')),
    mfa: kind === 'role' && asksForCode(profile, profiles),
    confirm: isSwitchedOn(profile, 'rolecall_confirm'),
    hidden: isSwitchedOn(profile, 'rolecall_hidden'),
  };
}

/** As a chain decides it: of the nearest source that has one. */
function inheritedRegion(profile: Profile, profiles: Profiles): string | undefined {
  let hop = profile;
  for (let hops = 0; hops <= profiles.names.length; hops++) {
    const source = profiles.get(textOf(hop, 'source_profile') ?? '');
    if (!source || source === hop) return undefined;
    const region = textOf(source, 'target_region') ?? textOf(source, 'region');
    if (region !== undefined || sourceKindOf(source, profiles) !== 'role') return region;
    hop = source;
  }
  return undefined;
}

function ssoSource(profile: Profile): string | undefined {
  return textOf(profile, 'sso_session') ?? textOf(profile, 'sso_start_url');
}

/** As a chain decides it: the first hop's device, else that of the keys it starts from. */
function asksForCode(profile: Profile, profiles: Profiles): boolean {
  let hop = profile;
  // A chain as long as there are profiles goes round in a circle.
  for (let hops = 0; ; hops++) {
    const source = profiles.get(textOf(hop, 'source_profile') ?? '');
    if (!source) return textOf(hop, 'credential_source') === 'Environment' && Boolean(textOf(hop, 'mfa_serial'));
    const kind = source.name === hop.name ? 'keys' : sourceKindOf(source, profiles);
    if (kind !== 'role') {
      const longTerm = kind === 'keys' && !textOf(source, 'aws_session_token');
      return longTerm && Boolean(textOf(hop, 'mfa_serial') ?? textOf(source, 'mfa_serial'));
    }
    if (hops > profiles.names.length) return false;
    hop = source;
  }
}
