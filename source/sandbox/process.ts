import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { demoConfig, demoWorld } from './demo/world.ts';
import { startSandbox } from './server.ts';

/**
 * The one line this process prints once it listens: where, the token of the control channel, and the demo's
 * `~/.aws/config` and `~/.aws/credentials`.
 */
export interface ProcessGreeting {
  readonly url: string;
  readonly token: string;
  readonly config: string;
  readonly credentials: string;
}

/** Serves until whoever started it is over. @param argv `--port N`, `--watch-pid N`, `--remove DIRECTORY` */
export async function run(argv: readonly string[]): Promise<void> {
  const options = readProcessOptions(argv);
  const over = whenOver(options.watchPid);
  const world = demoWorld();
  const token = randomBytes(32).toString('hex');
  const sandbox = await startSandbox({ world, port: options.port, controlToken: token });
  const greeting: ProcessGreeting = { url: sandbox.url, token, ...demoConfig(world, { endpointUrl: sandbox.url }) };
  writeSync(1, `${JSON.stringify(greeting)}\n`);
  // Loaded while nobody waits, so that the first call is as quick as the rest.
  await import('@smithy/signature-v4');
  await over;
  await sandbox.close();
  if (options.remove !== undefined) await rm(options.remove, { recursive: true, force: true });
  process.exit(0);
}

/** How the sandbox's own process is started. */
export interface ProcessOptions {
  readonly port: number;
  /** The process whose end ends the sandbox; without one, the end of stdin or of the IPC channel does. */
  readonly watchPid: number | undefined;
  /** A directory that goes when the sandbox goes. */
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

const INTERVAL = 1000;

/**
 * Resolves when this process has no reason left to run: the process `pid` has ended, or, without a `pid`, stdin or the
 * IPC channel was closed; in any case on SIGTERM. A shell that a parent turned into by `exec` has closed the pipes but
 * keeps the `pid`, so where there is one, it alone decides. Keeps the process alive until then.
 */
export function whenOver(pid: number | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  process.once('SIGTERM', resolve);
  // With a shell to outlive, the terminal's Ctrl+C and hang-up are meant for that shell.
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
    // EPERM: it is there, but somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
