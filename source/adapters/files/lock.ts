import { constants, readFileSync, rmSync } from 'node:fs';
import { lstat, mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../problem.ts';
import { attempt } from '../attempt.ts';
import { thisMachine } from '../runtime/machine.ts';
import { isRunning } from '../runtime/proc.ts';
import { watched } from './watched.ts';

/**
 * A lock is renewed while it is held, and is stale when one who waits has seen it without renewal for this long: enough for a holder
 * on a busy machine. A dead holder is noticed sooner, by its process ID. Milliseconds.
 */
const staleAfter = 10_000;

/**
 * Where nobody knows of a living holder, a lock whose last renewal is this far from our clock, before or after, is left over from
 * another time. Whose clock is as wrong as that gets nothing from AWS. Milliseconds.
 */
const anotherTime = 3_600_000;

/** Milliseconds. */
const usualPatience = 60_000;

/** After these errors the work runs without a lock: where nobody can write, nothing is shared. */
const unwritable = ['EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'ENOTDIR', 'EDQUOT', 'ENAMETOOLONG', 'EINVAL'];

/** Loads the library. Called early as well, while the user is still choosing. */
export const loadLock = () => import('proper-lockfile');

/**
 * Runs one piece of work at a time per path, over all processes. Makes the directory where it is missing. A process that
 * dies in the middle blocks nobody; for {@link staleAfter} it does, where its note is missing, of another lock, or of another
 * machine, and so does one that is stopped.
 * @param ready gives a result that makes the work unnecessary; asked repeatedly while another process works
 * @param waiting milliseconds until it is given up, a minute unless given; `onWait` is called once, where another one works; the
 * profile that is being opened, where it is that
 * @throws Problem `busy` after that
 */
export async function locked<T>(
  path: string,
  work: () => Promise<T>,
  ready: () => Promise<T | undefined> = async () => undefined,
  waiting: { readonly patience?: number; readonly onWait?: () => void; readonly opening?: string | undefined } = {},
): Promise<T> {
  const { patience = usualPatience, onWait, opening } = waiting;
  const deadline = performance.now() + patience;
  const waiter = waiterFor(path);
  let isTold = false;
  for (;;) {
    const release = (await take(path)) ?? (await takeOver(waiter));
    if (release !== undefined) {
      try {
        return (await ready()) ?? (await work());
      } finally {
        await release().catch(() => undefined);
      }
    }
    if (!isTold) onWait?.();
    isTold = true;
    const found = await ready();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw await busy(path, opening);
    await sleep(20 + Math.random() * 60);
  }
}

/**
 * The same lock for work that others end: waits for it as long as it takes.
 * @returns its release. @throws AbortError when `until` is aborted
 */
export async function holdLock(path: string, until: AbortSignal): Promise<() => Promise<void>> {
  const waiter = waiterFor(path);
  for (;;) {
    until.throwIfAborted();
    const release = (await take(path)) ?? (await takeOver(waiter));
    if (release !== undefined) return () => release().catch(() => undefined);
    await sleep(20 + Math.random() * 60, undefined, { signal: until });
  }
}

type Release = () => Promise<void>;

/** Of work without a lock. */
const unshared: Release = async () => undefined;

const isUnwritable = (error: unknown): boolean => unwritable.includes((error as NodeJS.ErrnoException).code ?? '');

/** Takes the lock. @returns its release; undefined where another process holds it */
async function take(path: string): Promise<Release | undefined> {
  // A bundle has only the default export of a CommonJS module.
  const { default: lockfile } = await loadLock();
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  } catch {
    return unshared;
  }
  try {
    const release = await lockfile.lock(path, {
      realpath: false,
      // The library removes a stale lock without a look whether it is still the same: of several who wait, two would hold it.
      stale: Number.MAX_SAFE_INTEGER,
      update: staleAfter / 5,
      // We were stopped for longer than that, as a laptop that sleeps, and another process took the lock. No file is torn, since each
      // is replaced as a whole; what the other one writes can be lost, where we had read the file before.
      onCompromised: () => undefined,
    });
    const note = await noteHolder(path);
    return async () => {
      held.delete(path);
      // Another process may have it by now, see above.
      if (![note, ''].includes(await holderOf(path))) return;
      await forgetHolder(path);
      await release();
    };
  } catch (error) {
    if (isUnwritable(error)) return unshared;
    const { code } = error as NodeJS.ErrnoException;
    // ENOENT: the lock or its directory was removed between two steps of the library.
    if (code === 'ELOCKED' || code === 'ENOENT') return undefined;
    throw error;
  }
}

async function busy(path: string, opening: string | undefined): Promise<Problem> {
  const [pid] = (await holderOf(path)).split(' ');
  const mayWait = opening === undefined ? '' : ', and AWS may not have answered it';
  return new Problem({
    code: 'busy',
    title: `Another rolecall has been ${opening === undefined ? `at ${path}` : `opening ${opening}`} for too long.`,
    ...((await holderState(path)) === 'lives'
      ? { means: `It is process ${pid}${mayWait}.`, todo: ['Try again once it is done.'] }
      : { todo: [`Try again; if it happens again, delete ${path}.lock`] }),
  });
}

/** The file that names the holder of a lock: process ID, the lock, the machine. */
const noteOf = (path: string) => `${path}.holder`;

/** A pipe in the place of the note must not be waited for, and a link is not followed. */
const safely = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Overwrites the note of a killed holder. */
const overwriting = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | safely;

/** The notes of this process, by path. */
const held = new Map<string, string>();

let isToldOfExit = false;

/** Notes this process as the holder, for those who wait. @returns the note */
async function noteHolder(path: string): Promise<string> {
  const note = `${process.pid} ${(await identityOf(path)) ?? 'unknown'} ${thisMachine()}`;
  held.set(path, note);
  if (!isToldOfExit) process.once('exit', forgetHeld);
  isToldOfExit = true;
  await writeFile(noteOf(path), note, { mode: 0o600, flag: overwriting }).catch(() => undefined);
  return note;
}

/**
 * What tells a lock from an earlier one in the same place: the next directory may have the inode of the last one. Undefined
 * where the file system notes no birth (NFS, as a rule).
 */
async function identityOf(path: string): Promise<string | undefined> {
  const found = await lstat(`${path}.lock`, { bigint: true }).catch(() => undefined);
  return found === undefined || found.birthtimeNs === 0n ? undefined : `${found.ino}-${found.birthtimeNs}`;
}

/** Removes the notes when this process ends in the middle; the library removes the locks. */
function forgetHeld(): void {
  for (const [path, note] of held) {
    attempt(() => {
      if (readFileSync(noteOf(path), { encoding: 'utf8', flag: constants.O_RDONLY | safely }) === note)
        rmSync(noteOf(path), { force: true });
    });
  }
}

/** Removes the note; before the lock is released. */
async function forgetHolder(path: string): Promise<void> {
  await rm(noteOf(path), { force: true }).catch(() => undefined);
}

/** One who waits for a lock, and what it sees. */
const waiterFor = (path: string) => ({ path, lock: watched(`${path}.lock`), turn: watched(turnOf(path)) });

type Waiter = ReturnType<typeof waiterFor>;

/** Whose turn it is to remove an abandoned lock. */
const turnOf = (path: string) => `${path}.takeover`;

/** Takes a lock that nobody holds any more. @returns as `take` */
async function takeOver(waiter: Waiter): Promise<Release | undefined> {
  try {
    return (await isAbandoned(waiter)) && (await free(waiter)) ? await take(waiter.path) : undefined;
  } catch (error) {
    if (isUnwritable(error)) return unshared;
    throw error;
  }
}

/**
 * The lock of a dead holder, or one that is not renewed: of one that is stopped, or whose process ID another process has by now.
 */
async function isAbandoned({ path, lock }: Waiter): Promise<boolean> {
  const seen = await lock();
  if (seen === undefined || isStale(seen)) return seen !== undefined;
  const holder = await holderState(path);
  return holder === 'dead' || (holder === 'unknown' && isOfAnotherTime(seen));
}

type Seen = NonNullable<Awaited<ReturnType<Waiter['lock']>>>;

const isStale = ({ unchanged }: Seen): boolean => unchanged > staleAfter;

const isOfAnotherTime = ({ renewedAt }: Seen): boolean => Math.abs(Date.now() - renewedAt) > anotherTime;

/**
 * Removes an abandoned lock. One process at a time checks, and the note is removed before the lock, so that nobody mistakes
 * a new lock of a living process for the abandoned one.
 * @returns whether the lock was removed
 * @throws NodeJS.ErrnoException where the directory refuses
 */
async function free(waiter: Waiter): Promise<boolean> {
  const { path } = waiter;
  const turn = turnOf(path);
  try {
    await mkdir(turn);
  } catch (error) {
    if (isUnwritable(error)) throw error;
    // Of a process that was killed here.
    const seen = await waiter.turn();
    if (seen !== undefined && (isStale(seen) || isOfAnotherTime(seen))) await rmdir(turn).catch(() => undefined);
    return false;
  }
  try {
    if (!(await isAbandoned(waiter))) return false;
    await forgetHolder(path);
    await rmdir(`${path}.lock`);
    return true;
  } catch (error) {
    if (isUnwritable(error)) throw error;
    return false;
  } finally {
    await rmdir(turn).catch(() => undefined);
  }
}

/** The note; empty where there is none. */
const holderOf = (path: string): Promise<string> =>
  readFile(noteOf(path), { encoding: 'utf8', flag: constants.O_RDONLY | safely }).catch(() => '');

/**
 * What the note says of the holder of the present lock. The note of an earlier lock lies there until the holder has written its own:
 * by that one a living process would lose its lock.
 */
async function holderState(path: string): Promise<'lives' | 'dead' | 'unknown'> {
  const [pid, lock, ...machine] = (await holderOf(path)).split(' ');
  // Processes of another machine or container are not visible here.
  if (machine.join(' ') !== thisMachine() || lock !== (await identityOf(path))) return 'unknown';
  return isRunning(Number(pid)) ? 'lives' : 'dead';
}
