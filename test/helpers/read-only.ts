import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const isRoot = process.getuid?.() === 0;

/** Why no file can be made read-only here: root may write whatever its mode is, and marks a file as immutable on some file systems only. */
export const noReadOnly: string | false =
  process.platform === 'win32' || (isRoot && !canMark()) ? 'root can make no file read-only here' : false;

function canMark(): boolean {
  const directory = mkdtempSync(join(tmpdir(), 'immutable-'));
  const path = join(directory, 'file');
  writeFileSync(path, '');
  const marked = spawnSync('chattr', ['+i', path]).status === 0;
  if (marked) spawnSync('chattr', ['-i', path]);
  rmSync(directory, { recursive: true });
  return marked;
}

/** Runs work while nobody may write a file. */
export async function whileReadOnly<T>(path: string, work: () => Promise<T>): Promise<T> {
  const set = (isWritable: boolean) => {
    if (isRoot) execFileSync('chattr', [isWritable ? '-i' : '+i', path]);
    else chmodSync(path, isWritable ? 0o600 : 0o400);
  };
  set(false);
  try {
    return await work();
  } finally {
    set(true);
  }
}
