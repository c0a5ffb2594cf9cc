import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { AwsFailure } from '../../../../source/domain/sessions/failures/aws-failure.ts';
import { Problem } from '../../../../source/problem.ts';
import { account, Killed, makeRotationWorld } from './world.ts';

/** Numbers from 0 to below 1, the same for the same seed. */
function randoms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const actions = ['CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey', 'ListAccessKeys', 'GetCallerIdentity'];

/**
 * Rotates many times. Each time AWS learns of keys within 0 to 30 s, answers are lost, and the process is killed at some step;
 * now and then somebody else makes a key in the meantime, and uses it. After each a next run ends well, and what must hold is looked at
 * after every single one: the key in use works, no key of somebody else is gone, no more than two are there.
 */
export async function rotateAtRandom(context: TestContext, times: number, seed: number): Promise<void> {
  const random = randoms(seed);
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const world = await makeRotationWorld(context);
  const { aws } = world;
  const mary = aws.world.accounts.get(account)?.users.get('mary');
  assert.ok(mary !== undefined);
  for (let time = 0; time < times; time++) {
    const said = `seed ${seed}, rotation ${time}`;
    aws.setKeyPropagation({ sts: upTo(30_000), iam: upTo(30_000), lists: upTo(30_000), flicker: random() < 0.5 });
    let stranger: string | undefined;
    const agrees = (_: unknown, { accessKeyId }: { accessKeyId: string }) => accessKeyId !== stranger;
    for (let deaths = upTo(2); deaths >= 0; deaths--) {
      const death = { at: 1 + upTo(25), when: random() < 0.5 ? 'before' : 'after' } as const;
      if (random() < 0.4) aws.failNext({ kind: 'lost', action: actions[upTo(actions.length - 1)] as string });
      await world.run({ death, agrees }).catch(endsWell);
      await look(said);
      if (random() < 0.1 && mary.keys.length < 2) {
        stranger = aws.addKey(account, 'mary').id;
        const key = mary.keys.find(({ id }) => id === stranger);
        if (key !== undefined) key.lastUsed = { at: aws.clock.now(), service: 's3', region: 'eu-west-1' };
      }
      aws.clock.advance(upTo(60_000));
    }
    if (stranger !== undefined) {
      await world.run({ agrees }).catch(endsWell);
      assert.ok(
        mary.keys.some(({ id }) => id === stranger),
        `${said}: the key of somebody else is gone`,
      );
      // They do not need it any more.
      mary.keys.splice(
        mary.keys.findIndex(({ id }) => id === stranger),
        1,
      );
    }
    aws.clock.advance(60_000);
    // What was meant for a call that never came; then the run that ends well, and one more where AWS had said "later".
    for (let runs = 1; await world.run({ agrees }).then(() => false, endsWell); runs++) {
      assert.ok(runs < 10, `${said}: it does not come to an end`);
      aws.clock.advance(60_000);
      await look(said);
    }
    await look(said);
    assert.deepEqual(world.atAws(), [world.stored().current.accessKeyId], said);
    assert.deepEqual([Object.keys(world.stored()), world.rotation()], [['current', 'user'], undefined], said);
  }

  /** Everything that a run may end with; anything else is a fault. */
  function endsWell(error: unknown): true {
    const isLater =
      error instanceof Problem &&
      ['two-keys', 'key-unproven', 'new-key-gone', 'rotation-unlisted', 'rotation-lost'].includes(error.text.code);
    if (error instanceof Killed || error instanceof AwsFailure || isLater) return true;
    throw error;
  }

  async function look(said: string): Promise<void> {
    assert.ok(mary !== undefined && mary.keys.length <= 2, said);
    assert.ok(
      mary.keys.some(({ id, active }) => active && id === world.stored().current.accessKeyId),
      `${said}: the stored key is no key of the user’s any more`,
    );
    // An answer may be lost on the way.
    const tries = [world.works, world.works, world.works];
    let works = false;
    for (const tried of tries) works ||= await tried();
    assert.ok(works, `${said}: AWS does not take the stored key`);
  }
}
