import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { OtherKey } from '../../../../source/domain/access-keys/user-keys.ts';
import { keyWords } from '../../../../source/domain/access-keys/user-keys.ts';
import { account, makeRotationWorld, problemOf } from './world.ts';

/** Mary has a second key, and may not ask when keys were last used. */
async function makeUntold(context: TestContext, { active }: { readonly active: boolean }) {
  const world = await makeRotationWorld(context);
  const other = world.aws.addKey(account, 'mary').id;
  const key = world.aws.world.accounts.get(account)?.users.get('mary')?.keys[1];
  assert.ok(key !== undefined);
  key.active = active;
  const refusal = { status: 403, code: 'AccessDenied', message: 'not authorized' };
  world.aws.failNext({ action: 'GetAccessKeyLastUsed', ...refusal, times: 50 });
  return { ...world, other };
}

describe('a second key of which IAM does not say when it was last used', () => {
  test('is not waited for: it is nothing that IAM is about to forget', async (context) => {
    const world = await makeUntold(context, { active: true });
    const before = world.aws.clock.now();
    const { code, means } = await problemOf(world.run());
    assert.equal(code, 'two-keys');
    assert.ok(world.aws.clock.now() - before < 1_000);
    assert.match(means ?? '', /^It is active, created \d{4}-\d\d-\d\d, IAM does not say when it was last used\. /);
  });

  test('is offered for deletion with these words where it is inactive', async (context) => {
    const world = await makeUntold(context, { active: false });
    const asked: OtherKey[] = [];
    const agrees = (_: unknown, key: OtherKey) => {
      asked.push(key);
      return true;
    };
    const { accessKeyId } = await world.run({ agrees });
    assert.deepEqual(world.atAws(), [accessKeyId]);
    assert.deepEqual(
      asked.map(({ accessKeyId: id, lastUse }) => [id, lastUse]),
      [[world.other, 'unknown']],
    );
    assert.match(keyWords(asked[0] as OtherKey), /^inactive, created .*, IAM does not say when it was last used$/);
  });
});

test('what is said of rotation is true: an inactive key goes after a yes, an active one never', async (context) => {
  const [one, two] = [await makeUntold(context, { active: false }), await makeUntold(context, { active: true })];
  const inactive = await problemOf(one.run());
  assert.match(inactive.means ?? '', /Rotation deletes it only after a yes\.$/);
  assert.match(inactive.todo?.join() ?? '', /At a terminal rotation offers to delete it/);
  const active = await problemOf(two.run({ agrees: () => true }));
  assert.match(active.means ?? '', /Rotation never touches an active key that is not known to be its own\.$/);
  assert.deepEqual([one.atAws().length, two.atAws().length], [2, 2]);
});
