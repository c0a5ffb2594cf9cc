import { fstatSync, readFileSync } from 'node:fs';
import type { HandOver } from '../shell/hand-over.ts';
import { isVariableName } from '../shell/names.ts';
import { parentOf } from './processes-list.ts';
import { findExecutable } from './processes-lookup.ts';

/**
 * Node raises its soft limit of open files to the hard one, and a program that sizes a table by it, or closes
 * "every" descriptor, then takes its time. Nothing in Node takes it back, so where the limit was another one the
 * command is started through `prlimit`, which becomes it (2 ms), or a shell's `ulimit`.
 *
 * Only Linux tells what the limit was: elsewhere nothing changes.
 */
export function lowerOpenFiles(handOver: HandOver): HandOver {
  const limit = softLimitBefore();
  if (limit === undefined) return handOver;
  const [called = handOver.file, ...rest] = handOver.argv;
  // Both look the word up again, so it may only be the bare name where that leads to the same file.
  const word =
    !called.includes('/') && tryFind(called, handOver.environment) === handOver.file ? called : handOver.file;
  const prlimit = tryFind('/usr/bin/prlimit', {});
  if (prlimit) return { ...handOver, file: prlimit, argv: ['prlimit', `--nofile=${limit}:`, '--', word, ...rest] };
  // dash drops variables with a name that is none to it, among them functions that bash exports.
  if (!Object.keys(handOver.environment).every((name) => isVariableName(name.toUpperCase()))) return handOver;
  const script = `ulimit -S -n ${limit}; exec "$0" "$@"`;
  return { ...handOver, file: '/bin/sh', argv: ['sh', '-c', script, word, ...rest] };
}

/** The soft limit that whoever started us has, where it is below ours. */
export function softLimitBefore(): number | undefined {
  const own = softLimit('self');
  if (own === undefined) return undefined;
  let parent = process.ppid;
  // Another Node on the way (npx, npm) has raised its own.
  for (let steps = 0; steps < 8 && parent > 1 && isNode(parent); steps++) parent = parentOf(parent) ?? 0;
  const before = softLimit(String(parent));
  return before !== undefined && before < own ? before : undefined;
}

function softLimit(pid: string): number | undefined {
  const line = /^Max open files\s+(\d+|unlimited)/m.exec(readOr(`/proc/${pid}/limits`));
  return line?.[1] === undefined ? undefined : line[1] === 'unlimited' ? Number.POSITIVE_INFINITY : Number(line[1]);
}

function isNode(pid: number): boolean {
  return /^(.*\/)?node\0/.test(readOr(`/proc/${pid}/cmdline`)) || /^(npm|npx) /.test(readOr(`/proc/${pid}/cmdline`));
}

/**
 * Makes the standard streams wait again. Node switches a pipe, and a terminal in raw mode, to non-blocking; the flag
 * belongs to the open file and so reaches every program that shares it, `cat` then fails with EAGAIN, and a writer to a
 * slow reader loses what did not fit.
 */
export function unblockStreams(): void {
  if (process.platform === 'win32') return;
  const streams = [() => process.stdin, () => process.stdout, () => process.stderr];
  for (const [fd, stream] of streams.entries()) {
    if (!isNonBlocking(fd)) continue;
    const { _handle: handle } = stream() as { _handle?: { setBlocking?: (blocking: boolean) => void } };
    handle?.setBlocking?.(true);
  }
}

/** On Linux known; elsewhere a pipe to write to is taken for one, as the streams of Node leave them so. */
function isNonBlocking(fd: number): boolean {
  if (process.platform === 'linux') {
    const flags = /^flags:\s*([0-7]+)/m.exec(readOr(`/proc/self/fdinfo/${fd}`))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & 0o4000) !== 0;
  }
  try {
    const status = fstatSync(fd);
    return fd > 0 && (status.isFIFO() || status.isSocket());
  } catch {
    return false;
  }
}

function tryFind(name: string, environment: HandOver['environment']): string | undefined {
  try {
    return findExecutable(name, environment);
  } catch {
    return undefined;
  }
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
