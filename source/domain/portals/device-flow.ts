import { Cancelled } from '../../problem.ts';
import { slowDownMs } from '../sessions/cache/margins.ts';
import { AwsFailure, isThrottled } from '../sessions/failures/aws-failure.ts';
import { denied, late } from '../sign-in/code.ts';
import type { Signer } from '../sign-in/flow.ts';
import { checkPage, openPage } from '../sign-in/page.ts';
import { type DeviceCode, type Got, pagesOf, type SignInPorts, scopesOf, type Token } from './flow.ts';
import type { Portal } from './portal.ts';
import type { Client } from './sign-in.ts';

/**
 * Gets a token by a code that the person approves in a browser, on this machine or another one.
 * @throws Problem where it was denied or too late, AwsFailure, Cancelled on the signal
 */
export async function byDevice(
  portal: Portal,
  ports: SignInPorts,
  { shown }: Pick<Signer, 'shown'>,
  signal: AbortSignal,
): Promise<Got> {
  const scopes = scopesOf(portal);
  const { client, code, isUnkept } = await begun(portal, scopes, ports);
  if (signal.aborted) throw new Cancelled();
  const { userCode, urlWithCode: url, expiresAt } = code;
  checkPage(url, pagesOf(portal));
  shown({ userCode, url, byHand: await openPage(ports.browser, url), expiresAt });
  return { client, token: await approved(client, code, ports, signal), scopes, isUnkept };
}

/** Begins as the client of an earlier sign-in, else as a new one. */
async function begun({ startUrl }: Portal, scopes: readonly string[], { service, registration }: SignInPorts) {
  const known = await registration.find('device', scopes);
  if (known !== undefined) {
    const code = await service.startDevice(known, startUrl).catch((error: unknown) => {
      if (isUnknownClient(error)) return undefined;
      throw error;
    });
    if (code !== undefined) return { client: known, code, isUnkept: false };
  }
  const client = await service.register('device', scopes, startUrl);
  return { client, code: await service.startDevice(client, startUrl), isUnkept: true };
}

/** The service has forgotten a client before its time. */
const isUnknownClient = (error: unknown): boolean =>
  error instanceof AwsFailure && /^(?:invalid|unauthorized)_?client/i.test(error.code);

/**
 * Polls until the person has approved or denied the sign-in. An answer that is lost ends nothing (RFC 8628, 3.5): it is asked for
 * again, less often, until the code ends.
 */
async function approved(client: Client, code: DeviceCode, ports: SignInPorts, signal: AbortSignal): Promise<Token> {
  let { interval } = code;
  for (;;) {
    await ports.wait(interval, signal);
    if (signal.aborted) throw new Cancelled();
    const answer = await ports.service.redeem(client, code.deviceCode).catch((error: unknown) => {
      if (!isPassing(error) || ports.now() > code.expiresAt) throw error;
      return 'slow_down' as const;
    });
    if (typeof answer !== 'string') return answer;
    if (answer === 'access_denied') throw denied();
    if (answer === 'expired_token' || ports.now() > code.expiresAt) throw late();
    if (answer === 'slow_down') interval += slowDownMs;
  }
}

/** The same question may be answered a moment later. */
const isPassing = (error: unknown): boolean =>
  error instanceof AwsFailure &&
  (['time-out', 'unreachable'].includes(error.kind) || (error.status ?? 0) >= 500 || isThrottled(error));
