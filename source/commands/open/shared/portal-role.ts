import type { Context } from '../../../context.ts';
import { isJustListed, isNotAssigned, untilAssigned, withRolesThere } from '../../../domain/portals/assigned.ts';
import { withPerson, withRoleSeen, withRoles } from '../../../domain/portals/inventory/update.ts';
import type { Inventory } from '../../../domain/portals/inventory.ts';
import { type Portal, portalOf, type SsoSource } from '../../../domain/portals/portal.ts';
import { lastPart } from '../../../domain/profiles/arn.ts';
import type { Chain } from '../../../domain/profiles/profile.ts';
import type { SessionPorts } from '../../../domain/sessions/open/ports.ts';
import type { SwitchPlan } from '../../../domain/sessions/plan/plan.ts';
import type { Credentials, Session } from '../../../domain/sessions/session.ts';
import type { Sts, StsEndpoint } from '../../../domain/sessions/sts.ts';

type Used = Pick<Context, 'portals' | 'profiles' | 'clock' | 'aws'>;

/** The ports, with patience for a role that was assigned a moment ago; a refusal says what the person has in the account. */
export function withAssignments(ports: SessionPorts, context: Used): SessionPorts {
  const sourceCredentials: SessionPorts['sourceCredentials'] = async (chain) => {
    const at = placeOf(chain);
    if (at === undefined) return ports.sourceCredentials(chain);
    const { portal, source } = at;
    const { portals, clock } = context;
    try {
      const isListed = isJustListed(portals.inventories.read(portal), source, clock.now());
      return await untilAssigned(() => ports.sourceCredentials(chain), isListed, clock.wait);
    } catch (error) {
      if (!isNotAssigned(error)) throw error;
      const names = await portals.rolesOf(portal, source.accountId);
      if (names === undefined) throw error;
      changed(context, portal, (known) => withRoles(known, source.accountId, names, clock.now()));
      throw withRolesThere(error, source, names);
    }
  };
  return { ...ports, sourceCredentials };
}

/**
 * Notes in the inventory that a role was opened. Who is signed in is asked of STS once a sign-in: no other call tells.
 * @returns a sentence where the inventory was another person's, and is begun anew
 */
export async function noteOpened(
  context: Used,
  { chain, at }: SwitchPlan,
  { credentials }: Session,
  { sts }: Pick<SessionPorts, 'sts'>,
): Promise<string | undefined> {
  const place = placeOf(chain);
  if (place === undefined || chain.hops.length > 0) return undefined;
  const { portal, source } = place;
  const known = context.portals.inventories.read(portal);
  if (known === undefined) return undefined;
  const under = (await context.aws.signIn(portal))?.client?.id;
  const isAsked = known.person !== undefined && known.personUnder !== undefined && known.personUnder === under;
  const person = isAsked ? known.person : await personBehind(credentials, at, sts);
  let isOthers = false;
  changed(context, portal, (before) => {
    const { inventory, setAside } =
      person === undefined ? { inventory: before, setAside: false } : withPerson(before, person);
    isOthers = setAside;
    const asked = person === undefined || under === undefined ? inventory : { ...inventory, personUnder: under };
    return withRoleSeen(asked, source.accountId, source.roleName);
  });
  return isOthers
    ? 'Somebody else is signed in than before: what was found for that person is set aside, and the portal is read again.'
    : undefined;
}

/** The name of the session: the person, by their name in the directory. A role that may not ask loses nothing. */
async function personBehind(credentials: Credentials, at: StsEndpoint, sts: Sts): Promise<string | undefined> {
  try {
    return lastPart((await sts.callerIdentity(credentials, at)).arn);
  } catch {
    return undefined;
  }
}

function placeOf({ source, transport }: Chain): { readonly portal: Portal; readonly source: SsoSource } | undefined {
  return source.kind === 'sso' ? { portal: portalOf(source, transport.caBundle), source } : undefined;
}

/** Changes what is known of a portal, where something is. A cache that takes nothing must not cost the role. */
function changed({ portals, profiles }: Used, portal: Portal, change: (known: Inventory) => Inventory): void {
  const known = portals.inventories.read(portal);
  if (known === undefined) return;
  const next = change(known);
  if (JSON.stringify(next) === JSON.stringify(known)) return;
  profiles.found(next);
  portals.keep(next);
}
