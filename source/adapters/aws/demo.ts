import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Environment } from '../../domain/shells/environment.ts';
import { connectSandbox } from '../../sandbox/control/client.ts';
import { embeddedAws } from '../files/installation.ts';
import { makeTemporaryDirectory } from '../files/temporary.ts';
import { writePrivateFile } from '../files/write.ts';
import { spawn } from '../runtime/spawn.ts';

/** Tells programs in a shell of the demo where the embedded AWS listens: URL and control token. */
const controlVariable = 'ROLECALL_DEMO';

/** A running embedded AWS and its home directory. Both live as long as this process, or the program it becomes. */
export type DemoAws = {
  /** The user's environment with the demo's profiles in place of their own. */
  readonly env: Environment;
  readonly stop: () => Promise<void>;
};

/** Starts the embedded AWS as its own process. When this process ends, it ends too and removes its home directory. */
export async function startDemoAws(env: Environment): Promise<DemoAws> {
  const home = await makeTemporaryDirectory('rolecall-demo-');
  const [file, ...args] = embeddedAws();
  const child = spawn(
    file,
    [...args, '--watch-pid', String(process.pid), '--remove', home],
    // Detached into its own session: Ctrl+C in the demo's shell must not reach it.
    { detached: true, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const greeting = JSON.parse(await firstLine(child.stdout)) as Record<
    'url' | 'token' | 'config' | 'credentials',
    string
  >;
  child.stdout.destroy();
  child.unref();
  const config = join(home, '.aws', 'config');
  const credentials = join(home, '.aws', 'credentials');
  await mkdir(join(home, '.aws'), { mode: 0o700 });
  writePrivateFile(config, greeting.config);
  writePrivateFile(credentials, greeting.credentials);
  const own = Object.entries(env).filter(([name]) => !name.startsWith('AWS_') && !name.startsWith('ROLECALL_'));
  return {
    env: {
      ...Object.fromEntries(own),
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: credentials,
      // For profiles that the user adds later, which have no endpoint_url.
      AWS_ENDPOINT_URL: greeting.url,
      ROLECALL_HOME: join(home, 'rolecall'),
      [controlVariable]: `${greeting.url} ${greeting.token}`,
    },
    stop: async () => {
      child.kill('SIGTERM');
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Looks up the MFA code that a device of the demo shows now; undefined outside the demo. */
export function demoCodes(env: Environment): ((serial: string) => Promise<string | undefined>) | undefined {
  const [url, token] = (env[controlVariable] ?? '').split(' ');
  if (!url?.startsWith('http://127.0.0.1:') || !token) return undefined;
  return async (serial) =>
    (await connectSandbox(url, token)
      .code(serial)
      .catch(() => '')) || undefined;
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error('the embedded AWS ended before it listened');
}
