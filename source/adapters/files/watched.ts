import { lstat } from 'node:fs/promises';

/**
 * The most that counts between two looks: we may have been stopped for longer, and the one that renews as well. Milliseconds.
 */
const longestStep = 1_000;

/** A lock as one who waits sees it. Milliseconds. */
type Seen = {
  /** How long it has been looked at without a change. By our own clock alone: no other machine's has a part in it. */
  readonly unchanged: number;
  /** Since the epoch, by the clock of the one who renewed it last. */
  readonly renewedAt: number;
};

/**
 * Watches a directory that is renewed by the one who holds it.
 * @param now milliseconds of a clock that nobody sets
 * @returns looks at it; undefined where nothing is there
 */
export function watched(path: string, now = () => performance.now()): () => Promise<Seen | undefined> {
  let [state, looked, unchanged] = ['', 0, 0];
  return async () => {
    const found = await lstat(path, { bigint: true }).catch(() => undefined);
    const [before, since] = [state, looked];
    state = found === undefined ? '' : `${found.ino} ${found.mtimeNs} ${found.ctimeNs}`;
    looked = now();
    unchanged = state === before ? unchanged + Math.min(looked - since, longestStep) : 0;
    return found && { unchanged, renewedAt: Number(found.mtimeMs) };
  };
}
