import { statSync } from 'node:fs';
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
  const noted = new Map<string, Look>();
  return {
    note: (path) => {
      if (!noted.has(path)) noted.set(path, lookAt(path, now()));
    },
    leaveOut: (path) => noted.delete(path),
    areThere: () => {
      const before = [...noted];
      if (before.some(([, { isPipe }]) => isPipe)) return false;
      return before.some(([path, { state, settled }]) => !settled || lookAt(path, now()).state !== state);
    },
    beginAnew: () => noted.clear(),
  };
}

type Look = {
  readonly state: string;
  /** Whether the next change to it would show. */
  readonly settled: boolean;
  readonly isPipe: boolean;
};

function lookAt(path: string, now: number): Look {
  const stats = statsOf(path);
  const seen = [{ path, stats }];
  return {
    state: stateOf(seen),
    settled: isSettled(seen, now),
    isPipe: stats !== undefined && !stats.isFile() && !stats.isDirectory(),
  };
}

/** Undefined also where it cannot be looked at: it cannot be read then. */
function statsOf(path: string) {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
