import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDevice, addVirtualDevice } from '../../../../source/sandbox/state/build.ts';
import { phone } from '../../../helpers/home.ts';
import { ACCOUNT_A, accountIn, userIn } from '../../../sandbox/clients.ts';
import { makePerson, type Person, withLines, withoutKey } from '../person.ts';

const tablet = 'arn:aws:iam::111122223333:mfa/mary-tablet';
const key = 'arn:aws:iam::111122223333:u2f/user/mary/yubikey';

const account = ({ aws }: Person) => accountIn(aws, ACCOUNT_A);
const user = ({ aws }: Person) => userIn(aws, ACCOUNT_A, 'mary');

async function makeUnconfigured(context: Parameters<typeof makePerson>[0]): Promise<Person> {
  const mary = await makePerson(context);
  mary.edit(withoutKey('mfa_serial'));
  return mary;
}

test('where no device is configured, the one that the user has is found, and the line to add is told', async (context) => {
  const mary = await makeUnconfigured(context);
  const session = await mary.open('prod-admin');
  assert.deepEqual(mary.calls(), [
    'GetCallerIdentity',
    'AssumeRole',
    'ListMFADevices',
    'GetSessionToken',
    'AssumeRole',
  ]);
  assert.equal(mary.questions[0]?.device.serial, phone);
  assert.match(mary.questions[0]?.reason ?? '', /The role refused you without MFA; it may require it/);
  assert.equal(mary.questions[0]?.instead?.text.code, 'role-refused');
  const advice = mary.questions[0]?.instead?.text.todo?.join(' ') ?? '';
  assert.match(advice, /give a code of mary-phone/);
  assert.doesNotMatch(advice, /mfa_serial/);
  assert.deepEqual(session.notes, [`With mfa_serial = ${phone} in prod-admin you are asked for the code at once.`]);
  assert.deepEqual(session.found, { serial: phone, profile: 'prod-admin' });
  const next = await mary.open('hub');
  assert.deepEqual(next.notes, [`With mfa_serial = ${phone} in hub you are asked for the code at once.`]);
  assert.equal(next.found, undefined, 'nobody was asked anything, so nobody is asked about the line');
});

test('of several devices the person may turn to another', async (context) => {
  const mary = await makeUnconfigured(context);
  addVirtualDevice(account(mary), 'mary-tablet', user(mary));
  await mary.open('prod-admin', {
    answer: ({ device }) => (device.serial === phone ? { device: tablet } : mary.aws.code(device.serial)),
  });
  const [first, second] = mary.questions;
  assert.deepEqual([first?.device.serial, first?.others?.map(({ serial }) => serial)], [phone, [tablet]]);
  assert.deepEqual([first?.attempt, second?.attempt], [1, 1], 'turning to another device is no wrong code');
  assert.deepEqual([second?.device.serial, second?.others?.map(({ serial }) => serial)], [tablet, [phone]]);
  mary.questions.length = 0;
  await mary.open('hub');
  assert.deepEqual(mary.questions, [], 'the MFA session of either device serves');
});

test('security keys are never offered; with nothing else the reason is given', async (context) => {
  const mary = await makeUnconfigured(context);
  addDevice(account(mary), { kind: 'fido', serial: key }, user(mary));
  await mary.open('prod-admin');
  assert.equal(mary.questions[0]?.others, undefined);
  assert.deepEqual(
    mary.questions[0]?.unusable?.map(({ serial }) => serial),
    [key],
  );

  const other = await makeUnconfigured(context);
  account(other).devices.clear();
  addDevice(account(other), { kind: 'fido', serial: key }, user(other));
  const problem = await other.refused('prod-admin');
  assert.equal(problem.code, 'mfa-fido-only');
  assert.equal(problem.said, key);
});

test('a configured security key is explained before anything is asked', async (context) => {
  const mary = await makeUnconfigured(context);
  mary.edit(withLines('prod-admin', `mfa_serial = ${key}`));
  const problem = await mary.refused('prod-admin');
  assert.equal(problem.code, 'mfa-fido');
  assert.deepEqual([mary.questions, mary.calls()], [[], []]);
});

test('no device at all leaves the answer of AWS as it was', async (context) => {
  const mary = await makeUnconfigured(context);
  account(mary).devices.clear();
  assert.equal((await mary.refused('prod-admin')).code, 'role-refused');
  user(mary).inlinePolicies.delete('switch-roles');
  assert.equal((await mary.refused('prod-admin')).code, 'role-refused');
});

test('a long session that turns out to want MFA takes the direct way', async (context) => {
  const mary = await makeUnconfigured(context);
  mary.edit(withLines('prod-admin', 'duration_seconds = 14400'));
  await mary.open('prod-admin');
  assert.deepEqual(mary.calls(), ['GetCallerIdentity', 'AssumeRole', 'ListMFADevices', 'AssumeRole']);
  assert.equal(mary.aws.calls.at(-1)?.params.DurationSeconds, '14400');
});
