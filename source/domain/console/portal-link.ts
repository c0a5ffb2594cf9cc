import { normalStartUrl } from '../portals/start-url.ts';
import type { SourceIdentity } from '../profiles/profile.ts';
import type { SwitchPlan } from '../sessions/plan/plan.ts';
import { checkPage } from '../sign-in/page.ts';

type SsoSource = Extract<SourceIdentity, { kind: 'sso' }>;

/** The role of a portal that a plan ends in: nothing is assumed behind it. Undefined for every other plan. */
export const portalRoleOf = ({ hops, chain }: SwitchPlan): SsoSource | undefined =>
  hops.length === 0 && chain.source.kind === 'sso' ? chain.source : undefined;

/**
 * The portal's own link to the console of a role. It holds no secret: the browser has to be signed in to the portal, or
 * signs in. AWS documents it as a shortcut link.
 * @param page of the console
 * @throws Problem where the start URL is none of AWS's, nor https
 */
export function portalLink({ startUrl, ssoRegion, accountId, roleName }: SsoSource, page: string): string {
  const start = normalStartUrl(startUrl);
  checkPage(start, { region: ssoRegion, own: [startUrl] });
  const query = Object.entries({ account_id: accountId, role_name: roleName, destination: page });
  return `${start}/#/console?${query.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')}`;
}
