import { createInterface } from 'node:readline';
import type { HandOver } from '../../domain/shells/hand-over.ts';
import { spawn } from '../runtime/spawn.ts';
import { exitCodeOf } from './exit-code.ts';
import { findExecutable, runnable } from './lookup.ts';

/** A line that a command printed, without its end. */
export type LabelledLine = { readonly stream: 'out' | 'error'; readonly text: string };

/**
 * Runs one command of several: nothing on its standard input, every line handed on as it comes.
 * @returns the exit code, 128 + n where signal n ended it
 * @throws Problem 127 or 126 where there is no such command, or it may not be run
 */
export async function runLabelled(handOver: HandOver, onLine: (line: LabelledLine) => void): Promise<number> {
  const file = findExecutable(handOver.file, handOver.environment);
  const { file: started, argv } = runnable(file, handOver.argv);
  const child = spawn(started, argv.slice(1), {
    argv0: argv[0] ?? started,
    env: handOver.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const read = async (stream: LabelledLine['stream'], from: NodeJS.ReadableStream): Promise<void> => {
    for await (const text of createInterface({ input: from, crlfDelay: Number.POSITIVE_INFINITY }))
      onLine({ stream, text });
  };
  const lines = Promise.all([read('out', child.stdout), read('error', child.stderr)]);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => resolve(exitCodeOf(status, signal)));
  });
  await lines;
  return code;
}
