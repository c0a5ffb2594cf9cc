import type { Location } from '../../../problem.ts';
import { hasStoredKey } from '../../access-keys/line.ts';
import type { KeyName } from '../keys.ts';
import { settingOf, textOf } from '../lookup.ts';
import type { Disagreement, Profile, Profiles, Setting } from '../profile.ts';
import { isRegionName } from '../regions.ts';
import { kindOf, leadsOn, namesPortal } from './kind.ts';

// What a profile takes over from others, as aws-vault reads the files (its vault/config.go): from the profile that
// `include_profile` names, from the one that this names, and at last from [default]. The AWS CLI reads none of it, so that
// a profile which it opens stays the one that it opens: such a one takes over attributes of its sessions, no identity.

/** What says how a session is opened, and not by whom. */
const sessionKeys: readonly KeyName[] = [
  'mfa_serial',
  'mfa_process',
  'external_id',
  'duration_seconds',
  'role_session_name',
  'source_identity',
  'session_tags',
  'transitive_session_tags',
];

const attributes: readonly KeyName[] = ['region', ...sessionKeys];

const portalKeys: readonly KeyName[] = ['sso_session', 'sso_start_url', 'sso_region'];

/** What `[default]` may lend; its region is another matter: {@link usualRegion}. */
const lendable: readonly KeyName[] = [...sessionKeys, ...portalKeys, 'role_arn', 'source_profile'];

/** What `include_profile` brings. Keys of an identity are in no list: they are that profile's alone. */
const included: readonly KeyName[] = [
  ...attributes,
  ...portalKeys,
  'endpoint_url',
  'role_arn',
  'source_profile',
  'sso_account_id',
  'sso_role_name',
  'web_identity_token_file',
  'web_identity_token_process',
  'credential_process',
];

/** The name of the profile that a profile includes; undefined where it names none. */
export const includedBy = (profile: Profile): string | undefined =>
  textOf(profile, 'include_profile') ?? textOf(profile, 'parent_profile');

/**
 * A profile as it is opened: with what it takes over from other profiles.
 * @returns the very profile where it takes over nothing
 */
export function asOpened(profile: Profile, profiles: Profiles): Profile {
  const whole = withIncluded(profile, profiles);
  const { lender } = usualLender(profiles);
  if (lender === undefined || profile.name === 'default') return whole;
  return taking(whole, [[lender, fromDefault(whole, lender, profiles)]], profiles);
}

type Usual = { readonly lender: Profile | undefined };

/** Of each configuration: a list asks for every profile. */
const usualLenders = new WeakMap<Profiles, Usual>();

/** `[default]`, where it has something that others take over. */
function usualLender(profiles: Profiles): Usual {
  const known = usualLenders.get(profiles);
  if (known !== undefined) return known;
  const written = profiles.get('default');
  const usual = written && withIncluded(written, profiles);
  const found = { lender: usual && lendable.some((key) => textOf(usual, key)) ? usual : undefined };
  usualLenders.set(profiles, found);
  return found;
}

/** Whether `[default]` is nobody itself: how a session is opened it lends to every profile then, whole ones included. */
export function lendsToAll(profiles: Profiles): boolean {
  const { lender } = usualLender(profiles);
  return lender !== undefined && !isWhole(lender, profiles);
}

/** A profile with what it includes. A loop ends where it begins, and a profile that is not there lends nothing. */
function withIncluded(profile: Profile, profiles: Profiles): Profile {
  const lenders = includesOf(profile, profiles);
  if (lenders.length === 0) return profile;
  const keys = isWhole(profile, profiles) ? [...attributes, 'endpoint_url' as const] : included;
  return taking(
    profile,
    lenders.map((lender) => [lender, keys]),
    profiles,
  );
}

/** The profiles that a profile includes, the nearest first. */
export function includesOf(profile: Profile, profiles: Profiles): readonly Profile[] {
  const found: Profile[] = [];
  for (let name = includedBy(profile); name !== undefined; ) {
    const next = profiles.get(name);
    if (next === undefined || next === profile || found.includes(next)) break;
    found.push(next);
    name = includedBy(next);
  }
  return found;
}

/** What a profile takes over from `[default]`. */
function fromDefault(profile: Profile, usual: Profile, profiles: Profiles): readonly KeyName[] {
  const lacking = lacksOf(profile, profiles);
  // The device and the session's name of somebody are not those of everybody.
  if (lacking.length === 0 && isWhole(usual, profiles)) return [];
  return [...sessionKeys, ...lacking];
}

/**
 * The region of `[default]`, for chains in which no profile names one; undefined where the person's environment does: the
 * AWS CLI would take that.
 */
export function usualRegion(profiles: Profiles): Setting | undefined {
  const { AWS_REGION, AWS_DEFAULT_REGION } = profiles.endpoints;
  const usual = AWS_REGION || AWS_DEFAULT_REGION ? undefined : profiles.get('default');
  const region = usual && settingOf(withIncluded(usual, profiles), 'region');
  return region && isRegionName(region.value) ? region : undefined;
}

/** The keys of which a profile lacks one to lead anywhere: it is half a role, or half a role of a portal. */
function lacksOf(profile: Profile, profiles: Profiles): readonly KeyName[] {
  const kind = kindOf(profile, profiles);
  if (isWhole(profile, profiles)) return [];
  if (kind === 'role') return ['source_profile'];
  if (kind === 'sso') return portalKeys;
  return leadsOn(profile, kind) === undefined ? [] : ['role_arn'];
}

/** Whether the AWS CLI finds in a profile whose credentials are meant. */
function isWhole(profile: Profile, profiles: Profiles): boolean {
  const kind = kindOf(profile, profiles);
  if (kind === 'other') return false;
  if (kind === 'role') return Boolean(textOf(profile, 'source_profile') ?? textOf(profile, 'credential_source'));
  if (kind === 'web-identity') return Boolean(textOf(profile, 'web_identity_token_file'));
  return kind !== 'sso' || namesPortal(profile);
}

type Lending = readonly [lender: Profile, keys: readonly KeyName[]];

/** A profile with what the first of the lenders has that has it. */
function taking(profile: Profile, lendings: readonly Lending[], profiles: Profiles): Profile {
  const taken = new Map<string, Taken>();
  for (const [lender, keys] of lendings) {
    for (const key of keys) {
      const setting = textOf(profile, key) === undefined && !taken.has(key) ? lender.setting(key) : undefined;
      if (setting?.value && isFor(profile, key, setting.value, lender, profiles)) taken.set(key, { setting, lender });
    }
  }
  return taken.size === 0 ? profile : new TakingOver(profile, taken);
}

function isFor(profile: Profile, key: KeyName, value: string, lender: Profile, profiles: Profiles): boolean {
  // Nobody is their own source by way of another, and a key of the profile's own name comes first.
  if (key === 'source_profile') {
    const hasOther = value !== profile.name && textOf(profile, 'credential_source') === undefined;
    return hasOther && !profiles.storesKey(profile.name);
  }
  // The line of a stored key is about the key of that one profile.
  return key !== 'credential_process' || !hasStoredKey(lender);
}

type Taken = { readonly setting: Setting; readonly lender: Profile };

/** Whose line a key of a profile is that it has taken over; undefined for its own. */
export const lenderOf = (profile: Profile, key: string): Profile | undefined =>
  profile instanceof TakingOver ? profile.lenderOf(key) : undefined;

/** A profile and what it has taken over. */
class TakingOver implements Profile {
  readonly foundName?: string;
  readonly values: ReadonlyMap<string, string>;
  private readonly own: Profile;
  private readonly taken: ReadonlyMap<string, Taken>;

  constructor(own: Profile, taken: ReadonlyMap<string, Taken>) {
    this.own = own;
    this.taken = taken;
    if (own.foundName !== undefined) this.foundName = own.foundName;
    this.values = new Map([...own.values, ...[...taken].map(([key, { setting }]) => [key, setting.value] as const)]);
  }

  lenderOf(key: string): Profile | undefined {
    const lender = this.taken.get(key)?.lender;
    return (lender && lenderOf(lender, key)) ?? lender ?? lenderOf(this.own, key);
  }

  get name(): string {
    return this.own.name;
  }

  get at(): Location {
    return this.own.at;
  }

  setting(key: string): Setting | undefined {
    return this.taken.get(key)?.setting ?? this.own.setting(key);
  }

  get openHeader(): Profile['openHeader'] {
    return this.own.openHeader;
  }

  disagreement(keys: ReadonlySet<string>): Disagreement | undefined {
    const found = this.own.disagreement(keys);
    if (found !== undefined) return found;
    const lent = [...this.taken].filter(([key]) => keys.has(key));
    return lent.map(([key, { lender }]) => lender.disagreement(new Set([key]))).find((each) => each !== undefined);
  }
}
