import { constants, renameSync, rmSync, type Stats, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Problem, type ProblemText } from '../../problem.ts';
import { hiddenTemporaryName, isLeftover, temporaryName } from './temporary.ts';

// Every file is written under a temporary name and renamed: a reader sees the old content or the new one.

/** Loaded where it is used: `credential-process` imports this file and writes nothing. */
const promises = () => process.getBuiltinModule('node:fs/promises');

/**
 * Writes a small file of our own, 0600: atomic, but not synced to the disk.
 * @param mode 0400 where nobody else is to write into it
 * @throws NodeJS.ErrnoException; nothing is left behind
 */
export function writePrivateFile(path: string, content: string | Uint8Array, mode: 0o600 | 0o400 = 0o600): void {
  const temporary = temporaryName(path);
  try {
    writeFileSync(temporary, content, { flag: 'wx', mode });
    renameSync(temporary, path);
  } catch (error) {
    try {
      rmSync(temporary, { force: true });
    } catch {}
    throw error;
  }
}

/**
 * Replaces a file of the user's atomically, also when the power fails in the middle. Mode and owner stay; a new file is
 * 0600, a new directory 0700.
 * @param beforeReplacing called at the last moment; if it throws, the file stays as it was
 * @param isSecret 0600 then, whatever mode it had
 * @throws Problem where the file or its directory cannot be written
 */
export async function replaceFile(
  path: string,
  text: string,
  beforeReplacing: () => Promise<void>,
  isSecret = false,
): Promise<void> {
  const { chmod, mkdir, rename, rm } = promises();
  const temporary = hiddenTemporaryName(path);
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const before = await statWritable(path);
    await writeAndSync(temporary, text);
    if (before !== undefined) await copyOwnerAndMode(temporary, before);
    if (isSecret) await chmod(temporary, 0o600);
    await beforeReplacing();
    await rename(temporary, path);
    await syncDirectory(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error instanceof Problem ? error : unwritable(path, reasonFor(error), error);
  }
}

/** Whether {@link replaceFile} could replace a file or make it, without touching it. @throws Problem as there */
export async function checkWritable(path: string): Promise<void> {
  try {
    await statWritable(path);
    await checkDirectory(dirname(path));
  } catch (error) {
    throw error instanceof Problem ? error : unwritable(path, reasonFor(error), error);
  }
}

/** What a file is that may be written; undefined where there is none. @throws Problem, NodeJS.ErrnoException */
async function statWritable(path: string): Promise<Stats | undefined> {
  const { access, stat } = promises();
  await checkReplaceable(path);
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined) await access(path, constants.W_OK);
  return found;
}

/** One that is not there would be made, in the nearest that is. @throws NodeJS.ErrnoException */
async function checkDirectory(path: string): Promise<void> {
  try {
    // The dot refuses a file in the place of a directory.
    await promises().access(`${path}/.`, constants.W_OK | constants.X_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error;
    await checkDirectory(dirname(path));
  }
}

/** Removes temporary files that killed writers left beside a file. Only for a holder of the file's lock. */
export async function sweepLeftovers(path: string): Promise<void> {
  const { readdir, rm } = promises();
  const names = await readdir(dirname(path)).catch(() => []);
  const left = names.filter((name) => isLeftover(name, path));
  await Promise.all(left.map((name) => rm(resolve(dirname(path), name), { force: true }).catch(() => undefined)));
}

/** Follows symbolic links to the file itself, also where the last link leads to no file yet. @throws Problem for a circle */
export async function finalPath(path: string, hops = 0): Promise<string> {
  const { lstat, readlink } = promises();
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isSymbolicLink()) return path;
  if (hops > 20) throw unwritable(path, 'Its symbolic links form a loop.');
  return finalPath(resolve(dirname(path), await readlink(path)), hops + 1);
}

/** @throws Problem for a device or a pipe: renaming a file over it would replace it for every program */
export async function checkReplaceable(path: string): Promise<void> {
  const found = await promises()
    .stat(path)
    .catch(() => undefined);
  if (found !== undefined && !found.isFile() && !found.isDirectory())
    throw unwritable(path, 'It is a device or a pipe, not a file that can be replaced.', undefined, [
      'Name a file instead: AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE.',
    ]);
}

/** The bytes of a file; undefined where there is none. */
export function bytesOf(path: string): Promise<Buffer | undefined> {
  return promises()
    .readFile(path)
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
}

async function writeAndSync(path: string, text: string): Promise<void> {
  const file = await promises().open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function copyOwnerAndMode(path: string, from: { mode: number; uid: number; gid: number }): Promise<void> {
  const { chmod, chown, stat } = promises();
  const own = await stat(path);
  if (own.uid !== from.uid || own.gid !== from.gid) await chown(path, from.uid, from.gid);
  await chmod(path, from.mode & 0o7777);
}

/** A rename is on the disk only after its directory is synced; some file systems cannot sync directories. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await promises()
    .open(path, 'r')
    .catch(() => undefined);
  await directory?.sync().catch(() => undefined);
  await directory?.close();
}

/** Why a file cannot be written or removed, as a sentence where the reason is a common one. */
export function reasonFor(error: unknown): string {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (syscall === 'chown') return 'It belongs to somebody else, and a new version would belong to you.';
  if (code === 'EACCES' || code === 'EPERM') return 'Your user may not write it.';
  if (code === 'EROFS') return 'It is on a read-only file system.';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'The disk is full.';
  return message;
}

/** A file of our own that cannot be made or written; what is a Problem already stays one. */
export const unwritableOwn = (cause: unknown, text: ProblemText): Problem =>
  cause instanceof Problem ? cause : new Problem({ means: reasonFor(cause), ...text }, { cause });

function unwritable(
  path: string,
  why: string,
  cause?: unknown,
  todo = ['Make it writable, or change it the way it was created.'],
): Problem {
  return new Problem(
    {
      code: 'file-unwritable',
      title: `${path} cannot be written, and is as it was.`,
      means: why,
      todo,
    },
    { cause },
  );
}
