import { lastPart, parseArn } from '../../profiles/arn.ts';
import { type CacheKey, callerKey } from '../cache/keys.ts';
import type { StoredCaller } from '../cache/store.ts';
import { inEnabledRegion } from '../plan/endpoint.ts';
import type { SwitchPlan } from '../plan/plan.ts';
import type { Credentials } from '../session.ts';
import type { CallerIdentity } from '../sts.ts';
import type { SessionPorts } from './ports.ts';

/**
 * The identity of the source's credentials. It is cached for good with their access key, so that GetCallerIdentity is called
 * once for each: the same program or sign-in may give keys of somebody else the next time.
 */
export async function callerOf(plan: SwitchPlan, source: Credentials, ports: SessionPorts): Promise<CallerIdentity> {
  const { accessKeyId } = source;
  const key = callerKey(plan, ports.outside);
  const remembered = async (): Promise<CallerIdentity | undefined> => {
    const known = await ports.store.read<StoredCaller>(key);
    return known?.accessKeyId === accessKeyId ? { arn: known.arn, accountId: known.accountId } : undefined;
  };
  const known = await remembered();
  if (known !== undefined) return known;
  // Those who hold other keys of the source need not wait for each other.
  const asking: CacheKey = { ...key, facts: [key.facts, accessKeyId] };
  return ports.store.exclusively(asking, remembered, async () => {
    const { answer } = await inEnabledRegion(plan, (at) => ports.sts.callerIdentity(source, at));
    await ports.store.write<StoredCaller>(key, { ...answer, accessKeyId });
    return answer;
  });
}

/**
 * The name CloudTrail shows for a session: the IAM user's, or the session name of a role; always something STS
 * takes (2 to 64 of `\w+=,.@-`).
 */
export function sessionNameFor(callerArn: string | undefined, osUser: string): string {
  const own = callerArn?.includes(':root') ? undefined : callerArn && lastPart(callerArn);
  const clean = (own || osUser).replace(/[^\w+=,.@-]/g, '-').slice(0, 64);
  return clean.length >= 2 ? clean : `${clean}-rolecall`.slice(-64);
}

/** An IAM user, as opposed to a role, a federated user or root. */
export function isIamUser(callerArn: string): boolean {
  return parseArn(callerArn)?.resource.startsWith('user/') ?? false;
}
