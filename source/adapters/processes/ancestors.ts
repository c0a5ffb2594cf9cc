import { readFileSync, readlinkSync } from 'node:fs';
import type { RunningProcess } from '../../domain/shells/detect.ts';
import { attempt } from '../attempt.ts';
import { readProc, softLimitOf } from '../runtime/proc.ts';

/** The ancestors of this process, parent first, as far as the system shows them. */
export async function ancestors(platform: NodeJS.Platform = process.platform): Promise<readonly RunningProcess[]> {
  if (platform === 'win32') return [];
  return platform === 'linux' ? ancestorsFromProc() : ancestorsFromPs();
}

function ancestorsFromProc(): readonly RunningProcess[] {
  const found: RunningProcess[] = [];
  for (let pid: number | undefined = process.ppid; pid !== undefined && pid > 0; pid = parentOf(pid)) {
    const argv = attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
      ?.split('\0')
      .slice(0, -1);
    const executable = attempt(() => readlinkSync(`/proc/${pid}/exe`))?.replace(/ \(deleted\)$/, '');
    found.push({ pid, argv: argv ?? [], ...(executable === undefined ? {} : { executable }) });
  }
  return found;
}

/** Linux: the parent of a process; undefined where there is none or it has ended. */
function parentOf(pid: number): number | undefined {
  // The name in parentheses is chosen by the program and may hold anything.
  const fields = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
    ?.replace(/^.*\) /s, '')
    .split(' ');
  const parent = Number(fields?.[1]);
  return Number.isInteger(parent) && parent > 0 ? parent : undefined;
}

async function ancestorsFromPs(): Promise<readonly RunningProcess[]> {
  const { execFileSync } = await import('node:child_process');
  // Without `-ww` macOS cuts lines at 79 columns.
  const words = ['-A', '-ww', '-o', 'pid=,ppid=,args='];
  const lines = attempt(() => execFileSync('/bin/ps', words, { encoding: 'utf8', stdio: 'pipe' }));
  return chainOf(lines ?? '', process.ppid);
}

/** The ancestors in what `ps -A -ww -o pid=,ppid=,args=` printed, beginning with `pid` itself. */
export function chainOf(listing: string, pid: number): readonly RunningProcess[] {
  const processes = new Map<number, { parent: number; argv: readonly string[] }>();
  for (const [, own, parent, line = ''] of listing.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)) {
    processes.set(Number(own), { parent: Number(parent), argv: line.trim().split(/\s+/) });
  }
  const found: RunningProcess[] = [];
  for (let next = pid; found.length < processes.size; ) {
    const entry = processes.get(next);
    if (!entry) break;
    found.push({ pid: next, argv: entry.argv });
    next = entry.parent;
  }
  return found;
}

/**
 * The soft limit of open files of our parent, where it is below ours. The runtime raises ours to the hard limit, and a
 * command that sizes a table by it, or closes "every" descriptor, would be slow. Undefined where the two are equal, and on
 * every system but Linux, the only one that tells.
 */
export function softLimitBefore(): bigint | undefined {
  const own = softLimitOf('self', 'Max open files');
  if (own === undefined) return undefined;
  let parent = process.ppid;
  // A Node or Bun in between (npx, npm) has raised its own limit as well.
  for (let steps = 0; steps < 8 && parent > 1 && isNode(parent); steps++) parent = parentOf(parent) ?? 0;
  const before = softLimitOf(parent, 'Max open files');
  return before !== undefined && before < own ? before : undefined;
}

const isNode = (pid: number): boolean => /^((.*\/)?(node|bun)\0|(npm|npx) )/.test(readProc(`/proc/${pid}/cmdline`));
