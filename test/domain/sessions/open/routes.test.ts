import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phone } from '../../../helpers/home.ts';
import { accountIn, PROD } from '../../../sandbox/clients.ts';
import { hours, makePerson, withLines } from '../person.ts';

const four = ['duration_seconds = 14400', `mfa_serial = ${phone}`];

test('one hop of more than an hour is one direct call with a code, and the person is told why', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withLines('prod-readonly', ...four));
  const before = mary.aws.clock.now();
  const session = await mary.open('prod-readonly');
  assert.deepEqual([...mary.calls()].sort(), ['AssumeRole', 'GetCallerIdentity']);
  const lasts = (session.credentials.expiresAt ?? 0) - before;
  assert.ok(lasts > hours(4) - 5000 && lasts <= hours(4) + 60_000, `${lasts}`);
  assert.equal(
    mary.questions[0]?.reason,
    'A session of 4h needs a code of its own: through an MFA session AWS gives at most 1h.',
  );
  assert.deepEqual(session.notes, []);
});

test('a direct call waits for the next code where one was just used', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withLines('prod-readonly', ...four));
  await mary.open('prod-admin');
  await mary.open('prod-readonly');
  assert.equal(mary.questions.length, 2);
  const { notBefore } = mary.questions[1] ?? {};
  assert.ok(notBefore !== undefined && notBefore % 30_000 === 0);
});

test('a role that allows less costs one code more, once; its hour then comes from the MFA session', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withLines('prod-deploy', `mfa_serial = ${phone}`));
  const session = await mary.open('prod-deploy');
  assert.deepEqual(session.notes, ['4h was asked for, but the role allows less; this session is 1h.']);
  assert.equal(mary.questions.length, 2);
  assert.ok((mary.questions[1]?.notBefore ?? 0) > 0, 'the first code is used up');
  mary.calls();
  mary.aws.clock.advance(hours(1));
  const later = await mary.open('prod-deploy');
  assert.deepEqual(mary.calls(), ['AssumeRole'], 'what the role allows is remembered');
  assert.deepEqual(later.notes, session.notes);
  assert.equal(mary.questions.length, 2);
});

test('what lies below a refused length is asked for: nobody knows that the role allows no more than an hour', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withLines('prod-deploy', `mfa_serial = ${phone}`));
  const role = accountIn(mary.aws, PROD).roles.get('deploy');
  assert.ok(role);
  role.maxSessionDuration = hours(4) / 1000;
  const openFor = async (length: number) => {
    mary.calls();
    const session = await mary.open('prod-deploy', { request: { durationSeconds: hours(length) / 1000 } });
    const lengths = mary.aws.calls.slice(-mary.calls().length).flatMap(({ action, params }) => {
      return action === 'AssumeRole' ? [Number(params.DurationSeconds) / 3600] : [];
    });
    return { lengths, notes: session.notes };
  };
  const notes = ['12h was asked for, but the role allows less; this session is 1h.'];
  assert.deepEqual(await openFor(12), { lengths: [12, 1], notes });
  assert.deepEqual(await openFor(4), { lengths: [4], notes: [] });
  mary.aws.clock.advance(hours(2));
  assert.deepEqual(await openFor(12), { lengths: [1], notes }, 'that is known to be too long');
});

test('a chain of two roles is capped at an hour, and that is said', async (context) => {
  const mary = await makePerson(context);
  const session = await mary.open('prod-ops', { request: { durationSeconds: 7200 } });
  assert.deepEqual(session.notes, [
    '2h was asked for; AWS lets a role reached through another role last at most 1h, so this session is 1h.',
  ]);
  assert.equal(mary.aws.calls.at(-1)?.params.DurationSeconds, '3600');
});

test('what was capped is told of each request, in the words of that one, also out of the cache', async (context) => {
  const mary = await makePerson(context);
  const openFor = async (hours: number) => {
    const { cached, notes } = await mary.open('prod-ops', { request: { durationSeconds: hours * 3600 } });
    return [cached, ...notes.map((note) => note.slice(0, note.indexOf(';')))];
  };
  assert.deepEqual(await openFor(2), [false, '2h was asked for']);
  assert.deepEqual(await openFor(4), [true, '4h was asked for']);
  assert.deepEqual(await openFor(1), [true]);
});

test('that STS was asked in a region of nobody is said where it was asked, when it was', async (context) => {
  const mary = await makePerson(context);
  mary.edit((config) => config.replaceAll(/^region = .*\n/gm, ''));
  const asked = ['No region is configured; STS was asked in us-east-1.'];
  const role = await mary.open('prod-readonly');
  assert.deepEqual([role.notes, (await mary.open('prod-readonly')).notes], [asked, []]);
  assert.ok(role.elsewhere !== undefined);
  mary.edit(
    (config) =>
      `${config}\n[profile bare]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hush\nendpoint_url = ${mary.aws.url}\n`,
  );
  const keys = await mary.open('bare');
  assert.deepEqual([keys.notes, keys.elsewhere], [[], undefined]);
});
