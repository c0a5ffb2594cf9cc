import { join } from 'node:path';
import type { AskTurn } from '../../domain/mfa/ask-program.ts';
import { holdLock } from '../files/lock.ts';
import { checkOwnDirectory } from '../files/own-directory.ts';
import { readEntry, writeEntry } from './entries.ts';
import { sha256 } from './sessions.ts';

/** A question that got no code: when, in epoch milliseconds, and why. */
type Missed = { readonly at: number; readonly why: string };

/**
 * Waits until no other process asks for a code of that device by `mfaAsk`. The lock ends with its holder.
 * @param directory of the cache. @throws AbortError when `until` is aborted
 */
export async function takeAskTurn(directory: string, serial: string, until: AbortSignal): Promise<AskTurn> {
  checkOwnDirectory(directory);
  const path = join(directory, `ask-${sha256(serial).slice(0, 40)}.json`);
  const release = await holdLock(path, until);
  return {
    missedSince: (time) => {
      const missed = readEntry(path);
      return isMissed(missed) && missed.at >= time ? missed.why : undefined;
    },
    noteMissed: async (why) => {
      const missed: Missed = { at: Date.now(), why };
      await writeEntry(path, missed);
    },
    release,
  };
}

function isMissed(value: unknown): value is Missed {
  const { at, why } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<string, unknown>>;
  return typeof at === 'number' && typeof why === 'string';
}
