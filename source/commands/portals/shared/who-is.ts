import type { Context } from '../../../context.ts';
import { lastingName } from '../../../domain/portals/found/names.ts';
import { isThere, ofPersonAlone } from '../../../domain/portals/inventory/update.ts';
import type { Inventory } from '../../../domain/portals/inventory.ts';
import { type Portal, signInId } from '../../../domain/portals/portal.ts';
import { defaultCacheUse, plainRequest } from '../../../domain/sessions/plan/request.ts';
import { Cancelled, Problem } from '../../../problem.ts';

/** Who is signed in to a portal, where that was asked since the sign-in. No call is made. */
export async function knownPerson(
  portal: Portal,
  { portals, aws }: Pick<Context, 'portals' | 'aws'>,
): Promise<string | undefined> {
  const known = portals.inventories.read(portal);
  const under = (await aws.signIn(portal))?.client?.id;
  return under !== undefined && known?.personUnder === under ? known.person : undefined;
}

/**
 * Finds out who is signed in to a portal: AWS tells it by the name of a role's session only, so that a role is opened.
 * @param read what the portal gives this person, read a moment ago
 * @returns undefined where nobody can say
 */
export async function askPerson(portal: Portal, read: Inventory, context: Context): Promise<string | undefined> {
  const account = read.accounts.find((each) => isThere(each) && each.roles.some(isThere));
  const role = account?.roles.find(isThere);
  if (account === undefined || role === undefined) return undefined;
  const name = lastingName({ portal: signInId(portal), accountId: account.id, roleName: role.name });
  const { openRequest } = await import('../../open/shared/open-request.ts');
  try {
    const use = { ...defaultCacheUse, bypass: true };
    await openRequest(context, { request: plainRequest(name), use }, { ask: nobody, progress: () => undefined });
  } catch (error) {
    if (error instanceof Problem || error instanceof Cancelled) return undefined;
    throw error;
  }
  const person = await knownPerson(portal, context);
  const now = context.portals.inventories.read(portal);
  // What was known for another person was set aside; what was read just now is of this one.
  if (person !== undefined && now?.accounts.length === 0) {
    const own = { ...ofPersonAlone(read), person, ...(now.personUnder && { personUnder: now.personUnder }) };
    context.profiles.found(own);
    context.portals.keep(own);
  }
  return person;
}

const nobody = () => Promise.reject(new Cancelled());
