import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../problem.ts';
import { forgetHolder, freeFromDead, noteHolder } from './lock-holder.ts';

/**
 * A lock that is renewed while held counts as left behind when it was not renewed for this long: long enough for a holder
 * on a machine that is short of time. One that died is noticed sooner, by its process. Milliseconds.
 */
const staleAfter = 10_000;

const patience = 60_000;

/** Errors after which nobody can lock, and nobody needs to: what cannot be written is not shared either. */
const unwritable = ['EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'ENOTDIR', 'EDQUOT', 'ENAMETOOLONG', 'EINVAL'];

/** Loads the library; called early, while the person is still choosing. */
export const loadLock = () => import('proper-lockfile');

/**
 * Runs one piece of work at a time per path, over all processes; the directory is made where it is missing. One that
 * died in the middle blocks the others for no more than three seconds.
 * @param ready what would make the work needless; looked at again and again while another one works
 * @throws Problem `busy` after a minute of waiting
 */
export async function locked<T>(
  path: string,
  work: () => Promise<T>,
  ready: () => Promise<T | undefined> = async () => undefined,
): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const release = (await take(path)) ?? ((await freeFromDead(path)) ? await take(path) : undefined);
    if (release !== undefined) {
      try {
        return (await ready()) ?? (await work());
      } finally {
        await release().catch(() => undefined);
      }
    }
    const found = await ready();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw busy(path);
    await sleep(20 + Math.random() * 60);
  }
}

/** Undefined where another one holds it. */
async function take(path: string): Promise<(() => Promise<void>) | undefined> {
  // The default export: a bundle knows no other of a CommonJS module.
  const { default: lockfile } = await loadLock();
  const unshared = async () => undefined;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  } catch {
    return unshared;
  }
  try {
    const release = await lockfile.lock(path, {
      realpath: false,
      stale: staleAfter,
      update: staleAfter / 5,
      // Whoever took a lock over believed us dead; what is written is written whole either way.
      onCompromised: () => undefined,
    });
    await noteHolder(path);
    return async () => {
      await forgetHolder(path);
      await release();
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined && unwritable.includes(code)) return unshared;
    // The lock went away, or its directory did, between two looks at it.
    if (code === 'ELOCKED' || code === 'ENOENT') return undefined;
    throw error;
  }
}

function busy(path: string): Problem {
  return new Problem({
    code: 'busy',
    title: `Another rolecall has been writing ${path} for a minute.`,
    todo: [`Try again; if it stays so, remove ${path}.lock`],
  });
}
