import { lstatSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isDirectoryName } from '../../domain/console/directory.ts';
import type { ForgottenDirectories } from '../../domain/console/machine.ts';
import type { Problem } from '../../problem.ts';
import { attempt } from '../attempt.ts';
import { makeOwnDirectory, shredOwnFile } from '../files/own-directory.ts';
import { reasonFor, unwritableOwn, writePrivateFile } from '../files/write.ts';
import { isRunning } from '../runtime/proc.ts';

// Of consoles two things lie in the cache: the directories of browsers, in which a signed-in console lies, and for a minute
// each the pages that sign one in.

const directories = 'consoles';
const pages = 'sign-in-pages';

/** The token in a page is good for so long. Milliseconds. */
const tokenLasts = 15 * 60_000;

/**
 * Makes the directory of a browser, 0700, which the browser fills.
 * @throws Problem where the cache is unsafe or cannot be written
 */
export function consoleDirectory(cache: string, name: string): string {
  try {
    return makeOwnDirectory(cache, directories, name);
  } catch (error) {
    throw unwritable(join(cache, directories, name), error);
  }
}

/** Writes a page of ours, 0600, whose name nobody can guess. @returns its path. @throws Problem */
export function writeSignInPage(cache: string, html: string): string {
  const path = join(cache, pages, `${crypto.randomUUID()}.html`);
  try {
    makeOwnDirectory(cache, pages);
    sweepSignInPages(cache);
    writePrivateFile(path, html);
  } catch (error) {
    throw unwritable(path, error);
  }
  return path;
}

/** Overwrites and removes pages whose token has ended, which a killed process left. Never throws. */
export function sweepSignInPages(cache: string, age = tokenLasts): void {
  const directory = join(cache, pages);
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
  const base = join(cache, directories);
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

const unwritable = (path: string, cause: unknown): Problem =>
  unwritableOwn(cause, {
    code: 'console-unwritable',
    title: `The console needs ${path}, which cannot be written.`,
    todo: ['Make it writable, or name another place with ROLECALL_HOME.', 'Or print the address: --print'],
  });
