import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { proveKey } from '../../../../source/domain/access-keys/rotation/proof.ts';
import type { UserKeyCalls } from '../../../../source/domain/access-keys/user-keys.ts';
import { AwsFailure } from '../../../../source/domain/sessions/failures/aws-failure.ts';
import { Problem } from '../../../../source/problem.ts';
import { account, makeRotationWorld, type RotationWorld } from './world.ts';

const failure = (kind: AwsFailure['kind'], code: string) =>
  new AwsFailure({ kind, code, said: `said ${code}`, operation: 'GetCallerIdentity', endpoint: 'https://sts.test' });
const gone = failure('unreachable', 'ENETUNREACH');
const refused = failure('refused', 'InvalidClientTokenId');
const key = { accessKeyId: 'AKIAQQQQQQQQQQQQQQQQ', secretAccessKey: 'secret' };

const arn = 'arn:aws:iam::111122223333:user/mary';

/** Proves a key; each call of STS takes a time, and goes as the next answer says, the last one from then on. */
async function prove(answers: readonly (AwsFailure | 'known')[], milliseconds = 0) {
  let [time, calls] = [0, 0];
  const whoAmI = async () => {
    time += milliseconds;
    const answer = answers[Math.min(calls, answers.length - 1)];
    calls += 1;
    if (answer instanceof AwsFailure) throw answer;
    return { arn, accountId: '111122223333' };
  };
  const { failure: found } = await proveKey(key, arn, {
    calls: { whoAmI, list: async () => ({ keys: [], at: 0 }) } as unknown as UserKeyCalls,
    told: () => undefined,
    now: () => time,
    wait: async (ms) => {
      time += ms;
    },
  });
  return { found, calls };
}

describe('the proof of a key', () => {
  test('names why the last try failed', async () => {
    assert.equal((await prove([gone])).found, gone);
    assert.equal((await prove([refused])).found, refused);
    assert.equal((await prove([gone, refused])).found, refused);
    assert.deepEqual(await prove([refused, 'known']), { found: undefined, calls: 4 });
  });

  test('that it may not ask is proof as well', async () => {
    assert.equal((await prove([failure('refused', 'AccessDenied')])).found, undefined);
  });

  test('a user that IAM does not find says nothing against the key', async () => {
    assert.equal((await prove([failure('refused', 'NoSuchEntity')])).found, undefined);
  });

  test('an AWS that is slow to say yes is heard to the end', async () => {
    assert.deepEqual(await prove(['known'], 40_000), { found: undefined, calls: 3 });
  });
});

/** STS that knows the user, and fails once the new key is made. */
const onceMade = (world: RotationWorld, failure: AwsFailure) => async () => {
  if (world.told().length > 0) throw failure;
  return { arn: world.user, accountId: account };
};

describe('a rotation whose proof fails', () => {
  test('because the network is gone: that is told, nothing is asked of IAM, and the next run goes on', async (context) => {
    const world = await makeRotationWorld(context);
    const old = world.stored().current.accessKeyId;
    await assert.rejects(world.run({ calls: { whoAmI: onceMade(world, gone) } }), gone);
    assert.equal(world.stored().current.accessKeyId, old);
    const made = world.stored().next?.accessKeyId;
    assert.deepEqual(world.atAws(), [old, made]);
    const { accessKeyId } = await world.run();
    assert.equal(accessKeyId, made);
  });

  test('once the old key is inactive: back to that, and the reason is told', async (context) => {
    const world = await makeRotationWorld(context);
    const old = world.stored().current.accessKeyId;
    const isOver = () => world.told().some(({ step }) => step === 'deactivated');
    const whoAmI = async () => (isOver() ? Promise.reject(gone) : { arn: world.user, accountId: '1', userId: 'A' });
    // The new key has made the old one inactive, and cannot be known by its proof to work any more.
    await assert.rejects(world.run({ calls: { whoAmI } }), gone);
    assert.deepEqual([world.stored().current.accessKeyId, world.atAws()[0]], [old, old]);
    assert.ok(world.stored().next !== undefined);
    await world.run();
    assert.equal(world.atAws().length, 1);
  });

  test('because AWS refuses the key: its own words are told', async (context) => {
    const world = await makeRotationWorld(context);
    const told = await world.run({ calls: { whoAmI: onceMade(world, refused) } }).catch((error: unknown) => error);
    assert.ok(told instanceof Problem);
    assert.equal(told.text.code, 'key-unproven');
    assert.equal(told.text.said, 'InvalidClientTokenId: said InvalidClientTokenId');
    assert.equal(told.text.means, 'The old key is still used; both are stored.');
  });
});
