import { normalStartUrl } from '../portals/start-url.ts';
import type { SourceIdentity } from '../profiles/profile.ts';
import type { SwitchPlan } from '../sessions/plan/plan.ts';
import type { SwitchRequest } from '../sessions/plan/request.ts';
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

/** What a request asks of its session that a portal's link cannot carry: the flag of it. */
export function notInLink(request: SwitchRequest): string | undefined {
  if (request.durationSeconds !== undefined) return 'duration';
  if (request.sessionName !== undefined) return 'session-name';
  if (request.sourceIdentity !== undefined) return 'source-identity';
  if (request.policy !== undefined) return 'policy';
  if (request.policyArns.length > 0) return 'policy-arn';
  return Object.keys(request.tags).length > 0 ? 'tag' : undefined;
}
