import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { separator } from '../../../source/domain/shells/answer.ts';
import { Problem } from '../../../source/problem.ts';
import type { UiResult } from '../../../source/ui/core/ports.ts';
import { type CommandWorld, commandWorld } from '../world.ts';

let world: CommandWorld;
before(async () => {
  world = await commandWorld();
});
after(() => world.close());

/** A person who chooses that in the picker, in a shell that waits for an answer. */
const chooses = (ended: UiResult) => ({
  inPlace: 'shell' as const,
  terminal: {
    open: async () => ({ close: () => undefined }) as never,
    firstFrame: async () => ({ drawFirst: () => undefined }) as never,
    ui: async () => ({ runUi: async () => ended }) as never,
  },
});

test('another verb than a role, chosen in place: the person reads it on stderr, the shell that nothing changes', async () => {
  const { out, error } = await world.run([], chooses({ tag: 'verb', verb: 'doctor' }));
  assert.match(error, /Looked at 12 profiles and this machine/);
  assert.equal(out, ['rolecall/1', 'end'].join(separator));
});

test('the demo, chosen in place, is refused: it opens a shell of its own, and stdout is for the one that waits', async () => {
  await assert.rejects(world.run([], chooses({ tag: 'verb', verb: 'demo' })), (error) => {
    return error instanceof Problem && error.text.code === 'shell-in-shell';
  });
});
