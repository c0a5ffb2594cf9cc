import { Problem } from '../../problem.ts';
import { flagOf, settingOf, textOf } from './lookup.ts';
import type { EndpointVariables, Profile, Profiles } from './profile.ts';
import { awsSuffixOf, isRegionName } from './regions.ts';
import { lenderOf } from './resolve/taken-over.ts';
import { properHeader, unreadSection } from './text/unread.ts';
import { isTrue } from './values.ts';

/** A configured endpoint, and what configured it: a variable, or a key with its profile. */
export type Endpoint = { readonly url: string; readonly from: string };

const everyService = 'AWS_ENDPOINT_URL';
const switchedOff = 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS';

/** `sso_oidc`, `elastic beanstalk` → `AWS_ENDPOINT_URL_SSO_OIDC`, `AWS_ENDPOINT_URL_ELASTIC_BEANSTALK`. */
export const endpointVariable = (service: string): string =>
  `${everyService}_${service.toUpperCase().replaceAll(/[ -]/g, '_')}`;

/** The keys of profiles that choose among AWS's own endpoints, and the variables that count before them. */
const familyVariables = {
  use_fips_endpoint: 'AWS_USE_FIPS_ENDPOINT',
  use_dualstack_endpoint: 'AWS_USE_DUALSTACK_ENDPOINT',
} as const;

/** The region of the person's environment; each SDK reads one of the two. */
const regionVariables: readonly string[] = ['AWS_REGION', 'AWS_DEFAULT_REGION'];

/**
 * The region of an environment, and the variable that names it: programs are there unless a profile says otherwise. Undefined
 * also where it cannot be one.
 */
export function environmentRegion(
  env: EndpointVariables,
): { readonly name: string; readonly variable: string } | undefined {
  const variable = regionVariables.find((each) => env[each]);
  const name = variable && env[variable];
  return variable && name && isRegionName(name) ? { name, variable } : undefined;
}

/** The variables of an environment that name endpoints, or choose among AWS's own. */
export function endpointVariables(env: EndpointVariables): EndpointVariables {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    const isFamily = Object.values<string>(familyVariables).includes(name);
    const isOwn = isFamily || regionVariables.includes(name);
    if (value && (isOwn || name === switchedOff || name === everyService || name.startsWith(`${everyService}_`))) {
      found[name] = value;
    }
  }
  return found;
}

/** The endpoint of a service by variables alone; undefined where they name none. */
export function endpointHere(env: EndpointVariables, service: string): Endpoint | undefined {
  if (isTrue(env[switchedOff] ?? '')) return undefined;
  for (const name of [endpointVariable(service), everyService]) {
    const url = env[name];
    if (url) return { url, from: name };
  }
  return undefined;
}

/**
 * The endpoint of a service, as the AWS CLI finds it: the variable of the service, the variable of all, the `[services]`
 * section of the profile, its `endpoint_url`; then the same two of the profiles that it starts from.
 * @param walk the profiles of a chain, the one that was asked for first
 * @param service as `[services]` sections name it: `sts`, `sso_oidc`
 * @returns undefined where AWS's own is meant
 * @throws Problem where a `[services]` section is named that does not exist
 */
export function endpointOf(walk: readonly Profile[], profiles: Profiles, service: string): Endpoint | undefined {
  if (isSwitchedOff(walk[0], profiles.endpoints)) return undefined;
  const here = endpointHere(profiles.endpoints, service);
  if (here !== undefined) return here;
  for (const profile of walk) {
    if (isSwitchedOff(profile, profiles.endpoints)) continue;
    const section = servicesOf(profile, profiles);
    const own = section && textOf(section, `${service}.endpoint_url`);
    if (own !== undefined) return { url: own, from: `[services ${section?.name}]` };
    const url = textOf(profile, 'endpoint_url');
    if (url !== undefined)
      return { url, from: `endpoint_url of ${(lenderOf(profile, 'endpoint_url') ?? profile).name}` };
  }
  return undefined;
}

/**
 * Whether AWS's endpoints with FIPS, or those with IPv6 too, are meant, as the AWS CLI finds it: the variable, then the first
 * profile that says so. @returns undefined where nothing does
 */
export function familyFlag(
  walk: readonly Profile[],
  profiles: Profiles,
  key: keyof typeof familyVariables,
): boolean | undefined {
  const here = profiles.endpoints[familyVariables[key]];
  if (here) return isTrue(here);
  return walk.map((profile) => flagOf(profile, key)).find((flag) => flag !== undefined);
}

/** The variable counts before the file. */
function isSwitchedOff(profile: Profile | undefined, env: EndpointVariables): boolean {
  const here = env[switchedOff];
  return here ? isTrue(here) : profile !== undefined && flagOf(profile, 'ignore_configured_endpoint_urls') === true;
}

/** The AWS CLI refuses a profile whose section is missing: going on would mean another endpoint than the one meant. */
function servicesOf(profile: Profile, profiles: Profiles): Profile | undefined {
  const named = settingOf(profile, 'services');
  const section = named && profiles.services(named.value);
  if (section || !named) return section;
  const unread = unreadSection(profiles.config, 'services', named.value);
  const why = unread?.why ?? `there is no section [services ${named.value}]`;
  throw new Problem({
    code: 'services-missing',
    title: `Profile ${profile.name} has services = ${named.value}, but ${why}.`,
    todo: [
      unread?.remedy ?? `Add ${properHeader(named.value, 'services')} to ${profiles.config.path}, or remove the line.`,
    ],
    at: [named.at, ...(unread === undefined ? [] : [unread.at])],
  });
}

/**
 * How the programs in a role reach the same AWS as opened it, as the SDKs' own variables: what a profile takes over from
 * those that it starts from. What the person has set themselves of endpoints stays as it is.
 */
export function reachVariables(walk: readonly Profile[], profiles: Profiles): Record<string, string> {
  const own = profiles.endpoints;
  const variables: Record<string, string> = {};
  const bring = (key: 'ca_bundle' | 'use_fips_endpoint' | 'use_dualstack_endpoint', variable: string) => {
    const value = walk.map((profile) => textOf(profile, key)).find((text) => text !== undefined);
    if (value !== undefined) variables[variable] = value;
  };
  bring('ca_bundle', 'AWS_CA_BUNDLE');
  for (const key of ['use_fips_endpoint', 'use_dualstack_endpoint'] as const)
    if (!own[familyVariables[key]]) bring(key, familyVariables[key]);
  if (isSwitchedOff(walk[0], own)) return own[switchedOff] ? variables : { ...variables, [switchedOff]: 'true' };
  // The variable of all services counts before anything of the files.
  if (own[everyService]) return variables;
  const heard = walk.filter((profile) => !isSwitchedOff(profile, own));
  const all = heard.map((profile) => textOf(profile, 'endpoint_url')).find((url) => url !== undefined);
  if (all !== undefined) variables[everyService] = all;
  for (const service of servicesNamed(heard, profiles)) {
    const variable = endpointVariable(service);
    const url = endpointOf(heard, profiles, service)?.url;
    if (url !== undefined && url !== all && !own[variable]) variables[variable] = url;
  }
  return variables;
}

function servicesNamed(walk: readonly Profile[], profiles: Profiles): ReadonlySet<string> {
  const keys = walk.flatMap((profile) => [...(servicesOf(profile, profiles)?.values.keys() ?? [])]);
  return new Set(keys.flatMap((key) => /^([a-z0-9_ -]+)\.endpoint_url$/i.exec(key)?.[1] ?? []));
}

/**
 * Is this an endpoint that AWS itself serves, a private one in a VPC included? Under AWS's names lie
 * machines of its customers too, so the whole name counts.
 */
export function isOfAws(url: string): boolean {
  const { protocol, hostname = '' } = URL.parse(url) ?? {};
  const suffix = awsSuffixOf(hostname);
  if (protocol !== 'https:' || suffix === undefined) return false;
  const before = hostname.slice(0, -suffix.length);
  return /^(?:vpce-[\w-]+\.)?(?:sts|iam|oidc|portal\.sso|signin)(?:-fips)?\.(?:[a-z0-9-]+\.)?(?:vpce\.)?$/.test(before);
}

/** Whether what goes to a URL can be read on the way: HTTP to anything but this machine. */
export function isInTheClear(url: string): boolean {
  const { protocol, hostname = '' } = URL.parse(url) ?? {};
  return protocol === 'http:' && !/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/**
 * Every call of rolecall carries a secret, or brings one back: an MFA code, a token, the keys of a role.
 * @param from what configured the endpoint, where that is known
 * @throws Problem where they could be read on the way
 */
export function refuseInTheClear(url: string, from?: string): void {
  if (!isInTheClear(url)) return;
  const shown = withoutUser(url);
  throw new Problem({
    code: 'endpoint-in-the-clear',
    title: `${shown}${from === undefined ? '' : `, from ${from},`} is not encrypted, so rolecall sends no secrets there.`,
    means: 'Codes, tokens and the keys of a role could be read on the way. Only http:// to this machine is safe.',
    todo: [
      `Write ${shown.replace(/^http:/i, 'https:')} if it supports that, or an address of this machine: http://127.0.0.1:PORT`,
      'It comes from endpoint_url in a profile or [services] section, or from a variable AWS_ENDPOINT_URL…; rolecall doctor says which.',
    ],
  });
}

/** The URL without name and password: the SDKs do not send them, and errors and tables must not show them. */
export function withoutUser(url: string): string {
  return url.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/i, '$1');
}
