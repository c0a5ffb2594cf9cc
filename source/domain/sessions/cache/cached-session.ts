import { isOfAws } from '../../profiles/endpoints.ts';
import { realRegion } from '../../profiles/regions.ts';
import { roleFault } from '../credentials.ts';
import { stsUrl } from '../plan/endpoint.ts';
import { roleOfSource } from '../plan/leads-to.ts';
import { asksSts, cappedNotes, type SwitchPlan } from '../plan/plan.ts';
import type { CacheUse } from '../plan/request.ts';
import type { FoundDevice, Session } from '../session.ts';
import { type CacheKey, type OutsideIdentity, sessionKey } from './keys.ts';
import type { SessionStore, StoredSession } from './store.ts';

type Reader = { readonly store: Pick<SessionStore, 'read'>; readonly now: () => number };

/** The cached session of a plan, while more than `minRemaining` is left of it. No network. */
export async function readSession(
  plan: SwitchPlan,
  use: CacheUse,
  reader: Reader & { readonly outside: OutsideIdentity },
): Promise<StoredSession | undefined> {
  const found = await readStored(sessionKey(plan, reader.outside), use, reader);
  return found !== undefined && isSessionOf(plan, found) ? found : undefined;
}

/** Whether a stored session is one of the role that the plan ends in. An entry may have been put under another name. */
export function isSessionOf({ hops }: SwitchPlan, { assumedRoleArn }: StoredSession): boolean {
  const last = hops.at(-1);
  return last === undefined || assumedRoleArn === undefined || roleFault(last.roleArn, assumedRoleArn) === undefined;
}

/** The cached session under a key, while more than `minRemaining` is left of it. No network. */
export async function readStored(
  key: CacheKey,
  use: CacheUse,
  { store, now }: Reader,
): Promise<StoredSession | undefined> {
  const found = await store.read<StoredSession>(key);
  return found !== undefined && hasEnoughLeft(found, use, now()) ? found : undefined;
}

/** @param now epoch milliseconds */
export const hasEnoughLeft = (
  { credentials }: StoredSession,
  { minRemaining }: Pick<CacheUse, 'minRemaining'>,
  now: number,
): boolean => credentials.expiresAt - now > minRemaining * 1000;

/** A session that was just opened, with the MFA device that was found on the way. The device is not cached. */
export type OpenedSession = StoredSession & { readonly found?: FoundDevice };

/** The session as the verbs get it. */
export function toSession(plan: SwitchPlan, stored: OpenedSession, cached: boolean): Session {
  const { expiresAt, ...keys } = stored.credentials;
  const { caller, assumedRoleArn } = stored;
  const region = plan.request.region ?? plan.chain.transport.region;
  const last = plan.hops.at(-1);
  const role = last ?? roleOfSource(plan.chain.source);
  const accountId = role?.accountId ?? caller?.accountId;
  return {
    profile: plan.chain.profile,
    credentials: Number.isFinite(expiresAt) ? stored.credentials : keys,
    notes: notesOf(plan, stored, region === undefined && !cached && plan.at.region !== ownRegion(plan)),
    cached,
    ...(assumedRoleArn !== undefined && { assumedRoleArn }),
    ...(last !== undefined && { roleArn: last.roleArn }),
    ...(role !== undefined && { roleName: role.roleName }),
    ...(accountId !== undefined && { accountId }),
    ...(caller !== undefined && { callerArn: caller.arn }),
    ...(region !== undefined && { region }),
    ...(stored.found !== undefined && { found: stored.found }),
    ...(plan.reach !== undefined && { reach: plan.reach.variables }),
    ...elsewhereOf(plan),
  };
}

/** The region of the person's environment, where it counts: programs in the role have it already. */
const ownRegion = ({ chain }: SwitchPlan): string | undefined =>
  chain.transport.environmentRegion && realRegion(chain.transport.environmentRegion).region;

/** What is said of this request, and what was learned while the session was opened. */
function notesOf(plan: SwitchPlan, { notes = [], isCapped }: StoredSession, isRegionOpen: boolean): readonly string[] {
  const capped = isCapped ? cappedNotes(plan.chain, plan.request) : [];
  const asked = isRegionOpen && asksSts(plan) ? [`No region is configured; STS was asked in ${plan.at.region}.`] : [];
  return [...capped, ...asked, ...notes];
}

/** The endpoint that opened it, where it is not one of AWS's own. */
function elsewhereOf(plan: SwitchPlan): Pick<Session, 'elsewhere'> {
  const { at, reach } = plan;
  if (!asksSts(plan) || at.url === undefined || isOfAws(at.url)) return {};
  return { elsewhere: { url: stsUrl(at), from: reach?.stsEndpointFrom ?? 'endpoint_url' } };
}
