import type { StsEndpoint } from './sts.ts';

const suffixes: readonly (readonly [prefix: string, suffix: string, dualstack: string])[] = [
  ['cn-', 'amazonaws.com.cn', 'api.amazonwebservices.com.cn'],
  ['us-gov-', 'amazonaws.com', 'api.aws'],
  ['eusc-', 'amazonaws.eu', 'api.amazonwebservices.eu'],
  ['', 'amazonaws.com', 'api.aws'],
];

/** Where a call goes: the configured URL, else always the regional endpoint, so that tokens are good everywhere. */
export function endpointUrl(service: 'sts', at: StsEndpoint): string {
  if (at.url !== undefined) return at.url;
  const [, suffix, dualstack] = suffixes.find(([prefix]) => at.region.startsWith(prefix)) ?? ['', 'amazonaws.com', ''];
  // GovCloud's plain endpoints are FIPS endpoints already, and have no name with `-fips`.
  const fips = at.useFips && !at.region.startsWith('us-gov-') ? '-fips' : '';
  return `https://${service}${fips}.${at.region}.${at.useDualstack ? dualstack : suffix}`;
}
