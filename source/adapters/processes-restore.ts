import { readFileSync } from 'node:fs';
import { parentOf } from './processes-list.ts';

/**
 * The soft limit of open files that whoever started us has, where it is below ours: the runtime raises its own to the hard
 * one, and a program that sizes a table by it, or closes "every" descriptor, then takes its time. Undefined where it is
 * the same, and everywhere but on Linux, which alone tells.
 */
export function softLimitBefore(): bigint | undefined {
  const own = softLimit('self');
  if (own === undefined) return undefined;
  let parent = process.ppid;
  // Node on the way (npx, npm) has raised its own.
  for (let steps = 0; steps < 8 && parent > 1 && isNode(parent); steps++) parent = parentOf(parent) ?? 0;
  const before = softLimit(String(parent));
  return before !== undefined && before < own ? before : undefined;
}

/** What the system calls unlimited. */
const unlimited = 2n ** 64n - 1n;

function softLimit(pid: string): bigint | undefined {
  const line = /^Max open files\s+(\d+|unlimited)/m.exec(readOr(`/proc/${pid}/limits`));
  return line?.[1] === undefined ? undefined : line[1] === 'unlimited' ? unlimited : BigInt(line[1]);
}

function isNode(pid: number): boolean {
  return /^((.*\/)?(node|bun)\0|(npm|npx) )/.test(readOr(`/proc/${pid}/cmdline`));
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
