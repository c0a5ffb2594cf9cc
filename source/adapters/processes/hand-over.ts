import type { ChildProcess } from 'node:child_process';
import type { HandOver } from '../../domain/shells/hand-over.ts';
import { Problem } from '../../problem.ts';
import { execve, setSoftLimit, unblockStreams } from '../runtime/libc.ts';
import { softLimitBefore } from './ancestors.ts';
import { findExecutable, refused, runnable } from './executable.ts';
import { exitCodeOf } from './exit.ts';
import { isForeground } from './foreground.ts';
import { withKeyFile } from './key-file.ts';

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
  const command = { ...handOver, ...runnable(file, handOver.argv) };
  if (process.platform !== 'win32') {
    const limit = softLimitBefore();
    if (limit !== undefined) setSoftLimit('open files', limit);
    if (!child && handOver.keyFile === undefined && process.execve !== undefined) {
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

/** Loads `node:child_process` only when a child is started: the usual way, execve, needs none. */
const loadSpawn = async () => (await import('../runtime/spawn.ts')).spawn;

/** Runs a hand-over as a child on our own streams; gives its exit code. */
async function runChild({ file, argv, environment, keyFile }: HandOver): Promise<number> {
  const spawn = await loadSpawn();
  // Listen before the child exists: a signal in between would end us and leave the child alone.
  let child: ChildProcess | undefined;
  const early: NodeJS.Signals[] = [];
  const pass = (signal: NodeJS.Signals) => (child === undefined ? early.push(signal) : child.kill(signal));
  const listeners = [
    ...ofTerminal.map((signal) => [signal, () => isForeground() || pass(signal)] as const),
    ...forwarded.map((signal) => [signal, () => pass(signal)] as const),
  ];
  for (const [signal, listener] of listeners) process.on(signal, listener);
  try {
    return await withKeyFile(keyFile, () => {
      child = spawn(file, argv.slice(1), { argv0: argv[0] ?? file, env: environment, stdio: 'inherit' });
      for (const signal of early) child.kill(signal);
      return exitOf(child);
    });
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    // The runtime throws some refusals of the system at once and emits others later.
    throw refused(file, cause as NodeJS.ErrnoException);
  } finally {
    for (const [signal, listener] of listeners) process.removeListener(signal, listener);
  }
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => resolve(exitCodeOf(status, signal)));
  });
}
