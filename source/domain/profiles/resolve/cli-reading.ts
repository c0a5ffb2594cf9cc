import { textOf } from '../lookup.ts';
import type { Profile, Profiles } from '../profile.ts';
import { hasKeys, kindOf, leadsOn, namesPortal, sourceKindOf } from './kind.ts';

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
