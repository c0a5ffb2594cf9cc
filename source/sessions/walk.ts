import { Problem } from '../problem.ts';
import { inHours, oneHour, type PlannedHop, type SwitchPlan } from './plan.ts';
import type { SessionPorts } from './ports.ts';
import type { Credentials } from './session.ts';
import type { StoredSession } from './store.ts';
import { type AssumedRole, type AssumeRoleRequest, type MfaProof, type StsEndpoint, StsFailure } from './sts.ts';

/** A hop that AWS (or the way to it) refused: which one of the plan, counted from 0. */
export class HopFailure extends Error {
  readonly index: number;
  readonly failure: StsFailure;
  /** A code or an MFA session went with it. */
  readonly withMfa: boolean;

  constructor(index: number, failure: StsFailure, withMfa: boolean) {
    super(failure.message, { cause: failure });
    this.name = 'HopFailure';
    this.index = index;
    this.failure = failure;
    this.withMfa = withMfa;
  }
}

/** Who takes the first hop. */
export type FirstCaller = {
  readonly credentials: Credentials;
  /** A code that goes with the first AssumeRole. */
  readonly proof?: MfaProof;
  /** The credentials are an MFA session. */
  readonly withMfa: boolean;
};

/**
 * Assumes the plan's roles one after another, each with the credentials of the one before.
 * @throws HopFailure, Problem where the account that answers is not the account that was asked for
 */
export async function walk(
  plan: SwitchPlan,
  first: FirstCaller,
  callerName: string,
  ports: SessionPorts,
): Promise<StoredSession> {
  let credentials = first.credentials;
  let assumedRoleArn: string | undefined;
  const notes: string[] = [];
  for (const [index, hop] of plan.hops.entries()) {
    const text = `${hop.roleName} in ${hop.accountId}`;
    ports.progress({ step: 'hop', index, state: 'started', text });
    const { profile: _profile, accountId: _account, roleName: _role, ...request } = hop;
    const mfa = index === 0 ? first.proof : undefined;
    const call = { ...request, sessionName: hop.sessionName ?? callerName, ...(mfa !== undefined && { mfa }) };
    try {
      const taken = await assumeHop(plan, credentials, call, ports);
      if (taken.note !== undefined) notes.push(taken.note);
      checkAccount(hop, taken.role.arn);
      credentials = taken.role.credentials;
      assumedRoleArn = taken.role.arn;
    } catch (error) {
      if (!(error instanceof StsFailure)) throw error;
      throw new HopFailure(index, error, index === 0 && (first.withMfa || mfa !== undefined));
    }
    ports.progress({ step: 'hop', index, state: 'done', text });
  }
  return {
    credentials: { ...credentials, expiresAt: credentials.expiresAt ?? 0 },
    ...(assumedRoleArn !== undefined && { assumedRoleArn }),
    ...(notes.length > 0 && { notes }),
  };
}

type Taken = { readonly role: AssumedRole; readonly note?: string };

/** One AssumeRole, with the two retries that AWS's answer itself suggests: another region, a shorter session. */
async function assumeHop(
  plan: SwitchPlan,
  caller: Credentials,
  request: AssumeRoleRequest,
  ports: SessionPorts,
): Promise<Taken> {
  try {
    return await inEnabledRegion(plan, (at) => ports.sts.assumeRole(caller, at, request));
  } catch (error) {
    const wished = request.durationSeconds ?? 0;
    if (!isTooLong(error) || wished <= oneHour) throw error;
    // AWS does not say what the role's maximum is; an hour is the least it can be.
    const { durationSeconds: _, ...shorter } = request;
    const taken = await inEnabledRegion(plan, (at) => ports.sts.assumeRole(caller, at, shorter));
    return { ...taken, note: `${inHours(wished)} was asked for, but the role allows less; this session is 1 h.` };
  }
}

async function inEnabledRegion(plan: SwitchPlan, call: (at: StsEndpoint) => Promise<AssumedRole>): Promise<Taken> {
  try {
    return { role: await call(plan.at) };
  } catch (error) {
    for (const region of plan.otherRegions) {
      if (!isRegionDisabled(error)) throw error;
      const note = `STS is not enabled in ${plan.at.region}; ${region} was asked instead.`;
      try {
        return { role: await call({ ...plan.at, region }), note };
      } catch (next) {
        if (!isRegionDisabled(next)) throw next;
      }
    }
    throw error;
  }
}

function isRegionDisabled(error: unknown): boolean {
  return error instanceof StsFailure && error.code === 'RegionDisabled';
}

function isTooLong(error: unknown): boolean {
  return error instanceof StsFailure && /exceeds the (MaxSessionDuration|1 hour session limit)/.test(error.message);
}

function checkAccount(hop: PlannedHop, assumedRoleArn: string): void {
  const account = assumedRoleArn.split(':')[4];
  if (account === hop.accountId) return;
  throw new Problem({
    code: 'account-mismatch',
    title: `AWS answered with a role in account ${account}, not in ${hop.accountId}.`,
    tried: `assuming ${hop.roleArn} for the profile ${hop.profile}`,
    means: 'The endpoint that was asked is not the AWS this profile belongs to.',
    todo: ['Check endpoint_url of the profile and of its source: rolecall show explains which one is used.'],
  });
}
