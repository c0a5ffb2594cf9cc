import { type FormatFault, formatFault, formats } from '../formats.ts';
import { isRecord, recordIn } from '../record.ts';
import { credentialsFault } from '../sessions/credentials.ts';

/** An access key of an IAM user. */
export type AccessKey = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** When IAM made it, in epoch milliseconds; undefined where IAM did not tell. */
  readonly createdAt?: number;
};

/**
 * What a place holds by one name: the key in use, and during a rotation the one that is not proven yet, or the one that is
 * not deleted yet. One text, so that each step of a rotation is one write. Windows keeps 1,280 characters by one name.
 */
export type StoredKey = {
  readonly current: AccessKey;
  readonly next?: AccessKey;
  readonly previous?: AccessKey;
  /** ARN of the user. */
  readonly user: string;
};

/** A stored key as the text of an item. */
export const storedKeyText = ({ current, next, previous, user }: StoredKey): string =>
  JSON.stringify({
    version: formats.storedKey,
    user,
    current: written(current),
    ...(next !== undefined && { next: written(next) }),
    ...(previous !== undefined && { previous: written(previous) }),
  });

/** Reads the text of an item. @returns why it is no stored key */
export function readStoredKey(text: string): StoredKey | FormatFault {
  const item = recordIn(text);
  if (item?.version !== formats.storedKey) return formatFault(item, formats.storedKey);
  const [current, next, previous] = [pairIn(item.current), pairIn(item.next), pairIn(item.previous)];
  if (current === undefined || typeof item.user !== 'string') return 'damaged';
  // A half that is there and cannot be read may be the only copy of a key: nothing is written over it.
  if ((item.next !== undefined && next === undefined) || (item.previous !== undefined && previous === undefined))
    return 'damaged';
  return { current, user: item.user, ...(next && { next }), ...(previous && { previous }) };
}

/** Is it an access key that signs by itself? Temporary ones begin otherwise, and are of no use without their token. */
export const isLongTerm = (accessKeyId: string): boolean => !accessKeyId.startsWith('ASIA');

/** Why two texts are no access key, as a sentence that holds nothing of them; undefined where they may be one. */
export function keyFault(key: Pick<AccessKey, 'accessKeyId' | 'secretAccessKey'>): string | undefined {
  const fault = credentialsFault(key, 'other', 0);
  if (fault !== undefined) return fault;
  return idFault(key.accessKeyId);
}

/** Why a text is no ID of a long-term access key, as a sentence; undefined where it may be one. */
export function idFault(accessKeyId: string): string | undefined {
  if (!isLongTerm(accessKeyId)) return 'It is a temporary key, which expires by itself: there is nothing to store.';
  return /^[A-Z0-9_]{16,128}$/i.test(accessKeyId) ? undefined : 'The access key ID is not one that AWS gives.';
}

/**
 * Reads a key as programs print it: `{AccessKeyId, SecretAccessKey}`, also with the fields of a `credential_process`.
 * @returns why it is none, as a sentence that holds nothing of it
 */
export function readPrintedKey(text: string): AccessKey | { readonly fault: string } {
  const printed = recordIn(text);
  if (printed === undefined) return { fault: 'It is not the JSON {"AccessKeyId": "…", "SecretAccessKey": "…"}.' };
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: token } = printed;
  if (token !== undefined && token !== null && token !== '') {
    return { fault: 'It is a temporary key, which expires by itself: there is nothing to store.' };
  }
  const key = { accessKeyId, secretAccessKey } as AccessKey;
  const fault = keyFault(key);
  return fault === undefined ? key : { fault };
}

/** As `credential_process` prints it, on one line. */
export const printedKey = ({ accessKeyId, secretAccessKey }: AccessKey): string =>
  `${JSON.stringify({ Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey })}\n`;

const written = ({ accessKeyId, secretAccessKey, createdAt }: AccessKey) => ({
  id: accessKeyId,
  secret: secretAccessKey,
  ...(createdAt !== undefined && { created: createdAt }),
});

function pairIn(value: unknown): AccessKey | undefined {
  if (!isRecord(value) || typeof value.id !== 'string' || typeof value.secret !== 'string') return undefined;
  const { id, secret, created } = value;
  return { accessKeyId: id, secretAccessKey: secret, ...(typeof created === 'number' && { createdAt: created }) };
}
