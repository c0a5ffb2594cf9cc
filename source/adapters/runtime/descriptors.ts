import { readdirSync, readlinkSync } from 'node:fs';

const folder = process.platform === 'linux' ? '/proc/self/fd' : process.platform === 'darwin' ? '/dev/fd' : undefined;

/**
 * The descriptors beyond the three streams that whoever started this process left open, for what it becomes. To be asked
 * before anything of ours is open: the runtime's own are told apart on Linux by what they lead to; on macOS (not tried) all
 * count.
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
    // The one that the list was read through.
    return false;
  }
}
