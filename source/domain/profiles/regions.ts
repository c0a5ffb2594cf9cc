import { Problem } from '../../problem.ts';
import { nearestNames } from './names.ts';

/** A partition of AWS: accounts, ARNs and sign-in pages of one do not exist in another. */
export type Partition = {
  readonly id: string;
  /** Where switch-role links and federation lead; undefined where there is no public page. */
  readonly signInHost: string | undefined;
  readonly consoleHost: string | undefined;
  /** Where STS is asked when nothing names a region. */
  readonly defaultRegion: string;
  readonly regions: RegExp;
  /** What endpoints end with: `sts.eu-west-1.amazonaws.com`. */
  readonly dnsSuffix: string;
  readonly dualstackSuffix: string;
};

export const PARTITIONS: readonly Partition[] = [
  {
    id: 'aws',
    signInHost: 'signin.aws.amazon.com',
    consoleHost: 'console.aws.amazon.com',
    defaultRegion: 'us-east-1',
    regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com',
    dualstackSuffix: 'api.aws',
  },
  {
    id: 'aws-cn',
    signInHost: 'signin.amazonaws.cn',
    consoleHost: 'console.amazonaws.cn',
    defaultRegion: 'cn-northwest-1',
    regions: /^cn-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com.cn',
    dualstackSuffix: 'api.amazonwebservices.com.cn',
  },
  {
    id: 'aws-us-gov',
    signInHost: 'signin.amazonaws-us-gov.com',
    consoleHost: 'console.amazonaws-us-gov.com',
    defaultRegion: 'us-gov-west-1',
    regions: /^us-gov-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com',
    dualstackSuffix: 'api.aws',
  },
  {
    id: 'aws-eusc',
    signInHost: 'signin.amazonaws-eusc.eu',
    consoleHost: 'console.amazonaws-eusc.eu',
    defaultRegion: 'eusc-de-east-1',
    regions: /^eusc-(de)-\w+-\d+$/,
    dnsSuffix: 'amazonaws.eu',
    dualstackSuffix: 'api.amazonwebservices.eu',
  },
  isolated('aws-iso', 'us-iso-east-1', /^us-iso-\w+-\d+$/, 'c2s.ic.gov', 'api.aws.ic.gov'),
  isolated('aws-iso-b', 'us-isob-east-1', /^us-isob-\w+-\d+$/, 'sc2s.sgov.gov', 'api.aws.scloud'),
  isolated('aws-iso-e', 'eu-isoe-west-1', /^eu-isoe-\w+-\d+$/, 'cloud.adc-e.uk', 'api.cloud-aws.adc-e.uk'),
  isolated('aws-iso-f', 'us-isof-south-1', /^us-isof-\w+-\d+$/, 'csp.hci.ic.gov', 'api.aws.hci.ic.gov'),
];

/** What the name of a host of AWS ends with, in any partition: `sts.eu-west-1.amazonaws.com` → `amazonaws.com`. */
export const awsSuffixOf = (host: string): string | undefined =>
  PARTITIONS.flatMap(({ dnsSuffix, dualstackSuffix }) => [dnsSuffix, dualstackSuffix]).find(
    (suffix) => host === suffix || host.endsWith(`.${suffix}`),
  );

function isolated(
  id: string,
  defaultRegion: string,
  regions: RegExp,
  dnsSuffix: string,
  dualstackSuffix: string,
): Partition {
  return { id, signInHost: undefined, consoleHost: undefined, defaultRegion, regions, dnsSuffix, dualstackSuffix };
}

/** @param id the second part of an ARN; undefined for one that AWS does not have */
export function partitionOf(id: string): Partition | undefined {
  return PARTITIONS.find((partition) => partition.id === id);
}

/**
 * The region that a name stands for, as the SDKs read it: `fips-us-east-1` and `us-east-1-fips` are us-east-1 by its FIPS
 * endpoints, `aws-global` is the region where a partition's one endpoint lies. No host has such a name.
 */
export function realRegion(name: string): { readonly region: string; readonly isFips: boolean } {
  const bare = name.replace(/^fips-(?:dkr-|prod-)?|-fips$/, '');
  const isFips = bare !== name;
  const partition = PARTITIONS.find(({ id }) => bare === `${id}-global` || (isFips && bare === id));
  return { region: partition?.defaultRegion ?? bare, isFips };
}

/** The partition that a region lies in, by the shape of its name; undefined for a name of no such shape. */
export function partitionOfRegion(region: string): Partition | undefined {
  const real = realRegion(region).region;
  return PARTITIONS.find(({ regions }) => regions.test(real));
}

/** Can a region that another profile names be one of this partition? Yes for a name of no known shape, and where none is known. */
export const mayLieIn = (partition: string | undefined, region: string): boolean =>
  partition === undefined || (partitionOfRegion(region)?.id ?? partition) === partition;

/**
 * The region in which STS is asked for a role of that partition: that of the profiles, the one asked for, that of the
 * environment, else the partition's default. A region of another partition would not know the role.
 */
export function regionFor(
  partition: string,
  { region, environmentRegion: here = '' }: { readonly region?: string; readonly environmentRegion?: string },
  asked?: string,
): string {
  const usual = partitionOf(partition)?.defaultRegion ?? 'us-east-1';
  return region || asked || (here && mayLieIn(partition, here) ? here : usual);
}

/**
 * Can this be one part of a host's name? Botocore and the JavaScript SDK refuse any other region as well: an endpoint
 * made of `eu-west-1#` or of `example.com/` would lie elsewhere.
 */
export const isRegionName = (region: string): boolean =>
  /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(region) && !/^\d+$/.test(region);

/**
 * Can a person mean a region of AWS by this, today's or a newer one? The one check of every region that is typed; what stands in
 * the files for an endpoint of one's own may be any {@link isRegionName}.
 */
export const hasRegionShape = (region: string): boolean =>
  isRegionName(region) && partitionOfRegion(region) !== undefined;

export const regionRemedy = 'Write it like eu-west-1.';

/** What is wrong with a region that cannot be in an endpoint's name. */
export const regionFault = (key: string, region: string): string => `${key} = ${region} cannot be an AWS region.`;

/**
 * The URL of a service in a region, without a slash at the end. The one place where a region becomes a part of a host's name.
 * @param service what stands before the region: `sts`; nothing for the sign-in
 * @param suffix what stands behind it: `amazonaws.com`
 * @throws Problem where the host would lie elsewhere
 */
export function regionalUrl(service: string, region: string, suffix: string): string {
  if (isRegionName(region)) return `https://${service && `${service}.`}${region}.${suffix}`;
  throw new Problem({ code: 'region-unusable', title: regionFault('region', region), todo: [regionRemedy] });
}

/** Regions that AWS has today; another one of the right shape may be a new one. */
export const regionsToday =
  `us-east-1 us-east-2 us-west-1 us-west-2 af-south-1 ap-east-1 ap-east-2 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2
ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ap-northeast-1 ap-northeast-2 ap-northeast-3
ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-west-1 eu-west-2 eu-west-3 eu-south-1 eu-south-2 eu-north-1
il-central-1 me-south-1 me-central-1 mx-central-1 sa-east-1 cn-north-1 cn-northwest-1 us-gov-east-1 us-gov-west-1
eusc-de-east-1`.split(/\s+/);

/** The directions in regions' names: a region with another one has a slip in it. */
const directions =
  /^(?:gov-|iso[bef]?-|de-)?(?:north|south|east|west|central|northeast|northwest|southeast|southwest)$/;

/** The region that was probably meant, where a name cannot be one; undefined where it may be. */
export function meantRegion(name: string): string | undefined {
  const [, middle = ''] = /^[a-z]+-(.+)-\d+$/.exec(name) ?? [];
  if (regionsToday.includes(name) || directions.test(middle)) return undefined;
  return nearestNames(name, regionsToday, 1)[0];
}
