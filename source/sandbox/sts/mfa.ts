import type { SignedCall } from '../action.ts';
import { accountOf } from '../state/lookup.ts';
import { spendCode } from '../totp.ts';
import { accessDenied } from '../wire/problem.ts';

/**
 * When an MFA code was given that counts for this call (ms): now, if the call brings one, otherwise when the session was
 * made with one. A code is spent even if the call fails afterwards. Throws AccessDenied as STS words it.
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
