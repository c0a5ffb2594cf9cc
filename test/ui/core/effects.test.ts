import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cancelled } from '../../../source/problem.ts';
import type { Action } from '../../../source/ui/core/actions.ts';
import { createEffects, inBursts } from '../../../source/ui/core/effects.ts';
import type { SignInOffer, UiPorts } from '../../../source/ui/core/ports.ts';
import { portsOf, question, sessionOf } from '../helpers/ports.ts';

type Hooks = Parameters<UiPorts['open']>[1];

/** Openings that end when the test says so; what came of them is in `events`: `2 asked`. */
function openings() {
  const events: string[] = [];
  const hooks = new Map<string, Hooks>();
  const ends = new Map<string, () => void>();
  const ports = portsOf({
    roles: [],
    open: (profile, given) => {
      hooks.set(profile, given);
      return new Promise((resolve) => ends.set(profile, () => resolve(sessionOf(profile))));
    },
  });
  const fail = (error: unknown) => assert.fail(String(error));
  const { run, stop } = createEffects(ports, fail, fail);
  const dispatch = (action: Action) => void events.push(`${'id' in action ? action.id : ''} ${action.type}`);
  return {
    events,
    run: (effect: Parameters<typeof run>[0]) => run(effect, dispatch),
    stop,
    of: (profile: string): Hooks => hooks.get(profile) ?? assert.fail(`${profile} was not opened`),
    end: (profile: string) => ends.get(profile)?.(),
  };
}

const offer = (over: Partial<SignInOffer> = {}): SignInOffer => ({
  to: 'IAM Identity Center',
  at: 'https://corp.awsapps.com/start',
  begin: async () => undefined,
  ...over,
});

const passphrase = { path: '~/keys', isWrong: false };

/** Each way in which an opening asks the person, and the effect that brings the answer. */
const ways = [
  ['a code', ({ ask }: Hooks) => ask(question()), { type: 'answer', code: '222222' }],
  ['a passphrase', ({ unlock }: Hooks) => unlock(passphrase), { type: 'unlock', passphrase: 'of bravo' }],
  ['a sign-in', ({ signIn }: Hooks) => signIn(offer()), { type: 'signIn' }],
] as const;

for (const [what, ask, answer] of ways) {
  test(`an opening that was given up asks for ${what} no more, and takes no answer of the next`, async () => {
    const { run, of, events } = openings();
    run({ type: 'open', id: 1, profile: 'alpha' });
    run({ type: 'abandon' });
    run({ type: 'open', id: 2, profile: 'bravo' });
    const ours = ask(of('bravo'));
    // Its source is slow, or AWS did not take the code that was given before.
    const late = assert.rejects(async () => ask(of('alpha')), Cancelled);
    run(answer);
    await late;
    assert.ok([undefined, '222222', 'of bravo'].includes((await ours) as string | undefined));
    assert.ok(
      events.every((event) => event.startsWith('2 ')),
      events.join(),
    );
  });

  test(`a question for ${what} ends with its opening, given up or followed by another`, async () => {
    const { run, of } = openings();
    run({ type: 'open', id: 1, profile: 'alpha' });
    const first = assert.rejects(async () => ask(of('alpha')), Cancelled);
    run({ type: 'open', id: 2, profile: 'bravo' });
    await first;
    const second = assert.rejects(async () => ask(of('bravo')), Cancelled);
    run({ type: 'abandon' });
    await second;
    run(answer);
  });
}

test('what is pasted for a sign-in reaches no sign-in that was given up', async () => {
  const { run, of } = openings();
  const signers: string[] = [];
  const begun = (name: string) =>
    offer({
      begin: async ({ given }, signal) => {
        const what = await given(signal);
        signers.push(`${name} ${what?.tag}`);
      },
    });
  run({ type: 'open', id: 1, profile: 'alpha' });
  const first = of('alpha').signIn(begun('alpha'));
  run({ type: 'signIn' });
  await Promise.resolve();
  run({ type: 'abandon' });
  run({ type: 'open', id: 2, profile: 'bravo' });
  const second = of('bravo').signIn(begun('bravo'));
  run({ type: 'signIn' });
  await first;
  run({ type: 'give', given: { tag: 'device' } });
  await second;
  assert.deepEqual(signers, ['alpha undefined', 'bravo device']);
});

test('an opening that was given up begins no sign-in', async () => {
  const { run, of } = openings();
  let begun = false;
  run({ type: 'open', id: 1, profile: 'alpha' });
  const begin = async () => {
    begun = true;
  };
  const asked = assert.rejects(of('alpha').signIn(offer({ begin })), Cancelled);
  run({ type: 'signIn' });
  run({ type: 'abandon' });
  await asked;
  assert.equal(begun, false);
});

test('what comes close together is handed on together, in order', async () => {
  const { promise: second, resolve } = Promise.withResolvers<void>();
  const seen: number[] = [];
  const bursts = inBursts<number>(5, (each) => {
    seen.push(each);
    if (each === 2) resolve();
  });
  bursts.add(1);
  bursts.add(2);
  assert.deepEqual(seen, []);
  await second;
  assert.deepEqual(seen, [1, 2]);
});

test('flush does not wait; what was dropped never comes', async () => {
  const seen: number[] = [];
  const bursts = inBursts<number>(5, (each) => seen.push(each));
  bursts.add(1);
  bursts.flush();
  assert.deepEqual(seen, [1]);
  bursts.add(2);
  bursts.drop();
  const { promise: later, resolve } = Promise.withResolvers<void>();
  inBursts<number>(10, () => resolve()).add(0);
  await later;
  assert.deepEqual(seen, [1]);
});

test('files that changed bring the list anew first; a role that is not what its row said is not opened', async () => {
  for (const says of [undefined, 'The role alpha no longer exists.']) {
    const events: string[] = [];
    const ports = portsOf({
      roles: [],
      changed: async () => ({ roles: [], ...(says !== undefined && { says }) }),
      open: async (profile) => {
        events.push('open');
        return sessionOf(profile);
      },
    });
    const fail = (error: unknown) => assert.fail(String(error));
    const { run } = createEffects(ports, fail, fail);
    const { promise, resolve } = Promise.withResolvers<void>();
    const dispatch = ({ type }: Action) => {
      events.push(type);
      if (type === 'opened' || says !== undefined) resolve();
    };
    run({ type: 'open', id: 1, profile: 'alpha' }, dispatch);
    await promise;
    assert.deepEqual(events, says === undefined ? ['changed', 'open', 'opened'] : ['changed']);
  }
});
