import { KeyFileClosed } from '../../access-keys/problems.ts';
import { refuseInTheClear } from '../../profiles/endpoints.ts';
import { isNeeded } from '../../sign-in/needed.ts';
import { type OpenedSession, readSession, toSession } from '../cache/cached-session.ts';
import { callerKey, mfaKey, sessionKey } from '../cache/keys.ts';
import { AwsFailure, HopFailure, isSpent } from '../failures/aws-failure.ts';
import { explainFailure } from '../failures/explain.ts';
import { looksTemporary, planSwitch, type SwitchPlan } from '../plan/plan.ts';
import type { CacheUse } from '../plan/request.ts';
import type { Credentials, Session } from '../session.ts';
import { codesUntil } from './ask-code.ts';
import { type Attempt, callerLookup } from './attempt.ts';
import type { SessionPorts } from './ports.ts';
import { withinKnownLimit } from './role-limit.ts';
import { openByRoute } from './routes.ts';

/**
 * A session for a plan: a cached one while enough of it is left, else a new one.
 * @throws Problem with what was tried, what AWS said and what to do; Cancelled when the person gave up
 */
export async function openSession(plan: SwitchPlan, use: CacheUse, given: SessionPorts): Promise<Session> {
  const ports = { ...given, sts: codesUntil(given.givenUp, given.sts) };
  const cached = use.bypass ? undefined : await readSession(plan, use, ports);
  if (cached !== undefined) return toSession(plan, cached, true);
  return toSession(plan, await openNew(plan, use, ports), false);
}

async function openNew(originalPlan: SwitchPlan, use: CacheUse, ports: SessionPorts): Promise<OpenedSession> {
  // Before anybody is asked for a code.
  const { at, hops, mfaRoute, reach } = originalPlan;
  if (at.url !== undefined && (hops.length > 0 || mfaRoute !== 'none')) {
    refuseInTheClear(at.url, reach?.stsEndpointFrom);
  }
  let attempt: Attempt | undefined;
  try {
    const source = await sourceCredentialsOf(originalPlan, ports);
    attempt = { originalPlan, use, ports, source, caller: callerLookup(originalPlan, source, ports) };
    return await openByRoute(attempt, await adjustedPlan(originalPlan, source, ports));
  } catch (error) {
    if (attempt !== undefined) await removeSpent(attempt, error);
    throw explainFailure(error, { plan: originalPlan, caller: attempt?.caller.known() });
  }
}

async function sourceCredentialsOf(
  { chain }: SwitchPlan,
  { progress, sourceCredentials, signIn, unlock }: SessionPorts,
): Promise<Credentials> {
  progress({ step: 'source', state: 'started', text: chain.source.profile });
  const source = await sourceCredentials(chain).catch(async (error: unknown) => {
    if (isNeeded(error) && signIn !== undefined) await signIn(error);
    else if (error instanceof KeyFileClosed && unlock !== undefined) await unlock(error);
    else throw error;
    return sourceCredentials(chain);
  });
  progress({ step: 'source', state: 'done', text: chain.source.profile });
  return source;
}

/** The plan again, now that the credentials of the source are known, with the limit that the role is known to have. */
async function adjustedPlan(originalPlan: SwitchPlan, source: Credentials, ports: SessionPorts): Promise<SwitchPlan> {
  const { chain, request } = originalPlan;
  const isTemporary = source.sessionToken !== undefined;
  // A process or the environment may give temporary credentials. Only the credentials themselves tell.
  const isAsPlanned = isTemporary === looksTemporary(chain.source);
  const plan = isAsPlanned ? originalPlan : { ...originalPlan, ...planSwitch(chain, request, isTemporary) };
  return withinKnownLimit(plan, ports);
}

/** Removes from the cache what AWS no longer accepts. */
async function removeSpent({ originalPlan, source, ports }: Attempt, error: unknown): Promise<void> {
  const failure = error instanceof HopFailure ? error.failure : error;
  if (!(failure instanceof AwsFailure) || !isSpent(failure)) return;
  const { store, outside } = ports;
  const serial = originalPlan.chain.mfa?.serial;
  await store.remove(sessionKey(originalPlan, outside));
  await store.remove(callerKey(originalPlan, outside));
  if (serial !== undefined) await store.remove(mfaKey(originalPlan, source.accessKeyId, serial));
}
