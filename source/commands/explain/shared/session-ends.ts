import type { Context } from '../../../context.ts';
import { sessionKey } from '../../../domain/sessions/cache/keys.ts';
import type { OpenEntry } from '../../../domain/sessions/cache/store.ts';
import { planRequest } from '../../../domain/sessions/plan/plan.ts';
import { plainRequest } from '../../../domain/sessions/plan/request.ts';
import { unlessProblem } from '../../../problem.ts';

/** When the session of each profile ends that a plain switch would find open now, in epoch milliseconds. */
export async function sessionEnds(
  entries: readonly OpenEntry[],
  { profiles, sessions }: Pick<Context, 'profiles' | 'sessions'>,
): Promise<ReadonlyMap<string, number>> {
  const read = await profiles.load();
  const found = new Map<string, number>();
  for (const { profile, end, isOf } of entries) {
    const key = unlessProblem(() => sessionKey(planRequest(read, plainRequest(profile)), sessions.outside));
    if (key !== undefined && isOf(key)) found.set(profile, end);
  }
  return found;
}
