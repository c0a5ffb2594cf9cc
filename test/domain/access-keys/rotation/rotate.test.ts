import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AwsFailure } from '../../../../source/domain/sessions/failures/aws-failure.ts';
import { rotateAtRandom } from './at-random.ts';
import { account, Killed, makeRotationWorld, problemOf } from './world.ts';

describe('a rotation', () => {
  test('replaces the key: one is left, it is stored, and it works', async (context) => {
    const world = await makeRotationWorld(context);
    const old = world.stored().current.accessKeyId;
    const { accessKeyId } = await world.run();
    assert.notEqual(accessKeyId, old);
    assert.deepEqual(world.atAws(), [accessKeyId]);
    assert.deepEqual(Object.keys(world.stored()), ['current', 'user']);
    assert.equal(world.stored().current.accessKeyId, accessKeyId);
    assert.equal(world.rotation(), undefined);
    assert.ok(world.stored().current.createdAt !== undefined);
    assert.ok(await world.works());
    assert.deepEqual(
      world.told().map(({ step }) => step),
      ['made', 'stored', 'proven', 'deactivated', 'deleted'],
    );
  });

  test('the new key is taken into use only once STS and IAM know it, which may flicker', async (context) => {
    const world = await makeRotationWorld(context);
    world.aws.setKeyPropagation({ sts: 8_000, iam: 21_000, lists: 4_000, flicker: true });
    const before = world.aws.clock.now();
    const { accessKeyId } = await world.run();
    assert.ok(world.aws.clock.now() - before > 21_000);
    assert.deepEqual(world.atAws(), [accessKeyId]);
    assert.ok(world.told().some(({ step }) => step === 'waiting'));
  });

  test('AWS that does not come to know it within a minute: the old one stays in use, both are stored; later it goes on', async (context) => {
    const world = await makeRotationWorld(context);
    const old = world.stored().current.accessKeyId;
    world.aws.setKeyPropagation({ sts: 90_000 });
    assert.equal((await problemOf(world.run())).code, 'key-unproven');
    assert.equal(world.stored().current.accessKeyId, old);
    const made = world.stored().next?.accessKeyId;
    assert.deepEqual(world.atAws(), [old, made]);
    assert.ok(await world.works());
    world.aws.clock.advance(90_000);
    const { accessKeyId } = await world.run();
    assert.deepEqual([accessKeyId, world.told()[0]?.step], [made, 'resumed']);
    assert.deepEqual(world.atAws(), [made]);
  });

  test('a stored new key that was deleted elsewhere is thrown away, and the next run makes another', async (context) => {
    const world = await makeRotationWorld(context);
    await assert.rejects(world.run({ death: { at: 6, when: 'after' } }), Killed);
    const { next, current, user } = world.stored();
    assert.ok(next !== undefined);
    const mary = world.aws.world.accounts.get(account)?.users.get('mary');
    mary?.keys.pop();
    const { code, title, means, todo } = await problemOf(world.run());
    assert.equal(code, 'new-key-gone');
    assert.equal(title, `The new key of mary, ${next.accessKeyId}, was deleted at AWS before it was in use.`);
    assert.match(`${means} ${todo}`, /the only one stored\. Create another one: rolecall key rotate mary$/);
    assert.deepEqual(world.stored(), { current, user });
    assert.equal(world.rotation(), undefined);
    const { accessKeyId } = await world.run();
    assert.deepEqual(world.atAws(), [accessKeyId]);
  });

  test('once the new key was deleted elsewhere, a key that somebody else makes later is never offered', async (context) => {
    let steps = 0;
    for (const isCutOff of [false, true]) {
      const world = await makeRotationWorld(context);
      await assert.rejects(world.run({ death: { at: 6, when: 'after' } }), Killed);
      world.aws.world.accounts.get(account)?.users.get('mary')?.keys.pop();
      // At the last step the note goes.
      await assert.rejects(world.run(isCutOff ? { death: { at: steps, when: 'before' } } : {}));
      steps = world.steps();
      assert.equal(world.rotation() === undefined, !isCutOff);
      world.aws.clock.advance(2 * 86_400_000);
      world.aws.addKey(account, 'mary');
      const told = await problemOf(world.run({ agrees: () => assert.fail('asked') }));
      assert.equal(told.code, 'two-keys');
      assert.equal(world.atAws().length, 2);
    }
  });

  test('a second key of somebody else stops it, before anything is noted', async (context) => {
    const world = await makeRotationWorld(context);
    const stranger = world.aws.addKey(account, 'mary').id;
    const { code, title, means } = await problemOf(world.run({ agrees: () => true }));
    assert.equal(code, 'two-keys');
    assert.match(
      `${title} ${means}`,
      new RegExp(`${stranger}.*active, created \\d{4}-\\d\\d-\\d\\d, never used, as far as IAM knows`),
    );
    assert.equal(world.rotation(), undefined);
    assert.equal(world.atAws().length, 2);
  });

  test('an inactive second key is offered for deletion', async (context) => {
    const world = await makeRotationWorld(context);
    const other = world.aws.addKey(account, 'mary').id;
    const key = world.aws.world.accounts.get(account)?.users.get('mary')?.keys[1];
    assert.ok(key !== undefined);
    key.active = false;
    assert.equal((await problemOf(world.run())).code, 'two-keys');
    const asked: string[] = [];
    const { accessKeyId } = await world.run({
      agrees: (question, { accessKeyId }) => {
        asked.push(`${question} ${accessKeyId}`);
        return true;
      },
    });
    assert.deepEqual(asked, [`inactive ${other}`]);
    assert.deepEqual(world.atAws(), [accessKeyId]);
  });

  test('--keep-old leaves the old key inactive; the next run tells until when, and deletes it after that', async (context) => {
    const world = await makeRotationWorld(context);
    const day = 86_400_000;
    const { accessKeyId, old, keptUntil } = await world.run({ keepOld: day });
    assert.deepEqual(world.atAws(), [`(${old})`, accessKeyId]);
    assert.equal(world.rotation()?.keepUntil, keptUntil);
    assert.equal(world.stored().previous?.accessKeyId, old);
    const kept = await problemOf(world.run({ keepOld: day }));
    assert.equal(kept.code, 'rotation-kept');
    assert.equal((await problemOf(world.run())).code, 'rotation-kept', 'nothing but an explicit 0 deletes it sooner');
    assert.match(kept.todo?.join() ?? '', /rolecall key rotate mary --keep-old 0/);
    world.aws.clock.advance(day);
    const ended = await world.run({ keepOld: day });
    assert.deepEqual([ended.accessKeyId, world.told()[0]?.step], [accessKeyId, 'resumed']);
    assert.deepEqual(world.atAws(), [accessKeyId]);
    assert.equal(world.rotation(), undefined);
  });

  test('--keep-old 0 deletes a kept one at once', async (context) => {
    const world = await makeRotationWorld(context);
    const { accessKeyId } = await world.run({ keepOld: 86_400_000 });
    await world.run({ keepOld: 0 });
    assert.deepEqual(world.atAws(), [accessKeyId]);
  });

  test('a deleted key that IAM lists for a while is nobody’s second key', async (context) => {
    const world = await makeRotationWorld(context);
    world.aws.setKeyPropagation({ lists: 8_000 });
    await world.run();
    const { accessKeyId } = await world.run();
    assert.deepEqual(world.atAws(), [accessKeyId]);
  });

  test('a new key that stops working once the old one is inactive: back to the old one, and nothing is lost', async (context) => {
    const world = await makeRotationWorld(context);
    const old = world.stored().current.accessKeyId;
    const mary = world.aws.world.accounts.get(account)?.users.get('mary');
    const setNew = (active: boolean) => {
      const key = mary?.keys.find(({ id }) => id !== old);
      if (key !== undefined) key.active = active;
    };
    const onStep = ({ step }: { readonly step: string }) => step === 'deactivated' && setNew(false);
    assert.equal((await problemOf(world.run({ signer: world.mfaSession, onStep }))).code, 'key-unproven');
    assert.equal(world.stored().current.accessKeyId, old);
    assert.ok(world.stored().next !== undefined);
    assert.ok(await world.works());
    setNew(true);
    const { accessKeyId } = await world.run();
    assert.deepEqual(world.atAws(), [accessKeyId]);
  });

  test('offline it ends before the note', async (context) => {
    const world = await makeRotationWorld(context);
    await world.aws.close();
    await assert.rejects(world.run(), (error: unknown) => error instanceof AwsFailure && error.kind === 'unreachable');
    assert.equal(world.rotation(), undefined);
  });

  test('a user who may not make keys: told, and nothing is noted', async (context) => {
    const world = await makeRotationWorld(context);
    world.aws.failNext({ action: 'CreateAccessKey', status: 403, code: 'AccessDenied', message: 'not authorized' });
    await assert.rejects(world.run(), (error: unknown) => error instanceof AwsFailure && error.code === 'AccessDenied');
    assert.equal(world.rotation(), undefined);
    assert.equal(world.atAws().length, 1);
  });

  test('the MFA session that began it ends it: one code', async (context) => {
    const world = await makeRotationWorld(context);
    let codes = 0;
    const signer = async () => {
      codes += 1;
      return world.mfaSession();
    };
    const { accessKeyId } = await world.run({ signer });
    assert.equal(codes, 1);
    assert.deepEqual(world.atAws(), [accessKeyId]);
  });
});

describe('a process that dies in a rotation', () => {
  /** The steps of a rotation without a hitch: whose it is, list, note, create, store, note, then proofs. */
  const table = [
    { after: 'the note', death: { at: 3, when: 'after' }, keys: 1, stored: 1 },
    { after: 'the new key is made', death: { at: 4, when: 'after' }, keys: 2, stored: 1 },
    { after: 'it is stored', death: { at: 5, when: 'after' }, keys: 2, stored: 2 },
    { after: 'that is noted', death: { at: 6, when: 'after' }, keys: 2, stored: 2 },
    { after: 'it is taken into use', death: { at: 13, when: 'after' }, keys: 2, stored: 2 },
    { after: 'the old one is deactivated', death: { at: 14, when: 'after' }, keys: 2, stored: 2 },
    { after: 'the old one is deleted', death: { at: 21, when: 'after' }, keys: 1, stored: 2 },
    { after: 'that is stored', death: { at: 22, when: 'after' }, keys: 1, stored: 1 },
  ] as const;
  for (const { after, death, keys, stored } of table) {
    test(`after ${after}: the key in use works, and the next run ends well`, async (context) => {
      const world = await makeRotationWorld(context);
      await assert.rejects(world.run({ death }), Killed);
      assert.equal(world.atAws().length, keys);
      const { user: _, ...pairs } = world.stored();
      assert.equal(Object.keys(pairs).length, stored);
      assert.ok(await world.works());
      await world.run({ agrees: (question) => question === 'perhaps ours' });
      assert.equal(world.atAws().length, 1);
      assert.deepEqual(world.atAws(), [world.stored().current.accessKeyId]);
      assert.deepEqual(Object.keys(world.stored()), ['current', 'user']);
      assert.equal(world.rotation(), undefined);
      assert.ok(await world.works());
    });
  }

  test('the table names every step', async (context) => {
    const world = await makeRotationWorld(context);
    await world.run();
    assert.equal(world.steps(), 23);
  });

  test('a new key whose secret was lost is deleted after a yes alone, and named otherwise', async (context) => {
    const world = await makeRotationWorld(context);
    await assert.rejects(world.run({ death: { at: 4, when: 'after' } }), Killed);
    const [old, lost] = world.atAws();
    const told = await problemOf(world.run());
    assert.equal(told.code, 'rotation-lost');
    assert.match(told.todo?.[0] ?? '', new RegExp(`rolecall key rotate mary --delete ${lost}$`));
    assert.deepEqual(world.atAws(), [old, lost]);
    const { accessKeyId } = await world.run({ agrees: (_, key) => key.accessKeyId === lost });
    assert.deepEqual(world.atAws(), [accessKeyId]);
  });

  test('a lost answer is no refusal: the note stays, and the key is found', async (context) => {
    const world = await makeRotationWorld(context);
    world.aws.failNext({ kind: 'lost', action: 'CreateAccessKey' });
    await assert.rejects(world.run(), AwsFailure);
    assert.notEqual(world.rotation(), undefined);
    assert.equal((await problemOf(world.run())).code, 'rotation-lost');
  });

  test('a key that somebody else made meanwhile and uses is never offered', async (context) => {
    const world = await makeRotationWorld(context);
    await assert.rejects(world.run({ death: { at: 3, when: 'after' } }), Killed);
    world.aws.addKey(account, 'mary');
    const key = world.aws.world.accounts.get(account)?.users.get('mary')?.keys[1];
    assert.ok(key !== undefined);
    key.lastUsed = { at: world.aws.clock.now(), service: 's3', region: 'eu-west-1' };
    const told = await problemOf(world.run({ agrees: () => assert.fail('asked') }));
    assert.equal(told.code, 'two-keys');
    assert.equal(world.atAws().length, 2);
  });

  test('one that IAM does not list yet: nothing is made, and a minute later it is found', async (context) => {
    const world = await makeRotationWorld(context);
    world.aws.setKeyPropagation({ lists: 20_000 });
    await assert.rejects(world.run({ death: { at: 4, when: 'after' } }), Killed);
    assert.equal((await problemOf(world.run({ agrees: () => true }))).code, 'rotation-unlisted');
    world.aws.clock.advance(20_000);
    await world.run({ agrees: () => true });
    assert.equal(world.atAws().length, 1);
  });

  test('at random steps, with lost answers and slow spreading', async (context) => {
    await rotateAtRandom(context, 25, 20261128);
  });
});
