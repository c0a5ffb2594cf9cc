import { isFido } from '../../mfa/code.ts';
import { SignInNeeded } from '../../portals/needed.ts';
import { callerKey, mfaKey, sessionKey } from '../cache/keys.ts';
import type { Borrowed } from '../cache/stored.ts';
import { explainFailure } from '../explain/explain.ts';
import { isSpent } from '../failures/failures.ts';
import { looksTemporary, planSwitch, type SwitchPlan } from '../plan/plan.ts';
import type { CacheUse } from '../plan/request.ts';
import { type Borrowing, keep, unassumed, whoOf } from './borrowing.ts';
import { fidoConfigured } from './discover.ts';
import type { SessionPorts } from './ports.ts';
import { withinKnownLimit } from './role-limit.ts';
import { withMfa } from './routes/mfa.ts';
import { codeIfDenied, withoutDevice } from './routes/plain.ts';
import type { Credentials } from './session.ts';
import { StsFailure } from './sts.ts';
import { HopFailure } from './walk.ts';

/**
 * From the source to the role, with everything that may have to be asked on the way.
 * @throws Problem with what was tried, what AWS said and what to do; Cancelled when the person gave up
 */
export async function borrow(asked: SwitchPlan, use: CacheUse, ports: SessionPorts): Promise<Borrowed> {
  let borrowing: Borrowing | undefined;
  try {
    const source = await sourceOf(asked, ports);
    borrowing = { asked, use, ports, source, who: whoOf(asked, source, ports) };
    return await byRoute(borrowing, await planFor(asked, source, ports));
  } catch (error) {
    if (borrowing !== undefined) await dropWhatIsSpent(borrowing, error);
    throw explainFailure(error, { plan: asked, caller: borrowing?.who.known() });
  }
}

async function sourceOf(
  { chain }: SwitchPlan,
  { progress, sourceCredentials, signIn }: SessionPorts,
): Promise<Credentials> {
  progress({ step: 'source', state: 'started', text: chain.source.profile });
  const source = await sourceCredentials(chain).catch(async (error: unknown) => {
    if (!(error instanceof SignInNeeded) || signIn === undefined) throw error;
    await signIn(error);
    return sourceCredentials(chain);
  });
  progress({ step: 'source', state: 'done', text: chain.source.profile });
  return source;
}

/** The plan as the credentials and the role turn out to be. */
async function planFor(asked: SwitchPlan, source: Credentials, ports: SessionPorts): Promise<SwitchPlan> {
  const { chain, request } = asked;
  const isTemporary = source.sessionToken !== undefined;
  // Only what a process or the environment really gave tells whether it was borrowed already.
  const plan = isTemporary === looksTemporary(chain.source) ? asked : planSwitch(chain, request, isTemporary);
  return withinKnownLimit(plan, ports);
}

async function byRoute(borrowing: Borrowing, plan: SwitchPlan): Promise<Borrowed> {
  const { chain, hops, mfaRoute } = plan;
  if (chain.mfa === undefined || mfaRoute === 'none') {
    return hops.length === 0 ? identity(borrowing, plan) : withoutDevice(borrowing, plan);
  }
  const { serial, profile } = chain.mfa;
  if (mfaRoute === 'if-denied') return codeIfDenied(borrowing, plan, serial);
  if (isFido(serial)) throw fidoConfigured(plan, serial, profile);
  return withMfa(borrowing, plan, { serials: [serial] });
}

/** Profiles that are an identity themselves. What AWS gave for a while is kept for that while. */
async function identity(borrowing: Borrowing, plan: SwitchPlan): Promise<Borrowed> {
  const session = unassumed(borrowing.source, plan);
  const { kind } = plan.chain.source;
  const isLasting = kind === 'sso' || kind === 'web-identity';
  if (isLasting && Number.isFinite(session.credentials.expiresAt)) await keep(borrowing, session);
  return session;
}

/** Nothing that AWS no longer takes is offered again. */
async function dropWhatIsSpent({ asked, source, ports }: Borrowing, error: unknown): Promise<void> {
  const failure = error instanceof HopFailure ? error.failure : error;
  if (!(failure instanceof StsFailure) || !isSpent(failure)) return;
  const { store, outside } = ports;
  const serial = asked.chain.mfa?.serial;
  await store.remove(sessionKey(asked, outside));
  await store.remove(callerKey(asked, outside));
  if (serial !== undefined) await store.remove(mfaKey(asked, source.accessKeyId, serial));
}
