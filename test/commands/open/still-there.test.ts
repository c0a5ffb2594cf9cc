import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../../source/commands/open/forget.ts';
import { forgetConsoles } from '../../../source/commands/open/shared/forget-consoles.ts';
import type { Context } from '../../../source/context.ts';
import { directoryNames, directoryOwner } from '../../../source/domain/console/directory.ts';
import type { ForgottenDirectories } from '../../../source/domain/console/machine.ts';
import { loadProfiles } from '../../../source/domain/profiles/resolve/load.ts';
import { planRequest } from '../../../source/domain/sessions/plan/plan.ts';
import { plainRequest } from '../../../source/domain/sessions/plan/request.ts';
import { Problem, type ProblemText } from '../../../source/problem.ts';

type Left = ForgottenDirectories['failed'];
const keys = 'aws_access_key_id = AKIAX\naws_secret_access_key = x\n';
const role = (name: string, account: string) =>
  `[profile ${name}]\nrole_arn = arn:aws:iam::${account}:role/R\nsource_profile = mary\n`;
const text = `[profile mary]\n${keys}${role('a', '111122223333')}${role('b', '222233334444')}`;
const none = { kind: 'credentials', path: '', text: undefined } as const;
const profiles = loadProfiles({ kind: 'config', path: '', text }, none, {});

/** A machine on which some things cannot be deleted. @param browsersOf by role; '' where all go */
function world(browsersOf: (role: string) => Partial<ForgottenDirectories>, sessions: Left = [], found: Left = []) {
  let said = '';
  const digest = (of: string) => of;
  const roleOf = (names?: readonly string[]) =>
    ['a', 'b'].find((name) => {
      const [first = ''] = directoryNames(directoryOwner(planRequest(profiles, plainRequest(name))), digest);
      return names?.includes(first);
    }) ?? '';
  const context = {
    profiles: { load: async () => profiles },
    files: { clearLeftovers: async () => undefined },
    output: {
      writeError: (line: string) => {
        said += line;
      },
    },
    sessions: {
      store: async () => ({ forget: async () => ({ sessions: 0, mfaSessions: 0, unlabelled: 0, failed: sessions }) }),
    },
    portals: { inventories: { removeAll: async () => ({ removed: 0, failed: found }) } },
    programs: {
      consoles: async () => ({
        digest,
        forget: async (names?: readonly string[]) => ({
          removed: 0,
          open: [],
          failed: [],
          ...browsersOf(roleOf(names)),
        }),
      }),
    },
  } as unknown as Context;
  const ended = async (work: Promise<unknown>): Promise<ProblemText & { said: string }> => {
    const thrown = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    assert.ok(thrown instanceof Problem);
    return { ...thrown.text, said };
  };
  return {
    forget: (...positionals: string[]) => ended(run({ positionals } as never, context)),
    forgetConsoles: () => ended(forgetConsoles([], context)),
  };
}

const left = (path: string, why = 'Your user may not write it.') => ({ path, why });

test('two roles whose browsers are open: both are told', async () => {
  const { code, title, todo } = await world((of) => ({ open: [`/c/${of}`] })).forget('a', 'b');
  assert.deepEqual([code, title], ['console-open', '2 browsers of consoles are open, and kept.']);
  assert.deepEqual(todo, ['Close them, and try again.', 'One is in /c/a', 'One is in /c/b']);
});

test('two roles with one browser, which is open: it is told once', async () => {
  const { title, todo } = await world(() => ({ open: ['/c/one'] })).forget('a', 'b');
  assert.equal(title, 'A browser of a console is open, and kept.');
  assert.deepEqual(todo, ['Close it, and try again.', 'It is in /c/one']);
});

test('sessions, inventories, browsers that are open and browsers that stay: one problem with all of them', async () => {
  const browsers = { open: ['/c/open'], failed: [left('/c/stuck', 'The disk is full.')] };
  const { code, title, means, todo, said } = await world(
    () => browsers,
    [left('/c/session')],
    [left('/c/inventory')],
  ).forget();
  assert.equal(code, 'not-forgotten');
  assert.equal(
    title,
    'A cached session could not be deleted, and may still be used; what was found of a portal could not be deleted; ' +
      'a browser of a console could not be removed, and may still be signed in; a browser of a console is open, and kept.',
  );
  assert.equal(means, 'Your user may not write it. The disk is full.');
  assert.deepEqual(todo, [
    'Delete it yourself: rm /c/session',
    'Delete it yourself: rm /c/inventory',
    'Remove it yourself: rm -r /c/stuck',
    'Close it, and try again.',
    'It is in /c/open',
  ]);
  assert.doesNotMatch(said, /Nothing was cached/);
});

test('an inventory serves nobody, and is not called a session', async () => {
  const two = [left('/c/inventory-1'), left('/c/inventory-2')];
  const { title } = await world(() => ({}), [], two).forget();
  assert.equal(title, 'What was found of 2 portals could not be deleted.');
});

test('of many the first are listed, and how many more there are', async () => {
  const many = Array.from({ length: 7 }, (_, at) => left(`/c/session-${at}`));
  const { title, todo } = await world(() => ({}), many).forget('a');
  assert.equal(title, '7 cached sessions could not be deleted, and may still be used.');
  assert.deepEqual([todo?.length, todo?.at(-1)], [6, 'And 2 more in the same place']);
});

test('console --forget tells of those that went, those that are open, and those that stay', async () => {
  const { title, said } = await world(() => ({
    removed: 2,
    open: ['/c/open'],
    failed: [left('/c/a'), left('/c/b')],
  })).forgetConsoles();
  assert.match(title, /^2 browsers of consoles could not be removed.*; a browser of a console is open, and kept\.$/);
  assert.equal(said, 'Forgot 2 browsers of consoles.\n');
});
