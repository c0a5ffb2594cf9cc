import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { demoConfig, demoWorld } from './demo/world.ts';
import { startSandbox } from './server.ts';

/**
 * The one line this process prints when it listens: URL, token of the control channel, and the texts of the demo's
 * `~/.aws/config` and `~/.aws/credentials`.
 */
export interface ProcessGreeting {
  readonly url: string;
  readonly token: string;
  readonly config: string;
  readonly credentials: string;
}

/** Serves until its parent ends. @param argv `--port N`, `--watch-pid N`, `--remove DIRECTORY` */
export async function run(argv: readonly string[]): Promise<void> {
  const options = readProcessOptions(argv);
  const over = parentEnd(options.watchPid);
  const world = demoWorld();
  const token = randomBytes(32).toString('hex');
  const sandbox = await startSandbox({ world, port: options.port, controlToken: token, anyRegion: true });
  const greeting: ProcessGreeting = { url: sandbox.url, token, ...demoConfig(world, { endpointUrl: sandbox.url }) };
  writeSync(1, `${JSON.stringify(greeting)}\n`);
  // Loaded now, so that the first call is as quick as the others.
  await import('@smithy/signature-v4');
  await over;
  await sandbox.close();
  if (options.remove !== undefined) await rm(options.remove, { recursive: true, force: true });
  process.exit(0);
}

/** How the sandbox's own process is started. */
export interface ProcessOptions {
  readonly port: number;
  /** The sandbox ends with this process; without one, with stdin or the IPC channel. */
  readonly watchPid: number | undefined;
  /** A directory to remove at the end. */
  readonly remove: string | undefined;
}

/** Reads `--port N`, `--watch-pid N` and `--remove DIRECTORY`. Throws on anything else. */
export function readProcessOptions(argv: readonly string[]): ProcessOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: { port: { type: 'string' }, 'watch-pid': { type: 'string' }, remove: { type: 'string' } },
  });
  const pid = values['watch-pid'];
  return {
    port: wholeNumber('--port', values.port ?? '0', 0, 65535),
    remove: values.remove,
    watchPid: pid === undefined ? undefined : wholeNumber('--watch-pid', pid, 1, 2 ** 31),
  };
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new RangeError(`${name} takes a whole number from ${least} to ${most}.`);
}

/** Between looks at the parent process. Milliseconds. */
const INTERVAL = 1000;

/**
 * Resolves when the process `pid` has ended, or, without a `pid`, when stdin or the IPC channel was closed; always on
 * SIGTERM. Keeps this process alive until then. A parent that became a shell (execve) has closed the pipes but keeps its
 * `pid`, so a given `pid` alone decides.
 */
export function parentEnd(pid: number | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  process.once('SIGTERM', resolve);
  // With a `pid`, Ctrl+C and hang-up of the terminal are meant for the shell with that `pid`.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => pid === undefined && resolve());
  const timer = setInterval(() => pid === undefined || isAlive(pid) || resolve(), INTERVAL);
  if (pid === undefined) {
    process.stdin.once('end', resolve).once('error', resolve).resume();
    process.once('disconnect', resolve);
  }
  return promise.finally(() => clearInterval(timer));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it exists, and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
