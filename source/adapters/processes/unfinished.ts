import { defaultPatience } from '../aws/patience.ts';
import { isIgnored } from '../runtime/libc.ts';

/** Signals that end a program in the middle of its work. */
const fatal = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const unfinished = new Set<Promise<unknown>>();

/**
 * Does work that must not be given up in the middle, as the exchange of a token that works once: `cli.ts` waits for its end before
 * it ends the process. Meanwhile a signal ends us afterwards, and a second one at once.
 */
export async function toItsEnd<T>(work: () => Promise<T>): Promise<T> {
  if (unfinished.size === 0) for (const signal of fatal) if (!isIgnored(signal)) process.on(signal, onSignal);
  const running = work();
  unfinished.add(running);
  try {
    return await running;
  } finally {
    unfinished.delete(running);
    if (unfinished.size === 0) stopListening();
  }
}

/** How long nothing is said of a wait. Milliseconds. */
const silent = 1_000;

/**
 * Waits for such work, as long as for a whole call to AWS at most. From now on a signal ends us at once.
 * @param onWait called where it takes long
 */
export async function untilFinished(onWait?: () => void): Promise<void> {
  stopListening();
  if (unfinished.size === 0) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timers = [setTimeout(() => onWait?.(), silent), setTimeout(resolve, defaultPatience.whole)];
  await Promise.race([Promise.allSettled(unfinished), promise]);
  for (const timer of timers) clearTimeout(timer);
}

function onSignal(signal: NodeJS.Signals): void {
  // Somebody else listens as well, and ends us by way of `cli.ts`.
  if (process.listenerCount(signal) > 1 + tidying()) return;
  void untilFinished().then(() => process.kill(process.pid, signal));
}

function stopListening(): void {
  for (const signal of fatal) process.off(signal, onSignal);
}

/**
 * How many listeners to each signal are of the library `signal-exit`, which removes the locks that we hold: it ends us by the signal
 * where nobody else listens.
 */
const tidying = (): number =>
  (process as { readonly __signal_exit_emitter__?: { readonly count: number } }).__signal_exit_emitter__?.count ?? 0;
