import type { Problem } from '../../../problem.ts';
import { mfaKey } from '../cache/keys.ts';
import { mfaSessionMargin } from '../cache/margins.ts';
import type { StoredMfaSession } from '../cache/store.ts';
import { isCodeRejected, isMfaAnswer } from '../failures/failures.ts';
import { inHours, type SwitchPlan } from '../plan/plan.ts';
import { inEnabledRegion } from '../plan/regions.ts';
import type { SessionPorts } from './ports.ts';
import type { Credentials } from './session.ts';
import { StsFailure } from './sts.ts';
import { type Devices, spending, type Why, withCode } from './with-code.ts';

/** An MFA session in hand, or the knowledge that this identity may not have one. */
export type MfaSession = { readonly serial: string } & (
  | {
      readonly kind: 'open';
      readonly credentials: Credentials;
      readonly issuedAt: number;
      readonly cached: boolean;
      readonly note?: string;
    }
  | { readonly kind: 'denied' }
);

/** How an MFA session is come by. */
export type MfaHow = {
  /** A session of any of them will do. */
  readonly devices: Devices;
  /** Ask even where one is remembered: a role may limit the age of MFA. */
  readonly fresh?: boolean;
  /** What AWS said without MFA, where that is why a code is asked. */
  readonly refusal?: Problem;
};

/** The identity's MFA session: remembered, else a new one for which a code is asked. */
export async function openMfaSession(
  plan: SwitchPlan,
  source: Credentials,
  how: MfaHow,
  ports: SessionPorts,
): Promise<MfaSession> {
  const remembered = async (serial: string): Promise<MfaSession | undefined> =>
    how.fresh ? undefined : rememberedSession(plan, source, serial, ports);
  for (const serial of how.devices.serials) {
    const before = await remembered(serial);
    if (before !== undefined) return before;
  }
  return withCode(ports, whyAsked(how, ports), (mfa) => {
    const { serial } = mfa;
    const key = mfaKey(plan, source.accessKeyId, serial);
    // Another process may have got one while this person was typing; then the code stays unused.
    return ports.store.exclusively<MfaSession>(
      key,
      () => remembered(serial),
      async () => {
        try {
          const request = { durationSeconds: ports.mfaSessionSeconds, mfa };
          const send = () => inEnabledRegion(plan, (at) => ports.sts.sessionToken(source, at, request));
          const { answer, ...said } = await spending(ports, mfa, send);
          const issuedAt = ports.now();
          await ports.store.write<StoredMfaSession>(key, { credentials: withExpiry(answer), issuedAt });
          return { kind: 'open', serial, credentials: answer, issuedAt, cached: false, ...said };
        } catch (error) {
          if (!isSessionTokenDenied(error)) throw error;
          await ports.store.write<StoredMfaSession>(key, { denied: true });
          return { kind: 'denied', serial };
        }
      },
    );
  });
}

async function rememberedSession(
  plan: SwitchPlan,
  source: Credentials,
  serial: string,
  ports: SessionPorts,
): Promise<MfaSession | undefined> {
  const found = await ports.store.read<StoredMfaSession>(mfaKey(plan, source.accessKeyId, serial));
  if (found === undefined) return undefined;
  if ('denied' in found) return { kind: 'denied', serial };
  const left = found.credentials.expiresAt - ports.now();
  return left > mfaSessionMargin * 1000 ? { kind: 'open', serial, cached: true, ...found } : undefined;
}

function whyAsked({ devices, fresh, refusal }: MfaHow, { mfaSessionSeconds }: SessionPorts): Why {
  const lasts = `One code serves every role of this identity for ${inHours(mfaSessionSeconds)}.`;
  const aged = fresh ? 'The role was refused with an older MFA session; a fresh code may do. ' : '';
  const offered = refusal === undefined ? '' : 'The role refused you without MFA; it may want it. ';
  return { devices, reason: `${aged}${offered}${lasts}`, ...(refusal !== undefined && { instead: refusal }) };
}

/** Temporary credentials without an expiry are not something to remember. */
function withExpiry(credentials: Credentials): Credentials & { readonly expiresAt: number } {
  return { ...credentials, expiresAt: credentials.expiresAt ?? 0 };
}

function isSessionTokenDenied(error: unknown): boolean {
  return error instanceof StsFailure && error.code === 'AccessDenied' && !isCodeRejected(error) && !isMfaAnswer(error);
}
