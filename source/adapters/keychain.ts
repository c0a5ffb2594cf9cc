import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../shell/environment-change.ts';
import { locked } from './lock.ts';
import { createSeal, keyLength, type Seal } from './seal.ts';

/** What a keychain has to be able to do with the one text of ours in it. */
export type KeychainEntry = {
  readonly getPassword: () => Promise<string | null | undefined>;
  readonly setPassword: (text: string) => Promise<void>;
};

/** What came of looking for a keychain; `why` is for a person. */
export type KeychainFound = { readonly seal: Seal } | { readonly seal: undefined; readonly why: string };

/** A locked keychain asks its owner for a password; one that nobody answers must not hold us for ever. Milliseconds. */
const patience = 30_000;

/**
 * The seal whose key lives in the keychain of the operating system; the key is made when first needed. Never throws.
 * @param cache our cache directory: two processes do not make a key each
 * @param load finds our entry in the keychain
 */
export async function openKeychain(
  env: Environment,
  cache: string,
  load: (env: Environment) => Promise<KeychainEntry> = loadEntry,
): Promise<KeychainFound> {
  try {
    const entry = await load(env);
    const key = (await readKey(entry)) ?? (await makeKey(entry, cache));
    return { seal: createSeal(key) };
  } catch (error) {
    return { seal: undefined, why: error instanceof Error ? error.message : String(error) };
  }
}

async function loadEntry(env: Environment): Promise<KeychainEntry> {
  if (process.platform === 'linux' && !hasSessionBus(env))
    throw new Error('There is no D-Bus session on this machine.');
  const { AsyncEntry } = await import('@napi-rs/keyring').catch(() => {
    throw new Error('The optional package @napi-rs/keyring is not installed, or not made for this platform.');
  });
  // Without this it falls back to the kernel's keyring, which a restart empties.
  return new AsyncEntry('rolecall', 'cache-key', { linux: { store: 'secret-service' } });
}

/** Loading the library only to hear that there is no bus would cost every call some milliseconds. */
function hasSessionBus(env: Environment): boolean {
  if (env.DBUS_SESSION_BUS_ADDRESS) return true;
  return env.XDG_RUNTIME_DIR !== undefined && existsSync(join(env.XDG_RUNTIME_DIR, 'bus'));
}

async function readKey(entry: KeychainEntry): Promise<Buffer | undefined> {
  const text = await inTime(entry.getPassword());
  const key = Buffer.from(text ?? '', 'base64');
  return key.length === keyLength ? key : undefined;
}

async function makeKey(entry: KeychainEntry, cache: string): Promise<Buffer> {
  return locked(join(cache, 'keychain'), async () => {
    const meanwhile = await readKey(entry);
    if (meanwhile !== undefined) return meanwhile;
    await inTime(entry.setPassword(randomBytes(keyLength).toString('base64')));
    const kept = await readKey(entry);
    if (kept === undefined) throw new Error('The keychain did not keep what was put into it.');
    return kept;
  });
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The keychain is locked and did not answer.')), patience);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
