import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../domain/shells/environment.ts';
import { removeEntry, writeEntry } from '../cache/entries.ts';
import { locked } from '../files/lock.ts';
import { checkOwnDirectory } from '../files/own-directory.ts';
import { noteHarmfulExit } from '../processes/exit.ts';
import { type KeychainEntry, openEntry } from './entry.ts';

/** An entry that is closed by whoever has opened it. */
type Timed = Omit<KeychainEntry, 'close'>;

/** The seal, or why there is none, as a sentence for the user. */
export type KeychainFound = { readonly seal: Seal } | { readonly seal: undefined; readonly why: string };

/** Milliseconds. */
export type KeychainPatience = {
  /** How long a locked keychain may ask the user for its password. */
  readonly asked: number;
  /** The same after a question that nobody answered: over SSH it appears on a remote screen. */
  readonly again: number;
  /** How long an unanswered question is remembered. */
  readonly remembered: number;
};

// The Secret Service itself gives up after 25 s, as if the person had refused: that would not be remembered.
const defaultPatience: KeychainPatience = { asked: 24_000, again: 500, remembered: 10 * 60_000 };

/**
 * The seal whose key lies in the keychain of the operating system. The first call makes the key. Never throws.
 * @param cache our cache directory, for a lock: two processes must not make a key each
 * @param load finds our entry in the keychain
 */
export async function openKeychain(
  env: Environment,
  cache: string,
  load: (env: Environment) => Promise<KeychainEntry> = openEntry,
  patience = defaultPatience,
): Promise<KeychainFound> {
  try {
    const work = async (timed: Timed) => (await readKey(timed)) ?? (await makeKey(timed, cache));
    return { seal: createSeal(await inKeychain(cache, () => load(env), work, patience)) };
  } catch (error) {
    return { seal: undefined, why: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Works with an entry of the keychain. A question that nobody answers is remembered, so that the next call does not wait as
 * long.
 * @throws Error with a sentence for the person
 */
export async function inKeychain<T>(
  cache: string,
  load: () => Promise<KeychainEntry>,
  work: (entry: Timed) => Promise<T>,
  patience = defaultPatience,
): Promise<T> {
  const silence = join(cache, 'keychain-silent.json');
  try {
    checkOwnDirectory(cache);
    const wait = isFresh(silence, patience.remembered) ? patience.again : patience.asked;
    const result = await inTime(await load(), wait, work);
    if (wait === patience.again) await removeEntry(silence);
    return result;
  } catch (error) {
    if (error instanceof Unanswered && !isFresh(silence, patience.remembered)) await writeEntry(silence, true);
    throw error;
  }
}

function isFresh(path: string, age: number): boolean {
  const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  // One of the future is of a clock that was set back.
  return since !== undefined && Math.abs(Date.now() - since) < age;
}

async function readKey(entry: Timed): Promise<Buffer | undefined> {
  const text = await entry.getPassword();
  const key = Buffer.from(text ?? '', 'base64');
  return key.length === keyLength ? key : undefined;
}

async function makeKey(entry: Timed, cache: string): Promise<Buffer> {
  return locked(join(cache, 'keychain'), async () => {
    const meanwhile = await readKey(entry);
    if (meanwhile !== undefined) return meanwhile;
    await entry.setPassword(randomBytes(keyLength).toString('base64'));
    const stored = await readKey(entry);
    if (stored === undefined) throw new Error('The keychain did not keep what was stored in it.');
    return stored;
  });
}

class Unanswered extends Error {
  constructor() {
    super('The keychain does not answer, or it is locked and nobody answered its prompt.');
    // The native call is still running in its thread and cannot be cancelled.
    noteHarmfulExit();
  }
}

/**
 * Works with an entry whose calls are all rejected `ms` milliseconds from now. Closes it then, unless a call of it is
 * unanswered.
 */
async function inTime<T>(entry: KeychainEntry, ms: number, work: (entry: Timed) => Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  late.catch(() => undefined);
  const timer = setTimeout(() => reject(new Unanswered()), ms);
  let unanswered = 0;
  const timed = <A>(call: Promise<A>): Promise<A> => {
    unanswered += 1;
    const answered = () => {
      unanswered -= 1;
    };
    call.then(answered, answered);
    return Promise.race([call, late]);
  };
  try {
    return await work({
      getPassword: () => timed(entry.getPassword()),
      setPassword: (text) => timed(entry.setPassword(text)),
      deletePassword: () => timed(entry.deletePassword()),
    });
  } finally {
    clearTimeout(timer);
    if (unanswered === 0) entry.close();
  }
}

/** Encrypts texts, and detects one that was changed or copied to another entry. */
export type Seal = {
  /** @param about name of the entry that the text belongs to; it can only be opened with the same name */
  readonly seal: (text: string, about: string) => string;
  /** Undefined where the text was sealed with another key or for another entry, or was changed. */
  readonly open: (sealed: string, about: string) => string | undefined;
};

/** Length of a key in bytes. */
export const keyLength = 32;
const ivLength = 12;
const tagLength = 16;

/** AES-256-GCM with a new nonce each time; the sealed text is base64 of nonce, tag and ciphertext. */
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
