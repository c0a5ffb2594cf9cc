import { Problem, wrongUsage } from '../../problem.ts';
import { nearestNames } from '../profiles/names.ts';
import { PARTITIONS, partitionOf } from '../profiles/regions.ts';
import { type NamedPage, namedPages } from './pages.ts';
import type { FederationPlace } from './place.ts';

/** The page of the console that was asked for. */
export type Destination =
  | { readonly page: string }
  | { readonly address: URL }
  | { readonly named: NamedPage }
  | { readonly arn: string };

/**
 * @param typed a service (`ec2`), a path (`ec2/home#Instances:`), the ARN of a resource, a whole address, or nothing for
 *   the start page
 * @throws Problem (wrong usage) for anything that is no page of the AWS console, and for a slip in a service's name
 */
export function readDestination(typed: string | undefined): Destination {
  if (typed === undefined) return { page: 'console/home' };
  if (/^https?:/i.test(typed)) return { address: ownAddress(typed) };
  if (/^arn:/i.test(typed)) return { arn: readArn(typed) };
  if (/^[a-z0-9][\w-]*\/[!-~]*$/i.test(typed)) return { page: typed };
  const service = typed.toLowerCase();
  if (/^[a-z0-9][a-z0-9-]*$/.test(service)) return readService(service);
  throw wrongUsage(
    `--destination ${typed} is neither a service nor an address.`,
    'Give a service (ec2), a path of the console (ec2/home#Instances:), an ARN or a full address.',
  );
}

/** The services that a destination can be named by, in order. */
export const serviceNames = (): readonly string[] => [...namedPages().keys()].sort();

/** A word that AWS lists nowhere can be a page all the same, unless it is a slip in a name that is known. */
function readService(service: string): Destination {
  const named = namedPages().get(service);
  if (named !== undefined) return { named };
  const page = `${service}/home`;
  const paths = new Set([...namedPages().values()].map((known) => known.page.split('/')[0]));
  if (paths.has(service)) return { page };
  // `bedrock-studio` is no slip in `bedrock`, `lambdas` is one in `lambda`.
  const near = nearestNames(service, serviceNames(), 20).filter(
    (name) => !service.startsWith(name) || service.length - name.length < 3,
  );
  if (near.length === 0) return { page };
  throw wrongUsage(`--destination ${service} is not an AWS service that rolecall knows.`, [
    `Did you mean ${near.slice(0, 3).join(', ')}?`,
    `If the console has that page, give its path: --destination ${page}`,
  ]);
}

/** @throws Problem (wrong usage) for what only begins as an ARN does */
function readArn(typed: string): string {
  const [, partition = '', service = '', region = '', account = '', ...resource] = typed.split(':');
  const isArn =
    partitionOf(partition) !== undefined &&
    /^[a-z0-9][a-z0-9.-]*$/.test(service) &&
    /^[a-z0-9-]*$/.test(region) &&
    /^(?:\d{12}|aws|)$/.test(account) &&
    /^\P{Cc}+$/u.test(resource.join(':'));
  if (isArn && typed.startsWith('arn:')) return typed;
  throw wrongUsage(
    `--destination ${typed} is not an ARN.`,
    'An ARN is arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, for example arn:aws:s3:::my-bucket.',
  );
}

/** Whose console it is. */
export type ConsoleOwner = { readonly region: string | undefined; readonly account: string | undefined };

/**
 * The address of the page, in the role's region where the page names none.
 * @throws Problem for a page of another partition or account, and for a service that AWS does not have in this one
 */
export function destinationUrl(
  destination: Destination,
  place: FederationPlace,
  { region, account }: ConsoleOwner,
): string {
  if ('address' in destination) {
    if (!isUnder(place.consoleHost, destination.address)) throw elsewhere(destination.address.href, place.consoleHost);
    return withoutSession(destination.address, account).href;
  }
  if ('arn' in destination) return resourceUrl(destination.arn, place, region);
  const page = 'named' in destination ? ownPage(destination.named, place) : destination.page;
  const url = new URL(page, `https://${place.consoleHost}/`);
  if (region !== undefined && !url.searchParams.has('region')) url.searchParams.set('region', region);
  return url.href;
}

/** What a person has to know of the page; undefined for most. Accounts share resources, so that an ARN of another one may be meant. */
export function destinationNote(destination: Destination, account: string | undefined): string | undefined {
  const named = 'arn' in destination ? destination.arn.split(':')[4] : undefined;
  if (account === undefined || named === account || !/^\d{12}$/.test(named ?? '')) return undefined;
  return `The ARN is from account ${named}, but this role is in ${account}: the console shows only what is shared with it.`;
}

/**
 * An address without the session of the browser that it was copied from, which multi-session support puts in front:
 * `111122223333-abcd1234.eu-west-1.console.aws.amazon.com`.
 * @throws Problem for another account than that of the role
 */
function withoutSession(address: URL, account: string | undefined): URL {
  const [prefix, named] = /^(\d{12})(?:-[a-z\d]+)?\./.exec(address.hostname) ?? [];
  if (prefix === undefined || account === undefined) return address;
  if (named !== account) {
    throw new Problem({
      code: 'destination-elsewhere',
      title: `${address.href} is a page of account ${named}, but this role is in ${account}.`,
      todo: ['Use a role of that account, or give only the page: --destination ec2/home'],
      exitCode: 2,
    });
  }
  const rest = address.hostname.slice(prefix.length);
  // An account has a sign-in page by that name, too: 444455556666.signin.aws.amazon.com.
  if (!/(?:^|\.)console\./.test(rest)) return address;
  const bare = new URL(address);
  bare.hostname = rest;
  return bare;
}

/** The address by which AWS's own search leads to a resource. The console finds the page. */
function resourceUrl(arn: string, { partition, consoleHost }: FederationPlace, region: string | undefined): string {
  const [, ofArn, , own] = arn.split(':');
  if (ofArn !== partition) throw elsewhere(arn, consoleHost);
  const url = `https://${consoleHost}/go/view?arn=${encodeURIComponent(arn)}`;
  const meant = own || region;
  return meant === undefined ? url : `${url}&region=${encodeURIComponent(meant)}`;
}

function ownPage({ service, page, partitions }: NamedPage, { partition }: FederationPlace): string {
  if (partitions === undefined || partitions.includes(partition) || partitionOf(partition)?.consoleHost === undefined) {
    return page;
  }
  throw new Problem({
    code: 'destination-not-in-partition',
    title: `AWS lists no ${service} in the partition ${partition} of this role.`,
    todo: [`If the console has its page there anyway, give the path: --destination ${page}`],
    exitCode: 2,
  });
}

function ownAddress(typed: string): URL {
  const url = URL.parse(typed);
  const isConsole = url !== null && PARTITIONS.some(({ consoleHost }) => consoleHost && isUnder(consoleHost, url));
  if (
    url !== null &&
    isConsole &&
    url.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    url.port === ''
  )
    return url;
  throw elsewhere(typed, 'console.aws.amazon.com');
}

/** Not every page lies under the console's own host: health.aws.amazon.com. */
function isUnder(consoleHost: string, { hostname }: URL): boolean {
  const domain = consoleHost.replace(/^console\./, '');
  return hostname === domain || hostname.endsWith(`.${domain}`);
}

function elsewhere(typed: string, consoleHost: string): Problem {
  return new Problem({
    code: 'destination-elsewhere',
    title: `${typed} is not a page of the console that this role signs in to.`,
    todo: [`Its pages are under https://${consoleHost}/.`],
    exitCode: 2,
  });
}
