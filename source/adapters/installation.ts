import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../shell/environment-change.ts';
import type { Installation } from '../shell/subshell.ts';
import { checkOwnDirectory } from './own-directory.ts';
import { putOwnFile } from './own-file.ts';
import { ownExecutable } from './runtime/own-executable.ts';

/** A digest of the integration files, where this is the native program. */
declare const INTEGRATION: string | undefined;

const isNative = typeof INTEGRATION === 'string';

/** Where this program lies: the directory of `rolecall.cjs`, from which everything else that is shipped is found. */
function programDirectory(): string {
  for (let directory = dirname(fileURLToPath(import.meta.url)); ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'rolecall.cjs'))) return directory;
    const built = join(directory, 'dist');
    if (existsSync(join(built, 'rolecall.cjs'))) return built;
    if (dirname(directory) === directory) throw new Error('rolecall.cjs is missing beside its own parts');
  }
}

/** How this program starts itself as the embedded AWS. */
export function embeddedAws(): readonly [string, ...string[]] {
  return isNative
    ? [ownExecutable, '--embedded-aws']
    : [process.execPath, join(programDirectory(), 'chunks', 'sandbox.js')];
}

/**
 * What a new shell is told: the integration files, and how to start this program again.
 * @param cache our own directory: a shell cannot read what lies inside the program
 */
export function installation(cache: string, env: Environment): Installation {
  if (isNative) return { integration: unpacked(cache, INTEGRATION as string), program: [programFor(env)] };
  const directory = programDirectory();
  return { integration: join(directory, 'integration'), program: [process.execPath, join(directory, 'rolecall.cjs')] };
}

/**
 * The name by which hooks and live roles call this program: the place in PATH that leads to it. What that leads to may
 * have a version in its path, and be gone after the next update.
 */
export function programFor(env: Environment, executable: string = ownExecutable): string {
  // A package of npm puts a launcher into PATH that lies beside the program.
  const ours = [executable, join(dirname(executable), 'launcher')];
  const places = (env.PATH ?? '').split(delimiter).filter(isAbsolute);
  const names = process.platform === 'win32' ? ['rolecall.exe'] : ['rolecall'];
  const found = places.flatMap((folder) => names.map((name) => join(folder, name)));
  return found.find((path) => ours.includes(finalPath(path) ?? '')) ?? executable;
}

function finalPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

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
      putOwnFile(join(temporary, folder, entry.name), readFileSync(join(entry.parentPath, entry.name)));
    }
    renameSync(temporary, directory);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    // Another process was quicker.
    if (statSync(directory, { throwIfNoEntry: false }) === undefined) throw error;
  }
}

/** A text that the program carries inside. */
export function shippedText(name: 'licenses.txt' | 'rolecall.1'): string {
  return readFileSync(join(isNative ? import.meta.dirname : programDirectory(), name), 'utf8');
}
