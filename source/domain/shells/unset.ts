import type { DetectedShell } from './detect.ts';
import { unsetPosix } from './posix.ts';
import { shells } from './registry.ts';

/** The line by which a person takes variables out of the environment, in the words of the shell that they type into. */
export function unsetLine({ kind, file }: Pick<DetectedShell, 'kind' | 'file'>, names: readonly string[]): string {
  if (kind !== 'other') return shells[kind].unset(names);
  // A blank before & would become the value.
  return /(^|[\\/])cmd(\.exe)?$/i.test(file) ? names.map((name) => `set ${name}=`).join('&') : unsetPosix(names);
}
