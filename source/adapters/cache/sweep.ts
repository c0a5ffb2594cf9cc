import { type Stats, statSync, utimesSync } from 'node:fs';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEntry } from './entries.ts';

const hour = 3_600_000;

/** How long a kept request may go unused before it is taken for forgotten. Milliseconds. */
const requestsKept = 30 * 24 * hour;

/**
 * Once a day at most: takes away what expired, what a killed process left half written, and requests that nobody has
 * repeated for a month. Never throws.
 */
export async function sweepNowAndThen(directory: string, now: number): Promise<void> {
  const stamp = join(directory, 'swept');
  try {
    if (now - (statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0) < 24 * hour) return;
    await writeFile(stamp, '', { mode: 0o600 });
    utimesSync(stamp, now / 1000, now / 1000);
    for (const name of await readdir(directory)) {
      const path = join(directory, name);
      const found = await stat(path);
      if (isOver(name, path, found, now)) await rm(path, { recursive: true, force: true });
    }
  } catch {
    // Another process sweeps as well, or the disk does not let us: tomorrow again.
  }
}

function isOver(name: string, path: string, { mtimeMs }: Stats, now: number): boolean {
  if (!/^(session|mfa|caller|limit|code|request)-[0-9a-f]+\.json/.test(name)) return false;
  // Locks, and the halves of files that were never renamed.
  if (!name.endsWith('.json')) return now - mtimeMs > hour;
  if (name.startsWith('request-')) return now - mtimeMs > requestsKept;
  if (name.startsWith('session-') || name.startsWith('mfa-')) return expiry(readEntry(path)) < now;
  return name.startsWith('code-') && now - mtimeMs > hour;
}

/** Damaged entries are over at once; what has no expiry is not. */
function expiry(value: unknown): number {
  const entry = value as { credentials?: { expiresAt?: number }; denied?: true } | undefined;
  if (entry?.denied === true) return Number.POSITIVE_INFINITY;
  return entry?.credentials?.expiresAt ?? 0;
}
