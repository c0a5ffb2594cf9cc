import type { ReadStream, WriteStream } from 'node:tty';
import { exitCodeOf } from '../processes/exit.ts';
import { untilFinished } from '../processes/unfinished.ts';
import { isHungUp } from '../runtime/descriptors.ts';
import { isIgnored } from '../runtime/libc.ts';

/** Signals that would end us while the terminal is in raw mode. */
const fatal = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How long the UI has to restore the terminal before the signal ends the process. Milliseconds. */
const grace = 1_000;

type Watch = {
  /** Aborted when the terminal must be restored at once; the reason is the bug that caused it, if any. */
  readonly gone: AbortSignal;
  /** Call it when the terminal is restored. */
  readonly end: () => void;
};

const watched = new Set<AbortController>();
let endedBy: NodeJS.Signals | undefined;

/** Watches a terminal while the UI draws: fatal signals, a closed terminal, and bugs elsewhere. */
export function watchTerminal(input: ReadStream, output: WriteStream): Watch {
  const controller = new AbortController();
  watched.add(controller);
  const lost = () => controller.abort();
  const signals = watchSignals(controller);
  // A closed terminal gives EIO; there is nobody to report to.
  input.on('error', lost);
  output.on('error', lost);
  const end = () => {
    watched.delete(controller);
    signals.end();
  };
  return { gone: controller.signal, end };
}

/** Watches fatal signals alone, while something is under way that can be stopped well within a second. */
export function watchSignals(controller = new AbortController()): Watch {
  const onSignal = (signal: NodeJS.Signals) => {
    endedBy ??= signal;
    controller.abort();
    setTimeout(async () => {
      await untilFinished();
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }, grace).unref();
  };
  const end = () => {
    for (const signal of fatal) process.off(signal, onSignal);
  };
  for (const signal of fatal) if (!isIgnored(signal)) process.on(signal, onSignal);
  return { gone: controller.signal, end };
}

/** The process that called us. Noted at the start: it may be gone by the time that we ask. */
const caller = process.ppid;

/** How often a helper looks for its caller. Milliseconds. */
const betweenLooks = 250;

let isLooking = false;

/** Ends this process, the terminal put back, when the program that called us is gone: nobody waits for the answer. */
export function endWithCaller(): void {
  if (isLooking) return;
  isLooking = true;
  const looking = setInterval(() => {
    if (process.ppid === caller && !isHungUp(1)) return;
    clearInterval(looking);
    process.kill(process.pid, 'SIGTERM');
  }, betweenLooks).unref();
}

/** The exit code for the signal that ended the UI; undefined where none did. */
export const codeOfSignal = (): number | undefined => (endedBy === undefined ? undefined : exitCodeOf(null, endedBy));

/** Has every watched terminal restored. @param bug why, where it is one @returns whether there was a terminal */
export function giveTerminalsBack(bug?: unknown): boolean {
  for (const controller of watched) controller.abort(bug);
  return watched.size > 0;
}
