import { Secret, TOTP } from 'otpauth';

/** An authenticator app that has read a link `otpauth://…`: the code of a time, in milliseconds. */
export function appWith(uri: string): (now: number) => string {
  const { searchParams } = new URL(uri);
  const totp = new TOTP({ secret: Secret.fromBase32(searchParams.get('secret') ?? ''), digits: 6, period: 30 });
  return (timestamp) => totp.generate({ timestamp });
}
