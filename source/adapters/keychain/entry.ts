import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../domain/shells/environment.ts';

/** Set by the build. */
declare const KEYRING: string;

/** An entry of ours in a keychain: a text by a name. */
export type KeychainEntry = {
  readonly getPassword: () => Promise<string | null | undefined>;
  readonly setPassword: (text: string) => Promise<void>;
  readonly deletePassword: () => Promise<void>;
  /** Gives back what the entry runs in, for the next one. Not while a call is unanswered. */
  readonly close: () => void;
};

/** The entry with the key that sessions are sealed with. */
export const sealEntry = 'cache-key';

/** The entry of a stored access key. */
export const accessKeyEntry = (name: string): string => `key:${name}`;

/** A question to the thread about an entry: to keep a text, to remove it, or else to read what is kept. */
export type Call = { readonly entry: string; readonly set?: string; readonly remove?: true };

/** What the thread answers, or why it cannot, as a sentence for the user. */
export type Answer = { readonly text?: string | undefined } | { readonly error: string };

/** A thread that no entry uses. It is not ended: that may end the whole program, while the native library is in it. */
let idle: Worker | undefined;

/** An entry. Its calls run in a thread of their own, until it is closed or left behind. One call at a time. */
export async function openEntry(env: Environment, entry: string = sealEntry): Promise<KeychainEntry> {
  if (!hasKeychain(env)) throw new Error('There is no D-Bus session on this machine.');
  // In the built program every thread begins where the program does.
  const thread = idle ?? new Worker(typeof KEYRING === 'undefined' ? join(import.meta.dirname, 'thread.ts') : Bun.main);
  idle = undefined;
  const call = (what: Call) =>
    new Promise<string | undefined>((resolve, reject) => {
      thread.onmessage = ({ data }: MessageEvent<Answer>) =>
        'error' in data ? reject(new Error(data.error)) : resolve(data.text);
      thread.onerror = () => reject(new Error('The part of rolecall that speaks to keychains has failed.'));
      thread.postMessage(what);
    });
  // It is not waited for at the end of the program. Whoever waits for an answer has a timer.
  thread.unref();
  return {
    getPassword: () => call({ entry }),
    setPassword: async (text) => void (await call({ entry, set: text })),
    deletePassword: async () => void (await call({ entry, remove: true })),
    close: () => {
      idle = thread;
    },
  };
}

/**
 * Whether to load the library at all. macOS and Windows always have a keychain; Linux may lack D-Bus, and the library
 * takes some milliseconds to say so.
 */
export function hasKeychain(env: Environment, platform: NodeJS.Platform = process.platform): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  if (env.DBUS_SESSION_BUS_ADDRESS) return true;
  return env.XDG_RUNTIME_DIR !== undefined && existsSync(join(env.XDG_RUNTIME_DIR, 'bus'));
}
