import { partitionOfRegion, realRegion, regionalUrl } from '../profiles/regions.ts';
import type { Portal } from './portal.ts';
import { isDualstackUrl } from './start-url.ts';

/** The two services of IAM Identity Center: the sign-in (SSO OIDC) and the portal with accounts and roles. */
export type PortalService = 'oidc' | 'portal.sso';

type Reached = Pick<Portal, 'startUrl' | 'ssoRegion' | 'oidcEndpoint' | 'portalEndpoint' | 'useFips' | 'useDualstack'>;

/**
 * Where a service of a portal is reached, without a slash at the end: the configured endpoint, else AWS's own name
 * (`https://oidc.eu-west-1.amazonaws.com`). A start URL of the dual-stack family means the dual-stack names unless the
 * configuration says otherwise: the page on which a code is approved has to be of the same family.
 */
export function serviceUrl(service: PortalService, portal: Reached): string {
  const configured = service === 'oidc' ? portal.oidcEndpoint : portal.portalEndpoint;
  if (configured !== undefined) return configured.replace(/\/+$/, '');
  const { region, isFips } = realRegion(portal.ssoRegion);
  const partition = partitionOfRegion(region);
  const dualstack = portal.useDualstack ?? isDualstackUrl(portal.startUrl);
  const suffix = (dualstack ? partition?.dualstackSuffix : partition?.dnsSuffix) ?? 'amazonaws.com';
  // GovCloud's ordinary names are FIPS endpoints already.
  const isOrdinary = partition?.id === 'aws-us-gov' && !dualstack;
  const fips = (portal.useFips || isFips) && !isOrdinary ? '-fips' : '';
  return regionalUrl(`${service}${fips}`, region, suffix);
}
