import type { Problem } from '../../../problem.ts';
import { inHours } from '../../profiles/values.ts';
import { mfaKey } from '../cache/keys.ts';
import { mfaSessionMargin } from '../cache/margins.ts';
import type { StoredMfaSession } from '../cache/store.ts';
import { AwsFailure, isCodeRejected, isMfaAnswer } from '../failures/aws-failure.ts';
import { inEnabledRegion } from '../plan/endpoint.ts';
import type { SwitchPlan } from '../plan/plan.ts';
import type { Credentials } from '../session.ts';
import { type CodeReason, type Devices, recordingUse, withCode } from './ask-code.ts';
import type { SessionPorts } from './ports.ts';

/** An open MFA session, or the fact that this identity may not have one. */
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

export type MfaSessionOptions = {
  /** A session of any of them will do. */
  readonly devices: Devices;
  /** Ask for a code even where a session is cached: a role may limit the age of MFA. */
  readonly fresh?: boolean;
  /** AWS's answer without MFA, where that is why a code is asked for. */
  readonly refusal?: Problem;
};

/** The MFA session of the identity: the cached one, else a new one for which a code is asked for. */
export async function openMfaSession(
  plan: SwitchPlan,
  source: Credentials,
  options: MfaSessionOptions,
  ports: SessionPorts,
): Promise<MfaSession> {
  const readCached = async (serial: string): Promise<MfaSession | undefined> =>
    options.fresh ? undefined : readMfaSession(plan, source, serial, ports);
  const ready = async (): Promise<MfaSession | undefined> => {
    for (const serial of options.devices.serials) {
      const found = await readCached(serial);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const cached = await ready();
  if (cached !== undefined) return cached;
  return withCode(ports, reasonOf(options, ports), ready, (mfa) => {
    const { serial } = mfa;
    const key = mfaKey(plan, source.accessKeyId, serial);
    // Another process may have opened one while this person was typing. Then the code stays unused.
    return ports.store.exclusively<MfaSession>(
      key,
      () => readCached(serial),
      async () => {
        try {
          const request = { durationSeconds: ports.mfaSessionSeconds, mfa };
          const send = () => inEnabledRegion(plan, (at) => ports.sts.sessionToken(source, at, request));
          const { answer, ...regional } = await recordingUse(ports, mfa, send);
          const issuedAt = ports.now();
          await ports.store.write<StoredMfaSession>(key, { credentials: withExpiry(answer), issuedAt });
          return { kind: 'open', serial, credentials: answer, issuedAt, cached: false, ...regional };
        } catch (error) {
          if (!isSessionTokenDenied(error)) throw error;
          await ports.store.write<StoredMfaSession>(key, { denied: true });
          return { kind: 'denied', serial };
        }
      },
    );
  });
}

async function readMfaSession(
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

function reasonOf({ devices, fresh, refusal }: MfaSessionOptions, { mfaSessionSeconds }: SessionPorts): CodeReason {
  const lasts = `One code serves every role of this identity for ${inHours(mfaSessionSeconds)}.`;
  const aged = fresh ? 'The role was refused with an older MFA session; a fresh code may help. ' : '';
  const offered = refusal === undefined ? '' : 'The role refused you without MFA; it may require it. ';
  return { devices, reason: `${aged}${offered}${lasts}`, ...(refusal !== undefined && { instead: refusal }) };
}

/** Credentials without an expiry get one in the past, so that the cache never serves them. */
function withExpiry(credentials: Credentials): Credentials & { readonly expiresAt: number } {
  return { ...credentials, expiresAt: credentials.expiresAt ?? 0 };
}

function isSessionTokenDenied(error: unknown): boolean {
  return error instanceof AwsFailure && error.code === 'AccessDenied' && !isCodeRejected(error) && !isMfaAnswer(error);
}
