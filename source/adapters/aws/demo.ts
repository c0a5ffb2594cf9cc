import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Environment } from '../../domain/shells/environment-change.ts';
import { connectSandbox } from '../../sandbox/control/client.ts';
import { embeddedAws } from '../files/installation.ts';
import { spawn } from '../runtime/spawn.ts';

/** The variable through which a shell of the demo still reaches the codes of the moment. */
const controlVariable = 'ROLECALL_DEMO';

/** An AWS of our own and a home that knows it, for as long as this process (or what it becomes) lives. */
export type DemoAws = {
  /** The person's environment, with the demo's profiles in it and none of their own. */
  readonly env: Environment;
  readonly stop: () => Promise<void>;
};

/** Starts the embedded AWS as a process of its own; it ends, and its home goes, when this process ends. */
export async function startDemoAws(env: Environment): Promise<DemoAws> {
  const home = await mkdtemp(join(tmpdir(), 'rolecall-demo-'));
  const [file, ...args] = embeddedAws();
  const child = spawn(
    file,
    [...args, '--watch-pid', String(process.pid), '--remove', home],
    // A session of its own: Ctrl+C in the demo's shell is not for it.
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
  await writeFile(config, greeting.config, { mode: 0o600 });
  await writeFile(credentials, greeting.credentials, { mode: 0o600 });
  const own = Object.entries(env).filter(([name]) => !name.startsWith('AWS_') && !name.startsWith('ROLECALL_'));
  return {
    env: {
      ...Object.fromEntries(own),
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: credentials,
      // For programs in a role whose profile was added later and does not say so itself.
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

/** The code a device of the demo shows now; undefined outside the demo. */
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
