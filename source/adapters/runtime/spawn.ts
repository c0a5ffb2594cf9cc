import { type ChildProcess, type SpawnOptions, spawn as spawnChild } from 'node:child_process';
import { expectChildren, ignoredByParent, withTheirCores } from './libc.ts';

/**
 * Node's `spawn` with two corrections: it works where our parent ignores SIGCHLD (`trap '' CHLD`), and the child gets the
 * user's own limit of core files.
 */
export const spawn: typeof spawnChild = ((...call: Parameters<typeof spawnChild>) => {
  if (process.platform === 'win32') return spawnChild(...call);
  expectChildren();
  return withTheirCores(() => spawnChild(...call));
}) as typeof spawnChild;

/** A shell takes these in `trap ''`; SIGKILL and SIGSTOP cannot be ignored. */
const isTrapped = (signal: number): boolean => signal < 32 && signal !== 9 && signal !== 19;

/**
 * {@link spawn} for a command of the person, which ignores what our parent made us ignore (`nohup`): the runtime ends that in
 * its children, so a shell that then becomes the command sets it again.
 */
export function spawnAsTheirs(file: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const ignored = process.platform === 'win32' ? [] : ignoredByParent().filter(isTrapped);
  if (ignored.length === 0) return spawn(file, args, options);
  const line = `trap '' ${ignored.join(' ')}; exec "$0" "$@"`;
  return spawn('/bin/sh', ['-c', line, file, ...args], { ...options, argv0: 'sh' });
}
