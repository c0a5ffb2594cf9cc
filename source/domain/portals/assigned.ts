import { Problem } from '../../problem.ts';
import { pasteWord } from '../shells/paste.ts';
import { isThere } from './inventory/update.ts';
import type { Inventory } from './inventory.ts';
import type { SsoSource } from './portal.ts';

/** A role in an account of a portal. */
type Place = Pick<SsoSource, 'accountId' | 'roleName'>;

/** How long after a listing a refusal may mean that the assignment is still on its way. Milliseconds. */
const arrives = 600_000;

/** Waits between tries for a role that was assigned a moment ago: within ten seconds. Milliseconds. */
const pauses = [1_000, 3_000, 5_000] as const;

/** Was the role listed so lately that AWS may not give it yet? */
export function isJustListed(known: Inventory | undefined, { accountId, roleName }: Place, now: number): boolean {
  const account = known?.accounts.find(({ id }) => id === accountId);
  const age = account?.rolesReadAt === undefined ? Number.POSITIVE_INFINITY : now - account.rolesReadAt;
  return age >= 0 && age < arrives && account?.roles.some((role) => role.name === roleName && isThere(role)) === true;
}

/** Opens a role, a few times where it was listed a moment ago and is refused. @throws what `open` throws */
export async function untilAssigned<T>(
  open: () => Promise<T>,
  isListed: boolean,
  wait: (ms: number) => Promise<void>,
): Promise<T> {
  for (const pause of isListed ? pauses : []) {
    try {
      return await open();
    } catch (error) {
      if (!isNotAssigned(error)) throw error;
      await wait(pause);
    }
  }
  return open();
}

/** Does the portal say that the role is not the person's? */
export const isNotAssigned = (error: unknown): error is Problem =>
  error instanceof Problem && error.text.code === 'sso-not-assigned';

/** The offer to take out a profile whose role is not the person's any more. */
export const removalOffered = (profile: string): string =>
  `Or remove the profile, if it is no longer yours: rolecall remove ${pasteWord(profile, 'PROFILE')}`;

/**
 * The problem with what the person does have in the account. Of a role that is among it nobody is to take the profile out.
 * @param names of the roles there
 */
export function withRolesThere(
  problem: Problem,
  { profile, accountId, roleName }: Place & Pick<SsoSource, 'profile'>,
  names: readonly string[],
): Problem {
  const there = [...names].sort().join(', ');
  const yours = names.length === 0 ? `You have no role in ${accountId}.` : `Yours in ${accountId}: ${there}.`;
  const means = names.includes(roleName)
    ? `${roleName} is listed for you but was refused: a new assignment takes minutes to take effect, or the account is closed.`
    : yours;
  const { todo = [] } = problem.text;
  const steps = means === yours ? todo : [yours, ...todo.filter((step) => step !== removalOffered(profile))];
  return new Problem({ ...problem.text, means, todo: steps }, { cause: problem });
}
