import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CommandWorld, commandWorld } from '../world.ts';

let world: CommandWorld;
before(async () => {
  world = await commandWorld();
});
after(() => world.close());

const verbs = {
  exec: [['exec'], ['--', 'true']],
  export: [['export'], []],
  'credential-process': [['credential-process'], []],
  console: [['console', '--print'], []],
  switch: [['switch'], []],
} as const;

for (const [name, [verb, behind]] of Object.entries(verbs)) {
  test(`${name} tells on stderr, once, that a session is shorter than asked for`, async () => {
    const argv = [...verb, 'ystataws', '--duration', '12h', '--no-cache', ...behind];
    const { out, error } = await world.run(argv);
    assert.equal(error.split(/12h was asked for/).length, 2, error);
    assert.doesNotMatch(out, /asked for/);
  });

  test(`${name} tells that --min-remaining cannot be had`, async () => {
    const { error } = await world.run([...verb, 'ystataws', '--min-remaining', '3h', ...behind]);
    assert.equal(error.split('is shorter than --min-remaining').length, 2, error);
    const enough = await world.run([...verb, 'ystataws', '--min-remaining', '30m', '--no-cache', ...behind]);
    assert.doesNotMatch(enough.error, /min-remaining/);
  });
}

test('several profiles tell theirs behind their labels', async () => {
  const run = async () => 0;
  const stopped = new Promise<undefined>(() => undefined);
  const several = async () => ({
    run,
    stopped,
    stoppedBy: () => undefined,
    hasUnread: () => false,
    end: () => undefined,
  });
  const argv = ['exec', 'ystataws', 'audit', '--duration', '12h', '--', 'true'];
  const { error } = await world.run(argv, { programs: { several } });
  assert.match(error, /^ystataws │ · 12h was asked for/m);
});

test('a cached session served to an SDK is told of once only', async () => {
  const first = await world.run(['credential-process', 'ystataws', '--duration', '11h']);
  assert.match(first.error, /11h was asked for/);
  const second = await world.run(['credential-process', 'ystataws', '--duration', '11h']);
  assert.equal(second.error, '');
  assert.equal(second.out, first.out);
});
