import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
  chmod,
  chown,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Problem } from '../../problem.ts';

/** The file that a path leads to in the end: a symbolic link is followed, even one that leads to no file yet. */
export async function finalPath(path: string, hops = 0): Promise<string> {
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isSymbolicLink()) return path;
  if (hops > 20) throw unwritable(path, 'Its symbolic links lead round in a circle.');
  return finalPath(resolve(dirname(path), await readlink(path)), hops + 1);
}

/** @throws Problem for a device or a pipe: a new file would take its place for every program there is */
export async function checkReplaceable(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined && !found.isFile() && !found.isDirectory())
    throw unwritable(path, 'It is not a file that could be replaced.');
}

/** The bytes of a file; undefined where there is none. */
export function bytesOf(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

/**
 * Puts a new file in the place of another at one stroke: whoever reads sees the one or the other, also when the power
 * fails in the middle. Mode and owner stay; a new file is 0600, a new directory 0700.
 * @param beforeReplacing called at the last moment; what it throws leaves the file as it was
 * @throws Problem where the file or its directory cannot be written
 */
export async function replaceFile(path: string, text: string, beforeReplacing: () => Promise<void>): Promise<void> {
  const temporary = join(dirname(path), `${leftoverPrefix(path)}${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await checkReplaceable(path);
    const like = await stat(path).catch(() => undefined);
    if (like !== undefined) await access(path, constants.W_OK);
    await writeNew(temporary, text);
    if (like !== undefined) await takeAfter(temporary, like);
    await beforeReplacing();
    await rename(temporary, path);
    await syncDirectory(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error instanceof Problem ? error : unwritable(path, wordsFor(error), error);
  }
}

/** Removes what writers that died left beside a file. Only for whoever holds the file's lock. */
export async function sweepLeftovers(path: string): Promise<void> {
  const names = await readdir(dirname(path)).catch(() => []);
  const left = names.filter((name) => name.startsWith(leftoverPrefix(path)));
  await Promise.all(left.map((name) => rm(join(dirname(path), name), { force: true }).catch(() => undefined)));
}

const leftoverPrefix = (path: string): string => `.${basename(path)}.rolecall-`;

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function takeAfter(path: string, like: { mode: number; uid: number; gid: number }): Promise<void> {
  const own = await stat(path);
  if (own.uid !== like.uid || own.gid !== like.gid) await chown(path, like.uid, like.gid);
  await chmod(path, like.mode & 0o7777);
}

/** The new name is on the disk only when its directory is; not every file system can be told to. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r').catch(() => undefined);
  await directory?.sync().catch(() => undefined);
  await directory?.close();
}

function wordsFor(error: unknown): string {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (syscall === 'chown') return 'It belongs to somebody else, and a new version would be yours.';
  if (code === 'EACCES' || code === 'EPERM') return 'Your user may not write it.';
  if (code === 'EROFS') return 'It lies on a file system that is read-only.';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'The disk is full.';
  return message;
}

function unwritable(path: string, why: string, cause?: unknown): Problem {
  return new Problem(
    {
      code: 'file-unwritable',
      title: `${path} cannot be written, and is as it was.`,
      means: why,
      todo: [`Make it writable, or change it the way in which it was made.`],
    },
    { cause },
  );
}
