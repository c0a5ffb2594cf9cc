import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRole, LeftBehind } from '../../../source/domain/roles/create.ts';
import { Problem } from '../../../source/problem.ts';
import { failure, fakeIam } from './fake-iam.ts';
import { plainRole } from './print/roles.ts';

const role = { ...plainRole, policyArns: ['one', 'two'] };

function create(failures: Parameters<typeof fakeIam>[0], profile?: string) {
  const { iam, calls } = fakeIam(failures);
  const slept: number[] = [];
  const sleep = async (pause: number) => {
    slept.push(pause);
  };
  const told: string[] = [];
  return { calls, slept, told, result: createRole(role, iam, sleep, (text) => told.push(text), profile) };
}

test('a role comes with its policies', async () => {
  const { result, calls, told } = create({});
  assert.equal((await result).name, 'ystataws');
  assert.deepEqual(calls, ['createRole', 'attachPolicy one', 'attachPolicy two']);
  assert.deepEqual(told, ['Created arn:aws:iam::444455556666:role/ystataws', 'Attached one', 'Attached two']);
});

test('a role that is not known everywhere yet is waited for, ever longer', async () => {
  const early = failure('NoSuchEntity', 'The role with name ystataws cannot be found.');
  const { result, calls, slept } = create({ attachPolicy: [early, early, early] });
  await result;
  assert.equal(calls.filter((call) => call === 'attachPolicy one').length, 4);
  assert.deepEqual(slept, [250, 500, 1000]);
});

test('a policy that does not exist is not waited for, and the role is taken back', async () => {
  const unknown = failure('NoSuchEntity', 'Policy two does not exist or is not attachable.');
  const { result, calls, slept } = create({ attachPolicy: [undefined, unknown] });
  await assert.rejects(result, unknown);
  assert.deepEqual(slept, []);
  assert.deepEqual(calls.slice(-3), ['detachPolicy one', 'detachPolicy two', 'deleteRole']);
});

test('waiting ends after half a minute', async () => {
  const early = failure('NoSuchEntity', 'The role with name ystataws cannot be found.');
  const { result, slept } = create({ attachPolicy: Array.from({ length: 50 }, () => early) });
  await assert.rejects(result, early);
  assert.equal(
    slept.reduce((sum, pause) => sum + pause),
    31_000,
  );
});

test('a policy that was not attached is no reason to leave the role behind', async () => {
  const denied = failure('AccessDenied');
  const { result, calls } = create({ attachPolicy: [denied], detachPolicy: [failure('NoSuchEntity')] });
  await assert.rejects(result, denied);
  assert.equal(calls.at(-1), 'deleteRole');
});

test('what cannot be taken back is named', async () => {
  const denied = failure('AccessDenied');
  const { result } = create({ attachPolicy: [denied], deleteRole: [denied] });
  await assert.rejects(
    result,
    (error) => error instanceof LeftBehind && error.failure === denied && error.roleArn.endsWith('/ystataws'),
  );
});

test('a refusal to create leaves nothing to take back', async () => {
  const exists = failure('EntityAlreadyExists');
  const { result, calls } = create({ createRole: [exists] });
  await assert.rejects(result, exists);
  assert.deepEqual(calls, ['createRole']);
});

test('after an answer that was lost, a role that is not there was not created', async () => {
  const lost = failure('ECONNRESET', 'cut', 'unreachable');
  const { result } = create({ createRole: [lost], getRole: [failure('NoSuchEntity')] });
  await assert.rejects(result, lost);
});

test('after an answer that was lost, a role that is there is not touched, but named', async () => {
  const { result, calls } = create({ createRole: [failure('ECONNRESET', 'cut', 'unreachable')] });
  await assert.rejects(result, (error) => error instanceof Problem && error.text.code === 'role-creation-unknown');
  assert.deepEqual(calls, ['createRole', 'getRole']);
});

test('how to look at it names the profile that was given', async () => {
  for (const [profile, flag] of [
    [undefined, ''],
    ['b', ' --profile b'],
  ] as const) {
    const { result } = create({ createRole: [failure('ECONNRESET', 'cut', 'unreachable')] }, profile);
    const wanted = `Check whether it is yours: rolecall role show ${role.name}${flag}`;
    await assert.rejects(result, (error) => error instanceof Problem && error.text.todo?.[0] === wanted);
  }
});
