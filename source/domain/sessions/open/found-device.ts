import type { Borrowed } from '../cache/stored.ts';
import type { SwitchPlan } from '../plan/plan.ts';

/** An MFA device that gave the code although no profile names it, and the profile that should. */
export type FoundDevice = { readonly serial: string; readonly profile: string };

/** What was found without being configured is worth a line in the profile. */
export function foundNote({ serial, profile }: FoundDevice): string {
  return `With mfa_serial = ${serial} in ${profile} the code is asked for at once.`;
}

/**
 * The session, and what is to be said of the device that made it possible.
 * @param asked a code of it was asked for just now; a remembered MFA session is no occasion to ask the person anything
 */
export function withFound(session: Borrowed, { chain, hops }: SwitchPlan, serial: string, asked: boolean): Borrowed {
  if (chain.mfa !== undefined) return session;
  const found = { serial, profile: hops[0]?.profile ?? chain.profile };
  return { ...session, notes: [...(session.notes ?? []), foundNote(found)], ...(asked && { found }) };
}
