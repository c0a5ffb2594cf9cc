import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import type { TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { PortalOptions } from '../../../source/sandbox/identity-center/build.ts';
import type { Sandbox } from '../../../source/sandbox/server.ts';
import { awsCli } from '../../helpers/aws-cli.ts';
import { makeHome } from '../../helpers/home.ts';
import { program } from '../../helpers/program.ts';
import { makePortal, START_URL } from './client.ts';

export const ACCOUNT = '100000000001';

/** Why a test of a program that is not here is skipped. */
export const skipped = (name: string, file: string | undefined) => file === undefined && `SKIPPED: ${name} is not here`;

/** The `aws` of the PATH: AWS CLI 1, where the machine has one. */
export const clientOnPath = (): string | undefined => (answers('aws', ['--version']) ? 'aws' : undefined);

/** Both AWS CLIs, as far as they are here. */
export const awsClis = (): readonly (readonly [name: string, file: string | undefined])[] => [
  ['the aws on the PATH', clientOnPath()],
  ['the AWS CLI v2', awsCli()],
];

/** A Python that has botocore. */
export const pythonWithBotocore = (): string | undefined =>
  answers('python3', ['-c', 'import botocore']) ? 'python3' : undefined;

function answers(file: string, words: readonly string[]): boolean {
  try {
    execFileSync(file, words, { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

/** A home whose config has the portal and a profile, and the sandbox in the variables of a person. */
export async function makeEmployee(context: TestContext, options: Partial<PortalOptions> = {}) {
  const made = await makePortal(context, options, Date.now);
  const home = await makeHome(context, {
    config: `[sso-session corp]
sso_start_url = ${START_URL}
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile dev]
sso_session = corp
sso_account_id = ${ACCOUNT}
sso_role_name = Role1
region = eu-west-1
output = json
`,
  });
  const endpoints = Object.fromEntries(
    ['SSO', 'SSO_OIDC', 'STS'].map((service) => [`AWS_ENDPOINT_URL_${service}`, made.aws.url]),
  );
  const env = {
    ...home.env,
    ...endpoints,
    AWS_CONFIG_FILE: home.config,
    AWS_PAGER: '',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    BROWSER: 'true',
  };
  return { ...made, home, env };
}

export type Run = { readonly ok: boolean; readonly out: string; readonly err: string };

/** Runs a client; `watch` sees what it has said so far, on both streams, whenever it says more. */
export function run(
  file: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  watch = (_said: string) => {},
): Promise<Run> {
  // A session of its own has no terminal to ask at.
  const child = spawn(file, words, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    watch(out + err);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    watch(out + err);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ ok: code === 0, out, err }));
  });
}

/** The built program. */
export const rolecall = (words: readonly string[], env: NodeJS.ProcessEnv, watch?: (said: string) => void) =>
  run(program[0], [...program.slice(1), ...words], env, watch);

/** `rolecall login corp`; the person approves the code. */
export const signInWithRolecall = (env: NodeJS.ProcessEnv): Promise<void> =>
  approving((watch) => rolecall(['login', 'corp'], env, watch), /http:\S+\/device\?user_code=[A-Z-]{9}/, approve);

/** `aws sso login` by device code; the person approves once the AWS CLI was told that nobody has approved yet. */
export const signInWithAwsCli = (aws: Sandbox, env: NodeJS.ProcessEnv): Promise<void> =>
  approving(
    (watch) => run(awsCli() ?? '', ['sso', 'login', '--sso-session', 'corp', '--use-device-code'], env, watch),
    /http:\S+\/device\s[\s\S]*\b[A-Z]{4}-[A-Z]{4}\b/,
    async (found) => {
      while (!aws.calls.some(({ code }) => code === 'authorization_pending')) await setTimeout(20);
      await approve(found.replace(/\s[\s\S]*\b([A-Z]{4}-[A-Z]{4})$/, '?user_code=$1'));
    },
  );

/** Signs in with the AWS CLI v2 in a browser of its own, which follows the page. */
export const signInWithAwsCliInBrowser = (env: NodeJS.ProcessEnv): Promise<void> =>
  approving(
    (watch) => run(awsCli() ?? '', ['sso', 'login', '--sso-session', 'corp', '--no-browser'], env, watch),
    /http:\S+\/authorize\?\S+code_challenge=[\w-]{43}/,
    approve,
  );

const approve = async (url: string): Promise<void> => void (await (await fetch(url)).text());

/** Runs a sign-in; once it has said where to approve it, that is done. */
async function approving(
  start: (watch: (said: string) => void) => Promise<Run>,
  where: RegExp,
  work: (found: string) => Promise<void>,
): Promise<void> {
  let approved: Promise<void> | undefined;
  const { ok, out, err } = await start((said) => {
    const found = where.exec(said)?.[0];
    if (found !== undefined) approved ??= work(found);
  });
  await approved;
  assert.ok(ok, out + err);
}
