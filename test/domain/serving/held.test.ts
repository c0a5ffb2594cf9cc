import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdSession } from '../../../source/domain/serving/held.ts';
import type { Session } from '../../../source/domain/sessions/session.ts';
import { Problem, type ProblemText } from '../../../source/problem.ts';

const minute = 60_000;

const sessionOf = (accessKeyId: string, expiresAt: number | undefined, more: Partial<Session> = {}): Session => ({
  profile: 'prod',
  credentials: {
    accessKeyId,
    secretAccessKey: 'secret',
    sessionToken: 'token',
    ...(expiresAt !== undefined && { expiresAt }),
  },
  accountId: '444455556666',
  notes: [],
  cached: false,
  ...more,
});

/** A session held, on a clock that stands; a deadline is over at once where AWS does not answer before. */
function holding({ minutes = 60, margin = 930, session = {} as Partial<Session> } = {}) {
  const at = { now: 0 };
  const told: ProblemText[] = [];
  const calls: PromiseWithResolvers<Session>[] = [];
  let answersAtOnce: (() => Session) | undefined;
  let kept: Session | undefined;
  const current = holdSession({
    session: sessionOf('first', minutes * minute, session),
    margin,
    stored: async (seconds) => {
      const left = (kept?.credentials.expiresAt ?? 0) - at.now;
      return left > seconds * 1000 ? kept : undefined;
    },
    now: () => at.now,
    deadline: async () => {
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    },
    renew: async () => {
      const call = Promise.withResolvers<Session>();
      calls.push(call);
      if (answersAtOnce !== undefined) return answersAtOnce();
      return call.promise;
    },
    onFailure: (problem) => told.push(problem),
  });
  const ask = async () => {
    const { status, body } = await current();
    const document: Partial<Record<'AccessKeyId' | 'Code' | 'Message', string>> = JSON.parse(body);
    return { status, ...document };
  };
  const answering = (answer: (() => Session) | undefined) => {
    answersAtOnce = answer;
  };
  const keep = (session: Session) => {
    kept = { ...session, cached: true };
  };
  return { at, told, calls, ask, answering, keep };
}

const denied = () => {
  throw new Problem({ code: 'denied', title: 'AWS refused.', todo: ['Ask its owner.'] });
};

test('the document is the one of AWS’s container credentials', async () => {
  const { ask } = holding();
  assert.deepEqual(await ask(), {
    status: 200,
    AccessKeyId: 'first',
    SecretAccessKey: 'secret',
    Token: 'token',
    Expiration: '1970-01-01T01:00:00Z',
    AccountId: '444455556666',
  });
});

test('a session is renewed when one asks and little is left, once for all who ask', async () => {
  const { at, ask, calls, answering } = holding();
  at.now = 44 * minute;
  assert.equal((await ask()).AccessKeyId, 'first');
  assert.equal(calls.length, 0);
  at.now = 45 * minute;
  answering(() => sessionOf('second', at.now + 60 * minute));
  const all = await Promise.all([ask(), ask(), ask()]);
  assert.deepEqual(
    all.map(({ AccessKeyId }) => AccessKeyId),
    ['second', 'second', 'second'],
  );
  assert.equal(calls.length, 1);
});

test('while AWS does not answer the old session is given as long as it lasts, then none; the answer still counts', async () => {
  const { at, ask, calls } = holding();
  at.now = 50 * minute;
  assert.equal((await ask()).AccessKeyId, 'first');
  assert.equal((await ask()).AccessKeyId, 'first');
  assert.equal(calls.length, 1, 'nobody asks twice');
  at.now = 60 * minute;
  const none = await ask();
  assert.equal(none.status, 503);
  assert.equal(none.Code, 'Renewing');
  assert.match(none.Message ?? '', /prod is being renewed/);
  calls[0]?.resolve(sessionOf('second', at.now + 60 * minute));
  assert.equal((await ask()).AccessKeyId, 'second');
});

test('what cannot be renewed is told once for each reason, and why it is not served any more', async () => {
  const { at, ask, calls, told, answering } = holding();
  answering(denied);
  at.now = 50 * minute;
  assert.equal((await ask()).AccessKeyId, 'first', 'its keys still hold');
  at.now = 60 * minute;
  assert.deepEqual(await ask(), { status: 403, Code: 'NotRenewed', Message: 'AWS refused. Ask its owner.' });
  assert.deepEqual(
    told.map(({ title }) => title),
    ['AWS refused.'],
  );
  const before = calls.length;
  at.now += 4_000;
  await ask();
  assert.equal(calls.length, before, 'AWS is not asked with every try of an SDK');
  at.now += 2_000;
  answering(() => sessionOf('second', at.now + 60 * minute));
  assert.equal((await ask()).AccessKeyId, 'second', 'it goes on where the person has helped');
  at.now += 60 * minute;
  answering(denied);
  await ask();
  assert.equal(told.length, 2, 'told again after it had worked');
});

test('a fault of ours is told by its name alone, and ends nothing', async () => {
  const { at, ask, told, answering } = holding();
  answering(() => {
    throw new TypeError('secret');
  });
  at.now = 61 * minute;
  const none = await ask();
  assert.equal(none.status, 403);
  assert.match(none.Message ?? '', /TypeError/);
  assert.doesNotMatch(JSON.stringify([none, told]), /secret/);
});

test('a session shorter than the margin is renewed at its half, not at every question', async () => {
  const { at, ask, calls, answering } = holding({ minutes: 15, margin: 930 });
  at.now = 7 * minute;
  await ask();
  assert.equal(calls.length, 0);
  at.now = 8 * minute;
  answering(() => sessionOf('second', at.now + 15 * minute));
  assert.equal((await ask()).AccessKeyId, 'second');
  await ask();
  assert.equal(calls.length, 1);
});

test('a session from the cache with little left is renewed at the first question', async () => {
  const { ask, answering, at } = holding({ minutes: 10, session: { cached: true } });
  answering(() => sessionOf('second', at.now + 60 * minute));
  assert.equal((await ask()).AccessKeyId, 'second');
});

test('a session that the person opened since is served at once, and ends a refusal', async () => {
  const { at, ask, calls, keep, answering, told } = holding();
  at.now = 5 * minute;
  keep(sessionOf('second', at.now + 60 * minute));
  assert.equal((await ask()).AccessKeyId, 'second');
  assert.equal(calls.length, 0, 'AWS is not asked');
  keep(sessionOf('older', at.now + 30 * minute));
  assert.equal((await ask()).AccessKeyId, 'second');
  keep(sessionOf('same end', at.now + 60 * minute));
  assert.equal((await ask()).AccessKeyId, 'same end', 'ends are written in whole seconds');
  answering(denied);
  at.now = 66 * minute;
  assert.equal((await ask()).status, 403);
  keep(sessionOf('third', at.now + 60 * minute));
  assert.equal((await ask()).AccessKeyId, 'third', 'without waiting for the pause after a failure');
  assert.equal(told.length, 1);
});

test('a clock that was put back does not keep a refusal alive', async () => {
  const { at, ask, answering } = holding();
  at.now = 300 * minute;
  answering(denied);
  assert.equal((await ask()).status, 403);
  at.now = 61 * minute;
  answering(() => sessionOf('second', at.now + 60 * minute));
  assert.equal((await ask()).AccessKeyId, 'second');
});

test('keys without a token or an end are not served', () => {
  const hold = (session: Session) =>
    holdSession({
      session,
      margin: 930,
      stored: async () => undefined,
      now: () => 0,
      deadline: async () => undefined,
      renew: () => Promise.reject(new Error()),
      onFailure: () => undefined,
    });
  const isEndless = (error: unknown) => error instanceof Problem && error.text.code === 'serve-endless';
  assert.throws(() => hold(sessionOf('AKIA', undefined)), isEndless);
  const { sessionToken: _, ...longTerm } = sessionOf('AKIA', 60 * minute).credentials;
  assert.throws(() => hold({ ...sessionOf('AKIA', 60 * minute), credentials: longTerm }), isEndless);
});
