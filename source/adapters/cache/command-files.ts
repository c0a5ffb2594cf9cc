import { createHash, randomBytes } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandFile } from '../../domain/shells/command-file.ts';
import type { Problem } from '../../problem.ts';
import { attempt } from '../attempt.ts';
import { makeOwnDirectory, shredOwnFile } from '../files/own-directory.ts';
import { writePrivateFile } from '../files/write.ts';
import { thisMachine } from '../runtime/machine.ts';
import { isRunning } from '../runtime/proc.ts';
import { unwritableFor } from './unwritable.ts';

// Credentials files of commands, `exec --as-file`. They lie in the cache and not in XDG_RUNTIME_DIR: that goes when the
// person logs out, under a command that goes on (nohup, tmux), and a later run without the variable (cron, ssh) would not
// find there what a killed one left. A name says who wrote it: process, machine, and something that nobody has had before.

const folder = 'as-file';

/** No session of AWS's lasts longer: what is older serves nobody. Milliseconds. */
const longestSession = 36 * 3_600_000;

/** This machine, in the name of a file. */
const machineName = (): string => createHash('sha256').update(thisMachine()).digest('hex').slice(0, 8);

/**
 * Makes sure that a file with keys can be written, and removes those of processes that are gone.
 * @returns the path of one that does not exist yet
 * @throws Problem where the cache is unsafe or cannot be written
 */
export function prepareCommandFile(cache: string): string {
  const path = join(cache, folder, `credentials-${process.pid}-${machineName()}-${randomBytes(4).toString('hex')}`);
  try {
    makeOwnDirectory(cache, folder);
    removeDeadCommandFiles(cache);
    // As long as one with keys.
    writePrivateFile(path, '#'.repeat(4096));
    shredOwnFile(path);
    return path;
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** Writes it, 0600. @throws Problem where the disk refuses */
export function writeCommandFile({ path, text }: CommandFile): void {
  try {
    writePrivateFile(path, text);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** Overwrites and removes it. */
export const removeCommandFile = ({ path }: CommandFile): void => shredOwnFile(path);

/**
 * Removes the files of killed processes: those of this machine at once, those of another one (a home that is shared, a
 * container, the machine before its restart) once no session can be valid any more. Cheap where there are none; never throws.
 */
export function removeDeadCommandFiles(cache: string): void {
  const directory = join(cache, folder);
  for (const name of attempt(() => readdirSync(directory)) ?? []) {
    const path = join(directory, name);
    // What cannot be looked at is tried again by the next run.
    if (attempt(() => isDead(name, path))) attempt(() => shredOwnFile(path));
  }
}

function isDead(name: string, path: string): boolean {
  const [, pid, machine] = /^credentials-(\d+)-([0-9a-f]{8})-/.exec(name) ?? [];
  // A process ID is given again after a while: no file is of use longer than its session.
  if (pid !== undefined && machine === machineName() && !isRunning(Number(pid))) return true;
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > longestSession;
}

const unwritable = (path: string, cause: unknown): Problem =>
  unwritableFor('--as-file', path, cause, {
    code: 'as-file-unwritable',
    title: 'The command needs a file with the keys, which cannot be written.',
  });
