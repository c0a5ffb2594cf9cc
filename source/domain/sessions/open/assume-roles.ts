import { shownRole } from '../../profiles/looks/role-name.ts';
import { shortestRoleMaximum } from '../cache/margins.ts';
import type { StoredSession } from '../cache/store.ts';
import { AwsFailure, HopFailure, isTooLong } from '../failures/aws-failure.ts';
import { roleProblem } from '../failures/role-mismatch.ts';
import { inEnabledRegion, type Regional } from '../plan/endpoint.ts';
import type { PlannedHop, SwitchPlan } from '../plan/plan.ts';
import type { Credentials } from '../session.ts';
import type { AssumedRole, AssumeRoleRequest, MfaProof } from '../sts.ts';
import { recordingUse } from './ask-code.ts';
import type { SessionPorts } from './ports.ts';
import { limitNote, rememberLimit, shorterLengths } from './role-limit.ts';

/** The credentials that assume the first role. */
export type FirstCaller = {
  readonly credentials: Credentials;
  /** A code that goes with the first AssumeRole. */
  readonly proof?: MfaProof;
  /** The credentials are an MFA session. */
  readonly withMfa: boolean;
};

/**
 * Assumes the plan's roles one after another, each with the credentials of the one before.
 * @throws HopFailure, Problem where the role that answers is not the one that was asked for
 */
export async function assumeRoles(
  plan: SwitchPlan,
  first: FirstCaller,
  callerName: string,
  ports: SessionPorts,
): Promise<StoredSession> {
  let credentials = first.credentials;
  let assumedRoleArn: string | undefined;
  const notes: string[] = [...(plan.learned ?? [])];
  for (const [index, hop] of plan.hops.entries()) {
    const text = `${shownRole(hop.roleName)} in ${hop.accountId}`;
    ports.progress({ step: 'hop', index, state: 'started', text });
    const proof = index === 0 ? first.proof : undefined;
    try {
      const assumed = await assumeHop(plan, credentials, requestOf(hop, callerName, proof), ports);
      const mismatch = roleProblem(hop.roleArn, assumed.answer.arn, hop.profile);
      if (mismatch !== undefined) throw mismatch;
      notes.push(...assumed.notes.filter((note) => !notes.includes(note)));
      credentials = assumed.answer.credentials;
      assumedRoleArn = assumed.answer.arn;
    } catch (error) {
      if (!(error instanceof AwsFailure)) throw error;
      throw new HopFailure(index, error, index === 0 && (first.withMfa || proof !== undefined));
    }
    ports.progress({ step: 'hop', index, state: 'done', text });
  }
  return {
    credentials: { ...credentials, expiresAt: credentials.expiresAt ?? 0 },
    ...(assumedRoleArn !== undefined && { assumedRoleArn }),
    ...(notes.length > 0 && { notes }),
    ...(plan.notes.length > 0 && { isCapped: true }),
  };
}

function requestOf(hop: PlannedHop, callerName: string, mfa: MfaProof | undefined): AssumeRoleRequest {
  const { profile: _profile, accountId: _account, roleName: _role, ...request } = hop;
  return { ...request, sessionName: hop.sessionName ?? callerName, ...(mfa !== undefined && { mfa }) };
}

type Assumed = { readonly answer: AssumedRole; readonly notes: readonly string[] };

/** One AssumeRole. It is sent again to another region or for a shorter session where AWS's answer suggests that. */
async function assumeHop(
  plan: SwitchPlan,
  caller: Credentials,
  request: AssumeRoleRequest,
  ports: SessionPorts,
): Promise<Assumed> {
  const { mfa } = request;
  const send = (next: AssumeRoleRequest) => inEnabledRegion(plan, (at) => ports.sts.assumeRole(caller, at, next));
  if (mfa !== undefined) return assumed(await recordingUse(ports, mfa, () => send(request)));
  const requested = request.durationSeconds ?? 0;
  try {
    return assumed(await send(request));
  } catch (error) {
    if (!isTooLong(error) || requested <= shortestRoleMaximum) throw error;
    return shorter(plan, request, send, error, ports);
  }
}

/** AWS does not say the role's maximum, so the usual ones are tried, the longest first. */
async function shorter(
  plan: SwitchPlan,
  request: AssumeRoleRequest,
  send: (next: AssumeRoleRequest) => Promise<Regional<AssumedRole>>,
  tooLong: unknown,
  ports: SessionPorts,
): Promise<Assumed> {
  const requested = request.durationSeconds ?? 0;
  let refused = requested;
  for (const seconds of shorterLengths(requested)) {
    try {
      const allowed = assumed(await send({ ...request, durationSeconds: seconds }));
      await rememberLimit(plan, request.roleArn, { seconds, refused }, ports);
      return { ...allowed, notes: [...allowed.notes, limitNote(requested, seconds)] };
    } catch (error) {
      if (!isTooLong(error)) throw error;
      refused = seconds;
    }
  }
  throw tooLong;
}

function assumed({ answer, note }: Regional<AssumedRole>): Assumed {
  return { answer, notes: note === undefined ? [] : [note] };
}
