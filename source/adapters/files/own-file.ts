import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts a file of our own in its place, 0600, whole or not at all: whoever reads sees the one before or this one. At once,
 * for it is small, and without waiting for the disk.
 * @throws NodeJS.ErrnoException, and then nothing is left behind
 */
export function putOwnFile(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    writeFileSync(temporary, content, { flag: 'wx', mode: 0o600 });
    renameSync(temporary, path);
  } catch (error) {
    takeAway(temporary);
    throw error;
  }
}

/** Removes those files of a directory of our own that nothing has written to for so many milliseconds. */
export function sweepOwnFiles(directory: string, age: number, isSwept: (name: string) => boolean = () => true): void {
  const old = Date.now() - age;
  for (const name of readdirSync(directory).filter(isSwept)) {
    const path = join(directory, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found !== undefined && found.mtimeMs < old) takeAway(path);
  }
}

/** What cannot be taken away stays. */
function takeAway(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}
