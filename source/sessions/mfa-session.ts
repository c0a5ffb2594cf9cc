import type { Problem } from '../problem.ts';
import { mfaKey } from './keys.ts';
import { inHours, type SwitchPlan } from './plan.ts';
import type { SessionPorts } from './ports.ts';
import type { Credentials } from './session.ts';
import type { StoredMfaSession } from './store.ts';
import { StsFailure } from './sts.ts';
import { isCodeRejected, withCode } from './with-code.ts';

/** An MFA session in hand, or the knowledge that this identity may not have one. */
export type MfaSession =
  | { readonly kind: 'open'; readonly credentials: Credentials; readonly issuedAt: number; readonly cached: boolean }
  | { readonly kind: 'denied' };

/** Seconds that an MFA session must still be good for. */
const margin = 300;

/**
 * The identity's MFA session: remembered, else a new one for which a code is asked.
 * @param fresh ask even where one is remembered: a role may limit the age of MFA
 * @param refusal what AWS said without MFA, where that is why a code is asked
 */
export async function openMfaSession(
  plan: SwitchPlan,
  source: Credentials,
  serial: string,
  ports: SessionPorts,
  { fresh = false, refusal }: { readonly fresh?: boolean; readonly refusal?: Problem } = {},
): Promise<MfaSession> {
  const key = mfaKey(plan, source.accessKeyId, serial);
  const remembered = async (): Promise<MfaSession | undefined> => {
    const found = await ports.store.read<StoredMfaSession>(key);
    if (found === undefined) return undefined;
    if ('denied' in found) return { kind: 'denied' };
    const left = found.credentials.expiresAt - ports.now();
    return left > margin * 1000 ? { kind: 'open', cached: true, ...found } : undefined;
  };
  const before = fresh ? undefined : await remembered();
  if (before !== undefined) return before;

  const lasts = `One code serves every role of this identity for ${inHours(ports.mfaSessionSeconds)}.`;
  const aged = fresh ? 'The role was refused with an older MFA session; a fresh code may do. ' : '';
  const offered = refusal === undefined ? '' : 'The role refused you without MFA; it may want it. ';
  const why = { reason: `${aged}${offered}${lasts}`, ...(refusal !== undefined && { instead: refusal }) };
  return withCode(ports, serial, why, (mfa) =>
    ports.store.exclusively(key, async () => {
      // Another process may have got one while this person was typing; then the code stays unused.
      const meanwhile = fresh ? undefined : await remembered();
      if (meanwhile !== undefined) return meanwhile;
      try {
        const credentials = await ports.sts.sessionToken(source, plan.at, {
          durationSeconds: ports.mfaSessionSeconds,
          mfa,
        });
        const issuedAt = ports.now();
        await ports.store.write<StoredMfaSession>(key, { credentials: withExpiry(credentials), issuedAt });
        return { kind: 'open', credentials, issuedAt, cached: false };
      } catch (error) {
        if (!isSessionTokenDenied(error)) throw error;
        await ports.store.write<StoredMfaSession>(key, { denied: true });
        return { kind: 'denied' };
      }
    }),
  );
}

/** Forgets an MFA session that AWS no longer takes. */
export async function dropMfaSession(
  plan: SwitchPlan,
  source: Credentials,
  serial: string,
  ports: SessionPorts,
): Promise<void> {
  await ports.store.remove(mfaKey(plan, source.accessKeyId, serial));
}

/** Temporary credentials without an expiry are not something to remember. */
export function withExpiry(credentials: Credentials): Credentials & { readonly expiresAt: number } {
  return { ...credentials, expiresAt: credentials.expiresAt ?? 0 };
}

function isSessionTokenDenied(error: unknown): boolean {
  return (
    error instanceof StsFailure &&
    error.code === 'AccessDenied' &&
    !isCodeRejected(error) &&
    !/MultiFactorAuthentication failed/i.test(error.message)
  );
}
