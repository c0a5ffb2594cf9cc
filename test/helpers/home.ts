import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { demoConfig } from '../../source/sandbox/demo/world.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../source/sandbox/server.ts';

/** A person's home with nothing of the developer's in it. */
export type Home = {
  readonly directory: string;
  /** What a program in that home sees; no AWS variable, no colour switch, no CI. */
  readonly env: Readonly<Record<string, string>>;
  readonly config: string;
  readonly credentials: string;
};

/** An empty home that goes with the test; `files` are the texts of `~/.aws/config` and `~/.aws/credentials`. */
export async function makeHome(
  test: TestContext,
  files: { readonly config?: string; readonly credentials?: string } = {},
): Promise<Home> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'rolecall-test-')));
  test.after(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
  const config = join(directory, '.aws', 'config');
  const credentials = join(directory, '.aws', 'credentials');
  await mkdir(join(directory, '.aws'));
  await noteUnsealed(join(directory, '.cache', 'rolecall'));
  if (files.config !== undefined) await writeFile(config, files.config, { mode: 0o600 });
  if (files.credentials !== undefined) await writeFile(credentials, files.credentials, { mode: 0o600 });
  const env = {
    HOME: directory,
    PATH: process.env.PATH ?? '',
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    SHELL: '/bin/bash',
  };
  return { directory, env, config, credentials };
}

/** What mode a file of rolecall's own has: nobody writes into the copy of a live role. @param name from the home on */
export const modeOfOwn = (name: string): number =>
  name.startsWith(join('.cache', 'rolecall', 'live', '')) ? 0o400 : 0o600;

/** Here the person was told already that this machine has no keychain: what a run says is what the run is about. */
export async function noteUnsealed(cache: string): Promise<void> {
  await mkdir(cache, { recursive: true, mode: 0o700 });
  await writeFile(join(cache, 'unsealed.json'), '{"version":1,"value":true}', { mode: 0o600 });
}

/** Mary's home, on an AWS of this test's own; `now` is AWS's clock where it is not the machine's. */
export async function makeDemoHome(
  test: TestContext,
  options: Pick<SandboxOptions, 'now'> = {},
): Promise<Home & { readonly aws: Sandbox }> {
  const aws = await startSandbox(options);
  test.after(() => aws.close());
  const files = demoConfig(aws.world, { endpointUrl: aws.url });
  return { ...(await makeHome(test, files)), aws };
}

/** The device of the demo's person. */
export const phone = 'arn:aws:iam::111122223333:mfa/mary-phone';
