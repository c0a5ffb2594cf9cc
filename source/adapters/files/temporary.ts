import { basename, dirname, join } from 'node:path';

// Statically imported on the way of `credential-process`: other builtins are loaded where they are used.

const random = (): string => Math.random().toString(36).slice(2);

/** A name beside `path`, for a file or folder that is renamed to `path` once it is complete. */
export const temporaryName = (path: string): string => `${path}.${process.pid}.${random()}`;

/**
 * Reads the name of a file, which may be a `temporaryName` of it.
 * @returns the name without that, and the ID of the process that writes it
 */
export function readTemporaryName(name: string): { readonly of: string; readonly writer?: number } {
  const [, of, writer] = /^(.+)\.(\d+)\.[0-9a-z]+$/.exec(name) ?? [];
  return of === undefined ? { of: name } : { of, writer: Number(writer) };
}

/** The same beside a file of the user's: hidden, with a prefix by which `isLeftover` knows it. */
export const hiddenTemporaryName = (path: string): string =>
  join(dirname(path), `${hiddenPrefix(path)}${process.pid}-${random()}`);

/** Whether a name in the folder of `path` is a `hiddenTemporaryName` of it. */
export const isLeftover = (name: string, path: string): boolean => name.startsWith(hiddenPrefix(path));

const hiddenPrefix = (path: string): string => `.${basename(path)}.rolecall-`;

/** Makes an empty directory, 0700, in the system's directory for temporary files. @param prefix of its name */
export function makeTemporaryDirectory(prefix: string): Promise<string> {
  const { mkdtemp } = process.getBuiltinModule('node:fs/promises');
  return mkdtemp(join(process.getBuiltinModule('node:os').tmpdir(), prefix));
}
