import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Problem } from '../../../source/problem.ts';
import type { Entry, UiPorts } from '../../../source/ui/core/ports.ts';
import { type CommandWorld, commandWorld, type Over, type Ran } from '../world.ts';

const readOnlyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const viewOnlyArn = 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess';
const policyText = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
const ystataws = 'arn:aws:iam::444455556666:role/ystataws';
const auditor = 'arn:aws:iam::777788889999:role/Auditor';
const phone = 'arn:aws:iam::111122223333:mfa/mary-phone';

let world: CommandWorld;
before(async () => {
  world = await commandWorld(
    ({ url }) =>
      `[profile guarded]\nrole_arn = ${ystataws}\nsource_profile = mary\nrolecall_confirm = true\nregion = us-east-1\nendpoint_url = ${url}\n`,
  );
});
after(() => world.close());

const assumed = () => world.sandbox.calls.findLast(({ action }) => action === 'AssumeRole')?.params ?? {};
const files = { read: async () => policyText };
const code = () => world.sandbox.code(phone);

/** Every flag of a request, and the parameter of AssumeRole in which it has to arrive. */
const flags: readonly (readonly [argv: readonly string[], parameter: string, value: string])[] = [
  [['--duration', '30m'], 'DurationSeconds', '1800'],
  [['--session-name', 'somebody'], 'RoleSessionName', 'somebody'],
  [['--read-only'], 'PolicyArns.member.1.arn', readOnlyArn],
  [['--policy-arn', viewOnlyArn], 'PolicyArns.member.1.arn', viewOnlyArn],
  [['--policy', 'file'], 'Policy', policyText],
  [['--tag', 'team=blue'], 'Tags.member.1.Value', 'blue'],
  [['--source-identity', 'mary.jones'], 'SourceIdentity', 'mary.jones'],
];

/** Every verb that opens a role, with what follows its flags. */
const verbs: Readonly<Record<string, { readonly before: readonly string[]; readonly behind?: readonly string[] }>> = {
  switch: { before: ['switch'] },
  exec: { before: ['exec'], behind: ['--', 'true'] },
  'several of exec': { before: ['exec', 'audit'], behind: ['--', 'true'] },
  export: { before: ['export'] },
  console: { before: ['console', '--print'] },
  'credential-process': { before: ['credential-process'] },
};
const programs = {
  several: async () => ({
    run: async () => 0,
    stoppedBy: () => undefined,
    hasUnread: () => false,
    stopped: new Promise<undefined>(() => undefined),
    end: () => undefined,
  }),
};

for (const [name, { before: verb, behind = [] }] of Object.entries(verbs)) {
  test(`${name}: every flag of a request reaches AWS, for a profile and for a role without one`, async () => {
    const bare = ['--role-arn', ystataws, '--source-profile', 'mary'];
    for (const which of name.startsWith('several') ? [['ystataws']] : [['ystataws'], bare]) {
      for (const [flag, parameter, value] of flags) {
        await world.run([...verb, ...flag, ...which, '--no-cache', ...behind], { files, programs });
        const { RoleArn, [parameter]: got } = assumed();
        assert.deepEqual([RoleArn, got], [ystataws, value], flag.join(' '));
      }
    }
  });
}

test('what is said of a role without a profile reaches AWS', async () => {
  const bare = ['--role-arn', auditor, '--source-profile', 'mary', '--no-cache'];
  for (const { before: verb, behind = [] } of Object.values(verbs).filter(
    ({ before }) => before.length < 2 || before[0] === 'console',
  )) {
    await world.run([...verb, ...bare, '--external-id', 'audit-7f3e91', ...behind]);
    assert.deepEqual([assumed().RoleArn, assumed().ExternalId], [auditor, 'audit-7f3e91']);
    await assert.rejects(world.run([...verb, ...bare, '--external-id', 'wrong', ...behind]), Problem);
  }
});

test('a managed policy by its name alone is refused before AWS is asked, with the ARN to write', async () => {
  await assert.rejects(world.run(['exec', 'ystataws', '--policy-arn', 'ReadOnlyAccess', '--', 'true']), (error) => {
    assert.ok(error instanceof Problem);
    assert.equal(error.text.exitCode, 2);
    assert.match(String(error.text.todo), /--policy-arn arn:aws:iam::aws:policy\/ReadOnlyAccess$/);
    return true;
  });
});

test('a session that cannot be limited is refused, and not given without the limit', async () => {
  for (const [flag] of flags) {
    for (const argv of [
      ['exec', 'mary', ...flag, '--', 'true'],
      ['export', 'mary', ...flag],
    ]) {
      await assert.rejects(world.run(argv, { files }), (error) => {
        assert.ok(error instanceof Problem);
        assert.match(error.text.title, /^mary assumes no role; only the session of a role can have /);
        return true;
      });
    }
  }
});

/** A person who takes an entry of the menu once, and then leaves. */
const choosing = (
  profile: string,
  entry: Entry | 'console',
  seen = { lists: 0, notice: '' },
): NonNullable<Over['terminal']> => ({
  open: async () => ({ close: () => undefined }) as never,
  firstFrame: async () => ({ drawFirst: () => undefined }) as never,
  ui: async () =>
    ({
      runUi: async ({ notice = '' }: { notice?: string }, _: unknown, ports: UiPorts) => {
        Object.assign(seen, { lists: seen.lists + 1, notice });
        if (seen.lists > 1) return { tag: 'cancelled' };
        if (entry === 'console') return { tag: 'console', profiles: [profile], back: { at: 'picker', filter: '' } };
        const hooks = {
          ask: () => Promise.reject(new Error('no code is expected')),
          progress: () => undefined,
          signIn: async () => undefined,
          unlock: () => Promise.reject(new Error('no passphrase is expected')),
          signal: new AbortController().signal,
        };
        return { tag: 'opened', entry, session: await ports.open(profile, hooks) };
      },
    }) as never,
});

const environmentOf = ({ outcome }: Ran): Readonly<Record<string, string>> =>
  outcome.tag === 'handed-over' ? outcome.handOver.environment : {};

for (const entry of ['subshell', 'live', 'console'] as const) {
  test(`through the menu's ${entry}, every flag is part of what is opened, once`, async () => {
    const region: (typeof flags)[number] = [['--region', 'eu-west-3'], '', ''];
    for (const [flag, parameter, value] of [...flags, region]) {
      const calls = world.sandbox.count('AssumeRole');
      const opened: string[] = [];
      const browser = async () => ({ missing: undefined, open: async (url: string) => void opened.push(url) });
      const seen = { lists: 0, notice: '' };
      const ran = await world.run([...flag, '--no-cache'], {
        files,
        terminal: choosing('ystataws', entry, seen),
        programs: { browser },
      });
      assert.equal(world.sandbox.count('AssumeRole') - calls, 1, 'the open session travels');
      if (parameter !== '') assert.equal(assumed()[parameter], value, flag.join(' '));
      const env = environmentOf(ran);
      assert.equal(opened.length, entry === 'console' ? 1 : 0);
      assert.deepEqual(
        seen,
        entry === 'console' ? { lists: 2, notice: 'Opened the console as ystataws.' } : { lists: 1, notice: '' },
      );
      if (entry !== 'console') {
        assert.equal(env.AWS_CONFIG_FILE !== undefined, entry === 'live');
        assert.equal(env.ROLECALL_READ_ONLY, flag[0] === '--read-only' ? '1' : undefined);
        if (parameter === '') assert.equal(env.AWS_REGION, 'eu-west-3');
        // What is renewed later is what was asked for now.
        if (entry === 'subshell') continue;
        await world.run(['credential-process', '--request', env.ROLECALL_SESSION ?? '', '--no-cache']);
        if (parameter !== '') assert.equal(assumed()[parameter], value, `renewed: ${flag.join(' ')}`);
      } else if (parameter === '') assert.match(await (await fetch(opened[0] ?? '')).text(), /region=eu-west-3/);
    }
  });
}

test('read-only is said by the banner, status and the environment of a command', async () => {
  const ran = await world.run(['ystataws', '--read-only']);
  assert.match(ran.error, /is now ystataws @ account-b \(ystataws in 444455556666\), read-only, until /);
  const { out } = await world.run(['status'], {}, environmentOf(ran));
  assert.match(
    out,
    /^mary in 111122223333, acting as ystataws in 444455556666 \(ystataws @ account-b\), read-only until /,
  );
  const json = await world.run(['status', '--json'], {}, environmentOf(ran));
  assert.equal(JSON.parse(json.out).readOnly, true);
  const exec = await world.run(['exec', 'ystataws', '--read-only', '--', 'true']);
  assert.equal(environmentOf(exec).ROLECALL_READ_ONLY, '1');
  const other = await world.run(['exec', 'audit', '--', 'true'], {}, environmentOf(ran));
  assert.equal(environmentOf(other).ROLECALL_READ_ONLY, undefined);
});

test('a role in which a shell is already is not handed on with flags that would be passed over', async () => {
  const env = environmentOf(await world.run(['ystataws']));
  const live = environmentOf(await world.run(['ystataws', '--live']));
  for (const [flag] of [...flags, [['--no-cache']] as never, [['--min-remaining', '30m']] as never]) {
    for (const verb of [['export'], ['console', '--print']]) {
      await assert.rejects(world.run([...verb, ...flag], { files }, env), (error) => {
        assert.ok(error instanceof Problem);
        assert.match(error.text.title, /^--[a-z-]+ cannot be used with the role you are in\.$/);
        return true;
      });
      if (/cache|remaining/.test(flag[0] ?? '')) await world.run([...verb, ...flag], {}, live);
      else await assert.rejects(world.run([...verb, ...flag], { files }, live), Problem);
    }
  }
});

test('a guarded profile that is not named in full is asked about, on every way in', async () => {
  const first = await world.run(['guarded']);
  const [inRole] = [environmentOf(await world.run(['audit'], {}, environmentOf(first)))];
  const link = 'https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=ystataws';
  const only = await commandWorld(
    ({ url }) =>
      `[profile guarded]\nrole_arn = arn:aws:iam::444455556666:role/Only\nsource_profile = mary\nrolecall_confirm = true\nregion = us-east-1\nendpoint_url = ${url}\n`,
  );
  try {
    const ways: readonly (readonly [CommandWorld, readonly string[], purpose: string])[] = [
      [world, ['-'], 'switch'],
      [world, ['switch', '-'], 'switch'],
      [world, ['export', '-'], 'export'],
      [world, ['console', '-'], 'console'],
      [only, [link.replace('=ystataws', '=Only')], 'switch'],
      [only, ['export', link.replace('=ystataws', '=Only')], 'export'],
    ];
    for (const [where, argv, purpose] of ways) {
      await assert.rejects(where.run(argv, {}, where === world ? inRole : {}), (error) => {
        assert.ok(error instanceof Problem, String(error));
        assert.deepEqual([error.text.code, error.text.exitCode], ['confirmation-needed', 2], argv.join(' '));
        return true;
      });
      let started: unknown;
      const terminal = {
        open: async () => ({ close: () => undefined }) as never,
        firstFrame: async () => ({ drawFirst: () => undefined }) as never,
        ui: async () =>
          ({
            runUi: async (start: unknown) => {
              started = start;
              return { tag: 'cancelled' };
            },
          }) as never,
      };
      const env = { TERM: 'xterm-256color', ...(where === world ? inRole : {}) };
      await assert.rejects(where.run(argv, { terminal }, env));
      assert.deepEqual(started, { at: 'open', profile: 'guarded', confirmed: false, purpose });
    }
  } finally {
    await only.close();
  }
});

test('a guarded profile that is named in full is asked for its code alone', async () => {
  const guarded = await commandWorld(
    ({ url }) =>
      `[profile guarded]\nrole_arn = arn:aws:iam::444455556666:role/Only\nsource_profile = mary\nmfa_serial = ${phone}\nrolecall_confirm = true\nregion = us-east-1\nendpoint_url = ${url}\n`,
  );
  let started: unknown;
  const runUi = async (start: unknown) => {
    started = start;
    return { tag: 'cancelled' };
  };
  const terminal = {
    open: async () => ({ close: () => undefined }) as never,
    isThere: async () => true,
    firstFrame: async () => ({ drawFirst: () => undefined }) as never,
    ui: async () => ({ runUi }) as never,
  };
  try {
    await assert.rejects(guarded.run(['guarded'], { terminal }, { TERM: 'xterm-256color' }));
    assert.deepEqual(started, { at: 'open', profile: 'guarded', confirmed: true, purpose: 'switch' });
  } finally {
    await guarded.close();
  }
});

test('mfa-serial and mfa-code of a role without a profile are used', async () => {
  const roleArn = world.sandbox.world ? 'arn:aws:iam::444455556666:role/Admin' : '';
  await world
    .run(['export', '--role-arn', roleArn, '--source-profile', 'mary', '--mfa-serial', phone, '--mfa-code', '-'], {
      terminal: { readLine: code },
    })
    .catch((error: unknown) => assert.ok(error instanceof Problem));
  const call = world.sandbox.calls.findLast(({ action }) => action === 'GetSessionToken');
  assert.equal(call?.params.SerialNumber, phone);
});

test('rolecall - in a new shell is the last role, with the rights it was asked with', async () => {
  const fresh = await commandWorld();
  try {
    await assert.rejects(fresh.run(['-']), (error) => error instanceof Problem && error.text.code === 'no-previous');
    await fresh.run(['ystataws', '--read-only', '--duration', '30m']);
    const ran = await fresh.run(['-', '--no-cache']);
    assert.equal(environmentOf(ran).ROLECALL_READ_ONLY, '1');
    const call = fresh.sandbox.calls.findLast(({ action }) => action === 'AssumeRole')?.params;
    assert.deepEqual([call?.DurationSeconds, call?.['PolicyArns.member.1.arn']], ['1800', readOnlyArn]);
    await fresh.run(['audit']);
    assert.equal(environmentOf(await fresh.run(['-'])).ROLECALL_PROFILE, 'audit');
  } finally {
    await fresh.close();
  }
});

test('where no browser can be started, the address is the last word: no list covers it', async () => {
  const seen = { lists: 0, notice: '' };
  const browser = async () => ({ missing: 'There is no browser here', open: async () => undefined });
  const ran = await world.run([], { terminal: choosing('ystataws', 'console', seen), programs: { browser } as never });
  assert.equal(seen.lists, 1);
  assert.match(ran.out, /^https?:.*SigninToken/);
});
