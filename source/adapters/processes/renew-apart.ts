import type { InPlaceCall } from '../../domain/shells/in-place.ts';
import { attempt } from '../attempt.ts';
import { ownProgram } from '../files/installation.ts';
import { forbidCores } from '../runtime/libc.ts';
import { outliving } from '../runtime/outliving.ts';
import { spawn } from '../runtime/spawn.ts';

/** What a renewal came to: its exit code and what it wrote. */
type Renewed = { readonly exitCode: number; readonly out: string; readonly error: string };

const unstarted: Renewed = { exitCode: 1, out: '', error: 'The renewal could not be started.\n' };

/**
 * Renews the role of a shell in a process of its own, which is waited for only so long. That one goes on to its end: the token by
 * which a sign-in is renewed works once, and whoever gave the renewal up would lose the sign-in. It has none of the shell's streams,
 * for which the shell would wait, and a later prompt finds what it brought in the cache.
 * @param patience milliseconds
 * @returns undefined where it takes longer
 */
export async function renewApart(where: InPlaceCall['where'], patience: number): Promise<Renewed | undefined> {
  // What comes is handed on, keys and all.
  forbidCores();
  const child = attempt(() => start(where));
  if (child === undefined) return unstarted;
  const written = { out: '', error: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.error += text;
  });
  const { promise, resolve } = Promise.withResolvers<Renewed | undefined>();
  const timer = setTimeout(() => resolve(undefined), patience);
  child.once('error', () => resolve(unstarted));
  child.once('close', (status) => resolve({ exitCode: status ?? 1, ...written }));
  return promise.finally(() => clearTimeout(timer));
}

/** The runtime throws some refusals of the system at once and emits others later. */
function start(where: InPlaceCall['where']) {
  // Neither Ctrl+C at the prompt nor the end of the terminal reaches it.
  const { file, words, options } = outliving([...ownProgram(), '--in-place', where, 'renew']);
  return spawn(file, words, { ...options, env: process.env, stdio: ['ignore', 'pipe', 'pipe'] });
}
