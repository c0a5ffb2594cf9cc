import type { ChildProcess } from 'node:child_process';
import type { HandOver } from '../../domain/shells/hand-over.ts';
import { Problem } from '../../problem.ts';
import { endOfChild, startChild } from '../runtime/child.ts';
import { execve, isIgnored, setSoftLimit, unblockStreams } from '../runtime/libc.ts';
import { softLimitBefore } from './ancestors.ts';
import { withCommandFile } from './command-file.ts';
import { findExecutable, refused, runnable } from './executable.ts';
import { exitCodeOf } from './exit.ts';
import { isForeground } from './foreground.ts';

/**
 * Carries out a hand-over. Where the system can, this process becomes the command (execve): signals, job control, exit
 * code and memory are then the command's, and the promise never settles. Elsewhere, with `child`, and where a file has to be
 * removed afterwards, the command runs as a child.
 * @returns the child's exit code (128 + n where signal n ended it)
 * @throws Problem with exit code 127 or 126 where there is no such command, or it may not be run; where its file cannot be
 * written
 */
export async function becomes(handOver: HandOver, { child = false }: { child?: boolean } = {}): Promise<number> {
  const file = findExecutable(handOver.file, handOver.environment);
  const command = { ...handOver, ...runnable({ ...handOver, file }) };
  if (process.platform !== 'win32') {
    const limit = softLimitBefore();
    if (limit !== undefined) setSoftLimit('open files', limit);
    if (!child && handOver.commandFile === undefined && process.execve !== undefined) {
      throw refused(command.file, execve(command));
    }
    unblockStreams();
  }
  return runChild(command);
}

/** The terminal sends these to its whole foreground: the command decides, and we stay to pass its exit code on. */
const ofTerminal = ['SIGINT', 'SIGQUIT'] as const;
/** These are sent to us alone, and meant for the command. */
const forwarded = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;

type Child = { readonly kill: (signal: NodeJS.Signals) => unknown; readonly end: Promise<number> };

type Started = HandOver & ReturnType<typeof runnable>;

/** Runs a hand-over as a child on our own streams, while its file exists; gives its exit code. */
async function runChild(command: Started): Promise<number> {
  const start = process.platform === 'win32' || process.execve === undefined ? await starter() : startDirectly;
  // Listen before the child exists: a signal in between would end us and leave the child alone.
  let child: Child | undefined;
  const early: NodeJS.Signals[] = [];
  const pass = (signal: NodeJS.Signals) => (child === undefined ? early.push(signal) : child.kill(signal));
  const listeners = [
    ...ofTerminal.map((signal) => [signal, () => isForeground() || pass(signal)] as const),
    ...forwarded.map((signal) => [signal, () => pass(signal)] as const),
  ].filter(([signal]) => !isIgnored(signal));
  for (const [signal, listener] of listeners) process.on(signal, listener);
  try {
    return await withCommandFile(command.commandFile, () => {
      child = start(command);
      for (const signal of early) child.kill(signal);
      return child.end;
    });
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw refused(command.file, cause as NodeJS.ErrnoException);
  } finally {
    for (const [signal, listener] of listeners) process.removeListener(signal, listener);
  }
}

/** The same descriptors, ignored signals and job as ours. @throws Problem where the system refuses */
function startDirectly(command: HandOver): Child {
  const started = startChild(command);
  if ('refusal' in started) throw refused(command.file, started.refusal);
  const { pid } = started;
  return { kill: (signal) => process.kill(pid, signal), end: endOfChild(pid) };
}

/** The runtime's own way. Loaded only where it is needed. */
async function starter(): Promise<(command: Started) => Child> {
  const { spawn } = await import('../runtime/spawn.ts');
  return ({ file, argv, environment: env, windowsVerbatimArguments }) => {
    // The runtime throws some refusals of the system at once and emits others later.
    const options = { argv0: argv[0] ?? file, env, stdio: 'inherit', windowsVerbatimArguments } as const;
    const child = spawn(file, argv.slice(1), options);
    return { kill: (signal) => child.kill(signal), end: exitOf(child) };
  };
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => resolve(exitCodeOf(status, signal)));
  });
}
