import { Problem } from '../../problem.ts';
import { endpointOf } from '../profiles/endpoints.ts';
import { isMentioned, regionIn, textOf } from '../profiles/lookup.ts';
import type { Profile, Profiles } from '../profiles/profile.ts';
import { sourceKindOf } from '../profiles/resolve/kind.ts';
import { pasteWord } from '../shells/paste.ts';
import { type SignInPlace, signInPlace } from './endpoint.ts';
import type { LoginOf } from './failures.ts';

/** The profile that a sign-in to the console is for. */
export type LoginTarget = {
  readonly profile: string;
  /** Whose sign-in it names by now. */
  readonly loginSession: string | undefined;
  /** Of the profile, or of the one that was asked for and starts from it. */
  readonly region: string | undefined;
  /** There is no such profile yet. */
  readonly isNew: boolean;
  readonly endpoint: string | undefined;
  readonly caBundle: string | undefined;
};

/**
 * The profile that is signed in for: the one that is named or that its roles start from, where that has a `login_session`, or
 * nothing at all.
 * @returns undefined for a profile that is not there, and for one that gets its credentials in another way
 */
export function loginProfile(name: string, profiles: Profiles): Profile | undefined {
  const profile = profiles.get(sourceOf(name, profiles));
  return profile && ['login', 'other'].includes(sourceKindOf(profile, profiles)) ? profile : undefined;
}

/**
 * What a sign-in for {@link loginProfile} takes.
 * @throws Problem with the line where a region can be none
 */
export function loginTarget(name: string, profiles: Profiles): LoginTarget | undefined {
  const profile = loginProfile(name, profiles);
  const asked = profiles.get(name);
  if (profile === undefined || asked === undefined) return undefined;
  return {
    profile: profile.name,
    loginSession: textOf(profile, 'login_session'),
    region: regionIn(profile, 'region') ?? regionIn(asked, 'region'),
    isNew: false,
    endpoint: endpointOf([profile], profiles, 'signin')?.url,
    caBundle: textOf(profile, 'ca_bundle'),
  };
}

/** The profile in which a chain begins, as far as it goes: one without credentials ends it. */
function sourceOf(name: string, profiles: Profiles): string {
  const seen = new Set<string>();
  for (let at = name; ; ) {
    const profile = profiles.get(at);
    const next = profile && textOf(profile, 'role_arn') && textOf(profile, 'source_profile');
    if (!next || seen.has(next) || profiles.get(next) === undefined) return at;
    seen.add(at);
    at = next;
  }
}

/**
 * The profile of `login --console`: the one that is named, which may be new, else `default`.
 * @throws Problem for one that gets its credentials in another way
 */
export function consoleTarget(name: string, profiles: Profiles): LoginTarget {
  if (profiles.get(name) === undefined) {
    if (name.includes('://')) throw noProfileName(name);
    const nothing = { loginSession: undefined, region: undefined, caBundle: undefined };
    return { ...nothing, profile: name, isNew: true, endpoint: endpointOf([], profiles, 'signin')?.url };
  }
  const target = loginTarget(name, profiles);
  if (target?.profile === name) return target;
  throw new Problem({
    code: 'login-other-credentials',
    title: `${name} already gets its credentials in another way.`,
    means: 'The AWS CLI and the SDKs would keep using those.',
    todo: [
      `Sign in for another profile: rolecall login --console ${pasteWord(name === 'console' ? 'default' : 'console', 'PROFILE')}`,
      `See what it has: rolecall show ${pasteWord(name, 'PROFILE')}`,
    ],
  });
}

const noProfileName = (name: string): Problem =>
  new Problem({
    code: 'login-start-url',
    title: `${name} is the start URL of a portal, but a sign-in to the console is for a profile.`,
    todo: [
      `For IAM Identity Center: rolecall login ${pasteWord(name, 'URL')}`,
      'For the console: rolecall login --console PROFILE',
    ],
    exitCode: 2,
  });

/** Where it is signed in to. @param region by precedence */
export const placeOfTarget = (
  { loginSession = '', endpoint, caBundle }: LoginTarget,
  region: string | undefined,
): SignInPlace => signInPlace(loginSession, [region], { endpoint, caBundle });

/** The sign-ins to the console that profiles name, each once, with the first of its profiles. */
export function loginsIn(profiles: Profiles): readonly LoginOf[] {
  if (!isMentioned(profiles, /login_session/i)) return [];
  const first = new Map<string, LoginOf>();
  for (const name of profiles.names) {
    const profile = profiles.get(name);
    if (profile === undefined || sourceKindOf(profile, profiles) !== 'login') continue;
    const loginSession = textOf(profile, 'login_session') ?? '';
    if (!first.has(loginSession)) first.set(loginSession, { profile: name, loginSession });
  }
  return [...first.values()];
}
