import { colorOf } from '../looks/color.ts';
import { isSwitchedOn, textOf } from '../lookup.ts';
import type { Profile, ProfileKind, Profiles, RoleSummary } from '../profile.ts';
import { mayLieIn, partitionOfRegion } from '../regions.ts';
import { kindOf, leadsOn, roleArnOf, roleInLinks, roleOf, sessionTokenOf, sourceKindOf } from './kind.ts';
import { asOpened, lenderOf, usualRegion } from './taken-over.ts';

/** The role profiles in file order, as a list shows them. Nothing is resolved, nothing throws. */
export function roleSummaries(profiles: Profiles): RoleSummary[] {
  const summaries: RoleSummary[] = [];
  const sources = createSources(profiles);
  const region = usualRegion(profiles)?.value;
  for (const name of profiles.names) {
    const profile = profiles.get(name);
    const summary = profile && summaryOf(profile, profiles, { sources, region });
    if (summary) summaries.push(summary);
  }
  return summaries;
}

const isRole = (kind: ProfileKind): kind is RoleSummary['kind'] =>
  kind === 'role' || kind === 'web-identity' || kind === 'sso';

/** What is found out once for all profiles. */
type KnownOfAll = {
  readonly sources: (name: string) => SourceFacts;
  /** Where a chain names none. */
  readonly region: string | undefined;
};

/** One profile as a list shows it; undefined where it does not end in a role. */
export function summaryOf(
  written: Profile,
  profiles: Profiles,
  known: KnownOfAll = { sources: createSources(profiles), region: usualRegion(profiles)?.value },
): RoleSummary | undefined {
  const profile = asOpened(written, profiles);
  const end = endOf(profile, profiles);
  const kind = kindOf(end, profiles);
  if (!isRole(kind)) return undefined;
  const role = roleOf(end, profiles);
  const accountId = kind === 'sso' ? textOf(end, 'sso_account_id') : role?.accountId;
  const linked = roleInLinks(end, profiles);
  const sourceName = textOf(profile, 'source_profile');
  const source = kind === 'role' ? known.sources(sourceName ?? '') : undefined;
  const partition = kind === 'sso' ? partitionOfRegion(portalRegion(end, profiles))?.id : role?.partition;
  return {
    name: profile.name,
    kind,
    displayName: profile.foundName ?? textOf(profile, 'rolecall_display_name') ?? profile.name,
    accountId,
    ...(partition !== undefined && { partition }),
    roleName: (kind === 'sso' ? textOf(end, 'sso_role_name') : linked?.name) ?? roleArnOf(end, profiles) ?? '',
    region: regionShown(profile, sourceName === profile.name ? undefined : source, known.region, partition),
    color: colorOf(textOf(profile, 'color'), textOf(profile, 'granted_color'), accountId),
    group: textOf(profile, 'rolecall_group'),
    description: textOf(profile, 'granted_description'),
    source:
      kind === 'sso' && end === profile ? ssoSource(profile) : (sourceName ?? textOf(profile, 'credential_source')),
    mfa: source !== undefined && asksForCode(profile, source),
    confirm: isSwitchedOn(profile, 'rolecall_confirm'),
    hidden: isSwitchedOn(profile, 'rolecall_hidden'),
  };
}

/** As a chain decides it: its own, else the nearest that it takes over and that is of the role's partition. */
function regionShown(
  profile: Profile,
  source: SourceFacts | undefined,
  usual: string | undefined,
  partition: string | undefined,
): string | undefined {
  const own = textOf(profile, 'region');
  if (own !== undefined && lenderOf(profile, 'region') === undefined) return own;
  return [own, ...(source?.regions ?? []), usual].find((region) => region !== undefined && mayLieIn(partition, region));
}

/** The profile in which a profile ends that has nothing but attributes and the name of the next one; itself otherwise. */
function endOf(profile: Profile, profiles: Profiles): Profile {
  const seen: string[] = [];
  for (let end = profile; !seen.includes(end.name); ) {
    seen.push(end.name);
    const name = leadsOn(end, kindOf(end, profiles));
    const next = name === undefined ? undefined : profiles.get(name);
    if (next === undefined) return end;
    end = asOpened(next, profiles);
  }
  return profile;
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
  /** Those that it and its own sources name, the nearest first. */
  readonly regions: readonly string[];
  /** Whether it takes a code to start from there: in any case, where the role itself names a device, or not at all. */
  readonly code: 'asked' | 'with a device' | 'no' | 'no such source';
};

const missing: SourceFacts = { regions: [], code: 'no such source' };
const circular: SourceFacts = { regions: [], code: 'no' };

/** Finds out about sources by name. Of a thousand roles that start from one, only the first makes it look. */
function createSources(profiles: Profiles): (name: string) => SourceFacts {
  const known = new Map<string, SourceFacts>();
  return (name) => {
    /** The roles from here to what the chain starts from. */
    const way: Profile[] = [];
    let facts = known.get(name);
    for (let next = name; facts === undefined; ) {
      const found = profiles.get(next);
      const source = found && asOpened(found, profiles);
      const kind = source && sourceKindOf(source, profiles);
      if (source === undefined || kind === undefined) facts = missing;
      else if (kind !== 'role' && leadsOn(source, kind) === undefined)
        facts = identityFacts(source, kind === 'keys' || kind === 'stored-key');
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
      facts = { regions: [...regionsOf(role), ...facts.regions], code: asksForCode(role, facts) ? 'asked' : 'no' };
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
  // Without any source its key is stored by its own name, or it cannot be opened.
  if (code === 'no such source')
    return (textOf(role, 'source_profile') ?? textOf(role, 'credential_source') ?? 'Environment') === 'Environment';
  return code === 'with a device' || !sessionTokenOf(role);
}

function identityFacts(source: Profile, hasKeys: boolean): SourceFacts {
  const isLongTerm = hasKeys && !sessionTokenOf(source);
  const device = textOf(source, 'mfa_serial') ? 'asked' : 'with a device';
  return { regions: regionsOf(source), code: isLongTerm ? device : 'no' };
}

const regionsOf = (source: Profile): readonly string[] =>
  [textOf(source, 'target_region'), textOf(source, 'region')].filter((region) => region !== undefined);
