import { Problem } from '../../../problem.ts';
import { shortestRoleMaximum } from '../cache/margins.ts';
import type { StoredSession } from '../cache/store.ts';
import { isTooLong } from '../failures/failures.ts';
import type { PlannedHop, SwitchPlan } from '../plan/plan.ts';
import { inEnabledRegion, type Regional } from '../plan/regions.ts';
import type { SessionPorts } from './ports.ts';
import { limitNote, noteLimit, shorterThan } from './role-limit.ts';
import type { Credentials } from './session.ts';
import { type AssumedRole, type AssumeRoleRequest, type MfaProof, StsFailure } from './sts.ts';
import { spending } from './with-code.ts';

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
  const notes: string[] = [...plan.notes];
  for (const [index, hop] of plan.hops.entries()) {
    const text = `${hop.roleName} in ${hop.accountId}`;
    ports.progress({ step: 'hop', index, state: 'started', text });
    const proof = index === 0 ? first.proof : undefined;
    try {
      const taken = await assumeHop(plan, credentials, requestOf(hop, callerName, proof), ports);
      checkAccount(hop, taken.answer.arn);
      notes.push(...taken.notes.filter((note) => !notes.includes(note)));
      credentials = taken.answer.credentials;
      assumedRoleArn = taken.answer.arn;
    } catch (error) {
      if (!(error instanceof StsFailure)) throw error;
      throw new HopFailure(index, error, index === 0 && (first.withMfa || proof !== undefined));
    }
    ports.progress({ step: 'hop', index, state: 'done', text });
  }
  return {
    credentials: { ...credentials, expiresAt: credentials.expiresAt ?? 0 },
    ...(assumedRoleArn !== undefined && { assumedRoleArn }),
    ...(notes.length > 0 && { notes }),
  };
}

function requestOf(hop: PlannedHop, callerName: string, mfa: MfaProof | undefined): AssumeRoleRequest {
  const { profile: _profile, accountId: _account, roleName: _role, ...request } = hop;
  return { ...request, sessionName: hop.sessionName ?? callerName, ...(mfa !== undefined && { mfa }) };
}

type Taken = { readonly answer: AssumedRole; readonly notes: readonly string[] };

/** One AssumeRole, with the two retries that AWS's answer itself suggests: another region, a shorter session. */
async function assumeHop(
  plan: SwitchPlan,
  caller: Credentials,
  request: AssumeRoleRequest,
  ports: SessionPorts,
): Promise<Taken> {
  const { mfa } = request;
  const send = (wanted: AssumeRoleRequest) => inEnabledRegion(plan, (at) => ports.sts.assumeRole(caller, at, wanted));
  if (mfa !== undefined) return taken(await spending(ports, mfa, () => send(request)));
  const wished = request.durationSeconds ?? 0;
  try {
    return taken(await send(request));
  } catch (error) {
    if (!isTooLong(error) || wished <= shortestRoleMaximum) throw error;
    return shorter(plan, request, send, error, ports);
  }
}

/** AWS does not say what the role's maximum is, so the usual ones are tried from the top. */
async function shorter(
  plan: SwitchPlan,
  request: AssumeRoleRequest,
  send: (wanted: AssumeRoleRequest) => Promise<Regional<AssumedRole>>,
  tooLong: unknown,
  ports: SessionPorts,
): Promise<Taken> {
  const wished = request.durationSeconds ?? 0;
  for (const seconds of shorterThan(wished)) {
    try {
      const allowed = taken(await send({ ...request, durationSeconds: seconds }));
      await noteLimit(plan, request.roleArn, seconds, ports);
      return { ...allowed, notes: [...allowed.notes, limitNote(wished, seconds)] };
    } catch (error) {
      if (!isTooLong(error)) throw error;
    }
  }
  throw tooLong;
}

function taken({ answer, note }: Regional<AssumedRole>): Taken {
  return { answer, notes: note === undefined ? [] : [note] };
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
