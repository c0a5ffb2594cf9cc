import { spawn as spawnChild } from 'node:child_process';
import { expectChildren, withTheirCores } from './libc.ts';

/**
 * Node's `spawn` with two corrections: it works where our parent ignores SIGCHLD (`trap '' CHLD`), and the child gets the
 * user's own limit of core files.
 */
export const spawn: typeof spawnChild = ((...call: Parameters<typeof spawnChild>) => {
  if (process.platform === 'win32') return spawnChild(...call);
  expectChildren();
  return withTheirCores(() => spawnChild(...call));
}) as typeof spawnChild;
