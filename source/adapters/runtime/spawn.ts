import { spawn as spawnChild } from 'node:child_process';
import { expectChildren, withTheirCores } from './libc.ts';

/**
 * As Node's, with two things put right: whoever started us may ignore the end of children (`trap '' CHLD`), and a child
 * may leave core files where the person allows them.
 */
export const spawn: typeof spawnChild = ((...call: Parameters<typeof spawnChild>) => {
  if (process.platform === 'win32') return spawnChild(...call);
  expectChildren();
  return withTheirCores(() => spawnChild(...call));
}) as typeof spawnChild;
