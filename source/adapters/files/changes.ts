import { type BigIntStats, statSync } from 'node:fs';
import { isSettled, stateOf } from '../../domain/profiles/file-state.ts';

/** Notices whether files have changed since they were read. */
export type Changes = {
  /** Call it before a file is read; its first call counts, until it is left out. */
  readonly note: (path: string) => void;
  /** The file does not matter any more. */
  readonly leaveOut: (path: string) => void;
  /** Whether one of them may have changed. Costs a `stat` each. Never where one is a pipe: it gives its text only once. */
  readonly areThere: () => boolean;
  /** All are read anew. */
  readonly beginAnew: () => void;
};

/** @param now epoch milliseconds */
export function createChanges(now: () => number = Date.now): Changes {
  // Every verb that reads the files notes them, and few ask: no more than the `stat` is done beforehand.
  const noted = new Map<string, { readonly seen: Look; readonly at: number }>();
  return {
    note: (path) => {
      if (!noted.has(path)) noted.set(path, { seen: lookAt(path), at: now() });
    },
    leaveOut: (path) => noted.delete(path),
    areThere: () => {
      const before = [...noted.values()];
      if (before.some(({ seen }) => isPipe(seen))) return false;
      return before.some(
        // Of a file that was written a moment before it was read, the next change might not show.
        ({ seen, at }) => !isSettled([seen], at) || stateOf([lookAt(seen.path)]) !== stateOf([seen]),
      );
    },
    beginAnew: () => noted.clear(),
  };
}

type Look = { readonly path: string; readonly stats: BigIntStats | undefined };

const isPipe = ({ stats }: Look): boolean => stats !== undefined && !stats.isFile() && !stats.isDirectory();

const lookAt = (path: string): Look => ({ path, stats: statsOf(path) });

/** Undefined also where it cannot be looked at: it cannot be read then. */
function statsOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
