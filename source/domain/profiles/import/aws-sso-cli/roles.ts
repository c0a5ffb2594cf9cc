import { formatRoleArn, parseRoleArn } from '../../arn.ts';
import type { SectionChange } from '../../edit/edit.ts';
import { isProfileName, valueFault } from '../../edit/safe.ts';
import type { Changes, Profiles } from '../../profile.ts';
import { isRegionName, partitionOfRegion } from '../../regions.ts';
import { type PortalRole, portalKeys, portalRoleFault, type Remark } from '../peer.ts';
import type { Sessions } from '../sessions.ts';
import { type AwsSsoInstance, type AwsSsoRole, roleKey } from './settings.ts';

type Why = { readonly why: string };

/** Makes profiles of the roles of aws-sso-cli's settings. */
export type Roles = {
  /** The keys that lead to a role: through the portal, or by a chain where its settings have `Via`. */
  readonly keysOf: (instance: AwsSsoInstance, role: PortalRole, arn?: string) => { readonly settings: Changes } | Why;
  /** Adds a role that the file has no profile for, and before it those that its chain needs. */
  readonly add: (instance: AwsSsoInstance, role: AwsSsoRole) => { readonly name: string } | Why;
  /** Has a profile by now. */
  readonly isAdded: (role: AwsSsoRole) => boolean;
  readonly changes: readonly SectionChange[];
  readonly same: readonly string[];
  readonly conflicts: readonly Remark[];
};

/**
 * @param sectionOf the name of the section that aws-sso-cli wrote for a role
 * @param path of the settings
 */
export function rolesFor(
  profiles: Profiles,
  sessions: Sessions,
  sectionOf: (instance: AwsSsoInstance, role: PortalRole) => string | undefined,
  path: string,
): Roles {
  const changes: SectionChange[] = [];
  const same = new Set<string>();
  const taken = new Set<string>();
  const conflicts: Remark[] = [];
  const done = new Map<AwsSsoRole, { readonly name: string } | Why>();
  const existing = existingProfiles(profiles);

  const keysOf: Roles['keysOf'] = (instance, role, arn = arnOf(instance, role)) => {
    const why = portalRoleFault(role);
    if (why !== undefined) return { why };
    const known = instance.roles.get(roleKey(role.accountId, role.roleName));
    if (known?.via !== undefined) return chainOf(instance, known, known.via, arn);
    const { startUrl, region, name } = instance;
    if (startUrl === undefined) return { why: `${name} has no StartUrl in ${path}` };
    const chosen = sessions.of({ startUrl, region, name });
    return 'why' in chosen ? chosen : { settings: portalKeys(chosen.session, role) };
  };

  const chainOf = (instance: AwsSsoInstance, role: AwsSsoRole, via: string, arn: string) => {
    const fault = viaFault(instance, role);
    if (fault !== undefined) return { why: fault };
    const source = sourceOf(instance, via);
    if ('why' in source) return source;
    const { sourceIdentity } = role;
    const unsafe = sourceIdentity === undefined ? undefined : valueFault(sourceIdentity);
    if (unsafe !== undefined) return { why: `its SourceIdentity ${unsafe}` };
    const settings = { role_arn: arn, source_profile: source.name };
    return { settings: sourceIdentity === undefined ? settings : { ...settings, source_identity: sourceIdentity } };
  };

  /** The profile of the role that `Via` names. */
  const sourceOf = (instance: AwsSsoInstance, via: string): { readonly name: string } | Why => {
    const arn = parseRoleArn(via);
    const role = roleOfVia(instance, via);
    const place = role ?? (arn && { accountId: arn.accountId, roleName: arn.name });
    const name = place && (sectionOf(instance, place) ?? existing.get(roleKey(place.accountId, place.roleName)));
    if (name !== undefined) return { name };
    if (role !== undefined) return add(instance, role);
    if (arn === undefined && profiles.get(via) !== undefined) return { name: via };
    return { why: `its Via names ${via}, which is neither a role of ${path} nor a profile` };
  };

  const add: Roles['add'] = (instance, role) => {
    const result = done.get(role) ?? added(instance, role);
    if (!done.has(role) && 'why' in result)
      conflicts.push({ name: nameOf(role), at: { file: path, line: role.line }, why: result.why });
    done.set(role, result);
    return result;
  };

  const added = (instance: AwsSsoInstance, role: AwsSsoRole): { readonly name: string } | Why => {
    const name = nameOf(role);
    const read = keysOf(instance, role);
    if ('why' in read) return read;
    const there = profiles.get(name)?.values;
    const leadsThere = existing.get(read.settings.role_arn ?? roleKey(role.accountId, role.roleName));
    if (role.profile === undefined && leadsThere !== undefined) return already(leadsThere);
    if (there !== undefined) {
      const isSame = Object.entries(read.settings).every(([key, value]) => there.get(key) === value);
      return isSame ? already(name) : { why: `there is already a profile ${name}, which leads elsewhere` };
    }
    if (!isProfileName(name, 'config')) return { why: 'not every AWS tool would read its name' };
    if (taken.has(name)) return { why: `another role becomes ${name} too` };
    taken.add(name);
    const region = role.region !== undefined && isRegionName(role.region) ? { region: role.region } : {};
    changes.push({ does: 'add', name, settings: { ...read.settings, ...region, ...lookOf(role.look) } });
    return { name };
  };

  const already = (name: string) => {
    same.add(name);
    return { name };
  };

  return {
    keysOf,
    add,
    isAdded: (role) => done.has(role),
    changes,
    conflicts,
    get same() {
      return [...same];
    },
  };
}

/** What tags say, as far as it can be written. */
export const lookOf = (look: AwsSsoRole['look']): Changes =>
  Object.fromEntries(Object.entries(look).filter(([, value]) => valueFault(value) === undefined));

/** The name that a person gave it, else the one that aws-sso-cli gives. */
const nameOf = ({ profile, accountId, roleName }: AwsSsoRole) => profile ?? `${accountId}:${roleName}`;

const arnOf = ({ region = '' }: AwsSsoInstance, { accountId, roleName: name }: PortalRole): string =>
  formatRoleArn({ partition: partitionOfRegion(region)?.id ?? 'aws', accountId, name });

/** The role of the settings that `Via` names, by its ARN or by its profile. */
function roleOfVia({ roles, named }: AwsSsoInstance, via: string): AwsSsoRole | undefined {
  const arn = parseRoleArn(via);
  return arn === undefined ? named.get(via) : roles.get(roleKey(arn.accountId, arn.name));
}

/** Longer than any chain that works: a session lasts an hour from the first of its roles. */
const longestChain = 20;

function viaFault(instance: AwsSsoInstance, role: AwsSsoRole): string | undefined {
  const seen = new Set<AwsSsoRole>();
  for (let at: AwsSsoRole | undefined = role; at !== undefined; ) {
    if (seen.has(at)) return 'its Via leads back to itself';
    if (seen.add(at).size > longestChain) return `its Via leads through more than ${longestChain} roles`;
    at = at.via === undefined ? undefined : roleOfVia(instance, at.via);
  }
  return undefined;
}

/** Names of profiles by their role: account and name in a portal, or ARN. */
function existingProfiles(profiles: Profiles): ReadonlyMap<string, string> {
  const byRole = new Map<string, string>();
  for (const name of profiles.names) {
    const values = profiles.get(name)?.values;
    const arn = values?.get('role_arn');
    const key = arn ?? roleKey(values?.get('sso_account_id') ?? '', values?.get('sso_role_name') ?? '');
    if (!byRole.has(key)) byRole.set(key, name);
  }
  return byRole;
}
