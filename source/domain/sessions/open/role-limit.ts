import { inHours } from '../../profiles/values.ts';
import { limitKey } from '../cache/keys.ts';
import { longestChainedSession, roleLimitMemoryMs, shortestRoleMaximum } from '../cache/margins.ts';
import type { StoredLimit } from '../cache/store.ts';
import type { SwitchPlan } from '../plan/plan.ts';
import type { SessionPorts } from './ports.ts';

/** Usual maximums of roles. AWS does not say the maximum, only that it was exceeded. Seconds. */
const usual = [8, 6, 4, 3, 2, 1].map((hours) => hours * 3600);

/** The durations to try after one was too long, in seconds. An hour is the shortest maximum that a role can have. */
export function shorterLengths(requested: number): readonly number[] {
  return usual.filter((seconds) => seconds < requested);
}

/** The plan with a duration that the role is known to allow. What was too long lately is not asked for again. */
export async function withinKnownLimit(plan: SwitchPlan, ports: SessionPorts): Promise<SwitchPlan> {
  const last = plan.hops.at(-1);
  const requested = last?.durationSeconds ?? 0;
  if (last === undefined || requested <= shortestRoleMaximum) return plan;
  const limit = await ports.store.read<StoredLimit>(limitKey(plan, last.roleArn));
  if (limit === undefined || Math.abs(ports.now() - limit.notedAt) > roleLimitMemoryMs) return plan;
  const { seconds, refused = seconds + 1 } = limit;
  return requested < refused ? plan : withShorterSession(plan, seconds);
}

/** Remembers what a role allows and what it refused, in seconds. */
export async function rememberLimit(
  plan: SwitchPlan,
  roleArn: string,
  learned: { readonly seconds: number; readonly refused: number },
  { store, now }: SessionPorts,
): Promise<void> {
  await store.write<StoredLimit>(limitKey(plan, roleArn), { ...learned, notedAt: now() });
}

/** The plan with a shorter last hop. When it is short enough for role chaining, it needs no code of its own. */
export function withShorterSession(plan: SwitchPlan, seconds: number): SwitchPlan {
  const last = plan.hops.length - 1;
  const requested = plan.hops[last]?.durationSeconds ?? 0;
  return {
    ...plan,
    hops: plan.hops.map((hop, index) => (index === last ? { ...hop, durationSeconds: seconds } : hop)),
    mfaRoute: plan.mfaRoute === 'direct' && seconds <= longestChainedSession ? 'mfa-session' : plan.mfaRoute,
    learned: [...(plan.learned ?? []), limitNote(requested, seconds)],
  };
}

export function limitNote(requested: number, seconds: number): string {
  return `${inHours(requested)} was asked for, but the role allows less; this session is ${inHours(seconds)}.`;
}
