import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isSettled, type Seen, stateOf } from '../../domain/profiles/file-state.ts';
import type { RoleSummary } from '../../domain/profiles/profile.ts';
import { checkOwnDirectory } from '../files/own-directory.ts';
import { readEntry, writeEntry } from './entries.ts';

/** A digest of the source, where this is the built program. */
declare const BUILD: string | undefined;

type Kept = { readonly state: string; readonly build: string; readonly roles: readonly RoleSummary[] };

/** Fewer roles are read in less time than it takes to see that they are the same. */
const worthKeeping = 200;

/** Of a hundred thousand roles. Bytes. */
const largest = 64 << 20;

/**
 * The role profiles of the files, from the last time where none of the files has changed since. What is kept says nothing
 * that the files do not: no keys, and nothing of a session.
 * @param files the configuration and the credentials
 * @param directory the cache; where it is somebody else's, nothing is kept
 * @param read reads the files
 * @param now epoch milliseconds
 * @throws what `read` throws
 */
export async function keptRoles(
  files: readonly string[],
  directory: string,
  read: () => Promise<readonly RoleSummary[]>,
  now: () => number = Date.now,
): Promise<readonly RoleSummary[]> {
  // Looked at before they are read: what changes meanwhile is seen the next time.
  const seen = lookAt(files);
  const path = placeIn(directory);
  if (seen === undefined || path === undefined) return read();
  const state = stateOf(seen);
  // Another release may make something else of the same files.
  const build = typeof BUILD === 'string' ? BUILD : import.meta.url;
  const kept = readEntry(path, largest) as Kept | undefined;
  if (kept?.state === state && kept.build === build) return kept.roles;
  const roles = await read();
  if (roles.length >= worthKeeping && isSettled(seen, now())) {
    await writeEntry(path, { state, build, roles } satisfies Kept);
  }
  return roles;
}

/** Undefined where one of them is no file: what comes out of a pipe is another thing each time. */
function lookAt(files: readonly string[]): readonly Seen[] | undefined {
  try {
    const found = files.map((path) => ({ path, stats: statSync(path, { bigint: true, throwIfNoEntry: false }) }));
    return found.every(({ stats }) => stats?.isFile() !== false) ? found : undefined;
  } catch {
    return undefined;
  }
}

function placeIn(directory: string): string | undefined {
  try {
    checkOwnDirectory(directory);
    return join(directory, 'roles');
  } catch {
    return undefined;
  }
}
