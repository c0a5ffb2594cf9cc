import type { ReadStream, WriteStream } from 'node:tty';
import { exitCodeOf } from '../processes/exit-code.ts';

/** What would end us while a person's terminal is in another state than they left it in. */
const fatal = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Whoever draws has this long to put the terminal back before a signal has its way. Milliseconds. */
const grace = 1_000;

type Watch = {
  /** Aborted when the terminal has to be given back at once; the reason is the bug that made it so, if one did. */
  readonly gone: AbortSignal;
  /** To be called when the terminal is as it was. */
  readonly end: () => void;
};

const watched = new Set<AbortController>();
let came: NodeJS.Signals | undefined;

/** Watches over a terminal that is being drawn on: signals, its own end, and bugs elsewhere. */
export function watchTerminal(input: ReadStream, output: WriteStream): Watch {
  const controller = new AbortController();
  watched.add(controller);
  const lost = () => controller.abort();
  const onSignal = (signal: NodeJS.Signals) => {
    came ??= signal;
    controller.abort();
    setTimeout(() => {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }, grace).unref();
  };
  const end = () => {
    watched.delete(controller);
    for (const signal of fatal) process.off(signal, onSignal);
  };
  for (const signal of fatal) process.on(signal, onSignal);
  // A terminal that was closed answers with EIO; nobody is left to tell.
  input.on('error', lost);
  output.on('error', lost);
  return { gone: controller.signal, end };
}

/** The exit code of a program that the signal ended which took the terminal away; undefined where none did. */
export const codeOfSignal = (): number | undefined => (came === undefined ? undefined : exitCodeOf(null, came));

/** Has every terminal put back as it was, because of a bug. @returns whether there was one */
export function giveTerminalsBack(bug: unknown): boolean {
  for (const controller of watched) controller.abort(bug);
  return watched.size > 0;
}
