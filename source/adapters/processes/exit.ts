/**
 * How a shell reports the end of a program: its own status, or 128 plus the number of the signal that ended it.
 * `node:os` is not imported: its list of signals takes half a millisecond, and few programs end by a signal.
 */
export const exitCodeOf = (status: number | null, signal: NodeJS.Signals | null): number =>
  signal ? 128 + numberOf(signal) : (status ?? 1);

/** The system's number of a signal. */
export const numberOf = (signal: NodeJS.Signals): number =>
  process.getBuiltinModule('node:os').constants.signals[signal];

let isHarmful = false;

/**
 * Notes that the runtime's own exit would do harm: wait for a call into a native library that has not returned, or set a terminal
 * that was put back as it was at the start.
 */
export function noteHarmfulExit(): void {
  isHarmful = true;
}

/** Call right before the exit. Where that would do harm we leave by becoming another program, which has none of ours to end. */
export function leaveWithoutHarm(exitCode: number): void {
  if (isHarmful && process.platform !== 'win32') process.execve?.('/bin/sh', ['sh', '-c', `exit ${exitCode}`], {});
}
