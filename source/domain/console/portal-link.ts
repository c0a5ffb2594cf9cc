import { type Portal, signInId } from '../portals/portal.ts';
import { normalStartUrl } from '../portals/start-url.ts';
import { isAccountId } from '../profiles/arn.ts';
import { bareLink, cutOff, ofPortal } from '../profiles/looks/links.ts';
import type { RoleSummary, SourceIdentity } from '../profiles/profile.ts';
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

/** A link to the console of a portal's role, read: rolecall's own, or one that the portal makes as a shortcut. */
export type PortalLink = { readonly startUrl: string; readonly accountId: string; readonly roleName: string };

/**
 * Reads a link that {@link portalLink} makes; undefined for any other text.
 * @throws Problem where the shell has cut off the role
 */
export function readPortalLink(text: string): PortalLink | undefined {
  const url = URL.parse(bareLink(text));
  const [, search] = ofPortal.exec(url?.hash ?? '') ?? [];
  if (url === null || search === undefined) return undefined;
  const query = new URLSearchParams(search);
  const accountId = query.get('account_id') ?? '';
  const roleName = query.get('role_name') ?? '';
  if (!isAccountId(accountId)) return undefined;
  if (roleName === '') throw cutOff();
  return { startUrl: normalStartUrl(url.href), accountId, roleName };
}

/** The names of the roles to which the link of a portal leads. A portal is known by its start URL. */
export function rolesOfPortalLink(
  roles: readonly RoleSummary[],
  portals: readonly Pick<Portal, 'ssoSession' | 'startUrl'>[],
  { startUrl, accountId, roleName }: PortalLink,
): readonly string[] {
  const urls = new Map(portals.map((portal) => [signInId(portal), normalStartUrl(portal.startUrl)]));
  return roles
    .filter((role) => role.kind === 'sso' && role.accountId === accountId && role.roleName === roleName)
    .filter(({ source = '' }) => (urls.get(source) ?? normalStartUrl(source)) === startUrl)
    .map(({ name }) => name);
}
