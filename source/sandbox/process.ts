import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { demoConfig, demoWorld } from './demo/world.ts';
import { readProcessOptions } from './process-options.ts';
import { startSandbox } from './server.ts';
import { whenOver } from './when-over.ts';

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
