import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { PortalKey } from '../../domain/portals/found/pairs.ts';
import type { ListedFiles } from '../../domain/portals/found/summaries.ts';
import { isSettled, type Seen, stateOf } from '../../domain/profiles/file-state.ts';
import type { RoleSummary } from '../../domain/profiles/profile.ts';
import { isOwnDirectory } from '../files/own-directory.ts';
import { readEntry, writeEntry } from './entries.ts';

/** Digest of the source, set by the build. */
declare const BUILD: string | undefined;

type RoleList = { readonly state: string; readonly build: string; readonly files: ListedFiles };

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
  const cached = readEntry(path, largest) as RoleList | undefined;
  if (cached?.state === state && cached.build === build && isListed(cached.files)) return cached.files;
  const listed = await read();
  if (isWorthCaching(listed) && isSettled(seen, now())) {
    await writeEntry(path, { state, build, files: listed } satisfies RoleList);
  }
  return listed;
}

const kinds: readonly unknown[] = ['role', 'web-identity', 'sso'] satisfies RoleSummary['kind'][];
const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNone = (value: unknown): boolean => value === undefined || isText(value);

/** Whether everything is as {@link ListedFiles} has it: another program may have written the file. */
function isListed(value: unknown): value is ListedFiles {
  const { roles, portals, slashed, region } = Object(value) as Partial<Record<keyof ListedFiles, unknown>>;
  return isListOf(roles, isRole) && isListOf(portals, isPortal) && isListOf(slashed, isText) && isTextOrNone(region);
}

const isListOf = (value: unknown, isOne: (each: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isOne);

function isPortal(value: unknown): boolean {
  const { ssoSession, startUrl, ssoRegion } = Object(value) as Partial<Record<keyof PortalKey, unknown>>;
  return isText(startUrl) && isText(ssoRegion) && isTextOrNone(ssoSession);
}

/** Written out: with a list of fields for each role it takes longer than to parse the text of a thousand. */
function isRole(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const role = value as Partial<Record<keyof RoleSummary, unknown>>;
  return (
    kinds.includes(role.kind) &&
    typeof role.name === 'string' &&
    typeof role.displayName === 'string' &&
    typeof role.roleName === 'string' &&
    typeof role.color === 'string' &&
    typeof role.mfa === 'boolean' &&
    typeof role.confirm === 'boolean' &&
    typeof role.hidden === 'boolean' &&
    isTextOrNone(role.accountId) &&
    isTextOrNone(role.partition) &&
    isTextOrNone(role.region) &&
    isTextOrNone(role.group) &&
    isTextOrNone(role.description) &&
    isTextOrNone(role.source)
  );
}

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
