import { constants } from 'node:fs';
import { mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';

const noteOf = (path: string) => `${path}.holder`;

/** What a killed holder left is written over; what a link leads to is not. */
const overwriting = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0);

/** Leaves word of which process holds a lock, for those who wait. */
export async function noteHolder(path: string): Promise<void> {
  await writeFile(noteOf(path), `${process.pid} ${hostname()}`, { mode: 0o600, flag: overwriting }).catch(
    () => undefined,
  );
}

/** Goes before the lock itself does. */
export async function forgetHolder(path: string): Promise<void> {
  await rm(noteOf(path), { force: true }).catch(() => undefined);
}

/**
 * Takes a lock away whose holder is dead; true where that happened. One process at a time looks, and the note goes before
 * the lock, so that nobody takes a lock for the dead one's that a living process has just made.
 */
export async function freeFromDead(path: string): Promise<boolean> {
  if (!(await isHolderDead(path))) return false;
  const turn = `${path}.takeover`;
  try {
    await mkdir(turn);
  } catch {
    return false;
  }
  try {
    if (!(await isHolderDead(path))) return false;
    await forgetHolder(path);
    await rmdir(`${path}.lock`);
    return true;
  } catch {
    return false;
  } finally {
    await rmdir(turn).catch(() => undefined);
  }
}

async function isHolderDead(path: string): Promise<boolean> {
  const [pid, host] = (await readFile(noteOf(path), 'utf8').catch(() => '')).split(' ');
  // Processes of another machine, or of another container, cannot be seen from here.
  if (pid === undefined || pid === '' || host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
