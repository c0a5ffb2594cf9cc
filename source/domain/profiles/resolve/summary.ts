import { colorOf } from '../looks/color.ts';
import { isSwitchedOn, textOf } from '../lookup.ts';
import type { Profile, ProfileKind, Profiles, RoleSummary } from '../profile.ts';
import { partitionOfRegion } from '../regions.ts';
import { kindOf, roleArnOf, roleOf, sourceKindOf } from './kind.ts';

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
  const partition = kind === 'sso' ? partitionOfRegion(portalRegion(profile, profiles))?.id : role?.partition;
  return {
    name: profile.name,
    kind,
    displayName: profile.foundName ?? textOf(profile, 'rolecall_display_name') ?? profile.name,
    accountId,
    ...(partition !== undefined && { partition }),
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

function portalRegion(profile: Profile, profiles: Profiles): string {
  const session = profiles.ssoSession(textOf(profile, 'sso_session') ?? '');
  return textOf(profile, 'sso_region') ?? (session && textOf(session, 'sso_region')) ?? '';
}

function ssoSource(profile: Profile): string | undefined {
  return textOf(profile, 'sso_session') ?? textOf(profile, 'sso_start_url');
}

/** What a role takes over from the profile that it names as its source. */
type SourceFacts = {
  /** As a chain decides it: of the nearest source that has one. */
  readonly region: string | undefined;
  /** Whether it takes a code to start from there: in any case, where the role itself names a device, or not at all. */
  readonly code: 'asked' | 'with a device' | 'no' | 'no such source';
};

const missing: SourceFacts = { region: undefined, code: 'no such source' };
const circular: SourceFacts = { region: undefined, code: 'no' };

/** Finds out about sources by name. Of a thousand roles that start from one, only the first makes it look. */
function createSources(profiles: Profiles): (name: string) => SourceFacts {
  const known = new Map<string, SourceFacts>();
  return (name) => {
    /** The roles from here to what the chain starts from. */
    const way: Profile[] = [];
    let facts = known.get(name);
    for (let next = name; facts === undefined; ) {
      const source = profiles.get(next);
      const kind = source && sourceKindOf(source, profiles);
      if (source === undefined) facts = missing;
      else if (kind !== 'role') facts = identityFacts(source, kind === 'keys' || kind === 'stored-key');
      else {
        way.push(source);
        // Should the way come by here again.
        known.set(next, circular);
        next = textOf(source, 'source_profile') ?? '';
        facts = known.get(next);
        continue;
      }
      known.set(next, facts);
    }
    for (const role of way.reverse()) {
      facts = { region: regionOf(role) ?? facts.region, code: asksForCode(role, facts) ? 'asked' : 'no' };
      known.set(role.name, facts);
    }
    return facts;
  };
}

/** As a chain decides it: the first hop's device, else that of the keys it starts from. */
function asksForCode(role: Profile, { code }: SourceFacts): boolean {
  if (code === 'asked') return true;
  if (code === 'no' && textOf(role, 'source_profile') !== role.name) return false;
  if (!textOf(role, 'mfa_serial')) return false;
  if (code === 'no such source') return textOf(role, 'credential_source') === 'Environment';
  return code === 'with a device' || !textOf(role, 'aws_session_token');
}

function identityFacts(source: Profile, hasKeys: boolean): SourceFacts {
  const isLongTerm = hasKeys && !textOf(source, 'aws_session_token');
  const device = textOf(source, 'mfa_serial') ? 'asked' : 'with a device';
  return { region: regionOf(source), code: isLongTerm ? device : 'no' };
}

const regionOf = (source: Profile): string | undefined => textOf(source, 'target_region') ?? textOf(source, 'region');
