import type { HandOver } from '../shell/hand-over.ts';
import { findExecutable, runnable } from './processes-lookup.ts';
import { refused } from './processes-refused.ts';
import { lowerOpenFiles, softLimitBefore, unblockStreams } from './processes-restore.ts';
import { inherited } from './runtime/descriptors.ts';

/** Arguments and environment above this go to a child: there, too much of them is an error and not the end. */
const roomForExecve = 512 * 1024;
const roomForOneString = 128 * 1024;

/**
 * Carries out a hand-over. Where the system can, this process becomes the command: signals, job control, exit code and
 * memory are then its own, and the promise never settles. Elsewhere the command runs as a child, and the promise gives its
 * exit code (128 + n where signal n ended it).
 *
 * @throws Problem with exit code 127 or 126 where there is no such command, or it may not be run.
 */
export async function becomes(handOver: HandOver, { child = false }: { child?: boolean } = {}): Promise<number> {
  const file = findExecutable(handOver.file, handOver.environment);
  const command = { ...handOver, ...runnable(file, handOver.argv) };
  const isPossible = !child && typeof process.execve === 'function' && process.platform !== 'win32';
  if (process.versions.bun) {
    const { execve, setSoftLimit, unblockStreams: unblock } = await import('./runtime/libc.ts');
    const limit = softLimitBefore();
    if (limit !== undefined) setSoftLimit('open files', BigInt(limit));
    if (isPossible) throw refused(command.file, execve({ ...command, descriptors: inherited }));
    unblock();
    const { runChild } = await import('./processes-child.ts');
    return runChild(command);
  }
  const plan = lowerOpenFiles(command);
  unblockStreams();
  if (isPossible && hasRoom(plan)) {
    // Node ignores these two, and what is ignored stays so across execve: `yes | head` would not end. A handler does not.
    for (const signal of ['SIGPIPE', 'SIGXFSZ'] as const) process.on(signal, () => {});
    process.execve?.(plan.file, [...plan.argv], plan.environment);
  }
  const { runChild } = await import('./processes-child.ts');
  return runChild(plan);
}

/** Node aborts, and may leave a core file with the keys in it, when the system refuses an execve. */
function hasRoom({ argv, environment }: HandOver): boolean {
  let total = 0;
  for (const text of [...argv, ...Object.entries(environment).map(([name, value]) => `${name}=${value}`)]) {
    const bytes = Buffer.byteLength(text) + 1;
    if (bytes >= roomForOneString) return false;
    total += bytes + 8;
  }
  return total < roomForExecve;
}
