import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Makes texts unreadable for whoever lacks the key, and notices when one was changed or put in another's place. */
export type Seal = {
  /** @param about what the text belongs to; it opens as that only */
  readonly seal: (text: string, about: string) => string;
  /** Undefined where the text was sealed with another key, is about something else, or was changed. */
  readonly open: (sealed: string, about: string) => string | undefined;
};

/** Bytes of a key. */
export const keyLength = 32;
const ivLength = 12;
const tagLength = 16;

/** AES-256-GCM, a fresh nonce each time; base64 of nonce, tag and text. */
export function createSeal(key: Buffer): Seal {
  return {
    seal: (text, about) => {
      const iv = randomBytes(ivLength);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
    },
    open: (sealed, about) => {
      const bytes = Buffer.from(sealed, 'base64');
      if (bytes.length < ivLength + tagLength) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivLength), { authTagLength: tagLength });
      decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(ivLength, ivLength + tagLength));
      try {
        const body = decipher.update(bytes.subarray(ivLength + tagLength));
        return Buffer.concat([body, decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
