import { randomBytes } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 base32 without padding. */
export function base32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/**
 * A new access key ID: `AKIA` for long-term keys, `ASIA` for temporary ones. As in AWS the account is encoded in it:
 * 40 bits from the second bit of what follows the prefix.
 */
export function newAccessKeyId(prefix: 'AKIA' | 'ASIA', account: string): string {
  const bytes = randomBytes(10);
  const noise = BigInt((bytes[5] ?? 0) & 0x7f);
  const head = (1n << 47n) | (BigInt(account) << 7n) | noise;
  bytes.writeUIntBE(Number(head), 0, 6);
  return prefix + base32(bytes);
}

/** The account ID an access key ID carries, or `undefined` where the text is none. */
export function accountOfAccessKeyId(id: string): string | undefined {
  if (!/^A[KS]IA[A-Z2-7]{16}$/.test(id)) return undefined;
  let head = 0n;
  for (const character of id.slice(4, 14)) head = (head << 5n) | BigInt(ALPHABET.indexOf(character));
  return String((head >> 9n) & 0xff_ffff_ffffn).padStart(12, '0');
}

/** A new unique ID: 4 letters that name the kind (`AIDA` user, `AROA` role, `ANPA` policy) and 17 more. */
export function newUniqueId(prefix: 'AIDA' | 'AROA' | 'ANPA'): string {
  return prefix + base32(randomBytes(11)).slice(0, 17);
}

/** A new secret access key: 40 characters. */
export function newSecret(): string {
  return randomBytes(30).toString('base64');
}

/** A new session token: opaque, long, and with the beginning that real ones have. */
export function newSessionToken(): string {
  return `IQoJb3JpZ2luX2Vj${randomBytes(240).toString('base64')}`;
}
