import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoConfig } from '../../source/sandbox/demo/world.ts';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';
import { runProgram } from '../helpers/program.ts';

/** A home of its own on an embedded AWS of its own. */
export type BenchWorld = {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly aws: Sandbox;
};

/** The role that is opened: no MFA, one hop. */
export const role = 'ystataws';
/** The role that asks for a code, and its device. */
export const guarded = 'hub';
export const phone = 'arn:aws:iam::111122223333:mfa/mary-phone';

/** Role profiles as a company has them, several to an account. */
export function manyProfiles(count: number): string {
  const roles = ['Admin', 'ReadOnly', 'Developer', 'Billing'];
  return Array.from({ length: count }, (_, index) => {
    const account = String(100_000_000_000 + Math.floor(index / roles.length) * 7919);
    const name = roles[index % roles.length] ?? '';
    return `[profile team-${index}-${name.toLowerCase()}]
role_arn = arn:aws:iam::${account}:role/${name}
source_profile = mary
region = eu-west-1
`;
  }).join('\n');
}

/** AWS's two files. */
export type BenchFiles = { readonly config: string; readonly credentials: string };

/** Makes the home, with so many profiles beside the demo's; `run` has it for as long as it takes. */
export const inWorld = <T>(profiles: number, run: (world: BenchWorld) => Promise<T>): Promise<T> =>
  inHome((aws) => {
    const { config, credentials } = demoConfig(aws.world, { endpointUrl: aws.url });
    return { config: `${config}\n${manyProfiles(profiles)}`, credentials };
  }, run);

/** Makes a home with these files; `run` has it for as long as it takes. */
export async function inHome<T>(
  files: (aws: Sandbox) => BenchFiles,
  run: (world: BenchWorld) => Promise<T>,
): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'rolecall-bench-'));
  const aws = await startSandbox();
  const { config, credentials } = files(aws);
  await mkdir(join(home, '.aws'));
  await writeFile(join(home, '.aws', 'config'), config, { mode: 0o600 });
  await writeFile(join(home, '.aws', 'credentials'), credentials, { mode: 0o600 });
  const { PATH = '', PYENV_ROOT } = process.env;
  const own = { HOME: home, PATH, TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8', SHELL: '/bin/bash' };
  const env = PYENV_ROOT === undefined ? own : { ...own, PYENV_ROOT };
  try {
    return await run({ home, env, aws });
  } finally {
    await aws.close();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Several homes at once, each on an AWS of its own. */
export function inWorlds<const Counts extends readonly number[], T>(
  counts: Counts,
  run: (worlds: { readonly [At in keyof Counts]: BenchWorld }) => Promise<T>,
): Promise<T> {
  const open = (made: readonly BenchWorld[]): Promise<T> => {
    const count = counts[made.length];
    if (count === undefined) return run(made as unknown as { readonly [At in keyof Counts]: BenchWorld });
    return inWorld(count, (world) => open([...made, world]));
  };
  return open([]);
}

/** Until the configuration was not written a moment ago, as on nearly every day: only then is what is read of it kept. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2_500));

/** Opens the role once, so that it is cached, and runs what is measured once, so that it is compiled. */
export async function warmed(world: BenchWorld, ...lines: readonly (readonly string[])[]): Promise<void> {
  for (const argv of [['exec', role, '--', 'true'], ...lines]) {
    const { code, err } = await runProgram(argv, { env: world.env });
    if (code !== 0) throw new Error(`rolecall ${argv.join(' ')} ended with ${code}: ${err}`);
  }
}
