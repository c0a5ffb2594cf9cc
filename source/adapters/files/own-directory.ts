import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pasteWord } from '../../domain/shells/paste.ts';
import { Problem } from '../../problem.ts';
import { attempt } from '../attempt.ts';

/** What is kept in a directory of ours. */
type Holds = 'sessions' | 'settings';

/**
 * Refuses a directory in which another user could plant or read our files: credentials, settings, and files that are run
 * again. A missing directory is fine, and one of ours that others may read is closed to them.
 * @throws Problem with the path and the remedy
 */
export function checkOwnDirectory(path: string, holds: Holds = 'sessions'): void {
  const own = process.getuid?.();
  if (own === undefined) return;
  const link = attempt(() => lstatSync(path));
  const directory = attempt(() => statSync(path));
  if (link === undefined) return;
  if (link.uid !== own) throw unsafe(path, holds, 'It belongs to another user.');
  if (directory === undefined || !directory.isDirectory()) throw unsafe(path, holds, 'It is not a directory.');
  if (directory.uid !== own) throw unsafe(path, holds, 'It leads to a directory of another user.');
  // Made by hand it belongs to the person's own group as well, and is closed below.
  const others = holds === 'settings' ? 0o002 : 0o022;
  if ((directory.mode & others) !== 0) {
    // What settings say is the person's to keep; sessions are made again.
    const remedy = holds === 'settings' ? 'chmod go-w' : 'rm -r';
    throw unsafe(path, holds, 'Other users may write to it.', remedy);
  }
  if ((directory.mode & 0o077) !== 0) attempt(() => chmodSync(path, 0o700));
}

/**
 * Makes a directory of ours, and others one in the other. Nothing is made in one before it is checked.
 * @returns the path of the last. @throws Problem where one is unsafe; NodeJS.ErrnoException where one cannot be made
 */
export function makeOwnDirectory(directory: string, ...below: readonly string[]): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  checkOwnDirectory(directory);
  const [next, ...others] = below;
  return next === undefined ? directory : makeOwnDirectory(join(directory, next), ...others);
}

/** Whether nobody else could plant or read a file in a directory of ours, or it is missing. */
export function isOwnDirectory(path: string): boolean {
  try {
    checkOwnDirectory(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Refuses a place that the person named (`ROLECALL_HOME`) where another user could put a directory of theirs in the place of
 * ours: one of the directories on the way belongs to them, or all may write to it.
 * @throws Problem with the directory and the remedy
 */
export function checkPlace(path: string): void {
  const own = process.getuid?.();
  if (own === undefined) return;
  const seen = new Set<string>();
  const look = (each: string): void => {
    if (seen.has(each)) return;
    seen.add(each);
    if (dirname(each) !== each) look(dirname(each));
    const found = attempt(() => lstatSync(each));
    if (found === undefined) return;
    if (found.uid !== own && !isSystem(found.uid)) throw unsafePlace(path, each, 'belongs to another user');
    const isLink = found.isSymbolicLink();
    if (isLink) look(attempt(() => resolve(dirname(each), readlinkSync(each))) ?? '/');
    // 0002 without the sticky bit.
    if (!isLink && (found.mode & 0o1002) === 0o002) throw unsafePlace(path, each, 'can be written by every user');
  };
  look(resolve(path));
}

/** Root; in a container that does not know root, whoever owns `/`. */
export function isSystem(uid: number): boolean {
  return uid === 0 || uid === attempt(() => lstatSync('/').uid);
}

/** Removes the files of our own directory that were last written more than `age` milliseconds ago. */
export function sweepOwnDirectory(path: string, age: number): void {
  const oldest = Date.now() - age;
  for (const name of readdirSync(path)) {
    const file = join(path, name);
    const found = attempt(() => statSync(file));
    if (found !== undefined && found.mtimeMs < oldest) attempt(() => rmSync(file, { force: true }));
  }
}

/**
 * Reads a small file of our own; undefined where there is none, where it is a link, or somebody else's.
 * @param largest bytes; a larger file is not ours
 */
export function readOwnFile(
  path: string,
  largest: number,
): { readonly text: string; readonly stats: Stats } | undefined {
  return withOwnFile(path, constants.O_RDONLY, (file, stats) =>
    stats.size > largest ? undefined : { text: readFileSync(file, 'utf8'), stats },
  );
}

/** Whether a file of our own, and no link, holds exactly this. */
export const ownFileHolds = (path: string, content: Uint8Array): boolean =>
  withOwnFile(
    path,
    constants.O_RDONLY,
    (file, { size }) => size === content.length && readFileSync(file).equals(content),
  ) === true;

/** Whether there is anything by that path, be it a link to nothing. */
export const isPresent = (path: string): boolean => attempt(() => lstatSync(path)) !== undefined;

/** Why a file of our own is not read, and what helps. */
export type Unread = { readonly why: string; readonly todo: string };

/** Why a file of our own that is there may not be read; undefined where it is missing, or may be read. */
export function whyUnread(path: string): Unread | undefined {
  const found = attempt(() => lstatSync(path));
  if (found === undefined) return undefined;
  if (!found.isFile()) {
    const why = found.isSymbolicLink() ? 'It is a link, and rolecall follows no links there.' : 'It is not a file.';
    return { why, todo: 'Put the file itself in its place.' };
  }
  const own = process.getuid?.();
  if (own === undefined) return undefined;
  const mode = `Its mode is ${(found.mode & 0o777).toString(8).padStart(4, '0')}.`;
  const todo = `Give yourself the file back: chmod 600 ${pasteWord(path, 'FILE')}`;
  if (found.uid !== own) return { why: 'It belongs to another user.', todo: 'Make yourself its owner with chown.' };
  if ((found.mode & 0o022) !== 0) return { why: `Others may write to it. ${mode}`, todo };
  const mayRead = attempt(() => accessSync(path, constants.R_OK) ?? true) === true;
  return mayRead ? undefined : { why: `Your user may not read it. ${mode}`, todo };
}

/** Overwrites a file of our own and removes it. Its bytes are gone where the file system writes in place. */
export function shredOwnFile(path: string): void {
  withOwnFile(path, constants.O_WRONLY, (file, { size, nlink }) => {
    // Another name of it may be a file of the person's.
    if (nlink === 1) overwrite(file, size);
  });
  attempt(() => rmSync(path, { force: true }));
}

/** Writes zeros over the whole of an open file. */
export function overwrite(file: number, size: number): void {
  const zeros = Buffer.alloc(1 << 16);
  for (let at = 0; at < size; ) at += writeSync(file, zeros, 0, Math.min(zeros.length, size - at), at);
  fsyncSync(file);
}

function withOwnFile<T>(path: string, flags: number, work: (file: number, stats: Stats) => T): T | undefined {
  return attempt(() => {
    const file = openSync(path, flags | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = fstatSync(file);
      const isOurs = process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o022) === 0);
      return stats.isFile() && isOurs ? work(file, stats) : undefined;
    } finally {
      closeSync(file);
    }
  });
}

function unsafe(path: string, holds: Holds, why: string, remedy: 'rm -r' | 'chmod go-w' = 'rm -r'): Problem {
  const words = {
    sessions: ['rolecall does not keep sessions in', 'could slip in their own credentials'],
    settings: ['rolecall does not trust what is in', 'could decide how your sessions are kept'],
  }[holds];
  return new Problem({
    code: `${holds === 'sessions' ? 'cache' : holds}-unsafe`,
    title: `${words[0]} ${path}.`,
    means: `${why} Anybody who can write there ${words[1]}.`,
    todo: [
      `Look at what is in it, then ${remedy === 'rm -r' ? 'delete it' : 'remove that permission'}: ${remedy} ${pasteWord(path, 'DIRECTORY')}`,
      'Or name another place: ROLECALL_HOME',
    ],
  });
}

function unsafePlace(path: string, directory: string, why: string): Problem {
  return new Problem({
    code: 'home-unsafe',
    title: `rolecall keeps nothing in ${path}, which ROLECALL_HOME names.`,
    means: `${directory} ${why}, so somebody else could replace your sessions and settings with others.`,
    todo: ['Set ROLECALL_HOME to a directory in your home directory.', 'Or remove ROLECALL_HOME from the environment.'],
    exitCode: 2,
  });
}
