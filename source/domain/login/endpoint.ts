import { own } from '../own.ts';
import { partitionOfArn } from '../profiles/arn.ts';
import { partitionOf, partitionOfRegion, realRegion, regionalUrl } from '../profiles/regions.ts';

/** The hosts of partitions that have no public sign-in page. */
const isolated: Readonly<Record<string, string>> = {
  'aws-iso': 'signin.c2shome.ic.gov',
  'aws-iso-b': 'signin.sc2shome.sgov.gov',
  'aws-iso-e': 'signin.csphome.adc-e.uk',
  'aws-iso-f': 'signin.csphome.hci.ic.gov',
};

/** How the sign-in to the console is reached. */
export type SignInPlace = {
  /** `https://eu-west-1.signin.aws.amazon.com`, without a slash at the end. */
  readonly base: string;
  readonly region: string;
  readonly caBundle?: string;
};

/**
 * Where `aws login` signs in, and renews.
 * @param regions by precedence; the first that is there counts, else the usual one of the principal's partition
 * @param endpoint the configured one
 * @throws Problem for a region that can be none
 */
export function signInPlace(
  loginSession: string,
  regions: readonly (string | undefined)[],
  { endpoint, caBundle }: { readonly endpoint?: string | undefined; readonly caBundle?: string | undefined },
): SignInPlace {
  const usual = partitionOf(partitionOfArn(loginSession))?.defaultRegion ?? 'us-east-1';
  const { region } = realRegion(regions.find(Boolean) ?? usual);
  const partition = partitionOfRegion(region);
  const host = partition?.signInHost ?? own(isolated, partition?.id ?? '') ?? 'signin.aws.amazon.com';
  const base = endpoint?.replace(/\/+$/, '') ?? regionalUrl('', region, host);
  return { base, region, ...(caBundle !== undefined && { caBundle }) };
}
