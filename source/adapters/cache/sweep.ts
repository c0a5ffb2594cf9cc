import { lstatSync, type Stats, utimesSync } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writePrivateFile } from '../files/write.ts';
import { readEntry } from './entries.ts';

const hour = 3_600_000;

/** A stored request that nobody has repeated for this long is removed. Milliseconds. */
const requestAge = 30 * 24 * hour;

/** The keychain's native part is made anew after this time: older versions left theirs. Milliseconds. */
const nativeAge = 30 * 24 * hour;

/** The registration of a client at a portal ends after 90 days. Milliseconds. */
const clientAge = 90 * 24 * hour;

/** A folder of compiled code that rolecall 0.1.0 kept here. Nothing that is run is kept any more. */
const compiledCode = 'compiled';

/**
 * Removes expired entries, temporary files and keys of killed processes, what older versions kept, and requests that nobody has
 * repeated for a month; at most once a day. Never throws.
 */
export async function sweepNowAndThen(directory: string, now: number): Promise<void> {
  const stamp = join(directory, 'swept');
  try {
    // A stamp in the future is of a clock that was set back.
    if (Math.abs(now - (lstatSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0)) < 24 * hour) return;
    // A new file in its place: what a link there leads to is not ours.
    writePrivateFile(stamp, '');
    utimesSync(stamp, now / 1000, now / 1000);
    (await import('./command-files.ts')).removeDeadCommandFiles(directory);
    (await import('./console-files.ts')).sweepSignInPages(directory);
    for (const name of await readdir(directory)) {
      // One that is gone by now, or cannot be removed, must not keep the others for another day.
      await sweepEntry(name, join(directory, name), now).catch(() => undefined);
    }
  } catch {
    // Another process is sweeping as well, or the disk refuses: we try again tomorrow.
  }
}

async function sweepEntry(name: string, path: string, now: number): Promise<void> {
  if (isExpired(name, path, await lstat(path), now)) await rm(path, { recursive: true, force: true });
}

function isExpired(name: string, path: string, { mtimeMs }: Stats, now: number): boolean {
  if (name === compiledCode) return true;
  // Integration files whose unpacking was cut off.
  if (/^integration-[0-9a-f]+\./.test(name)) return now - mtimeMs > hour;
  if (/^keyring[-.]/.test(name)) return now - mtimeMs > (name.endsWith('.node') ? nativeAge : hour);
  if (!/^(session|mfa|caller|limit|code|ask|request|client|inventory)-[0-9a-f]+\.json/.test(name)) return false;
  // Locks, and temporary files that were never renamed.
  if (!name.endsWith('.json')) return now - mtimeMs > hour;
  if (name.startsWith('request-')) return now - mtimeMs > requestAge;
  if (name.startsWith('client-')) return now - mtimeMs > clientAge;
  if (name.startsWith('session-') || name.startsWith('mfa-')) return expiry(readEntry(path)) < now;
  return /^(code|ask)-/.test(name) && now - mtimeMs > hour;
}

/** A damaged entry has expired; a denial never expires. */
function expiry(value: unknown): number {
  const entry = value as { credentials?: { expiresAt?: number }; denied?: true } | undefined;
  if (entry?.denied === true) return Number.POSITIVE_INFINITY;
  return entry?.credentials?.expiresAt ?? 0;
}
