import { Secret, TOTP } from 'otpauth';
import type { MfaDevice } from './state/entities.ts';

const PERIOD = 30;

/** The 6 digits a device shows at `now` (ms). */
export function currentCode(device: MfaDevice, now: number): string {
  return totp(device).generate({ timestamp: now });
}

/**
 * The 30 s step a code belongs to, if it is the current one or a neighbour of it: AWS forgives a clock that is one
 * step off. `undefined` for any other code.
 */
export function stepOfCode(device: MfaDevice, code: string, now: number): number | undefined {
  if (device.seed === '') return undefined;
  const delta = totp(device).validate({ token: code, timestamp: now, window: 1 });
  return delta === null ? undefined : Math.floor(now / 1000 / PERIOD) + delta;
}

/** Accepts a code once: never again for its step or an earlier one. Returns whether it was accepted. */
export function spendCode(device: MfaDevice, code: string, now: number): boolean {
  const step = stepOfCode(device, code, now);
  if (step === undefined || step <= device.usedStep) return false;
  device.usedStep = step;
  return true;
}

function totp(device: MfaDevice): TOTP {
  return new TOTP({ secret: Secret.fromBase32(device.seed), digits: 6, period: PERIOD });
}
