import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assign, MARY } from '../../../source/sandbox/identity-center/build.ts';
import { mary, session } from './mary.ts';

/** Mary, with the roles of two accounts found. */
async function found(...test: Parameters<typeof mary>) {
  const world = await mary(...test);
  const roles = ['Admin', 'Read'];
  assign(
    world.portal,
    MARY,
    { account: '111122223333', name: 'Payments-dev', roles },
    { account: '222233334444', name: 'Payments-prod', roles },
  );
  await world.run(['discover']);
  return world;
}

test('keep speaks of roles of portals where it finds none of a name', async (context) => {
  const { run } = await found(context);
  const far = (await run(['keep', 'x'])).problem;
  assert.deepEqual(
    [far?.code, far?.title, far?.todo],
    ['found-unknown', 'No role of a portal is called x.', ['rolecall list --found shows the roles of your portals.']],
  );
  assert.deepEqual((await run(['keep', 'Payments-dve/Admin'])).problem?.todo, [
    'Did you mean Payments-dev/Admin, Payments-prod/Admin, Payments-dev/Read?',
  ]);
  const glob = (await run(['keep', 'x/*'])).problem;
  assert.deepEqual(
    [glob?.title, glob?.todo],
    ['No role of a portal matches x/*.', ['rolecall list --found shows the roles of your portals.']],
  );
});

test('keep of a glob without a slash matches no role, and says with what it would; profiles are no roles of a portal', async (context) => {
  const { run } = await found(context, `${session}\n[profile pay]\nrole_arn = arn:aws:iam::111122223333:role/X\n`);
  for (const [glob, todo] of [
    ['*', "The name of a role is ACCOUNT/ROLE: rolecall keep '*/*'"],
    ['Pay*', "The name of a role is ACCOUNT/ROLE: rolecall keep 'Pay*/*'"],
    ['*Read', "The name of a role is ACCOUNT/ROLE: rolecall keep '*/*Read'"],
    ['p?y', 'rolecall list --found shows the roles of your portals.'],
  ] as const) {
    const { problem } = await run(['keep', glob]);
    assert.deepEqual(
      [problem?.code, problem?.title, problem?.todo],
      ['glob-empty', `No role of a portal matches ${glob}.`, [todo]],
    );
  }
});

test('keep points to the sign-in for every name that it does not find', async (context) => {
  const { run } = await mary(context);
  for (const name of ['*', 'zzz*', 'foo', 'zzz*/x', 'foo/x']) {
    const { problem } = await run(['keep', name]);
    assert.deepEqual(
      problem?.todo?.[0],
      'No role of corp is known here; sign in: rolecall login corp',
      `${name}: ${problem?.title}`,
    );
  }
});

test('right after a sign-in, whoever names a role reads how the roles become known', async (context) => {
  const { run } = await mary(context);
  const name = 'prod/Admin';
  for (const argv of [
    ['exec', name, '--', 'true'],
    ['exec', 'prod/*', '--', 'true'],
    ['show', name],
    ['export', name],
    ['keep', name],
    ['keep', 'prod/*'],
    ['list', '--found'],
    ['list'],
  ]) {
    const todo = (await run(argv)).problem?.todo ?? [];
    assert.equal(todo[0], 'No role of corp is known here; sign in: rolecall login corp', argv.join(' '));
    assert.equal(todo[1], 'If you are signed in: rolecall discover', argv.join(' '));
  }
});

test('a template for names is looked at also where nothing is written', async (context) => {
  const { run } = await found(context);
  await run(['keep', 'Payments-dev/Read']);
  const { problem } = await run(['keep', 'Payments-dev/Read', '--name', '{bogus}']);
  assert.deepEqual([problem?.code, problem?.exitCode], ['name-template', 2]);
});

test('capitals of a glob count, and what it would match without them is told', async (context) => {
  const { run } = await found(context, `${session}\n[profile Mine]\nregion = eu-west-1\n`);
  for (const [argv, todo] of [
    [['keep', 'pay*dev/*'], 'Did you mean Payments-dev/Admin, Payments-dev/Read? Names are case-sensitive.'],
    [['exec', 'mi*', '--', 'true'], 'Did you mean Mine? Names are case-sensitive.'],
    [['exec', '*/read', '--', 'true'], 'Did you mean Payments-dev/Read, Payments-prod/Read? Names are case-sensitive.'],
  ] as const) {
    const { problem } = await run(argv);
    assert.deepEqual([problem?.code, problem?.todo], ['glob-empty', [todo]], argv.join(' '));
  }
  for (const [glob, told] of [
    ['pay*', 'No role matches pay*. Did you mean Payments-dev, Payments-prod? Names are case-sensitive.\n'],
    [
      'pay*/admin',
      'No role matches pay*/admin. Did you mean Payments-dev/Admin, Payments-prod/Admin? Names are case-sensitive.\n',
    ],
    ['x*', 'No role matches x*.\n'],
  ] as const) {
    const { error, out } = await run(['sync', 'corp', '--include', glob]);
    assert.ok(error.includes(told), error);
    assert.equal(out, 'corp: 0 unchanged\n');
  }
});
