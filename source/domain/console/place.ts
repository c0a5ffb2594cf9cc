import { Problem } from '../../problem.ts';
import { partitionOf } from '../profiles/regions.ts';

/** Where one signs in to the console of a partition, and where one is afterwards. */
export type SignInPlace = {
  readonly partition: string;
  /** `https://signin.aws.amazon.com/federation`. */
  readonly federation: string;
  /** `console.aws.amazon.com`. */
  readonly consoleHost: string;
};

/** Hosts of AWS's own: an endpoint there (a VPC's, a FIPS one) speaks STS, but nobody signs in at it. */
const awsHosts = /(^|\.)(amazonaws\.com(\.cn)?|amazonaws\.eu|api\.aws|amazonwebservices\.(com\.cn|eu))$/;

/**
 * @param endpoint what the profile's `endpoint_url` says: an AWS that is not AWS's own signs in there as well
 * @throws Problem in a partition without a public sign-in page
 */
export function signInPlace(partition: string, endpoint: string | undefined): SignInPlace {
  const { signInHost, consoleHost } = partitionOf(partition) ?? {};
  const own = endpoint === undefined ? null : URL.parse(endpoint);
  if (own !== null && !awsHosts.test(own.hostname)) {
    const federation = new URL('/federation', own).toString();
    return { partition, federation, consoleHost: consoleHost ?? 'console.aws.amazon.com' };
  }
  if (signInHost === undefined || consoleHost === undefined) {
    throw new Problem({
      code: 'console-no-sign-in',
      title: `The partition ${partition} has no public sign-in page.`,
      todo: ['rolecall exec and rolecall export work there.'],
    });
  }
  return { partition, federation: `https://${signInHost}/federation`, consoleHost };
}

/** Where AWS says one came from when the session has ended. */
const issuer = 'rolecall';

/** The address that signs a browser in. A secret: whoever has it within 15 minutes is the role. */
export function loginUrl({ federation }: SignInPlace, token: string, destination: string): string {
  const url = new URL(federation);
  url.search = new URLSearchParams({
    Action: 'login',
    Issuer: issuer,
    Destination: destination,
    SigninToken: token,
  }).toString();
  return url.toString();
}

/**
 * The same by way of signing out, for a browser that is somebody else in the console.
 * @returns undefined where AWS has no such way: outside its first partition, or with an endpoint of one's own
 */
export function loginUrlAfterLogout(place: SignInPlace, token: string, destination: string): string | undefined {
  const host = 'us-east-1.signin.aws.amazon.com';
  if (place.federation !== 'https://signin.aws.amazon.com/federation') return undefined;
  // Signing out leads on to this one host only.
  const login = loginUrl({ ...place, federation: `https://${host}/federation` }, token, destination);
  const url = new URL(`https://${host}/oauth`);
  url.search = new URLSearchParams({ Action: 'logout', redirect_uri: login }).toString();
  return url.toString();
}
