import { Problem, unlessProblem } from '../../problem.ts';
import { endpointOf, familyFlag } from '../profiles/endpoints.ts';
import { isMentioned, regionIn, textOf } from '../profiles/lookup.ts';
import type { Profile, Profiles, SourceIdentity } from '../profiles/profile.ts';
import { refuseAmbiguous } from '../profiles/resolve/ambiguous.ts';

export type SsoSource = Extract<SourceIdentity, { kind: 'sso' }>;

/** An IAM Identity Center: what `[sso-session]` says, or the legacy keys of profiles, and how it is reached. */
export type Portal = {
  /** As it is written. */
  readonly startUrl: string;
  readonly ssoRegion: string;
  /** Undefined where profiles name the start URL themselves. */
  readonly ssoSession?: string;
  /** `sso_registration_scopes` of the session. */
  readonly scopes?: readonly string[];
  /** The configured endpoints of the sign-in service and of the portal. */
  readonly oidcEndpoint?: string;
  readonly portalEndpoint?: string;
  readonly caBundle?: string;
  /** Undefined where nothing says so. */
  readonly useFips?: boolean;
  readonly useDualstack?: boolean;
};

/** The identity of a portal; its hash names the file of the sign-in, as in the AWS CLI and the SDKs. */
export const signInId = ({ ssoSession, startUrl }: Pick<Portal, 'ssoSession' | 'startUrl'>): string =>
  ssoSession ?? startUrl;

/** The portal of a role: its settings without account and role. @param caBundle of the chain */
export function portalOf(source: SsoSource, caBundle: string | undefined): Portal {
  const { kind: _, profile: __, accountId: ___, roleName: ____, ...portal } = source;
  return { ...portal, ...(caBundle !== undefined && { caBundle }) };
}

/**
 * Every portal of the two files, each once: the sessions in file order, also those that no profile uses, then the start
 * URLs of profiles without a session. One that cannot be used hides no other: `doctor` names it.
 */
export function portalsIn(profiles: Profiles): readonly Portal[] {
  if (!isMentioned(profiles, /sso_start_url/i)) return [];
  const { config, credentials } = profiles;
  const startUrls = [config, credentials].flatMap(({ text }) => text?.match(/sso_start_url/gi) ?? []).length;
  const { ssoSessions } = profiles;
  // Reading every profile takes time: it ends where no start URL, and no first user of a session, can follow.
  const hasLegacy = startUrls > ssoSessions.filter((name) => startUrlIn(profiles.ssoSession(name))).length;
  const unseen = new Set(isMentioned(profiles, usesSession) ? ssoSessions : []);
  const users = new Map<string, Profile>();
  const legacy = new Map<string, Portal>();
  const isMore = () => hasLegacy || unseen.size > 0;
  for (const name of isMore() ? profiles.names : []) {
    if (!isMore()) break;
    const profile = profiles.get(name);
    const session = profile && textOf(profile, 'sso_session');
    const startUrl = startUrlIn(profile);
    if (session) {
      if (unseen.delete(session)) users.set(session, profile);
    } else if (profile && startUrl && !legacy.has(startUrl)) {
      const portal = unlessProblem(() => readPortal([profile], profile, profiles));
      if (portal !== undefined) legacy.set(startUrl, portal);
    }
  }
  const sessions = ssoSessions.flatMap(
    (name) => unlessProblem(() => sessionPortal(name, users.get(name), profiles)) ?? [],
  );
  return [...sessions, ...legacy.values()];
}

/** The portal of `[sso-session NAME]`; undefined where there is no such section. @throws Problem where it cannot be used */
export function portalOfSession(name: string, profiles: Profiles): Portal | undefined {
  if (profiles.ssoSession(name) === undefined) return undefined;
  return sessionPortal(name, portalUser({ ssoSession: name }, profiles), profiles);
}

/** The first profile that uses a portal: by its session, or by its start URL where it has none. */
export function portalUser(
  { ssoSession, startUrl }: Partial<Pick<Portal, 'ssoSession' | 'startUrl'>>,
  profiles: Profiles,
): Profile | undefined {
  if (!isMentioned(profiles, ssoSession === undefined ? /sso_start_url/i : usesSession)) return undefined;
  for (const name of profiles.names) {
    const profile = profiles.get(name);
    const session = profile && textOf(profile, 'sso_session');
    if (ssoSession === undefined ? !session && startUrlIn(profile) === startUrl : session === ssoSession)
      return profile;
  }
  return undefined;
}

/** @param user the first profile that uses the session: the portal is reached as it reaches AWS, else as `[default]` does */
function sessionPortal(name: string, user: Profile | undefined, profiles: Profiles): Portal | undefined {
  const session = profiles.ssoSession(name);
  if (session === undefined) return undefined;
  refuseAmbiguous(session);
  const scopes = textOf(session, 'sso_registration_scopes')?.split(/[\s,]+/);
  const sections = user === undefined ? [session] : [session, user];
  return {
    ...readPortal(sections, user ?? profiles.get('default'), profiles),
    ssoSession: session.name,
    ...(scopes && { scopes }),
  };
}

/** @param sections where the keys stand: the first that has one counts. @param reach whose way to AWS it is */
function readPortal(sections: readonly Profile[], reach: Profile | undefined, profiles: Profiles): Portal {
  const holder = (key: 'sso_start_url' | 'sso_region') => sections.find((section) => textOf(section, key));
  const [urlHolder, regionHolder] = [holder('sso_start_url'), holder('sso_region')];
  const startUrl = urlHolder && textOf(urlHolder, 'sso_start_url');
  const ssoRegion = regionHolder && regionIn(regionHolder, 'sso_region');
  if (!startUrl || !ssoRegion) throw incomplete(sections, startUrl ? 'sso_region' : 'sso_start_url');
  return { startUrl, ssoRegion, ...reachOf(reach, profiles) };
}

const usesSession = /sso_session/i;

const startUrlIn = (section: Profile | undefined) => section && textOf(section, 'sso_start_url');

type PortalReach = Pick<Portal, 'oidcEndpoint' | 'portalEndpoint' | 'caBundle' | 'useFips' | 'useDualstack'>;

/** How a portal is reached that no file names yet: as `[default]` says. */
export const reachByDefault = (profiles: Profiles): PortalReach => reachOf(profiles.get('default'), profiles);

/** By the variables; by the profile, where there is one. */
function reachOf(profile: Profile | undefined, profiles: Profiles): PortalReach {
  const walk = profile === undefined ? [] : [profile];
  const oidcEndpoint = endpointOf(walk, profiles, 'sso_oidc')?.url;
  const portalEndpoint = endpointOf(walk, profiles, 'sso')?.url;
  const caBundle = profile && textOf(profile, 'ca_bundle');
  const useFips = familyFlag(walk, profiles, 'use_fips_endpoint');
  const useDualstack = familyFlag(walk, profiles, 'use_dualstack_endpoint');
  return {
    ...(oidcEndpoint && { oidcEndpoint }),
    ...(portalEndpoint && { portalEndpoint }),
    ...(caBundle !== undefined && { caBundle }),
    ...(useFips !== undefined && { useFips }),
    ...(useDualstack !== undefined && { useDualstack }),
  };
}

function incomplete([section]: readonly Profile[], key: string): Problem {
  return new Problem({
    code: 'sso-incomplete',
    title: `${section?.name ?? ''} has no ${key}.`,
    todo: [`Add ${key} = …, or remove the section and start with the start URL: rolecall login https://…`],
    at: section === undefined ? [] : [section.at],
  });
}
