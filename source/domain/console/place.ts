import { Problem } from '../../problem.ts';
import { awsSuffixOf, partitionOf } from '../profiles/regions.ts';
import type { Post } from './posted-page.ts';

/** The sign-in endpoint and the console of a partition. */
export type FederationPlace = {
  readonly partition: string;
  /** `https://signin.aws.amazon.com/federation`. */
  readonly federation: string;
  /** `console.aws.amazon.com`. */
  readonly consoleHost: string;
};

/**
 * @param endpoint the profile's `endpoint_url`. An emulated AWS has its sign-in page there as well
 * @throws Problem in a partition without a public sign-in page
 */
export function federationPlace(partition: string, endpoint: string | undefined): FederationPlace {
  const { signInHost, consoleHost } = partitionOf(partition) ?? {};
  const own = endpoint === undefined ? null : URL.parse(endpoint);
  // A configured endpoint of AWS (of a VPC, a FIPS one) serves STS, but has no sign-in page.
  if (own !== null && awsSuffixOf(own.hostname) === undefined) {
    const federation = new URL('/federation', own).toString();
    return { partition, federation, consoleHost: consoleHost ?? 'console.aws.amazon.com' };
  }
  if (signInHost === undefined || consoleHost === undefined) {
    throw new Problem({
      code: 'console-no-sign-in',
      title: `The partition ${partition} has no public sign-in page.`,
      todo: ['rolecall exec and rolecall export still work there.'],
    });
  }
  return { partition, federation: `https://${signInHost}/federation`, consoleHost };
}

/** The console names it as the place to return to when the session has ended. */
const issuer = 'rolecall';

/** What signs a browser in, to be sent by a page. A secret: for 15 minutes it gives everybody the role. */
export const loginPost = ({ federation }: FederationPlace, token: string, destination: string): Post => ({
  action: federation,
  fields: { Action: 'login', Issuer: issuer, Destination: destination, SigninToken: token },
});

/** The same as an address. */
export function loginUrl(place: FederationPlace, token: string, destination: string): string {
  const { action, fields } = loginPost(place, token, destination);
  const url = new URL(action);
  url.search = new URLSearchParams(fields).toString();
  return url.toString();
}

/**
 * The same, but it signs out first, for a browser that is signed in to the console as somebody else.
 * @returns undefined where AWS has no such address: outside the partition `aws`, or with a configured endpoint
 */
export function loginUrlAfterLogout(place: FederationPlace, token: string, destination: string): string | undefined {
  const host = 'us-east-1.signin.aws.amazon.com';
  if (place.federation !== 'https://signin.aws.amazon.com/federation') return undefined;
  // AWS's sign-out redirects to this host only.
  const login = loginUrl({ ...place, federation: `https://${host}/federation` }, token, destination);
  const url = new URL(`https://${host}/oauth`);
  url.search = new URLSearchParams({ Action: 'logout', redirect_uri: login }).toString();
  return url.toString();
}
