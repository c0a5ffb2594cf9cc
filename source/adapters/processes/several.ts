import type { ChildProcess } from 'node:child_process';
import { lineSplitter } from '../../domain/display/lines.ts';
import type { HandOver } from '../../domain/shells/hand-over.ts';
import { hasUnread } from '../runtime/descriptors.ts';
import { isIgnored } from '../runtime/libc.ts';
import { giveTerminalsBack } from '../terminal/watch.ts';
import { withCommandFile } from './command-file.ts';
import { findExecutable, refused, runnable } from './executable.ts';
import { exitCodeOf } from './exit.ts';
import { isForeground } from './foreground.ts';

/** A line that a command printed, without its end. */
export type LabelledLine = { readonly stream: 'out' | 'error'; readonly text: string };

/** Several commands that run beside or after one another. */
export type Several = {
  /**
   * Runs one of them: its standard input is empty, and `onLine` gets every line as it comes. Where that returns false, nobody
   * reads on: the place stops as by SIGPIPE, which every command gets that prints there again.
   * @returns the exit code, 128 + n where signal n ended it; undefined where a signal came before it was started
   * @throws Problem 127 or 126 where there is no such command, or it may not be run
   */
  readonly run: (handOver: HandOver, onLine: (line: LabelledLine) => boolean) => Promise<number | undefined>;
  /** The exit code for the signal that asked all of them to end, or for the reader that is gone; undefined where none did. */
  readonly stoppedBy: () => number | undefined;
  /** Settles when one does. */
  readonly stopped: Promise<undefined>;
  /** Whether something is on our standard input, which is given to none of them. */
  readonly hasUnread: () => boolean;
  /** Call it when all have ended. */
  readonly end: () => void;
};

/** The terminal sends these to its whole foreground, the commands included. */
const ofTerminal = ['SIGINT', 'SIGQUIT'] as const;
const ending = [...ofTerminal, 'SIGTERM', 'SIGHUP'] as const;
/** The exit code of SIGPIPE, for a reader that is gone. Windows has no such signal, and no number for it. */
const brokenPipe = 128 + 13;
/** These say something to the commands, and end nothing by themselves. */
const telling = ['SIGUSR1', 'SIGUSR2'] as const;

/** A longer line comes in pieces. */
const longestLine = 1024 * 1024;

/**
 * A place for several commands. While it is open, a signal to us that our parent did not make us ignore reaches every command
 * that runs, we stay until they have ended, and none is started any more.
 */
export function severalCommands(): Several {
  const running = new Set<ChildProcess>();
  /** Started a moment ago: a signal that is heard now may have come before them. */
  const fresh = new Set<ChildProcess>();
  let stopped: number | undefined;
  const { promise: isStopped, resolve: tellStopped } = Promise.withResolvers<undefined>();
  const pass = (signal: NodeJS.Signals, to: ReadonlySet<ChildProcess> = running) => {
    for (const child of to) child.kill(signal);
  };
  const stop = (signal: NodeJS.Signals) => {
    const isFirst = stopped === undefined;
    stopped ??= exitCodeOf(null, signal);
    tellStopped(undefined);
    // A second interrupt means "at once" to many a program: nobody gets it because we pass on what they have already.
    const isTheirs = isFirst && ofTerminal.some((each) => each === signal) && isForeground();
    pass(signal, isTheirs ? fresh : running);
  };
  // The pipes of the runtime are sockets: a command that is ahead of us gets ECONNRESET first, and SIGPIPE at its next line.
  const closeAll = (stream: LabelledLine['stream']) => {
    stopped ??= brokenPipe;
    tellStopped(undefined);
    giveTerminalsBack();
    for (const child of running) (stream === 'out' ? child.stdout : child.stderr)?.destroy();
  };
  const listeners = [
    ...ending.map((signal) => [signal, () => stop(signal)] as const),
    ...telling.map((signal) => [signal, () => pass(signal)] as const),
  ].filter(([signal]) => !isIgnored(signal));
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return {
    run: async (handOver, onLine) => {
      const file = findExecutable(handOver.file, handOver.environment);
      const { file: started, argv, windowsVerbatimArguments } = runnable({ ...handOver, file });
      const { spawnAsTheirs } = await import('../runtime/spawn.ts');
      return withCommandFile(handOver.commandFile, async () => {
        if (stopped !== undefined) return undefined;
        const { child, exit } = begin(started, () =>
          spawnAsTheirs(started, argv.slice(1), {
            argv0: argv[0] ?? started,
            env: handOver.environment,
            stdio: ['ignore', 'pipe', 'pipe'],
            windowsVerbatimArguments,
          }),
        );
        running.add(child);
        fresh.add(child);
        void signalsHeard().then(() => fresh.delete(child));
        const silence = createSilence();
        const heard = (line: LabelledLine) => {
          silence.interrupt();
          const isRead = onLine(line);
          if (!isRead) closeAll(line.stream);
          return isRead;
        };
        const lines = Promise.all([read('out', child.stdout, heard), read('error', child.stderr, heard)]);
        const code = await exit.finally(() => running.delete(child));
        // The interrupt that ended it came to us no later; whoever asks now whether to go on has to know of it.
        await signalsHeard();
        // What a command leaves behind, an agent for one, may keep its output open for good.
        await Promise.race([lines, isStopped, silence.lasts()]);
        return code;
      });
    },
    stoppedBy: () => stopped,
    stopped: isStopped,
    hasUnread: () => hasUnread(0),
    end: () => {
      for (const [signal, listener] of listeners) process.removeListener(signal, listener);
    },
  };
}

/** Settles when the signals that have come to us by now are heard: the runtime tells of them in a turn of its loop. */
const signalsHeard = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));

/** So long nothing is printed by what a command has left behind, and it is waited for no more. Milliseconds. */
const silenceAfter = 1_000;

/** A silence, from the call of `lasts` on: it settles once nothing has interrupted it for long enough. */
function createSilence() {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    timer = setTimeout(() => resolve(undefined), silenceAfter);
  };
  return {
    interrupt: () => {
      if (timer === undefined) return;
      clearTimeout(timer);
      begin();
    },
    lasts: () => {
      begin();
      return promise;
    },
  };
}

async function read(
  stream: LabelledLine['stream'],
  from: NodeJS.ReadableStream | null,
  onLine: (line: LabelledLine) => boolean,
): Promise<void> {
  if (from === null) return;
  const { push, end } = lineSplitter(longestLine);
  const isRead = (text: string) => onLine({ stream, text });
  from.setEncoding('utf8');
  for await (const piece of from) if (!push(String(piece)).every(isRead)) return;
  end().every(isRead);
}

/** Starts a command. The runtime throws some refusals of the system at once and emits others later. */
function begin<Child extends ChildProcess>(file: string, start: () => Child) {
  const asProblem = (cause: unknown) => refused(file, cause as NodeJS.ErrnoException);
  try {
    const child = start();
    const exit = new Promise<number>((resolve, reject) => {
      child.once('error', (cause) => reject(asProblem(cause)));
      child.once('exit', (status, signal) => resolve(exitCodeOf(status, signal)));
    });
    return { child, exit };
  } catch (cause) {
    throw asProblem(cause);
  }
}
