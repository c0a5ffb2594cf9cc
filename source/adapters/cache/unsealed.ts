import { join } from 'node:path';
import { readEntry, removeEntry, writeEntry } from './entries.ts';
import { listNames } from './sessions.ts';

const notePath = (directory: string): string => join(directory, 'unsealed.json');

/**
 * Notes in which form a session is written.
 * @returns true for the first plain one, and for the first after a sealed one: the person is told of it once
 */
export async function noteForm(directory: string, form: 'sealed' | 'plain'): Promise<boolean> {
  const path = notePath(directory);
  if (form === 'sealed') {
    await removeEntry(path);
    return false;
  }
  if (readEntry(path) !== undefined) return false;
  await writeEntry(path, true);
  return true;
}

/** How many sessions lie in the cache as plain files, and have not ended. @param now epoch milliseconds */
export async function countPlain(directory: string, now: number): Promise<number> {
  let count = 0;
  for (const name of listNames(directory)) {
    if (!/^(session|mfa)-[0-9a-f]+\.json$/.test(name)) continue;
    const entry = readEntry(join(directory, name)) as {
      sealed?: unknown;
      credentials?: { expiresAt?: unknown };
    } | null;
    if (entry?.sealed === undefined && Number(entry?.credentials?.expiresAt) > now) count++;
  }
  return count;
}
