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
