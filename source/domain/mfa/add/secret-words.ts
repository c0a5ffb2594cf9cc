import { lastPart, parseArn } from '../../profiles/arn.ts';
import type { NewDevice } from '../user-devices.ts';

/**
 * What an authenticator app reads out of the QR code: issuer, label and secret; six digits each 30 s are the default of all.
 * Short, so that the code is small: the app shows `AWS` and `mary@111122223333`.
 */
export function otpauthUri({ secret }: NewDevice, user: string): string {
  const label = `${lastPart(user)}@${parseArn(user)?.accountId ?? ''}`;
  return `otpauth://totp/AWS:${encodeURIComponent(label)}?secret=${encodeURIComponent(secret)}&issuer=AWS`;
}

/** A secret in groups of four, so many on a line, to be typed or heard. */
export function secretLines({ secret }: Pick<NewDevice, 'secret'>, groups: number): readonly string[] {
  const all = secret.match(/.{1,4}/g) ?? [];
  return Array.from({ length: Math.ceil(all.length / groups) }, (_, at) =>
    all.slice(at * groups, (at + 1) * groups).join(' '),
  );
}
