import { readProc, softLimitOf } from '../runtime/proc.ts';
import { parentOf } from './list.ts';

/**
 * The soft limit of open files that whoever started us has, where it is below ours: the runtime raises its own to the hard
 * one, and a program that sizes a table by it, or closes "every" descriptor, then takes its time. Undefined where it is
 * the same, and everywhere but on Linux, which alone tells.
 */
export function softLimitBefore(): bigint | undefined {
  const own = softLimitOf('self', 'Max open files');
  if (own === undefined) return undefined;
  let parent = process.ppid;
  // Node on the way (npx, npm) has raised its own.
  for (let steps = 0; steps < 8 && parent > 1 && isNode(parent); steps++) parent = parentOf(parent) ?? 0;
  const before = softLimitOf(parent, 'Max open files');
  return before !== undefined && before < own ? before : undefined;
}

const isNode = (pid: number): boolean => /^((.*\/)?(node|bun)\0|(npm|npx) )/.test(readProc(`/proc/${pid}/cmdline`));
