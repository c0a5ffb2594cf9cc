import { deviceOf } from '../../mfa/code.ts';
import { shownRole } from '../../profiles/looks/role-name.ts';
import type { Profiles, SourceIdentity } from '../../profiles/profile.ts';
import { planRequest } from '../plan/plan.ts';
import type { SwitchRequest } from '../plan/request.ts';

/**
 * A chain in the fewest words: `mary`, `MFA mary-phone`, `111122223333/Jump`, `444455556666/Admin`; of a portal its name first.
 * @throws Problem where it cannot be resolved
 */
export function chainSteps(profiles: Profiles, request: SwitchRequest): readonly string[] {
  const { chain, hops, mfaRoute } = planRequest(profiles, request);
  const device = mfaRoute === 'none' || chain.mfa === undefined ? [] : [`MFA ${deviceOf(chain.mfa.serial).label}`];
  return [...beginning(chain.source), ...device, ...hops.map(({ accountId, roleName }) => stepOf(accountId, roleName))];
}

/** A role of a portal is named by the portal and its account: its profile's name stands above already. */
function beginning(source: SourceIdentity): readonly string[] {
  if (source.kind !== 'sso') return [source.profile];
  return [portalName(source.startUrl), stepOf(source.accountId, source.roleName)];
}

const stepOf = (accountId: string, roleName: string): string => `${accountId}/${shownRole(roleName)}`;

/** `https://acme.awsapps.com/start` is acme. */
const portalName = (startUrl: string): string => (URL.parse(startUrl)?.host ?? startUrl).replace(/\.awsapps\.com$/, '');
