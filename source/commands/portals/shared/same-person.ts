import type { Context } from '../../../context.ts';
import { lastingName } from '../../../domain/portals/found/names.ts';
import { isThere } from '../../../domain/portals/inventory/update.ts';
import { type Portal, signInId } from '../../../domain/portals/portal.ts';
import { defaultCacheUse, plainRequest } from '../../../domain/sessions/plan/request.ts';
import { Cancelled, Problem } from '../../../problem.ts';

/**
 * Is it the same person who is signed in to a portal as before? AWS tells it by the name of a role's session only: a role is
 * opened where that was not asked since the sign-in.
 * @returns false where it is another one, or nobody can say
 */
export async function isSamePerson(portal: Portal, context: Context): Promise<boolean> {
  const { portals, aws } = context;
  const known = portals.inventories.read(portal);
  const under = (await aws.signIn(portal))?.client?.id;
  if (known === undefined) return false;
  if (known.person !== undefined && known.personUnder !== undefined && known.personUnder === under) return true;
  const account = known.accounts.find((each) => isThere(each) && each.roles.some(isThere));
  const role = account?.roles.find(isThere);
  if (account === undefined || role === undefined) return false;
  const name = lastingName({ portal: signInId(portal), accountId: account.id, roleName: role.name });
  const { openRequest } = await import('../../open/shared/open-request.ts');
  try {
    const use = { ...defaultCacheUse, bypass: true };
    await openRequest(context, { request: plainRequest(name), use }, { ask: nobody, progress: () => undefined });
  } catch (error) {
    if (error instanceof Problem || error instanceof Cancelled) return false;
    throw error;
  }
  // What another person had found was set aside when the role was opened.
  const now = portals.inventories.read(portal);
  return now?.person !== undefined && now.accounts.length > 0 && (known.person ?? now.person) === now.person;
}

const nobody = () => Promise.reject(new Cancelled());
