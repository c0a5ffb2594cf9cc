import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dropFromKernel, heldInKernel, holdInKernel } from '../../../source/adapters/runtime/kernel-keyring.ts';

const fixture = fileURLToPath(new URL('../fixtures/kernel-keyring.ts', import.meta.url));

/** What another process finds by a name, or what comes of holding where nothing can be held. */
function elsewhere(name: string, how: readonly ('forbidden' | 'other-platform')[] = []) {
  const { stdout, stderr } = spawnSync(process.execPath, [fixture, name, ...how], { encoding: 'utf8' });
  return JSON.parse(stdout || `"${stderr}"`) as unknown;
}

/** A name that nobody else has; what is held by it goes with the test. */
function freshName(context: TestContext): string {
  const name = `rolecall-test:${randomUUID()}`;
  context.after(() => dropFromKernel(name));
  return name;
}

const probe = `rolecall-test:${randomUUID()}`;
const canHold = holdInKernel(probe, new Uint8Array(32), 5);
dropFromKernel(probe);

describe('the kernel’s keyring of a user', { skip: !canHold && 'the kernel holds nothing here' }, () => {
  test('what is held is read back, here and by another process of the user’s', (context) => {
    const name = freshName(context);
    const bytes = randomBytes(32);
    assert.equal(holdInKernel(name, bytes, 60), true);
    assert.deepEqual(Buffer.from(heldInKernel(name) ?? []), bytes);
    assert.deepEqual(elsewhere(name), { held: bytes.toString('hex') });
  });

  test('by another name there is nothing, and what is held anew replaces what was', (context) => {
    const [name, other] = [freshName(context), freshName(context)];
    const [one, two] = [randomBytes(32), randomBytes(32)];
    holdInKernel(name, one, 60);
    assert.equal(heldInKernel(other), undefined);
    assert.equal(holdInKernel(name, two, 60), true);
    assert.deepEqual(elsewhere(name), { held: two.toString('hex') });
  });

  test('what is let go is gone for every process, and can be held again', (context) => {
    const name = freshName(context);
    const bytes = randomBytes(32);
    holdInKernel(name, bytes, 60);
    dropFromKernel(name);
    assert.equal(heldInKernel(name), undefined);
    assert.deepEqual(elsewhere(name), {});
    dropFromKernel(name);
    assert.equal(holdInKernel(name, bytes, 60), true);
    assert.deepEqual(elsewhere(name), { held: bytes.toString('hex') });
  });

  test('it ends by itself after its time', async (context) => {
    const [short, long] = [freshName(context), freshName(context)];
    holdInKernel(long, randomBytes(32), 3_600);
    const began = Date.now();
    // The kernel counts whole seconds of its own clock: it may be one less.
    holdInKernel(short, randomBytes(32), 2);
    assert.notEqual(heldInKernel(short), undefined);
    while (heldInKernel(short) !== undefined) {
      assert.ok(Date.now() - began < 20_000, 'it is still there');
      await new Promise(setImmediate);
    }
    assert.notEqual(heldInKernel(long), undefined);
    assert.equal(holdInKernel(short, randomBytes(32), 60), true);
  });

  test('where the kernel forbids it nothing is held, and nothing fails', (context) => {
    const name = freshName(context);
    assert.deepEqual(elsewhere(name, ['forbidden']), { isHeld: false });
    assert.equal(heldInKernel(name), undefined);
  });
});

test('on a platform without it nothing is held, and nothing fails', () => {
  assert.deepEqual(elsewhere(`rolecall-test:${randomUUID()}`, ['other-platform']), { isHeld: false });
});
