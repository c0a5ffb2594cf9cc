import { Secret, TOTP } from 'otpauth';
import type { SignedCall } from './action.ts';
import { accountOf, type MfaDevice } from './state/world.ts';
import { accessDenied } from './wire/problem.ts';

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

/**
 * When the MFA code that counts for this call was given (ms): now if the call has one, otherwise the time of the session's
 * code. A code is used up even if the call fails afterwards. Throws STS's AccessDenied.
 */
export function checkMfa({ caller, parameters, world, now }: SignedCall): number | undefined {
  const serial = parameters.get('SerialNumber');
  const code = parameters.get('TokenCode');
  if (serial === undefined && code === undefined) return caller.session?.mfaAt;
  if (serial === undefined || code === undefined) {
    throw accessDenied('MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.');
  }
  const { identity } = caller;
  const device = accountOf(world, identity.account).devices.get(serial);
  if (identity.kind !== 'user' || device?.userName !== identity.name || device.kind === 'fido') {
    throw accessDenied(
      // Two spaces: the text is AWS's own.
      'MultiFactorAuthentication failed, unable to validate MFA code.  ' +
        'Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  if (!spendCode(device, code, now)) {
    throw accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code.');
  }
  return now;
}
