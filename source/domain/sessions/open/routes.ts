import { Problem } from '../../../problem.ts';
import { deviceOf, isFido } from '../../mfa/code.ts';
import { inHours } from '../../profiles/values.ts';
import { type OpenedSession, readSession } from '../cache/cached-session.ts';
import { mfaKey } from '../cache/keys.ts';
import { shortestRoleMaximum, youngMfaMs } from '../cache/margins.ts';
import { HopFailure, isMfaAnswer, isNotAuthorized, isSpent, isTooLong } from '../failures/aws-failure.ts';
import { explainFailure } from '../failures/explain.ts';
import { planSwitch, type SwitchPlan } from '../plan/plan.ts';
import type { MfaProof } from '../sts.ts';
import { type CodeReason, type Devices, withCode } from './ask-code.ts';
import { type Attempt, assume, identifyMeanwhile, storeSession, withoutRole } from './attempt.ts';
import { isIamUser } from './caller.ts';
import { discoverDevices, fidoConfigured, withFoundDevice } from './devices.ts';
import { type MfaSessionOptions, openMfaSession } from './mfa-session.ts';
import { rememberLimit, withShorterSession } from './role-limit.ts';

/** Opens the session by the route that the plan's MFA needs. @throws HopFailure, AwsFailure, Problem, Cancelled */
export async function openByRoute(attempt: Attempt, plan: SwitchPlan): Promise<OpenedSession> {
  const { chain, hops, mfaRoute } = plan;
  if (chain.mfa === undefined || mfaRoute === 'none') {
    return hops.length === 0 ? sourceItself(attempt, plan) : withoutDevice(attempt, plan);
  }
  const { serial, profile } = chain.mfa;
  if (mfaRoute === 'if-denied') return codeIfDenied(attempt, plan, serial);
  if (isFido(serial)) throw fidoConfigured(plan, serial, profile);
  return withMfa(attempt, plan, { serials: [serial] });
}

/** The profile is an identity itself. Credentials that AWS gave for a limited time go into the cache. */
async function sourceItself(attempt: Attempt, plan: SwitchPlan): Promise<OpenedSession> {
  const session = withoutRole(attempt.source);
  const { kind } = plan.chain.source;
  const isFromAws = kind === 'sso' || kind === 'web-identity';
  if (isFromAws && Number.isFinite(session.credentials.expiresAt)) await storeSession(attempt, session);
  return session;
}

/** No device is configured. When AWS refuses an IAM user, the user's own devices are looked up. */
async function withoutDevice(attempt: Attempt, plan: SwitchPlan): Promise<OpenedSession> {
  const { source, ports } = attempt;
  try {
    return await assume(attempt, plan, { credentials: source, withMfa: false });
  } catch (error) {
    const caller = attempt.caller.known();
    if (!isDenied(error) || source.sessionToken !== undefined) throw error;
    if (caller === undefined || !isIamUser(caller.arn)) throw error;
    const devices = await discoverDevices(plan, source, caller, ports);
    if (devices === undefined) throw error;
    const refusal = explainFailure(error, { plan, caller, device: deviceOf(devices.serials[0]) });
    const mfa = { serial: devices.serials[0], profile: plan.hops[0]?.profile ?? plan.chain.profile };
    // With a device the route may be another one: a session of more than an hour needs a code of its own.
    const { mfaRoute } = planSwitch({ ...plan.chain, mfa }, plan.request, false);
    return withMfa(attempt, { ...plan, mfaRoute }, devices, refusal instanceof Problem ? refusal : undefined);
  }
}

/** The source is temporary and may carry MFA already, so a code is asked for only when AWS refuses. */
async function codeIfDenied(attempt: Attempt, plan: SwitchPlan, serial: string): Promise<OpenedSession> {
  try {
    return await assume(attempt, plan, { credentials: attempt.source, withMfa: false });
  } catch (error) {
    if (!isDenied(error) || isFido(serial)) throw error;
    const reason = 'The role was refused without a code.';
    return withCodeOnRole(attempt, plan, { devices: { serials: [serial] }, reason });
  }
}

function isDenied(error: unknown): error is HopFailure {
  return error instanceof HopFailure && error.index === 0 && isNotAuthorized(error.failure);
}

/** With a code. @param refusal AWS's answer without one */
async function withMfa(
  attempt: Attempt,
  plan: SwitchPlan,
  devices: Devices,
  refusal?: Problem,
): Promise<OpenedSession> {
  const options = { devices, ...(refusal && { refusal }) };
  if (plan.mfaRoute !== 'direct') return throughMfaSession(attempt, plan, options);
  try {
    const reason = { devices, reason: reasonForDirect(plan), ...(refusal && { instead: refusal }) };
    return await withCodeOnRole(attempt, plan, reason);
  } catch (error) {
    if (!(error instanceof HopFailure && isTooLong(error.failure))) throw error;
    // The code is used up. The next one opens an MFA session, which serves every role.
    const { roleArn = '', durationSeconds: refused = 0 } = plan.hops[0] ?? {};
    await rememberLimit(plan, roleArn, { seconds: shortestRoleMaximum, refused }, attempt.ports);
    return throughMfaSession(attempt, withShorterSession(plan, shortestRoleMaximum), { devices });
  }
}

/** The code goes with AssumeRole itself: good for one session of one role. */
async function withCodeOnRole(attempt: Attempt, plan: SwitchPlan, reason: CodeReason): Promise<OpenedSession> {
  const { originalPlan, use, ports } = attempt;
  identifyMeanwhile(attempt, plan);
  const ready = async () => (use.bypass ? undefined : readSession(originalPlan, use, ports));
  return withCode<OpenedSession>(ports, reason, ready, async (proof) => {
    ports.progress({ step: 'mfa', state: 'started', text: proof.serial });
    const session = await assumeWithProof(attempt, plan, proof);
    ports.progress({ step: 'mfa', state: 'done', text: proof.serial });
    return withFoundDevice(session, plan, proof.serial, true);
  });
}

async function assumeWithProof(attempt: Attempt, plan: SwitchPlan, proof: MfaProof): Promise<OpenedSession> {
  try {
    return await assume(attempt, plan, { credentials: attempt.source, proof, withMfa: false });
  } catch (error) {
    // withCode asks again when it sees AWS's own answer about the code, which the HopFailure hides.
    throw error instanceof HopFailure && error.index === 0 && isMfaAnswer(error.failure) ? error.failure : error;
  }
}

/** One code for an MFA session, then every role of the identity without another. */
async function throughMfaSession(
  attempt: Attempt,
  plan: SwitchPlan,
  options: MfaSessionOptions,
): Promise<OpenedSession> {
  const { source, ports } = attempt;
  identifyMeanwhile(attempt, plan);
  const text = options.devices.serials[0];
  ports.progress({ step: 'mfa', state: 'started', text });
  const mfa = await openMfaSession(plan, source, options, ports);
  ports.progress({ step: 'mfa', state: 'done', text });
  const isIdentity = plan.hops.length === 0;
  if (mfa.kind === 'denied') {
    if (isIdentity) return withoutRole(source);
    const reason = 'This identity may not call GetSessionToken, so each role asks for a code.';
    return withCodeOnRole(attempt, plan, { devices: options.devices, reason });
  }
  if (isIdentity) return withoutRole(mfa.credentials);
  const noted = mfa.note === undefined ? plan : { ...plan, learned: [...(plan.learned ?? []), mfa.note] };
  try {
    const session = await assume(attempt, noted, { credentials: mfa.credentials, withMfa: true });
    return withFoundDevice(session, plan, mfa.serial, !mfa.cached);
  } catch (error) {
    if (options.fresh || !mfa.cached || !(error instanceof HopFailure) || error.index > 0) throw error;
    if (isSpent(error.failure)) {
      await ports.store.remove(mfaKey(plan, source.accessKeyId, mfa.serial));
      return throughMfaSession(attempt, noted, options);
    }
    const isOld = ports.now() - mfa.issuedAt > youngMfaMs;
    if (!isNotAuthorized(error.failure) || !isOld) throw error;
    return throughMfaSession(attempt, noted, { devices: options.devices, fresh: true });
  }
}

function reasonForDirect({ hops }: SwitchPlan): string {
  const seconds = hops[0]?.durationSeconds ?? 0;
  return `A session of ${inHours(seconds)} needs a code of its own: through an MFA session AWS gives at most 1h.`;
}
