import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { demoConfig, demoWorld } from './demo-world.ts';
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

const options = readProcessOptions(process.argv.slice(2));
const over = whenOver(options.watchPid);
const world = demoWorld();
const token = randomBytes(32).toString('hex');
const sandbox = await startSandbox({ world, port: options.port, controlToken: token });
const greeting: ProcessGreeting = { url: sandbox.url, token, ...demoConfig(world, { endpointUrl: sandbox.url }) };
process.stdout.on('error', () => {}); // whoever started it may be gone by now
process.stdout.write(`${JSON.stringify(greeting)}\n`);
// Loaded while nobody waits, so that the first call is as quick as the rest.
await import('@smithy/signature-v4');
await over;
await sandbox.close();
if (options.remove !== undefined) await rm(options.remove, { recursive: true, force: true });
process.exit(0);
