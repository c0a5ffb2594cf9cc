import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '../problem.ts';

/** A lock that is renewed while held counts as left behind when it was not renewed for this long. Milliseconds. */
const staleAfter = 2_000;

/** Errors after which nobody can lock, and nobody needs to: what cannot be written is not shared either. */
const unwritable = ['EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'ENOTDIR', 'EDQUOT'];

/** Loads the library; called early, while the person is still choosing. */
export const loadLock = () => import('proper-lockfile');

/**
 * Runs one piece of work at a time per path, over all processes; the directory is made where it is missing. One that
 * died in the middle blocks the others for no more than three seconds.
 * @throws Problem `busy` after a minute of waiting
 */
export async function locked<T>(path: string, work: () => Promise<T>): Promise<T> {
  const release = await take(path);
  try {
    return await work();
  } finally {
    await release?.().catch(() => undefined);
  }
}

async function take(path: string): Promise<(() => Promise<void>) | undefined> {
  // The default export: a bundle knows no other of a CommonJS module.
  const { default: lockfile } = await loadLock();
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return await lockfile.lock(path, {
      realpath: false,
      stale: staleAfter,
      update: staleAfter / 2,
      retries: { retries: 600, minTimeout: 20, maxTimeout: 100, factor: 1.3 },
      // Whoever took a lock over believed us dead; what is written is written whole either way.
      onCompromised: () => undefined,
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined && unwritable.includes(code)) return undefined;
    if (code !== 'ELOCKED') throw error;
    throw new Problem(
      {
        code: 'busy',
        title: `Another rolecall has been writing ${path} for a minute.`,
        todo: [`Try again; if it stays so, remove ${path}.lock`],
      },
      { cause: error },
    );
  }
}
