import type { HandOver } from '../../domain/shells/hand-over.ts';
import { execve, setSoftLimit, unblockStreams } from '../runtime/libc.ts';
import { findExecutable, runnable } from './lookup.ts';
import { refused } from './refused.ts';
import { softLimitBefore } from './restore.ts';

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
  if (process.platform !== 'win32') {
    const limit = softLimitBefore();
    if (limit !== undefined) setSoftLimit('open files', limit);
    if (!child && process.execve !== undefined) {
      throw refused(command.file, execve(command));
    }
    unblockStreams();
  }
  const { runChild } = await import('./child.ts');
  return runChild(command);
}
