import { readFileSync } from 'node:fs';

/** A file of Linux's about processes; empty where there is none, or it is none of ours to read. */
export function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** What the system calls unlimited. */
const unlimited = 2n ** 64n - 1n;

/**
 * A soft limit of a process; undefined where the system does not tell.
 * @param pid of a process, or `self`
 */
export function softLimitOf(pid: number | 'self', what: 'Max open files' | 'Max core file size'): bigint | undefined {
  const limit = new RegExp(`^${what}\\s+(\\d+|unlimited)`, 'm').exec(readProc(`/proc/${pid}/limits`))?.[1];
  return limit === undefined ? undefined : limit === 'unlimited' ? unlimited : BigInt(limit);
}

/** The signals that this process ignores, by number; undefined where the system does not tell. */
export function ignoredSignals(): readonly number[] | undefined {
  const mask = /^SigIgn:\s*([0-9a-f]+)/m.exec(readProc('/proc/self/status'))?.[1];
  if (mask === undefined) return undefined;
  const bits = BigInt(`0x${mask}`);
  return Array.from({ length: 31 }, (_, at) => at + 1).filter((signal) => bits & (1n << BigInt(signal - 1)));
}
