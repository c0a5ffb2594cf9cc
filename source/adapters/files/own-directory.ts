import { chmodSync, lstatSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { quotePosix } from '../../domain/shells/posix.ts';
import { Problem } from '../../problem.ts';

/**
 * Refuses a directory in which another user could plant or read our files: credentials, and files that are run again.
 * A missing directory is fine, and one of ours that others may read is closed to them.
 * @throws Problem with the path and the remedy
 */
export function checkOwnDirectory(path: string): void {
  const own = process.getuid?.();
  if (own === undefined) return;
  const link = attempt(() => lstatSync(path));
  const directory = attempt(() => statSync(path));
  if (link === undefined) return;
  if (link.uid !== own) throw unsafe(path, 'It belongs to another user.');
  if (directory === undefined || !directory.isDirectory()) throw unsafe(path, 'It is not a directory.');
  if (directory.uid !== own) throw unsafe(path, 'It leads to a directory of another user.');
  if ((directory.mode & 0o022) !== 0) throw unsafe(path, 'Other users may write to it.');
  if ((directory.mode & 0o077) !== 0) attempt(() => chmodSync(path, 0o700));
}

/** Removes the files of our own directory that were last written more than `age` milliseconds ago. */
export function sweepOwnDirectory(path: string, age: number): void {
  const oldest = Date.now() - age;
  for (const name of readdirSync(path)) {
    const file = join(path, name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found !== undefined && found.mtimeMs < oldest) attempt(() => rmSync(file, { force: true }));
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function unsafe(path: string, why: string): Problem {
  return new Problem({
    code: 'cache-unsafe',
    title: `rolecall does not keep sessions in ${path}.`,
    means: `${why} Whoever can write there could slip in credentials of their own.`,
    todo: [`Look at what is in it, then remove it: rm -r ${quotePosix(path)}`, 'Or name another place: ROLECALL_HOME'],
  });
}
