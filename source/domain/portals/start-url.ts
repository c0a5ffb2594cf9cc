import { Problem } from '../../problem.ts';
import { isSessionName, valueFault } from '../profiles/edit/safe.ts';
import { isInTheClear } from '../profiles/endpoints.ts';
import { hasRegionShape } from '../profiles/regions.ts';

/**
 * A start URL in the form in which two of them are compared: host in lower case, no `/` at the end, and nothing of what a
 * browser shows behind `#`. Files and sign-ins keep the spelling that they have.
 */
export function normalStartUrl(url: string): string {
  const [, origin = '', rest = ''] = /^([a-z][a-z\d+.-]*:\/\/[^/?#]*)(.*)$/is.exec(url.trim()) ?? ['', '', url.trim()];
  return `${origin.toLowerCase()}${rest.replace(/#.*$/s, '').replace(/\/+$/, '')}`;
}

/** Is it of the family whose services are reached by dual-stack names: `https://ssoins-….portal.eu-west-1.app.aws`? */
export const isDualstackUrl = (startUrl: string): boolean =>
  /(?:^|\.)app\.aws$/i.test(URL.parse(startUrl)?.hostname ?? '');

/** The hosts of AWS's start URLs, which people type without `https://`. */
const ofAws = /^[\w.-]+\.(?:awsapps\.(?:com|cn)|app\.aws|portal\.amazonaws\.(?:com|eu))(?:[/#]|$)/i;

/** Is a word of the command line meant as a start URL? */
export const looksLikeStartUrl = (word: string): boolean => /^[a-z]+:\/\//i.test(word) || ofAws.test(word);

/**
 * The start URL that a person typed or copied out of a browser, as it is written into the file.
 * @throws Problem where it cannot be one
 */
export function startUrlOf(typed: string): string {
  const url = normalStartUrl(ofAws.test(typed) ? `https://${typed}` : typed);
  const { protocol, username, password } = URL.parse(url) ?? {};
  const isSafe = protocol === 'https:' || (protocol === 'http:' && !isInTheClear(url));
  if (isSafe && !username && !password && valueFault(url) === undefined && !/\s/.test(url)) return url;
  throw new Problem({
    code: 'start-url-unusable',
    title: 'That is not an IAM Identity Center start URL.',
    todo: ['It begins with https://, for example https://corp.awsapps.com/start; your administrator has it.'],
    exitCode: 2,
  });
}

/** The region that a start URL carries in its host, as those since 2026 do; undefined for the older ones. */
export function regionOfStartUrl(startUrl: string): string | undefined {
  const host = URL.parse(startUrl)?.hostname ?? '';
  const [, first, second] =
    /\.portal\.([a-z\d-]+)\.app\.aws$|\.([a-z\d-]+)\.portal\.amazonaws\.(?:com|eu)$/.exec(host) ?? [];
  return knownRegion(first ?? second);
}

/** The region that the page of a portal names: `<meta name="region" content="eu-west-1">`. */
export function regionOfPage(html: string): string | undefined {
  for (const [tag] of html.matchAll(/<meta\s[^>]{0,500}>/gi)) {
    if (!/\sname\s*=\s*["']?region["'\s/>]/i.test(tag)) continue;
    return knownRegion(/\scontent\s*=\s*["']?([a-z\d-]+)/i.exec(tag)?.[1]);
  }
  return undefined;
}

/** A region of the shape that AWS's have; undefined for anything else. */
export const knownRegion = (region: string | undefined): string | undefined =>
  region !== undefined && hasRegionShape(region) ? region : undefined;

/** Hosts whose first label names no company: an ID of AWS, an address, a host that all share. */
const opaque = /^(?:d-|ssoins-|\d+$|start$|identitycenter$|localhost$|www$)/i;

/**
 * The name for the session of a new portal: the first label of the host.
 * @param taken names of sessions that there are
 * @returns undefined where it says nothing, or is taken: the person has to give one
 */
export function sessionNameOf(startUrl: string, taken: readonly string[]): string | undefined {
  const [label = ''] = (URL.parse(startUrl)?.hostname ?? '').split('.');
  return isSessionName(label) && !opaque.test(label) && !taken.includes(label) ? label : undefined;
}

/** The scope that the AWS CLI requests where a session names none: with it a sign-in can be renewed. */
export const usualScope = 'sso:account:access';

/** The keys of a new `[sso-session]`, as the AWS CLI writes them. */
export const sessionKeys = (startUrl: string, ssoRegion: string) => ({
  sso_start_url: startUrl,
  sso_region: ssoRegion,
  sso_registration_scopes: usualScope,
});
