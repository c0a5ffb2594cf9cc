import { callerKey } from './keys.ts';
import type { SwitchPlan } from './plan.ts';
import type { SessionPorts } from './ports.ts';
import type { Credentials } from './session.ts';
import type { StoredCaller } from './store.ts';
import { type CallerIdentity, StsFailure } from './sts.ts';

/** Who the source is: remembered for good per key, so that GetCallerIdentity is called once. */
export async function callerOf(plan: SwitchPlan, source: Credentials, ports: SessionPorts): Promise<CallerIdentity> {
  const key = callerKey(plan, ports.environmentKeyId);
  const known = await ports.store.read<StoredCaller>(key);
  if (known !== undefined) return known;
  const caller = await ports.sts.callerIdentity(source, plan.at).catch(async (error: unknown) => {
    const region = plan.otherRegions[0];
    if (!(error instanceof StsFailure) || error.code !== 'RegionDisabled' || region === undefined) throw error;
    return ports.sts.callerIdentity(source, { ...plan.at, region });
  });
  await ports.store.write<StoredCaller>(key, caller);
  return caller;
}

/**
 * The name CloudTrail shows for a session: the IAM user's, or the session name of a role; always something STS
 * takes (2 to 64 of `\w+=,.@-`).
 */
export function sessionNameFor(callerArn: string | undefined, osUser: string): string {
  const own = callerArn?.includes(':root') ? undefined : callerArn?.slice(callerArn.lastIndexOf('/') + 1);
  const clean = (own || osUser).replace(/[^\w+=,.@-]/g, '-').slice(0, 64);
  return clean.length >= 2 ? clean : `${clean}-rolecall`.slice(-64);
}

/** Root cannot assume roles at all; better said before anything is asked of the person. */
export function isRoot(callerArn: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:root$/.test(callerArn);
}

/** An IAM user, as opposed to a role, a federated user or root. */
export function isIamUser(callerArn: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:user\//.test(callerArn);
}
