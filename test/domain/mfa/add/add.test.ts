import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AwsFailure } from '../../../../source/domain/sessions/failures/aws-failure.ts';
import { Cancelled, Problem } from '../../../../source/problem.ts';
import { addUser, addVirtualDevice } from '../../../../source/sandbox/state/build.ts';
import { accountOf } from '../../../../source/sandbox/state/world.ts';
import { account, arnOf, type Fault, Killed, makeDeviceWorld, type Run } from './world.ts';

const problemOf = (run: Promise<unknown>) =>
  run.then(
    () => assert.fail('it went well'),
    (error: unknown) => (error instanceof Problem ? error.text : Promise.reject(error)),
  );

describe('a device is added', () => {
  test('under the name of its user, and its second code is noted as used', async (context) => {
    const world = await makeDeviceWorld(context);
    assert.equal(await world.run(), arnOf('nina'));
    assert.deepEqual(world.atAws(), ['nina']);
    assert.deepEqual(world.told, ['made nina']);
    assert.deepEqual(
      world.asked.map(({ which, news }) => [which, news]),
      [
        ['first', undefined],
        ['second', undefined],
      ],
    );
    assert.match(world.noted.get(arnOf('nina')) ?? '', /^\d{6}$/);
  });

  test('under the next free name, where that one is in use', async (context) => {
    const world = await makeDeviceWorld(context);
    await world.run();
    assert.equal(await world.run(), arnOf('nina-2'));
    const owner = accountOf(world.aws.world, account);
    addVirtualDevice(owner, 'nina-3', addUser(owner, 'other'));
    assert.equal(await world.run(), arnOf('nina-4'));
    assert.equal(await world.run({ name: 'work' }), arnOf('work'));
    assert.equal((await problemOf(world.run({ name: 'work' }))).code, 'device-exists');
    assert.equal((await problemOf(world.run({ name: 'nina-3' }))).code, 'device-exists');
    assert.deepEqual(world.atAws(), ['nina', 'nina-2', 'nina-3 of other', 'nina-4', 'work']);
  });

  test('until there are eight', async (context) => {
    const world = await makeDeviceWorld(context);
    for (let at = 0; at < 8; at++) await world.run();
    assert.equal((await problemOf(world.run())).code, 'devices-full');
    assert.equal(world.atAws().length, 8);
  });

  test('although AWS learns late that it is there', async (context) => {
    const world = await makeDeviceWorld(context);
    world.aws.setDevicePropagation(40_000);
    assert.equal(await world.run(), arnOf('nina'));
    assert.deepEqual(world.atAws(), ['nina']);
  });

  test('with codes that are typed wrong first', async (context) => {
    const world = await makeDeviceWorld(context);
    await world.run({ typed: ['12345', 'abcdef', '123 456', '123-456', '654321'] });
    assert.deepEqual(
      world.asked.map(({ which, news }) => `${which} ${news ?? ''}`.trim()),
      ['first', 'first malformed', 'first malformed', 'second', 'second same', 'first refused', 'second'],
    );
    assert.deepEqual(world.atAws(), ['nina']);
  });
});

describe('one that was made and never enabled', () => {
  const unfinished = async (world: Awaited<ReturnType<typeof makeDeviceWorld>>, name: string) => {
    addVirtualDevice(accountOf(world.aws.world, account), name);
    return world;
  };

  test('is removed where it has the name of the user', async (context) => {
    for (const denied of [[], ['iam:ListVirtualMFADevices'], ['iam:ListVirtualMFADevices', 'iam:ListMFADevices']]) {
      const world = await unfinished(await makeDeviceWorld(context, denied), 'nina');
      assert.equal(await world.run(), arnOf('nina'));
      assert.deepEqual(world.told, ['removed unfinished nina', 'made nina'], denied.join());
      assert.deepEqual(world.atAws(), ['nina']);
    }
  });

  test('is asked about where it has another name', async (context) => {
    const world = await unfinished(await makeDeviceWorld(context), 'work');
    assert.equal((await problemOf(world.run({ name: 'work' }))).code, 'device-exists');
    assert.deepEqual(world.atAws(), ['(work)']);
    assert.equal(await world.run({ name: 'work', agrees: true }), arnOf('work'));
  });

  test('is asked about where its name is another one of the usual: the user nina-2 may be adding it', async (context) => {
    const inUse = async (denied: readonly string[] = []) => {
      const world = await makeDeviceWorld(context, denied);
      await world.run();
      return unfinished(world, 'nina-2');
    };
    const world = await inUse();
    assert.equal(await world.run(), arnOf('nina-3'));
    assert.deepEqual([world.doubted, world.told], [['nina-2'], ['made nina-3']]);
    assert.equal(await world.run({ agrees: true }), arnOf('nina-2'));
    assert.deepEqual([world.doubted, world.told], [['nina-2'], ['removed unfinished nina-2', 'made nina-2']]);
    // Whether it is enabled is not known, so there is nothing to ask.
    const unseen = await inUse(['iam:ListVirtualMFADevices']);
    assert.equal(await unseen.run({ agrees: true }), arnOf('nina-3'));
    assert.deepEqual([unseen.doubted, unseen.told], [[], ['made nina-3']]);
    assert.deepEqual(unseen.atAws(), ['nina', '(nina-2)', 'nina-3']);
  });

  test('of others stays', async (context) => {
    const world = await unfinished(await makeDeviceWorld(context), 'somebody');
    await world.run();
    assert.deepEqual(world.atAws(), ['(somebody)', 'nina']);
  });

  test('stays where the user may not delete it, and the next name is taken', async (context) => {
    const world = await unfinished(await makeDeviceWorld(context, ['iam:DeleteVirtualMFADevice']), 'nina');
    assert.equal(await world.run(), arnOf('nina-2'));
    assert.deepEqual(world.told, ['kept unfinished nina', 'made nina-2']);
  });

  test('is what a killed process leaves, and the next run removes it', async (context) => {
    for (const fault of [
      { call: 'create', when: 'after', code: 'killed' },
      { call: 'enable', when: 'before', code: 'killed' },
    ] as const) {
      const world = await makeDeviceWorld(context);
      // Nothing that is done after the process is gone reaches AWS.
      const faults: readonly Fault[] = [fault, { call: 'remove', code: 'killed' }];
      await assert.rejects(world.run({ faults }), Killed);
      assert.deepEqual(world.atAws(), ['(nina)']);
      assert.equal(await world.run(), arnOf('nina'));
      assert.deepEqual(world.told, ['removed unfinished nina', 'made nina']);
    }
  });
});

describe('given up', () => {
  const moments: readonly (readonly string[])[] = [
    [''],
    ['^C'],
    ['123456', ''],
    ['123456', '^C'],
    ['123456', '123456', '   '],
    ['12', '^C'],
    ['123456', '654321', '^C'],
    ['123456', '654321', '123456', ''],
  ];
  for (const typed of moments) {
    test(`after ${JSON.stringify(typed)} nothing is left`, async (context) => {
      const world = await makeDeviceWorld(context);
      await assert.rejects(world.run({ typed }), Cancelled);
      assert.deepEqual(world.atAws(), []);
      assert.deepEqual(world.told, ['made nina', 'taken back nina']);
      assert.equal(world.noted.size, 0);
    });
  }

  test('and not deleted: that is said', async (context) => {
    const world = await makeDeviceWorld(context);
    const lost = { typed: ['^C'], faults: [{ call: 'remove' }] } as const;
    await assert.rejects(world.run(lost), Cancelled);
    assert.deepEqual(world.told, ['made nina', 'left behind nina']);
    assert.deepEqual(world.atAws(), ['(nina)']);
  });

  test('and not deleted since the user may not: that is another thing', async (context) => {
    const world = await makeDeviceWorld(context, ['iam:DeleteVirtualMFADevice']);
    await assert.rejects(world.run({ typed: ['^C'] }), Cancelled);
    assert.deepEqual(world.told, ['made nina', 'not allowed to delete nina']);
    assert.deepEqual(world.atAws(), ['(nina)']);
  });
});

describe('a call fails', () => {
  type Ends = 'refused' | 'enabled' | 'unclear';
  type Row = readonly [what: string, run: Run, ends: Ends, atAws: readonly string[], news?: string];
  const denied = { code: 'AccessDenied' };
  const rows: readonly Row[] = [
    ['listing is denied', { faults: [{ call: 'list', ...denied }] }, 'enabled', ['nina']],
    ['listing is not answered', { faults: [{ call: 'list', nth: 1 }] }, 'refused', []],
    ['unfinished ones are not told', { faults: [{ call: 'unassigned', ...denied }] }, 'enabled', ['nina']],
    ['unfinished ones are not answered', { faults: [{ call: 'unassigned' }] }, 'refused', []],
    ['making is denied', { faults: [{ call: 'create', ...denied }] }, 'refused', []],
    ['making is not sent', { faults: [{ call: 'create' }] }, 'refused', []],
    ['the answer to making is lost', { faults: [{ call: 'create', when: 'after' }] }, 'refused', ['(nina)']],
    ['enabling is denied', { faults: [{ call: 'enable', ...denied }] }, 'refused', []],
    ['enabling is one too many', { faults: [{ call: 'enable', code: 'LimitExceeded' }] }, 'refused', []],
    ['enabling is not sent', { faults: [{ call: 'enable', nth: 1 }] }, 'enabled', ['nina'], 'unanswered'],
    ['the answer to enabling is lost', { faults: [{ call: 'enable', nth: 1, when: 'after' }] }, 'enabled', ['nina']],
    [
      'the answer to enabling is lost, and so is that to the look',
      {
        faults: [
          { call: 'enable', when: 'after' },
          { call: 'list', nth: 2 },
        ],
      },
      'unclear',
      ['nina'],
    ],
    [
      'enabling is not sent, and the look is denied',
      { faults: [{ call: 'enable' }, { call: 'list', nth: 2, ...denied }] },
      'unclear',
      ['(nina)'],
    ],
  ];
  for (const [what, run, ends, atAws, news] of rows) {
    test(what, async (context) => {
      const world = await makeDeviceWorld(context);
      const ended = await world.run(run).then(
        (serial) => (serial === arnOf('nina') ? 'enabled' : serial),
        (error: unknown) =>
          error instanceof AwsFailure
            ? 'refused'
            : error instanceof Problem && error.text.code === 'device-unclear'
              ? 'unclear'
              : Promise.reject(error),
      );
      assert.equal(ended, ends);
      assert.deepEqual(world.atAws(), atAws);
      assert.equal(world.asked.findLast((each) => each.news)?.news, news);
      // Whatever it was: the next run gets there.
      if (ended === 'refused') assert.equal(await world.run(), arnOf('nina'));
    });
  }

  test('a device that IAM lists late is known to be enabled when it is given up: AWS does not delete it', async (context) => {
    const world = await makeDeviceWorld(context);
    const late = [2, 3, 4].map((nth) => ({ call: 'list', nth, code: 'empty' }) as const);
    const faults: readonly Fault[] = [{ call: 'enable', nth: 1, when: 'after' }, ...late];
    assert.equal(await world.run({ faults, typed: [undefined, undefined, '^C'] }), arnOf('nina'));
    assert.equal(world.asked.at(-1)?.news, 'unanswered');
    assert.deepEqual(world.atAws(), ['nina']);
    assert.deepEqual(world.told, ['made nina']);
  });

  test('so are codes that are given once more', async (context) => {
    const world = await makeDeviceWorld(context);
    const late = [2, 3, 4].map((nth) => ({ call: 'list', nth, code: 'empty' }) as const);
    const faults: readonly Fault[] = [{ call: 'enable', nth: 1, when: 'after' }, ...late];
    assert.equal(await world.run({ faults }), arnOf('nina'));
    assert.equal(world.asked.length, 4);
  });
});
