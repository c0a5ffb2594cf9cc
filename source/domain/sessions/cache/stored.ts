import { parseRoleArn } from '../../profiles/arn.ts';
import type { SourceIdentity } from '../../profiles/profile.ts';
import type { FoundDevice } from '../open/found-device.ts';
import type { SessionPorts } from '../open/ports.ts';
import type { Session } from '../open/session.ts';
import type { SwitchPlan } from '../plan/plan.ts';
import type { CacheUse } from '../plan/request.ts';
import { type CacheKey, sessionKey } from './keys.ts';
import type { StoredSession } from './store.ts';

/** The cached session of a plan, while more than `minRemaining` is left of it. No network. */
export async function readSession(
  plan: SwitchPlan,
  use: CacheUse,
  ports: Pick<SessionPorts, 'store' | 'now' | 'outside'>,
): Promise<StoredSession | undefined> {
  return readStored(sessionKey(plan, ports.outside), use, ports);
}

/** A session as it comes in, with what only this one time is worth saying. */
export type Borrowed = StoredSession & { readonly found?: FoundDevice };

/** The session as whoever asked for it gets it. */
export function toSession(plan: SwitchPlan, stored: Borrowed, cached: boolean): Session {
  const { expiresAt, ...keys } = stored.credentials;
  const { caller, assumedRoleArn } = stored;
  const region = plan.request.region ?? plan.chain.transport.region;
  const last = plan.hops.at(-1);
  const role = last ?? roleOfSource(plan.chain.source);
  const accountId = role?.accountId ?? caller?.accountId;
  return {
    profile: plan.chain.profile,
    credentials: Number.isFinite(expiresAt) ? stored.credentials : keys,
    notes: stored.notes ?? [],
    cached,
    ...(assumedRoleArn !== undefined && { assumedRoleArn }),
    ...(last !== undefined && { roleArn: last.roleArn }),
    ...(role !== undefined && { roleName: role.roleName }),
    ...(accountId !== undefined && { accountId }),
    ...(caller !== undefined && { callerArn: caller.arn }),
    ...(region !== undefined && { region }),
    ...(stored.found !== undefined && { found: stored.found }),
  };
}

/** The role that a source is by itself, without anyone assuming it. */
function roleOfSource(source: SourceIdentity): { readonly accountId: string; readonly roleName: string } | undefined {
  if (source.kind === 'sso') return source;
  const role = source.kind === 'web-identity' ? parseRoleArn(source.roleArn) : undefined;
  return role && { accountId: role.accountId, roleName: role.name };
}

/** A remembered session while more than `minRemaining` is left of it. No network. */
export async function readStored(
  key: CacheKey,
  use: CacheUse,
  { store, now }: Pick<SessionPorts, 'store' | 'now'>,
): Promise<StoredSession | undefined> {
  const found = await store.read<StoredSession>(key);
  return found !== undefined && hasEnoughLeft(found, use, now()) ? found : undefined;
}

/** @param now epoch milliseconds */
export const hasEnoughLeft = ({ credentials }: StoredSession, { minRemaining }: CacheUse, now: number): boolean =>
  credentials.expiresAt - now > minRemaining * 1000;
