import { lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../shell/environment-change.ts';
import { ownPaths } from './paths.ts';

/**
 * Where Node may keep our compiled code: inside our own cache, and only where nobody else can write. What Node would
 * choose is a place in the temporary directory, where planted bytecode would reach a program that holds credentials.
 * @returns undefined where there is no such place, or the person wants none (`NODE_DISABLE_COMPILE_CACHE`, as Node calls
 *   it); the program then compiles itself each time
 */
export function compileCacheDirectory(env: Environment): string | undefined {
  if (env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  const { cache } = ownPaths(env);
  const directory = join(cache, 'compiled');
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return [cache, directory].every(isOursAlone) ? directory : undefined;
  } catch {
    return undefined;
  }
}

function isOursAlone(path: string): boolean {
  const { uid, mode } = lstatSync(path);
  // On Windows the profile's own access list decides, and neither of the two says anything.
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}
