/**
 * How a shell reports the end of a program: its own status, or 128 plus the number of the signal that ended it.
 * `node:os` is not imported: its list of signals takes half a millisecond, and few programs end by a signal.
 */
export const exitCodeOf = (status: number | null, signal: NodeJS.Signals | null): number =>
  signal ? 128 + numberOf(signal) : (status ?? 1);

/** The system's number of a signal. */
export const numberOf = (signal: NodeJS.Signals): number =>
  process.getBuiltinModule('node:os').constants.signals[signal];

let stuck = false;

/** Notes that a call into a native library has not returned: the runtime would wait for it before it exits. */
export function noteStuck(): void {
  stuck = true;
}

/** Notes that the terminal was put back: at its exit the runtime would set it as it was at the start. */
export function noteHealed(): void {
  stuck = true;
}

/** Call right before the exit. Where a native call is stuck, becoming another program leaves that call behind. */
export function leaveStuckBehind(exitCode: number): void {
  if (stuck && process.platform !== 'win32') process.execve?.('/bin/sh', ['sh', '-c', `exit ${exitCode}`], {});
}
