import { chmodSync, lstatSync, statSync } from 'node:fs';
import { quotePosix } from '../../domain/shells/posix.ts';
import { Problem } from '../../problem.ts';

/**
 * Refuses a directory in which somebody else could plant or read what we keep: credentials, and what is run again.
 * One that is not there yet is fine, and one of ours that others may read is closed to them.
 * @throws Problem naming the directory and what mends it
 */
export function checkOwnDirectory(path: string): void {
  const own = process.getuid?.();
  if (own === undefined) return;
  const link = look((at) => lstatSync(at), path);
  const directory = look((at) => statSync(at), path);
  if (link === undefined) return;
  if (link.uid !== own) throw unsafe(path, 'It belongs to another user.');
  if (directory === undefined || !directory.isDirectory()) throw unsafe(path, 'It is not a directory.');
  if (directory.uid !== own) throw unsafe(path, 'It leads to a directory of another user.');
  if ((directory.mode & 0o022) !== 0) throw unsafe(path, 'Other users may write to it.');
  if ((directory.mode & 0o077) !== 0) look(() => chmodSync(path, 0o700), path);
}

function look<T>(ask: (path: string) => T, path: string): T | undefined {
  try {
    return ask(path);
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
