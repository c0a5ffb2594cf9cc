import { jobOf } from '../runtime/proc.ts';
import { isTerminal } from '../terminal/streams.ts';

/** Do we stand in the foreground of a terminal, so that its interrupts reach our children as well? */
export function isForeground(): boolean {
  const job = jobOf();
  return job === undefined ? [0, 1, 2].some(isTerminal) : job.group === job.foreground;
}
