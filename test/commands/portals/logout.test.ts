import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { run } from '../../../source/commands/portals/logout.ts';
import type { Context } from '../../../source/context.ts';
import { type Portal, signInId } from '../../../source/domain/portals/portal.ts';
import type { SignedOut } from '../../../source/domain/portals/sign-in.ts';
import { loadProfiles } from '../../../source/domain/profiles/resolve/load.ts';
import { Problem } from '../../../source/problem.ts';
import { signInPath } from '../../helpers/identity-center.ts';
import { listen } from '../../helpers/listen.ts';
import { person, session } from './person.ts';

type Left = { readonly path: string; readonly why: string };

const why = 'Your user may not write it.';
const role = (name: string, portal: string) =>
  `[profile ${name}]\nsso_session = ${portal}\nsso_account_id = 111122223333\nsso_role_name = R\n`;
const text = `${session('corp')}${session('beta', 'https://beta.awsapps.com/start')}${role('dev', 'corp')}${role('ops', 'beta')}`;
const none = { kind: 'credentials', path: '', text: undefined } as const;
const profiles = loadProfiles({ kind: 'config', path: '', text }, none, {});

type World = {
  readonly signOut?: (portal: string) => SignedOut;
  /** Cached sessions that stay. */
  readonly sessions?: readonly Left[];
  /** What was found of a portal and stays. */
  readonly found?: (portal: string) => Left | undefined;
  readonly debug?: boolean;
};

/** Somebody who is signed in to two portals, on a machine on which some things cannot be deleted. */
async function logout(argv: readonly string[], { signOut, sessions = [], found, debug = false }: World) {
  let said = '';
  const forgotten = { sessions: 0, found: [] as string[] };
  const nameOf = (portal: Pick<Portal, 'ssoSession' | 'startUrl'>) => signInId(portal);
  const context = {
    profiles: { load: async () => profiles },
    clock: { now: () => 0 },
    debug,
    output: {
      writeError: (line: string) => {
        said += line;
      },
      colors: () => false,
      messageColumns: () => 400,
    },
    aws: {
      signIn: async () => ({ accessToken: 'x', expiresAt: 1_000_000 }),
      isSignInThere: async () => true,
      signOut: async (portal: Portal) => signOut?.(nameOf(portal)) ?? { tag: 'told' },
    },
    sessions: {
      store: async () => ({
        open: async () => [],
        forget: async () => {
          forgotten.sessions++;
          return { sessions: 1, mfaSessions: 0, unlabelled: 0, failed: sessions };
        },
      }),
    },
    portals: {
      inventories: {
        remove: (portal: Portal) => {
          forgotten.found.push(nameOf(portal));
          return found?.(nameOf(portal));
        },
      },
    },
  } as unknown as Context;
  const args = {
    positionals: argv.filter((word) => !word.startsWith('--')),
    flag: (name: string) => argv.includes(`--${name}`),
  };
  const ended = await run(args as never, context).catch((error: unknown) => error);
  return { ended, problem: ended instanceof Problem ? ended.text : undefined, said, forgotten };
}

const notRemoved = (portal: string): never => {
  throw new Problem({ code: 'sign-in-not-removed', title: `/sso/${portal} cannot be removed.` });
};

test('with --debug more is told of each that fails, and not of the last alone', async () => {
  const signOut = (portal: string): never => {
    const debug = { operation: `Logout of ${portal}` };
    throw new Problem({ code: 'sign-in-not-removed', title: `/sso/${portal} cannot be removed.`, debug });
  };
  const told = /cannot be removed\.\n +code +sign-in-not-removed\n +operation Logout of corp\n/;
  assert.match((await logout(['--all'], { signOut, debug: true })).said, told);
  assert.doesNotMatch((await logout(['--all'], { signOut })).said, /Logout of/);
});

test('what could not be deleted is told, each once, and the exit code is that of a failure', async () => {
  const { problem, said } = await logout(['corp'], {
    sessions: [
      { path: '/c/session-1', why },
      { path: '/c/session-1', why },
    ],
    found: () => ({ path: '/c/inventory', why }),
  });
  assert.equal(said, 'Signed out of corp.\n');
  assert.deepEqual(problem, {
    code: 'not-forgotten',
    title:
      'A cached session could not be deleted, and may still be used; what was found of a portal could not be deleted.',
    means: why,
    todo: ['Delete it yourself: rm /c/session-1', 'Delete it yourself: rm /c/inventory'],
  });
});

test('of all, what stays of each is told in the end', async () => {
  const { problem, said } = await logout(['--all'], { found: (name) => ({ path: `/c/${name}`, why }) });
  assert.equal(said, 'Signed out of corp.\nSigned out of beta.\n');
  assert.deepEqual(problem?.title, 'What was found of 2 portals could not be deleted.');
});

test('a sign-in that cannot be removed: the others go all the same, and what is remembered of it too', async () => {
  const { problem, said, forgotten } = await logout(['--all'], {
    signOut: (name) => (name === 'corp' ? notRemoved(name) : { tag: 'told' }),
  });
  assert.equal(said, 'Signed out of beta.\n');
  assert.equal(problem?.code, 'sign-in-not-removed');
  assert.deepEqual(forgotten, { sessions: 2, found: ['corp', 'beta'] });
});

test('several failures: every one is told', async () => {
  const { problem, said } = await logout(['--all'], { signOut: notRemoved, found: () => ({ path: '/c/1', why }) });
  assert.match(said, /\/sso\/corp cannot be removed\..*\/sso\/beta cannot be removed\./s);
  assert.equal(problem?.title, 'What was found of a portal could not be deleted.');
});

test('an error that is no problem is a bug, and goes through', async () => {
  const { ended } = await logout(['--all'], {
    signOut: () => {
      throw new TypeError('x');
    },
  });
  assert.ok(ended instanceof TypeError);
});

for (const [what, text] of [
  [
    'a time that is none',
    '{"accessToken":"SECRET","refreshToken":"SECRET","clientId":"c","clientSecret":"s","expiresAt":"soon"}',
  ],
  ['half a file', '{"accessToken":"SECRET'],
  ['nothing', ''],
] as const) {
  for (const argv of [['logout', 'corp'], ['logout'], ['logout', '--all']]) {
    test(`${argv.join(' ')} removes its sign-in cannot be read, and says that AWS was not told: ${what}`, async (context) => {
      const mary = await person(context, session('corp'));
      const path = signInPath(mary.home.directory, { ssoSession: 'corp', startUrl: '' });
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      const { problem, error } = await mary.run(argv);
      assert.equal(problem, undefined);
      assert.match(error, /^The sign-in to corp is gone from this machine\.\n.*AWS was not told.*cannot be read/);
      assert.doesNotMatch(error, /SECRET/);
      assert.equal(existsSync(path), false);
      assert.equal(mary.counts().Logout, 0);
      assert.match((await mary.run(argv)).error, /^You are not signed in/);
    });
  }
}

for (const status of [200, 401]) {
  test(`the page of a proxy, ${status}, tells AWS nothing`, async (context) => {
    const mary = await person(context, session('corp'));
    await mary.run(['login', 'corp']);
    const proxy = createServer((_, response) =>
      response.writeHead(status).end('\n<!doctype html><title>Blocked</title>'),
    );
    const url = `http://127.0.0.1:${await listen(context, proxy)}`;
    const { error } = await mary.run(['logout', 'corp'], { env: { AWS_ENDPOINT_URL_SSO: url } });
    assert.match(error, /AWS was not told.*is not from AWS/);
    assert.ok(!mary.signedIn({ startUrl: '', ssoSession: 'corp' }));
  });
}

test('of portals, one whose sign-in cannot be read is called so', async (context) => {
  const { run, home } = await person(context, session('corp') + session('beta', 'https://beta.awsapps.com/start'));
  await run(['login', 'corp']);
  await writeFile(signInPath(home.directory, { ssoSession: 'beta', startUrl: '' }), '{broken');
  const { problem } = await run(['logout']);
  assert.match(problem?.todo?.join('\n') ?? '', /^beta, its sign-in cannot be read: rolecall logout beta$/m);
  assert.match((await run(['status'])).out, /^· beta: its sign-in cannot be read$/m);
  assert.match((await run(['login'])).error, /Signed in to beta/, 'it is one to sign in to');
});
