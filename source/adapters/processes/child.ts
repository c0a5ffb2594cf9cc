import type { ChildProcess } from 'node:child_process';
import type { HandOver } from '../../domain/shells/hand-over.ts';
import { spawn } from '../runtime/spawn.ts';
import { exitCodeOf } from './exit-code.ts';
import { refused } from './refused.ts';

/** What the terminal sends to everyone in the foreground: the command decides, we stay to pass its exit code on. */
const left = ['SIGINT', 'SIGQUIT'] as const;
/** What is sent to us alone, and meant for the command. */
const forwarded = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;

/** Runs a hand-over as a child on our own streams; its exit code, 128 + n where signal n ended it. */
export async function runChild(handOver: HandOver): Promise<number> {
  // Before there is a child: a signal in between would end us and leave it alone.
  let child: ChildProcess | undefined;
  const listeners: (readonly [NodeJS.Signals, () => void])[] = [
    ...left.map((signal) => [signal, () => {}] as const),
    ...forwarded.map((signal) => [signal, () => void child?.kill(signal)] as const),
  ];
  for (const [signal, listener] of listeners) process.on(signal, listener);
  try {
    child = start(handOver);
    return await ended(child, handOver.file);
  } finally {
    for (const [signal, listener] of listeners) process.removeListener(signal, listener);
  }
}

function ended(child: ChildProcess, file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause: NodeJS.ErrnoException) => reject(refused(file, cause)));
    child.once('exit', (status, signal) => resolve(exitCodeOf(status, signal)));
  });
}

/** Some refusals of the system are thrown at once, others are told of later. */
function start({ file, argv, environment }: HandOver): ChildProcess {
  try {
    return spawn(file, argv.slice(1), { argv0: argv[0] ?? file, env: environment, stdio: 'inherit' });
  } catch (cause) {
    throw refused(file, cause as NodeJS.ErrnoException);
  }
}
