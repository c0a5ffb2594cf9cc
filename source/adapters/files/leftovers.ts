import { existsSync, linkSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../attempt.ts';
import { checkOwnDirectory, readOwnFile, shredOwnFile } from './own-directory.ts';
import type { OwnPaths } from './paths.ts';
import { writePrivateFile } from './write.ts';

/** A larger configuration is not copied for a live role. Bytes. */
const largest = 128 << 20;

/**
 * Removes keys of killed processes, and takes keys out of what former versions left: the record of the last edit and the configurations of live roles, which
 * were copies of whole files. The record of an edit is removed after a day. Cheap where there is nothing to do; never
 * throws.
 */
export async function clearLeftovers({ cache, settings }: OwnPaths): Promise<void> {
  try {
    if (existsSync(join(settings, 'last-edit.json'))) (await import('./last-edit.ts')).sweepRecord(settings);
  } catch {
    // What cannot be removed now is tried again next time.
  }
  if (existsSync(join(cache, 'as-file'))) (await import('../cache/command-files.ts')).removeDeadCommandFiles(cache);
  try {
    await clearLiveConfigs(join(cache, 'live'), cache);
  } catch {
    // The same.
  }
}

/** What the former file is called until it is shredded. */
const old = '.old';

/** An open shell may still be in the live role, so its configuration stays, without the keys in it. */
async function clearLiveConfigs(directory: string, cache: string): Promise<void> {
  if (!existsSync(directory)) return;
  for (const each of [cache, directory]) checkOwnDirectory(each);
  const { textHoldsKeys, withoutKeys } = await import('../../domain/profiles/secrets.ts');
  const names = readdirSync(directory);
  // Of a cleaning that was killed.
  for (const name of names) if (name.endsWith(old)) attempt(() => shredOwnFile(join(directory, name)));
  for (const name of names) {
    const path = join(directory, name);
    const text = readOwnFile(path, largest)?.text;
    if (text === undefined || !textHoldsKeys(text)) continue;
    // One that cannot be replaced now is tried again next time.
    attempt(() => {
      // Under another name first: a program that reads it meanwhile finds the old lines or the new ones.
      writePrivateFile(`${path}.new`, withoutKeys(text));
      replaceShredding(path);
    });
  }
}

function replaceShredding(path: string): void {
  linkSync(path, path + old);
  renameSync(`${path}.new`, path);
  shredOwnFile(path + old);
}
