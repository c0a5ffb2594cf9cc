import { type FormatFault, formatFault, formats } from '../formats.ts';
import { isRecord, recordIn } from '../record.ts';

/** Where an access key is stored: in the keychain of the system, in our file under a passphrase, or by a command of the person's. */
export type Place = 'keychain' | 'file' | 'command';

export const places: readonly Place[] = ['keychain', 'file', 'command'];

/** What is known of a stored key without opening its place. No secret. */
export type KnownKey = {
  readonly place: Place;
  readonly accessKeyId: string;
  /** ARN of the user. */
  readonly user: string;
  /** When IAM made it, in epoch milliseconds; undefined where IAM did not tell. */
  readonly createdAt?: number;
  /** When it was stored, in epoch milliseconds. */
  readonly storedAt: number;
  /** When it was last asked for here, to a day, in epoch milliseconds; undefined where it never was. */
  readonly usedAt?: number;
};

/** The stored keys, by name. */
export type KnownKeys = ReadonlyMap<string, KnownKey>;

/** Reads `access-keys.json`. Of a damaged one what is whole is taken; the places themselves are asked for the others, one after another. */
export function readKnownKeys(text: string): { readonly value: KnownKeys; readonly fault?: FormatFault } {
  const keys = new Map<string, KnownKey>();
  const record = recordIn(text);
  if (record?.version !== formats.knownKeys || !isRecord(record.keys)) {
    return { value: keys, fault: formatFault(record, formats.knownKeys) };
  }
  const entries = Object.entries(record.keys);
  for (const [name, known] of entries) if (isKnownKey(known)) keys.set(name, known);
  return { value: keys, ...(keys.size < entries.length && { fault: 'damaged' }) };
}

export const knownKeysText = (keys: KnownKeys): string =>
  `${JSON.stringify({ version: formats.knownKeys, keys: Object.fromEntries(keys) }, null, 1)}\n`;

function isKnownKey(value: unknown): value is KnownKey {
  if (!isRecord(value)) return false;
  const { place, accessKeyId, user, createdAt, storedAt, usedAt } = value;
  return (
    places.includes(place as Place) &&
    typeof accessKeyId === 'string' &&
    typeof user === 'string' &&
    typeof storedAt === 'number' &&
    [createdAt, usedAt].every((time) => time === undefined || typeof time === 'number')
  );
}
