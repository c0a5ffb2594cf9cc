import { spawnSync } from 'node:child_process';

/** Said where no command signs the programs. */
export const unsigned =
  'This release is unsigned: its programs for macOS have an ad hoc signature, those for Windows none. Neither system knows who made them; compare checksums.txt.';

/**
 * Has a command sign a program, in place.
 * @param command of `sh`; gets the file as its last argument
 * @throws Error where it does not end with 0
 */
export function signWith(command: string, file: string): void {
  const { status, signal } = spawnSync('sh', ['-c', `${command} "$1"`, 'sh', file], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`The command that signs ended with ${status ?? signal} for ${file}`);
}
