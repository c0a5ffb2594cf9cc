import { statSync } from 'node:fs';
import { join } from 'node:path';
import { formats } from '../../domain/formats.ts';
import type { ListedFiles } from '../../domain/portals/found/summaries.ts';
import { isSettled, type Seen, stateOf } from '../../domain/profiles/file-state.ts';
import { isOwnDirectory } from '../files/own-directory.ts';
import { readCached, writeCached } from './entries.ts';

/** Digest of the source, set by the build. */
declare const BUILD: string | undefined;

/** Fewer roles are read from the files faster than from the cache; portals are not: that takes more code than the roles. */
const isWorthCaching = ({ roles, portals }: ListedFiles): boolean => roles.length >= 200 || portals.length > 0;

/** Enough for a hundred thousand roles. Bytes. */
const largest = 64 << 20;

/**
 * The role profiles and portals of the files: from the cache where no file has changed since, else read and cached. The cached list
 * holds no keys and nothing of a session.
 * @param files the configuration and the credentials
 * @param directory the cache; where it is not private, nothing is cached
 * @param read reads the files
 * @param now epoch milliseconds
 * @param reading what else decides what is read out of the files
 * @throws what `read` throws
 */
export async function cachedRoles(
  files: readonly string[],
  directory: string,
  read: () => Promise<ListedFiles>,
  now: () => number = Date.now,
  reading = '',
): Promise<ListedFiles> {
  // Looked at before they are read, so that a change meanwhile is noticed next time.
  const seen = lookAt(files);
  const path = entryPath(directory);
  if (seen === undefined || path === undefined) return read();
  const state = `${reading}${stateOf(seen)}`;
  // Another build may read the same files differently.
  const build = typeof BUILD === 'string' ? BUILD : import.meta.url;
  const cached = readList(path, state, build);
  if (cached !== undefined) return cached;
  const listed = await read();
  if (isWorthCaching(listed) && isSettled(seen, now())) {
    const text = JSON.stringify(listed);
    writeCached(path, `${headOf(state, build, text)}\n${text}`);
  }
  return listed;
}

/** The cached list; undefined where it is of another state, or where not all of it is what was written. */
function readList(path: string, state: string, build: string): ListedFiles | undefined {
  const text = readCached(path, largest);
  if (text === undefined) return undefined;
  const end = text.indexOf('\n');
  const files = text.slice(end + 1);
  return text.slice(0, end) === headOf(state, build, files) ? (JSON.parse(files) as ListedFiles) : undefined;
}

/** The first line of the file. With its digest the list is known to be whole, without a look at each role. */
const headOf = (state: string, build: string, files: string): string =>
  JSON.stringify({ version: formats.cacheEntry, state, build, digest: Bun.hash(files).toString(36) });

/** Undefined where one of them is not a regular file: a pipe gives another content each time. */
function lookAt(files: readonly string[]): readonly Seen[] | undefined {
  try {
    const found = files.map((path) => ({ path, stats: statSync(path, { bigint: true, throwIfNoEntry: false }) }));
    return found.every(({ stats }) => stats?.isFile() !== false) ? found : undefined;
  } catch {
    return undefined;
  }
}

const entryPath = (directory: string): string | undefined =>
  isOwnDirectory(directory) ? join(directory, 'roles') : undefined;
