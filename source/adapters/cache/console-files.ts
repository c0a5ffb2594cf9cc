import { lstatSync, mkdirSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isDirectoryName } from '../../domain/console/directory.ts';
import type { ForgottenDirectories } from '../../domain/console/machine.ts';
import { Problem } from '../../problem.ts';
import { attempt } from '../attempt.ts';
import { checkOwnDirectory, shredOwnFile } from '../files/own-directory.ts';
import { reasonFor, writePrivateFile } from '../files/write.ts';
import { isRunning } from '../runtime/proc.ts';

// Of consoles two things lie in the cache: the directories of browsers, in which a signed-in console lies, and for a minute
// each the pages that sign one in.

const directoriesIn = (cache: string): string => join(cache, 'consoles');
const pagesIn = (cache: string): string => join(cache, 'sign-in-pages');

/** The token in a page is good for so long. Milliseconds. */
const tokenLasts = 15 * 60_000;

/**
 * Makes the directory of a browser, 0700, which the browser fills.
 * @throws Problem where the cache is unsafe or cannot be written
 */
export function consoleDirectory(cache: string, name: string): string {
  const path = join(directoriesIn(cache), name);
  makeOwn(cache, directoriesIn(cache), path);
  return path;
}

/** Writes a page of ours, 0600, whose name nobody can guess. @returns its path. @throws Problem */
export function writeSignInPage(cache: string, html: string): string {
  const directory = pagesIn(cache);
  makeOwn(cache, directory);
  sweepSignInPages(cache);
  const path = join(directory, `${crypto.randomUUID()}.html`);
  try {
    writePrivateFile(path, html);
  } catch (error) {
    throw unwritable(path, error);
  }
  return path;
}

/** Overwrites and removes pages whose token has ended, which a killed process left. Never throws. */
export function sweepSignInPages(cache: string, age = tokenLasts): void {
  const directory = pagesIn(cache);
  const oldest = Date.now() - age;
  for (const name of attempt(() => readdirSync(directory)) ?? []) {
    const path = join(directory, name);
    // Another process may have removed it by now; the next page is looked at all the same.
    const found = attempt(() => lstatSync(path));
    if (found !== undefined && found.mtimeMs < oldest) attempt(() => shredOwnFile(path));
  }
}

/** Removes directories of browsers, all unless named, and every page; a directory in which a browser runs stays. */
export function forgetConsoles(cache: string, names?: readonly string[]): ForgottenDirectories {
  sweepSignInPages(cache, 0);
  const base = directoriesIn(cache);
  let removed = 0;
  const open: string[] = [];
  const failed: { path: string; why: string }[] = [];
  for (const name of namesIn(base)) {
    if (names !== undefined && !names.includes(name)) continue;
    const path = join(base, name);
    if (isInUse(path)) {
      open.push(path);
      continue;
    }
    try {
      rmSync(path, { recursive: true, force: true });
      removed += 1;
    } catch (error) {
      failed.push({ path, why: reasonFor(error) });
    }
  }
  return { removed, open, failed };
}

/** The directories of browsers that are ours by their names. What else somebody has put there, or linked there, stays. */
function namesIn(directory: string): readonly string[] {
  try {
    const all = readdirSync(directory, { withFileTypes: true });
    return all.filter((each) => each.isDirectory() && isDirectoryName(each.name)).map(({ name }) => name);
  } catch {
    return [];
  }
}

/** Whether a browser of this machine runs in a directory: its lock is a link to `HOST-PID`. Windows does not let it be removed. */
function isInUse(path: string): boolean {
  try {
    const [, host, pid] = /^(.*)-(\d+)$/.exec(readlinkSync(join(path, 'SingletonLock'))) ?? [];
    return host === hostname() && isRunning(Number(pid));
  } catch {
    return false;
  }
}

/** Makes directories of ours, the cache first. @throws Problem where one is unsafe or cannot be made */
function makeOwn(cache: string, ...directories: readonly string[]): void {
  for (const path of [cache, ...directories]) {
    try {
      mkdirSync(path, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw unwritable(path, error);
    }
    checkOwnDirectory(path);
  }
}

function unwritable(path: string, cause: unknown): Problem {
  return new Problem(
    {
      code: 'console-unwritable',
      title: `${path} cannot be written, and the console needs it.`,
      means: reasonFor(cause),
      todo: ['Make it writable, or name another place with ROLECALL_HOME.', 'Or take the address: --print'],
    },
    { cause },
  );
}
