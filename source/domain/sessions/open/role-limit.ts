import type { CacheKey } from '../cache/keys.ts';
import { longestChainedSession, roleLimitMemoryMs, shortestRoleMaximum } from '../cache/margins.ts';
import { inHours, type SwitchPlan } from '../plan/plan.ts';
import type { SessionPorts } from './ports.ts';

/** What a role turned out to allow, in seconds, and when it did (epoch milliseconds). */
export type StoredLimit = { readonly seconds: number; readonly notedAt: number };

/** Lengths that roles are given. AWS does not say what the maximum is, only that it was exceeded. */
const usual = [8, 6, 4, 3, 2, 1].map((hours) => hours * 3600);

/** The lengths to try, in seconds, after one was too long; an hour is the least a role's maximum can be. */
export function shorterThan(wished: number): readonly number[] {
  return usual.filter((seconds) => seconds < wished);
}

/** The plan as the role is known to allow it: a wish that was too long lately is not made again. */
export async function withinKnownLimit(plan: SwitchPlan, ports: SessionPorts): Promise<SwitchPlan> {
  const last = plan.hops.at(-1);
  const wished = last?.durationSeconds ?? 0;
  if (last === undefined || wished <= shortestRoleMaximum) return plan;
  const limit = await ports.store.read<StoredLimit>(limitKey(plan, last.roleArn));
  if (limit === undefined || limit.seconds >= wished || ports.now() - limit.notedAt > roleLimitMemoryMs) return plan;
  return shortened(plan, limit.seconds);
}

/** Remembers that a role allows no more than so many seconds. */
export async function noteLimit(
  plan: SwitchPlan,
  roleArn: string,
  seconds: number,
  { store, now }: SessionPorts,
): Promise<void> {
  await store.write<StoredLimit>(limitKey(plan, roleArn), { seconds, notedAt: now() });
}

/** The plan with a shorter last hop, which no longer needs a code of its own where it is short enough. */
export function shortened(plan: SwitchPlan, seconds: number): SwitchPlan {
  const last = plan.hops.length - 1;
  const wished = plan.hops[last]?.durationSeconds ?? 0;
  return {
    ...plan,
    hops: plan.hops.map((hop, index) => (index === last ? { ...hop, durationSeconds: seconds } : hop)),
    mfaRoute: plan.mfaRoute === 'direct' && seconds <= longestChainedSession ? 'mfa-session' : plan.mfaRoute,
    notes: [...plan.notes, limitNote(wished, seconds)],
  };
}

export function limitNote(wished: number, seconds: number): string {
  return `${inHours(wished)} was asked for, but the role allows less; this session is ${inHours(seconds)}.`;
}

function limitKey(plan: SwitchPlan, roleArn: string): CacheKey {
  return { kind: 'limit', facts: [roleArn, plan.at.url] };
}
