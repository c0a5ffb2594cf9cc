import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { account, makeRotationWorld, type RotationWorld } from './world.ts';

/** Gives the user another name; somebody else gets theirs. */
function rename({ aws }: RotationWorld): void {
  const users = aws.world.accounts.get(account)?.users;
  const mary = users?.get('mary');
  assert.ok(users !== undefined && mary !== undefined);
  const other = { ...mary, keys: [] };
  const renamed = Object.assign(mary, { name: 'mary.smith', arn: `arn:aws:iam::${account}:user/mary.smith` });
  users.delete('mary');
  users.set('mary.smith', renamed);
  users.set('mary', other);
}

const keysOf = ({ aws }: RotationWorld, name: string) => aws.accessKeys(account, name).map(({ id }) => id);

describe('a user that was renamed', () => {
  test('before a rotation: the key is replaced, the user is stored by the new name, and nobody else gets a key', async (context) => {
    const world = await makeRotationWorld(context);
    rename(world);
    const { accessKeyId } = await world.run();
    assert.deepEqual([keysOf(world, 'mary.smith'), keysOf(world, 'mary')], [[accessKeyId], []]);
    assert.equal(world.stored().user, `arn:aws:iam::${account}:user/mary.smith`);
  });

  for (const step of ['stored', 'proven', 'deactivated'] as const) {
    test(`in a rotation, once the new key is ${step}: the old one goes all the same`, async (context) => {
      const world = await makeRotationWorld(context);
      let isRenamed = false;
      const onStep = (told: { readonly step: string }) => {
        if (told.step !== step || isRenamed) return;
        isRenamed = true;
        rename(world);
      };
      // What comes between a proof and the next call stops it, and the next run goes on.
      const { accessKeyId } = await world.run({ onStep }).catch(() => world.run());
      assert.deepEqual(keysOf(world, 'mary.smith'), [accessKeyId]);
      assert.deepEqual(world.stored(), { ...world.stored(), user: `arn:aws:iam::${account}:user/mary.smith` });
      assert.deepEqual(Object.keys(world.stored()), ['current', 'user']);
    });
  }
});
