import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createReading, type PortalReading } from '../../../source/commands/open/shared/reading.ts';
import type { Context } from '../../../source/context.ts';
import type { DiscoveryEnd, DiscoveryOptions, Progress } from '../../../source/domain/portals/discovery/ports.ts';
import type { Inventory } from '../../../source/domain/portals/inventory.ts';
import type { RoleSummary } from '../../../source/domain/profiles/profile.ts';
import { defaultSettings } from '../../../source/domain/settings/settings.ts';
import { account, inventory, one, profilesOf, session, two } from '../../domain/portals/found/world.ts';
import { role } from '../../ui/helpers/roles.ts';

const progress = (due: number): Progress => ({ due, read: 1, calls: 2, throttled: 0, left: 0 });

/** Portals whose reading is steered by the test. */
function world(config: string, recents: readonly string[] = []) {
  const begun: {
    portal: string;
    options: DiscoveryOptions;
    focus: (string | undefined)[];
    end: (end: Partial<DiscoveryEnd>) => void;
  }[] = [];
  const saved: Inventory[] = [];
  const [lists, said]: [number[], string[]] = [[], []];
  let roles: readonly RoleSummary[] = [];
  const context = {
    settings: { load: async () => ({ ...defaultSettings, recents }) },
    profiles: {
      load: async () => profilesOf(config),
      roles: async () => roles,
      found: (found: Inventory) => {
        saved.push(found);
        roles = [...roles, role(`r${roles.length}`)];
      },
    },
    portals: {
      discover: async (portal: { ssoSession: string }, options: DiscoveryOptions) => {
        const { promise: ended, resolve } = Promise.withResolvers<DiscoveryEnd>();
        const focus: (string | undefined)[] = [];
        const end = (over: Partial<DiscoveryEnd>) =>
          resolve({ how: 'whole', inventory: inventory(portal.ssoSession, []), progress: progress(0), ...over });
        options.signal.addEventListener('abort', () => end({ how: 'stopped' }));
        begun.push({ portal: portal.ssoSession, options, focus, end });
        return { ended, focus: (id: string | undefined) => void focus.push(id) };
      },
    },
  } as unknown as Context;
  const reading = createReading(context);
  const unread: (readonly string[])[] = [];
  const start = () =>
    reading.start({
      roles: (all) => void lists.push(all.length),
      unread: (portals) => void unread.push(portals),
      status: (text) => void said.push(text),
    });
  const come = (...all: readonly RoleSummary[]) => {
    roles = all;
  };
  return { come, begun, saved, lists, unread, said, reading, start };
}

/** Until something holds. */
async function until(holds: () => boolean): Promise<void> {
  for (let turns = 0; !holds(); turns += 1) {
    assert.ok(turns < 2_000, 'it never came');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

test('every portal is read, what was used last first; what is found comes into the list, with how far it is', async () => {
  const recents = [`corp:${two}/Admin`, 'other', `corp:${one}/Read`];
  const { begun, lists, said, saved, start, reading } = world(session('corp') + session('two'), recents);
  start();
  await until(() => begun.length === 2);
  const [corp] = begun;
  assert.deepEqual([corp?.options.mode, corp?.options.stays, corp?.options.first], ['refresh', true, [two, one]]);
  assert.deepEqual(begun[1]?.options.first, []);
  const known = inventory('corp', [account(one, 'prod', 'Admin')]);
  corp?.options.onChange?.(known, progress(3));
  await until(() => lists.length > 0);
  assert.deepEqual([saved, lists[0]], [[known], 1]);
  assert.equal(said.at(-1), 'corp: roles of 1 of 4 accounts');
  corp?.options.onChange?.(known, progress(0));
  await until(() => said.at(-1) === '');
  await reading.stop();
});

test('a sign-in that ended is said of a portal that the person has used, and of no other', async () => {
  const { begun, said, start, reading, come } = world(session('corp') + session('never'));
  come(role('mine'));
  start();
  await until(() => begun.length === 2);
  begun[1]?.end({ how: 'sign-in' });
  begun[0]?.end({ how: 'sign-in', inventory: inventory('corp', [account(one, 'prod', 'Admin')]) });
  await until(() => said.length > 0);
  assert.deepEqual(said, ['corp: signed out']);
  await reading.stop();
});

test('the list hears of which portals nothing is known', async () => {
  const { begun, unread, start, reading } = world(session('corp') + session('never'));
  start();
  await until(() => begun.length === 2);
  assert.deepEqual(unread, [['corp', 'never']]);
  await reading.stop();
});

test('where the list is empty it is said of every portal', async () => {
  const { begun, said, start, reading } = world(session('never'));
  start();
  await until(() => begun.length === 1);
  begun[0]?.end({ how: 'sign-in' });
  await until(() => said.length > 0);
  assert.deepEqual(said, ['never: signed out']);
  await reading.stop();
});

test('the header says how many roles are new, also of those that came while nobody looked', async () => {
  const { said, start, reading, come } = world(session('corp'));
  come(role('a', { found: { portal: 'corp', isNew: true } }), role('b', { found: { portal: 'corp', isNew: false } }));
  start();
  await until(() => said.length > 0);
  assert.deepEqual(said, ['1 new role']);
  await reading.stop();
});

/** A role that is being opened until the test says how that ends. */
function opened(reading: PortalReading, givenUp = new AbortController()) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let isAsked = false;
  const open = () => {
    isAsked = true;
    return promise;
  };
  const ended = reading.whileOpening(open, givenUp.signal).catch((error: Error) => error.message);
  return {
    ended,
    isAsked: () => isAsked,
    open: () => resolve('open'),
    refuse: () => reject(new Error('refused')),
    givenUp,
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('while a role is opened nothing is read; where it is refused the reading goes on', async () => {
  const { begun, start, reading } = world(session('corp'));
  start();
  await until(() => begun.length === 1);
  const first = opened(reading);
  await until(first.isAsked);
  assert.equal(begun[0]?.options.signal.aborted, true);
  first.refuse();
  assert.equal(await first.ended, 'refused');
  await until(() => begun.length === 2);
  assert.equal(begun[1]?.options.signal.aborted, false);
  await reading.stop();
  assert.equal(begun[1]?.options.signal.aborted, true);
  const later = opened(reading);
  later.refuse();
  await later.ended;
  await turn();
  assert.equal(begun.length, 2, 'for good');
});

test('a role that was given up and opens all the same: the reading goes on; one that is entered: it does not', async () => {
  const { begun, start, reading } = world(session('corp'));
  start();
  await until(() => begun.length === 1);
  const givenUp = opened(reading);
  await until(givenUp.isAsked);
  givenUp.givenUp.abort();
  givenUp.open();
  assert.equal(await givenUp.ended, 'open');
  await until(() => begun.length === 2);
  const entered = opened(reading);
  await until(entered.isAsked);
  entered.open();
  await entered.ended;
  await turn();
  assert.equal(begun.length, 2);
  await reading.stop();
});

test('one role given up, another opened meanwhile: nothing is read until both have ended, and then once', async () => {
  const { begun, start, reading } = world(session('corp'));
  start();
  await until(() => begun.length === 1);
  const first = opened(reading);
  await until(first.isAsked);
  first.givenUp.abort();
  const second = opened(reading);
  await until(second.isAsked);
  first.refuse();
  await first.ended;
  await turn();
  assert.equal(begun.length, 1, 'the second is still being opened');
  second.refuse();
  await second.ended;
  await until(() => begun.length === 2);
  await reading.stop();
  assert.deepEqual(
    begun.map(({ options }) => options.signal.aborted),
    [true, true],
    'nothing is left behind',
  );
});

test('only an account on which the focus rests is read', async () => {
  const { begun, start, reading } = world(session('corp'));
  const look = start();
  await until(() => begun.length === 1);
  const at = (accountId: string) => role('x', { accountId, source: 'corp' });
  look(at(one));
  look(at(two));
  await until(() => (begun[0]?.focus.length ?? 0) > 1);
  assert.deepEqual(begun[0]?.focus, [undefined, two]);
  await reading.stop();
});
