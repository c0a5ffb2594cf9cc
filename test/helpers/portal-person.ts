import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createInventories } from '../../source/adapters/cache/inventories.ts';
import { addPortal } from '../../source/sandbox/identity-center/build.ts';
import { startSandbox } from '../../source/sandbox/server.ts';
import { createWorld } from '../../source/sandbox/state/build.ts';
import { makeHome } from './home.ts';
import { portalAt, signInAt, writeSignIn } from './identity-center.ts';
import { programLine } from './program.ts';
import { Terminal, type TerminalOptions } from './terminal.ts';

/** Where the portal of a session is. */
export const startUrlOf = (name: string): string => `https://${name}.awsapps.com/start`;

type Seat = Partial<Pick<TerminalOptions, 'columns' | 'rows'>> & {
  readonly env?: Readonly<Record<string, string>>;
  /** Names of sessions, each with a portal of its own. */
  readonly portals?: readonly string[];
  /** Those of them that the person is signed in to; all unless given. */
  readonly signedIn?: readonly string[];
  /** Text of `~/.aws/config` behind the sessions. */
  readonly profiles?: string;
};

/**
 * Mary at a bash of hers with nothing but sessions of IAM Identity Center, `rolecall` in her PATH, an AWS of this test's own
 * behind it. A browser that is started leaves a file.
 */
export async function sitAtPortals(context: TestContext, seat: Seat = {}) {
  const { portals: names = ['corp'], signedIn = names, profiles = '', env: more = {}, columns = 80, rows = 24 } = seat;
  const world = createWorld();
  const portals = new Map(
    names.map((name) => [name, addPortal(world, { startUrl: startUrlOf(name), region: 'eu-west-1' })]),
  );
  const aws = await startSandbox({ world });
  context.after(() => aws.close());
  const sessions = names.map(
    (name) =>
      `[sso-session ${name}]\nsso_start_url = ${startUrlOf(name)}\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n`,
  );
  const home = await makeHome(context, names.length > 0 ? { config: sessions.join('\n') + profiles } : {});
  const signIn = async (name: string, person?: string) => {
    const at = portalAt(aws.url, { ssoSession: name, startUrl: startUrlOf(name), portalEndpoint: aws.url });
    await writeSignIn(home.directory, at, await signInAt(at, person));
  };
  for (const name of signedIn) await signIn(name);
  const bin = join(home.directory, 'bin');
  const started = join(home.directory, 'browser-was-started');
  await mkdir(bin);
  await writeFile(join(bin, 'rolecall'), `#!/bin/sh\nexec ${programLine} "$@"\n`, { mode: 0o755 });
  await writeFile(join(bin, 'xdg-open'), `#!/bin/sh\necho "$@" >>${started}\n`, { mode: 0o755 });
  const env = {
    ...home.env,
    AWS_ENDPOINT_URL_SSO: aws.url,
    AWS_ENDPOINT_URL_SSO_OIDC: aws.url,
    AWS_ENDPOINT_URL_STS: aws.url,
    DISPLAY: ':0',
    // In a container no browser comes back by itself: a sign-in goes by a code, wherever this runs.
    container: 'docker',
    PATH: `${bin}:${home.env.PATH}`,
    PS1: 'host$ ',
    HISTFILE: '/dev/null',
    ...more,
  };
  const terminal = new Terminal({
    file: '/bin/bash',
    args: ['--norc', '-i'],
    cwd: home.directory,
    env,
    columns,
    rows,
  });
  context.after(() => terminal[Symbol.asyncDispose]());
  await terminal.until('host$');
  const portal = (name = 'corp') => {
    const found = portals.get(name);
    if (found === undefined) throw new Error(`There is no portal ${name}.`);
    return found;
  };
  const store = createInventories(join(home.directory, '.cache', 'rolecall'));
  const inventory = (name = 'corp') => store.read({ ssoSession: name, startUrl: startUrlOf(name) });
  /** What was found becomes older. */
  const ages = (ms: number, name = 'corp') => {
    const { accounts, accountsReadAt = 0, ...known } = inventory(name) ?? noInventory(name);
    const older = accounts.map(({ rolesReadAt, ...each }) => ({
      ...each,
      ...(rolesReadAt !== undefined && { rolesReadAt: rolesReadAt - ms }),
    }));
    store.write({ ...known, accountsReadAt: accountsReadAt - ms, accounts: older });
  };
  return {
    aws,
    world,
    home,
    env,
    terminal,
    portal,
    signIn,
    inventory,
    ages,
    browserStarted: () => existsSync(started),
  };
}

function noInventory(name: string): never {
  throw new Error(`Nothing was found in ${name}.`);
}

/** What the person does in a browser: the address on the screen, approved. */
export async function approve({ text }: Pick<Terminal, 'text'>): Promise<void> {
  const url = /http:\/\/127\.0\.0\.1:\d+\/device\?user_code=[A-Z]{4}-[A-Z]{4}/.exec(text);
  if (url === null) throw new Error(`no address of a sign-in:\n${text}`);
  await (await fetch(url[0])).text();
}
