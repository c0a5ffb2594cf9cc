import { mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, isAbsolute, join } from 'node:path';
import type { Program } from '../../domain/shells/answer.ts';
import type { Environment } from '../../domain/shells/environment.ts';
import type { Installation } from '../../domain/shells/shell.ts';
import { attempt } from '../attempt.ts';
import { ownExecutable } from '../runtime/own-executable.ts';
import { checkOwnDirectory } from './own-directory.ts';
import { writePrivateFile } from './write.ts';

/** A digest of the integration files, in the built program. */
declare const INTEGRATION: string | undefined;

const isBuilt = typeof INTEGRATION === 'string';

/** How this program is started again: from source, the runtime has to be told what to run. */
const program = (file: string): Program => (isBuilt ? [file] : [file, process.argv[1] ?? '']);

/** How this program starts itself. */
export const ownProgram = (): Program => program(ownExecutable);

/** How this program starts itself as the embedded AWS. */
export const embeddedAws = (): Program => [...ownProgram(), '--embedded-aws'];

/**
 * What a new shell is told: the integration files, and how to start this program again.
 * @param cache our own directory: a shell cannot read what lies inside the program
 */
export function installation(cache: string, env: Environment): Installation {
  const integration = isBuilt
    ? unpacked(cache, INTEGRATION as string)
    : join(import.meta.dirname, '../..', 'domain', 'shells');
  return { integration, program: program(isBuilt ? programFor(env) : ownExecutable) };
}

/**
 * The name by which hooks and live roles call this program: the place in PATH that leads to it. What that leads to may
 * have a version in its path, and be gone after the next update.
 */
export function programFor(env: Environment, executable: string = ownExecutable): string {
  const places = (env.PATH ?? '').split(delimiter).filter(isAbsolute);
  const names = process.platform === 'win32' ? ['rolecall.exe'] : ['rolecall'];
  const found = places.flatMap((folder) => names.map((name) => join(folder, name)));
  const leadsHere = (path: string): boolean => {
    const target = shimTarget(path) ?? finalPath(path);
    return target !== undefined && (target === executable || isLauncherOf(target, executable));
  };
  return found.find(leadsHere) ?? executable;
}

/** Whether a file is npm's launcher (scripts/launcher.sh) and becomes that program: beside it, or in one of the places of its package. */
function isLauncherOf(file: string, executable: string): boolean {
  if (basename(file) !== 'launcher') return false;
  const itsPackage = basename(dirname(executable));
  const folders = ['.', join('node_modules', itsPackage), join('..', itsPackage), join('../../..', itsPackage)];
  return folders.some((folder) => finalPath(join(dirname(file), folder, basename(executable))) === executable);
}

/** What a script of pnpm starts, which stands in PATH instead of a link; undefined for any other file. */
const shimTarget = (path: string): string | undefined =>
  attempt(() => {
    // The program itself is no script, and large.
    const about = statSync(path);
    if (!about.isFile() || about.size > 100_000) return undefined;
    const [, target] = /^# cmd-shim-target=(.+)$/m.exec(readFileSync(path, 'utf8')) ?? [];
    return target === undefined ? undefined : finalPath(target);
  });

const finalPath = (path: string): string | undefined => attempt(() => realpathSync(path));

/** The files in a directory that is named by their content: whole, or not there. @returns undefined where none can be */
function unpacked(cache: string, digest: string): string | undefined {
  const directory = join(cache, `integration-${digest}`);
  try {
    checkOwnDirectory(cache);
    if (statSync(directory, { throwIfNoEntry: false }) === undefined) unpack(directory);
    checkOwnDirectory(directory);
    return directory;
  } catch {
    return undefined;
  }
}

function unpack(directory: string): void {
  const inside = join(import.meta.dirname, 'integration');
  const temporary = `${directory}.${process.pid}`;
  mkdirSync(temporary, { recursive: true, mode: 0o700 });
  try {
    for (const entry of readdirSync(inside, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const folder = entry.parentPath.slice(inside.length);
      mkdirSync(join(temporary, folder), { recursive: true, mode: 0o700 });
      writePrivateFile(join(temporary, folder, entry.name), readFileSync(join(entry.parentPath, entry.name)));
    }
    renameSync(temporary, directory);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    // Another process was quicker.
    if (statSync(directory, { throwIfNoEntry: false }) === undefined) throw error;
  }
}

/** A text that the built program carries inside. */
export function shippedText(name: 'licenses.txt' | 'rolecall.1'): string {
  return readFileSync(join(import.meta.dirname, name), 'utf8');
}
