import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../domain/shells/environment.ts';
import { removeEntry, writeEntry } from '../cache/entries.ts';
import { createSeal, keyLength, type Seal } from '../cache/seal.ts';
import { locked } from '../files/lock.ts';
import { checkOwnDirectory } from '../files/own-directory.ts';
import { noteStuck } from '../processes/ending.ts';

/** What a keychain has to be able to do with the one text of ours in it. */
export type KeychainEntry = {
  readonly getPassword: () => Promise<string | null | undefined>;
  readonly setPassword: (text: string) => Promise<void>;
};

/** What came of looking for a keychain; `why` is for a person. */
export type KeychainFound = { readonly seal: Seal } | { readonly seal: undefined; readonly why: string };

/** Milliseconds. */
export type KeychainPatience = {
  /** A locked keychain asks its owner for a password; one that nobody answers must not hold us for ever. */
  readonly asked: number;
  /** The same while it is remembered that nobody answered: over SSH the question is on a screen far away. */
  readonly again: number;
  /** How long that is remembered. */
  readonly remembered: number;
};

const defaultPatience: KeychainPatience = { asked: 30_000, again: 500, remembered: 10 * 60_000 };

/**
 * The seal whose key lives in the keychain of the operating system; the key is made when first needed. Never throws.
 * @param cache our cache directory: two processes do not make a key each
 * @param load finds our entry in the keychain
 * @param patience how long it may take to answer
 */
export async function openKeychain(
  env: Environment,
  cache: string,
  load: (env: Environment) => Promise<KeychainEntry> = loadEntry,
  patience = defaultPatience,
): Promise<KeychainFound> {
  const silence = join(cache, 'keychain-silent.json');
  try {
    checkOwnDirectory(cache);
    const wait = isFresh(silence, patience.remembered) ? patience.again : patience.asked;
    const entry = await load(env);
    const key = await inTime(entry, wait, async (timed) => (await readKey(timed)) ?? (await makeKey(timed, cache)));
    if (wait === patience.again) await removeEntry(silence);
    return { seal: createSeal(key) };
  } catch (error) {
    if (error instanceof Unanswered && !isFresh(silence, patience.remembered)) await writeEntry(silence, true);
    return { seal: undefined, why: error instanceof Error ? error.message : String(error) };
  }
}

async function loadEntry(env: Environment): Promise<KeychainEntry> {
  if (!hasKeychain(env)) throw new Error('There is no D-Bus session on this machine.');
  const { AsyncEntry } = await import('@napi-rs/keyring').catch((cause) => {
    throw new Error('The part of rolecall that speaks to keychains cannot be loaded here.', { cause });
  });
  // Without this it falls back to the kernel's keyring, which a restart empties.
  return new AsyncEntry('rolecall', 'cache-key', { linux: { store: 'secret-service' } });
}

/**
 * Whether it is worth to load the library: macOS and Windows always have a keychain, Linux may lack the bus that leads to it,
 * and to hear so from the library would cost every call some milliseconds.
 */
export function hasKeychain(env: Environment, platform: NodeJS.Platform = process.platform): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  if (env.DBUS_SESSION_BUS_ADDRESS) return true;
  return env.XDG_RUNTIME_DIR !== undefined && existsSync(join(env.XDG_RUNTIME_DIR, 'bus'));
}

function isFresh(path: string, age: number): boolean {
  const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return since !== undefined && Date.now() - since < age;
}

async function readKey(entry: KeychainEntry): Promise<Buffer | undefined> {
  const text = await entry.getPassword();
  const key = Buffer.from(text ?? '', 'base64');
  return key.length === keyLength ? key : undefined;
}

async function makeKey(entry: KeychainEntry, cache: string): Promise<Buffer> {
  return locked(join(cache, 'keychain'), async () => {
    const meanwhile = await readKey(entry);
    if (meanwhile !== undefined) return meanwhile;
    await entry.setPassword(randomBytes(keyLength).toString('base64'));
    const kept = await readKey(entry);
    if (kept === undefined) throw new Error('The keychain did not keep what was put into it.');
    return kept;
  });
}

class Unanswered extends Error {
  constructor() {
    super('The keychain is locked, and nobody answered its question.');
    // The call is not over, and cannot be ended.
    noteStuck();
  }
}

/** Works with an entry none of whose calls outlasts so many milliseconds from now. */
async function inTime<T>(entry: KeychainEntry, ms: number, work: (entry: KeychainEntry) => Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  late.catch(() => undefined);
  const timer = setTimeout(() => reject(new Unanswered()), ms);
  const timed: KeychainEntry = {
    getPassword: () => Promise.race([entry.getPassword(), late]),
    setPassword: (text) => Promise.race([entry.setPassword(text), late]),
  };
  return work(timed).finally(() => clearTimeout(timer));
}
