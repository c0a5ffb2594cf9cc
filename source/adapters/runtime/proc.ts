import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A file below /proc (Linux); empty where there is none, or we may not read it. */
export function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Whether there is such a process, of whomever. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Seconds that this machine has been running, asleep or not; undefined on systems without /proc. */
export function uptime(): number | undefined {
  const seconds = Number.parseFloat(readProc('/proc/uptime'));
  return Number.isNaN(seconds) ? undefined : seconds;
}

let boot: string | undefined;

/** An ID that the kernel gives itself at each start; undefined on systems without /proc. */
export function bootId(): string | undefined {
  // A list asks for each of its entries.
  boot ??= readProc('/proc/sys/kernel/random/boot_id').trim();
  return boot === '' ? undefined : boot;
}

/** RLIM_INFINITY. */
const unlimited = 2n ** 64n - 1n;

/**
 * A soft limit of a process; undefined on systems without /proc.
 * @param pid of a process, or `self`
 */
export function softLimitOf(pid: number | 'self', what: 'Max open files' | 'Max core file size'): bigint | undefined {
  const limit = new RegExp(`^${what}\\s+(\\d+|unlimited)`, 'm').exec(readProc(`/proc/${pid}/limits`))?.[1];
  return limit === undefined ? undefined : limit === 'unlimited' ? unlimited : BigInt(limit);
}

/** Numbers of the signals that this process ignores; undefined on systems without /proc. */
export function ignoredSignals(): readonly number[] | undefined {
  const mask = /^SigIgn:\s*([0-9a-f]+)/m.exec(readProc('/proc/self/status'))?.[1];
  if (mask === undefined) return undefined;
  const bits = BigInt(`0x${mask}`);
  return Array.from({ length: 31 }, (_, at) => at + 1).filter((signal) => bits & (1n << BigInt(signal - 1)));
}

const folder = process.platform === 'linux' ? '/proc/self/fd' : process.platform === 'darwin' ? '/dev/fd' : undefined;

/**
 * The descriptors above 2 that our parent left open, for the command. Call it before we open anything: on Linux the
 * runtime's own descriptors are recognised by their targets; on macOS (untested) all count.
 */
export function openDescriptors(): readonly number[] {
  if (folder === undefined) return [];
  try {
    return readdirSync(folder)
      .map(Number)
      .filter((fd) => fd > 2 && isInherited(fd));
  } catch {
    return [];
  }
}

function isInherited(fd: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return !/^anon_inode:|^\/proc\/\d+\/fd$/.test(readlinkSync(`/proc/self/fd/${fd}`));
  } catch {
    // The descriptor of the directory listing itself.
    return false;
  }
}

/** The job that this process belongs to: numbers, as the system writes them. */
export type Job = {
  readonly group: string;
  readonly session: string;
  /** Device of the controlling terminal; undefined where there is none. */
  readonly terminal: string | undefined;
  /** The group that is in the foreground there. */
  readonly foreground: string;
};

/** Undefined on systems without /proc. */
export function jobOf(): Job | undefined {
  // pid (name) state ppid pgrp session tty tpgid …; the name may hold anything but its last parenthesis.
  const stat = readProc('/proc/self/stat');
  const [, , group, session, terminal, foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (group === undefined || session === undefined || foreground === undefined) return undefined;
  return { group, session, terminal: terminal === '0' ? undefined : terminal, foreground };
}
