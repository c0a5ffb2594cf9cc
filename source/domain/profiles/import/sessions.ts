import { unlessProblem } from '../../../problem.ts';
import {
  knownRegion,
  normalStartUrl,
  regionOfStartUrl,
  sessionKeys,
  sessionNameOf,
  startUrlOf,
  usualScope,
} from '../../portals/start-url.ts';
import type { SectionChange } from '../edit/edit.ts';
import { isSessionName } from '../edit/safe.ts';
import { textOf } from '../lookup.ts';
import type { Changes, Profiles } from '../profile.ts';

/** A portal as another tool names it. */
export type NamedPortal = {
  readonly startUrl: string;
  readonly region?: string | undefined;
  /** What its session may be called. */
  readonly name?: string | undefined;
  /** Of the sign-in, beside the usual one. */
  readonly scopes?: readonly string[];
};

const scopesKey = 'sso_registration_scopes';

/** The scopes of a value, which separates them by commas or blanks. */
export const scopesIn = (value: string): readonly string[] => value.split(/[\s,]+/).filter(Boolean);

/** The `[sso-session]`s of an import. */
export type Sessions = {
  /** The session of a portal: one that there is, or a new one. */
  readonly of: (portal: NamedPortal) => { readonly session: string } | { readonly why: string };
  /** The sessions that have to be added. */
  readonly added: readonly SectionChange[];
  /** The scopes that were wanted and that a session which is there does not have, in sentences. */
  readonly lacking: readonly string[];
  /** Notes the scopes that a session of the files does not have. */
  readonly checkScopes: (session: string, scopes: readonly string[]) => void;
};

/** Finds the session for each start URL among those that there are, and makes up the ones that are missing, each once. */
export function sessionsFor(profiles: Profiles): Sessions {
  const taken = [...profiles.ssoSessions];
  const added: { does: 'addSession'; name: string; settings: Changes }[] = [];
  const lacking = new Set<string>();
  const checkScopes = (name: string, scopes: readonly string[]): void => {
    const session = profiles.ssoSession(name);
    // A session that names none has the usual one.
    const there = [usualScope, ...scopesIn((session && textOf(session, scopesKey)) ?? '')];
    for (const scope of scopes) {
      if (!there.includes(scope)) lacking.add(`[sso-session ${name}] does not have the scope ${scope}.`);
    }
  };
  /** A session that is added gets the scopes of all who use it. */
  const addScopes = (name: string, scopes: readonly string[]): void => {
    const change = added.find((each) => each.name === name);
    if (change === undefined) {
      checkScopes(name, scopes);
      return;
    }
    const there = scopesIn(change.settings[scopesKey] ?? '');
    const all = [...new Set([...there, ...scopes.filter((scope) => /^[\w:.*/-]+$/.test(scope))])].join(',');
    change.settings = { ...change.settings, [scopesKey]: all };
  };
  const byUrl = new Map<string, { readonly session: string; readonly region: string }>();
  for (const name of taken) {
    const session = profiles.ssoSession(name);
    const region = session && textOf(session, 'sso_region');
    const url = session && textOf(session, 'sso_start_url');
    if (url && region && !byUrl.has(normalStartUrl(url))) byUrl.set(normalStartUrl(url), { session: name, region });
  }
  return {
    added,
    get lacking() {
      return [...lacking];
    },
    checkScopes,
    of: ({ startUrl, region, name, scopes = [] }) => {
      const there = byUrl.get(normalStartUrl(startUrl));
      const isElsewhere = region !== undefined && region !== there?.region;
      if (there !== undefined && isElsewhere) {
        return { why: `its region is ${region}, but that of [sso-session ${there.session}] is ${there.region}` };
      }
      if (there !== undefined) {
        addScopes(there.session, scopes);
        return { session: there.session };
      }
      const url = unlessProblem(() => startUrlOf(startUrl));
      // The URL stays out of it: it may hold a password.
      if (url === undefined) return { why: 'its start URL is not one of IAM Identity Center' };
      const ssoRegion = knownRegion(region) ?? regionOfStartUrl(url);
      if (ssoRegion === undefined) {
        return { why: region ? `${region} is not an AWS region` : `the region of ${url} is not known` };
      }
      const session = newName(url, name, taken);
      taken.push(session);
      byUrl.set(normalStartUrl(url), { session, region: ssoRegion });
      added.push({ does: 'addSession', name: session, settings: sessionKeys(url, ssoRegion) });
      addScopes(session, scopes);
      return { session };
    },
  };
}

/** By the name that the person gave the portal, else by its host; nobody is asked, so that there is always one. */
function newName(url: string, wish: string | undefined, taken: readonly string[]): string {
  if (wish !== undefined && wish !== 'Default' && isSessionName(wish) && !taken.includes(wish)) return wish;
  const [label = ''] = (URL.parse(url)?.hostname ?? '').split('.');
  const base = isSessionName(label) ? label : 'sso';
  const numbered = (count: number): string => {
    const name = count === 1 ? base : `${base}-${count}`;
    return taken.includes(name) ? numbered(count + 1) : name;
  };
  return sessionNameOf(url, taken) ?? numbered(1);
}
