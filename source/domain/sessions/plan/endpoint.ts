import { Problem } from '../../../problem.ts';
import {
  isRegionName,
  PARTITIONS,
  type Partition,
  partitionOfRegion,
  regionFault,
  regionRemedy,
} from '../../profiles/regions.ts';
import { regionVariables } from '../../shells/names.ts';
import type { StsEndpoint } from '../open/sts.ts';

/** The partition that a region lies in; one that nobody knows yet is taken for a new one of the public cloud. */
function partitionAt(region: string): Partition {
  return partitionOfRegion(region) ?? (PARTITIONS[0] as Partition);
}

/** Where STS is asked: the configured URL, else always the regional endpoint, so that tokens are good everywhere. */
export function stsUrl(at: StsEndpoint): string {
  if (at.url !== undefined) return withoutUser(at.url);
  const { id, dnsSuffix, dualstackSuffix } = partitionAt(at.region);
  // GovCloud's plain endpoints are FIPS endpoints already, and have no name with `-fips`.
  const fips = at.useFips && id !== 'aws-us-gov' ? '-fips' : '';
  return `https://sts${fips}.${at.region}.${at.useDualstack ? dualstackSuffix : dnsSuffix}`;
}

/** Where IAM is asked: the configured URL, else the one endpoint of the partition. */
export function iamUrl(at: StsEndpoint): string {
  return at.url === undefined ? `https://${partitionAt(at.region).iamHost}` : withoutUser(at.url);
}

/** The SDKs send no name and password of a URL along; shown in an error or a table they would be read by others. */
function withoutUser(url: string): string {
  return url.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/i, '$1');
}

/**
 * The region in which the SDKs ask STS from this environment.
 * @throws Problem where what the environment names cannot be one
 */
export function regionHere(env: Readonly<Record<string, string | undefined>>): string {
  const name = regionVariables.find((variable) => env[variable]);
  const region = (name && env[name]) || 'us-east-1';
  if (name === undefined || isRegionName(region)) return region;
  throw new Problem({ code: 'region-unusable', title: regionFault(name, region), todo: [regionRemedy] });
}
