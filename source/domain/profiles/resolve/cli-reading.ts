import type { KeyName } from '../keys.ts';
import { textOf } from '../lookup.ts';
import type { Profile, Profiles } from '../profile.ts';
import { credentialSourceOf, hasKeys, kindOf, leadsOn, namesPortal, sessionTokenOf, sourceKindOf } from './kind.ts';
import { asOpened, lenderOf, lendsToAll } from './taken-over.ts';

/**
 * Why the AWS CLI finds no credentials by a profile; undefined where it finds some, or where its source is at fault. It takes nothing over from another profile, and passes through none. Botocore's
 * `AssumeRoleProvider`: a role without a source is refused before anything else is looked for.
 */
export function cliRefusal(profile: Profile, profiles: Profiles): string | undefined {
  const seen: string[] = [];
  for (let at = profile; !seen.includes(at.name); ) {
    seen.push(at.name);
    const isAsked = at === profile;
    const kind = isAsked ? kindOf(at, profiles) : sourceKindOf(at, profiles);
    const it = isAsked ? 'it' : at.name;
    if (kind === 'sso' && !namesPortal(at)) return `${it} names no access portal`;
    const source = leadsOn(at, kind);
    if (source !== undefined) return isAsked ? 'it names no role' : `${it}, from which it starts, holds no credentials`;
    if (kind === 'other') return isAsked ? 'it holds no credentials' : undefined;
    const isRole = kind === 'role' || (kind === 'web-identity' && !textOf(at, 'web_identity_token_file'));
    if (!isRole || textOf(at, 'credential_source')) return undefined;
    const next = textOf(at, 'source_profile');
    if (next === undefined) return textOf(at, 'role_arn') && `${it} has role_arn and no source_profile`;
    if (next === at.name) return hasKeys(at) ? undefined : `${it} is its own source_profile and holds no keys`;
    const found = profiles.get(next);
    if (found === undefined) return undefined;
    at = found;
  }
  return undefined;
}

/**
 * What a profile takes over from others and has to have itself for the AWS CLI to open it alike. Not a device of no use: the
 * AWS CLI asks for a code of each role that names one, and AWS takes none with the credentials of a role.
 * @param opened the profile as it is opened
 */
export function takenForCli(profile: Profile, opened: Profile, profiles: Profiles): ReadonlyMap<string, string> {
  const isMissing = (key: string) =>
    textOf(profile, key as KeyName) === undefined && lenderOf(opened, key) !== undefined;
  return new Map(
    [...opened.values].filter(([key]) => isMissing(key) && (key !== 'mfa_serial' || takesCode(opened, profiles))),
  );
}

/** Whether a code of the device that a profile takes over may be of use to the AWS CLI. */
function takesCode(opened: Profile, profiles: Profiles): boolean {
  // Others may take it from there, or start from there as from a user.
  if (opened.name === 'default' || hasKeys(opened)) return true;
  // Where it was named for the profile, temporary credentials may be those of a user.
  const isForAll = lenderOf(opened, 'mfa_serial')?.name === 'default' && lendsToAll(profiles);
  const kind = kindOf(opened, profiles);
  if (kind !== 'role') return !isForAll || (kind !== 'sso' && kind !== 'web-identity');
  const named = textOf(opened, 'credential_source');
  if (named !== undefined) return !isForAll || credentialSourceOf(named) === 'environment';
  const { end } = sourceBehind(opened, profiles);
  const found = end === undefined || end === opened.name ? undefined : profiles.get(end);
  const source = found && asOpened(found, profiles);
  if (source === undefined) return true;
  if (sourceKindOf(source, profiles) === 'role') return false;
  return !isForAll || !givesTemporary(source, profiles);
}

/** Whether a profile that is no role gives temporary credentials, judging by its lines. */
function givesTemporary(source: Profile, profiles: Profiles): boolean {
  const kind = sourceKindOf(source, profiles);
  if (kind === 'keys') return sessionTokenOf(source) !== undefined;
  // aws-vault's way to give the key itself.
  if (kind === 'process') return !/\s--no-session(?:\s|$)/.test(textOf(source, 'credential_process') ?? '');
  return kind === 'sso' || kind === 'web-identity' || kind === 'login';
}

/**
 * The source of a role, behind profiles that only lead on.
 * @returns these, and no end where they lead back to themselves
 */
export function sourceBehind(
  opened: Profile,
  profiles: Profiles,
): { readonly passed: readonly Profile[]; readonly end: string | undefined } {
  const passed: Profile[] = [];
  for (let name = textOf(opened, 'source_profile'); ; ) {
    const found = name === undefined ? undefined : profiles.get(name);
    const at = found && asOpened(found, profiles);
    const next = at && leadsOn(at, kindOf(at, profiles));
    if (at === undefined || next === undefined) return { passed, end: name };
    if (passed.some((each) => each.name === at.name)) return { passed: [], end: undefined };
    passed.push(at);
    name = next;
  }
}
