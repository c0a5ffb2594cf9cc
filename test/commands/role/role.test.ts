import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Problem } from '../../../source/problem.ts';
import { ACCOUNT_B, keyOf, PHONE } from '../../sandbox/clients.ts';
import { type CommandWorld, commandWorld, type Over } from '../world.ts';

let world: CommandWorld;
before(async () => {
  world = await commandWorld((sandbox) => {
    const { id, secret } = keyOf(sandbox, ACCOUNT_B, 'admin');
    return `
[profile iam-elsewhere]
aws_access_key_id = ${id}
aws_secret_access_key = ${secret}
endpoint_url = ${sandbox.url}
services = elsewhere
[profile broken]
role_arn = arn:aws:iam::111122223333:role/Broken
source_profile = nowhere
[services elsewhere]
iam =
  endpoint_url = http://127.0.0.1:9
`;
  });
});
after(() => world.close());

const admin = ['--profile', 'account-b-admin'];
const role = (argv: readonly string[], over?: Over, env?: Record<string, string>) =>
  world.run(['role', ...argv], over, env);
const roleInWorld = (name: string) => world.sandbox.world.accounts.get(ACCOUNT_B)?.roles.get(name);
const problem = (code: string) => (error: unknown) => {
  assert.ok(error instanceof Problem, String(error));
  assert.equal(error.text.code, code);
  return true;
};

test('create makes the role, says what to hand over, and the link leads to it', async () => {
  const { out, error } = await role([
    'create',
    'made',
    '--trust',
    '1111-2222-3333',
    '--mfa',
    '--policy',
    'ReadOnlyAccess',
    '--policy',
    'Billing',
    '--tag',
    'Team=core',
    '--description',
    'For mary',
    '--max-session',
    '4h',
    '--path',
    '/team/',
    ...admin,
  ]);
  const made = roleInWorld('made');
  assert.equal(made?.path, '/team/');
  assert.equal(made?.maxSessionDuration, 14_400);
  assert.deepEqual(
    [...(made?.attachedPolicies ?? [])],
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::aws:policy/job-function/Billing'],
  );
  assert.match(out, /arn:aws:iam::444455556666:role\/team\/made/);
  assert.match(out, /https:\/\/signin\.aws\.amazon\.com\/switchrole\?account=444455556666&roleName=team\/made/);
  assert.match(out, /Account 111122223333 may assume it, but only with MFA\./);
  assert.match(out, /rolecall add --link '/);
  assert.match(error, /^Created arn/);
});

test('a suggested command asks the account that was named', async () => {
  const todo = (line: string) => (error: unknown) => {
    assert.ok(error instanceof Problem, String(error));
    assert.equal(error.text.todo?.[0], line);
    return true;
  };
  for (const verb of ['show', 'trust']) {
    await assert.rejects(
      role([verb, 'nosuch', ...admin]),
      todo('See what there is: rolecall role list --profile account-b-admin'),
    );
    await assert.rejects(role([verb, ...admin]), todo(`rolecall role ${verb} NAME --profile account-b-admin`));
  }
  await role(['create', 'twice', '--trust', 'this', ...admin]);
  await assert.rejects(
    role(['create', 'twice', '--trust', 'this', ...admin]),
    todo('See it: rolecall role show twice --profile account-b-admin'),
  );
  await assert.rejects(
    role(['create', ...admin]),
    todo('rolecall role create NAME --trust ACCOUNT --profile account-b-admin'),
  );
});

test('create --json is one object for programs', async () => {
  const { out } = await role(['create', 'for-programs', '--trust', 'this', '--external-id', '-', '--json', ...admin]);
  const made = JSON.parse(out);
  assert.deepEqual(made.trustedEntities, [ACCOUNT_B]);
  assert.match(made.externalId, /^[0-9a-z]{26}$/);
  assert.equal(made.userPolicy.Statement.Resource, 'arn:aws:iam::444455556666:role/for-programs');
});

test('a new role is assumed as soon as AWS knows it', async () => {
  const { error } = await role([
    'create',
    'tried',
    '--trust',
    '111122223333',
    '--external-id',
    'x-1',
    '--try-as',
    'mary',
    ...admin,
  ]);
  assert.match(error, /mary can assume tried\./);
  assert.ok(world.sandbox.count('AssumeRole') > 0);
});

test('a new role that wants MFA is assumed with a code of the device that the user has', async () => {
  const { error } = await role(
    ['create', 'tried-mfa', '--trust', '111122223333', '--mfa', '--try-as', 'mary', '--mfa-code', '-', ...admin],
    { terminal: { readLine: () => world.sandbox.code(PHONE) } },
  );
  assert.match(error, /mary can assume tried-mfa\./);
});

test('who cannot come with MFA is told before the role is made, without waiting', async () => {
  const before = world.sandbox.count('AssumeRole');
  const trying = (profile: string) =>
    role(['create', 'unmfa', '--trust', '111122223333', '--mfa', '--try-as', profile, ...admin]);
  await assert.rejects(trying('prod-admin'), problem('trial-without-mfa'));
  await assert.rejects(trying('account-b-admin'), problem('trial-without-mfa'));
  await rm(join(world.home, 'rolecall'), { recursive: true, force: true });
  await assert.rejects(trying('mary'), problem('mfa-no-terminal'));
  assert.equal(roleInWorld('unmfa'), undefined);
  assert.equal(world.sandbox.count('AssumeRole'), before);
});

test('a profile that cannot be tried is told before anything is asked of AWS or made', async () => {
  const calls = world.sandbox.count();
  const trying = (profile: string) =>
    role(['create', 'untried', '--trust', '111122223333', '--try-as', profile, ...admin]);
  await assert.rejects(trying('nosuch'), problem('profile-unknown'));
  await assert.rejects(trying('broken'), problem('source-missing'));
  assert.equal(roleInWorld('untried'), undefined);
  assert.equal(world.sandbox.count(), calls);
});

test('half a creation is taken back', async () => {
  await assert.rejects(
    role(['create', 'half', '--trust', '111122223333', '--policy', 'arn:aws:iam::aws:policy/Nope', ...admin]),
    problem('policy-unknown'),
  );
  assert.equal(roleInWorld('half'), undefined);
});

test('what is wrong is said of every flag at once, before anything is asked of AWS', async () => {
  const calls = world.sandbox.count();
  await assert.rejects(role(['create', 'a b', '--trust', '12', '--tag', 'x', '--print', 'cli']), (error) => {
    assert.ok(error instanceof Problem);
    assert.deepEqual(
      error.text.todo?.map((line) => line.split(':')[0]),
      ['NAME', '--trust', '--tag'],
    );
    return error.text.exitCode === 2;
  });
  assert.equal(world.sandbox.count(), calls);
});

test('--print creates nothing and needs no credentials', async () => {
  const calls = world.sandbox.count();
  const { out } = await role(['create', 'printed', '--trust', '111122223333', '--print', 'cloudformation-json']);
  assert.equal(JSON.parse(out).Resources.Role.Properties.RoleName, 'printed');
  assert.equal(world.sandbox.count(), calls);
});

test('--print makes ARNs of the names of AWS’s policies, in the partition of whoever is trusted', async () => {
  const calls = world.sandbox.count();
  const policies = ['--policy', 'ReadOnlyAccess', '--policy', 'Billing', '--permissions-boundary', 'PowerUserAccess'];
  const print = async (trusted: string) =>
    (await role(['create', 'printed', '--trust', trusted, ...policies, '--print', 'cli'])).out.match(
      /arn:\S+:policy\/\S+/g,
    );
  const here = (partition: string) =>
    ['PowerUserAccess', 'ReadOnlyAccess', 'job-function/Billing'].map(
      (name) => `arn:${partition}:iam::aws:policy/${name}`,
    );
  assert.deepEqual(await print('111122223333'), here('aws'));
  assert.deepEqual(await print('arn:aws-cn:iam::111122223333:root'), here('aws-cn'));
  assert.equal(world.sandbox.count(), calls);
});

test('--print says why it would need an account', async () => {
  const print = (...more: string[]) => role(['create', 'printed', '--print', 'cli', ...more]);
  const said = async (...more: string[]) => {
    const error = await print(...more).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof Problem);
    return [error.text.title, ...(error.text.todo ?? [])].join('\n');
  };
  const own = await said('--trust', '111122223333', '--policy', 'ReadOnlyAcces');
  assert.match(own, /The ARN of the policy ReadOnlyAcces has to be looked up in the account\./);
  assert.match(own, /Did you mean ReadOnlyAccess/);
  assert.match(await said('--trust', 'this'), /Without credentials it is not known which account “this” is/);
});

test('an account ID with a slip is refused, and the digits are what is to be checked', async () => {
  await assert.rejects(role(['create', 'slip', '--trust', '111122223330', ...admin]), (error) => {
    assert.ok(error instanceof Problem);
    assert.equal(error.text.code, 'principal-unknown');
    assert.match(error.text.means ?? '', /An account, .* must exist/);
    assert.match(error.text.todo?.[0] ?? '', /12 digits/);
    return true;
  });
});

test('without a name, a terminal is needed', async () => {
  await assert.rejects(role(['create', ...admin]), problem('no-terminal'));
});

test('nobody’s default credentials are used', async () => {
  await assert.rejects(role(['list']), problem('owner-unknown'));
  await assert.rejects(role(['list', '--profile', 'typo']), problem('profile-unknown'));
});

test('in a role, its keys and its profile’s endpoint are used; the environment steers nothing', async () => {
  const key = keyOf(world.sandbox, ACCOUNT_B, 'admin');
  const env = {
    ROLECALL_PROFILE: 'account-b-admin',
    AWS_ACCESS_KEY_ID: key.id,
    AWS_SECRET_ACCESS_KEY: key.secret,
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ENDPOINT_URL_IAM: 'http://127.0.0.1:9',
  };
  const { out } = await role(['show', 'ystataws'], {}, env);
  assert.match(out, /^ystataws\n/);
  const ended = { ...env, ROLECALL_EXPIRES_EPOCH: '1' };
  await assert.rejects(role(['list'], {}, ended), problem('credentials-expired'));
});

test('a services section sends IAM elsewhere than STS', async () => {
  await assert.rejects(role(['list', '--profile', 'iam-elsewhere']), (error) => {
    assert.ok(error instanceof Problem);
    assert.equal(error.text.debug?.endpoint, 'http://127.0.0.1:9');
    return error.text.code === 'unreachable';
  });
});

test('list shows whom each role trusts, and show one of them by name or ARN', async () => {
  const { out } = await role(['list', '--json', ...admin]);
  const listed = JSON.parse(out).find(({ name }: { name: string }) => name === 'ystataws');
  assert.deepEqual(listed.trusts, ['account 111122223333']);
  assert.match((await role(['list', ...admin])).out, /ystataws .* account 111122223333/);
  const shown = JSON.parse((await role(['show', listed.arn, '--json', ...admin])).out);
  assert.equal(shown.name, 'ystataws');
  assert.equal(shown.trusted[0].who[0], 'account 111122223333');
  await assert.rejects(role(['show', 'arn:aws:iam::111122223333:role/x', ...admin]), problem('role-elsewhere'));
  await assert.rejects(role(['show', 'none', ...admin]), problem('role-unknown'));
});

test('show says when and where a role was last used', async () => {
  await role(['create', 'used', '--trust', '111122223333', ...admin]);
  assert.match((await role(['show', 'used', ...admin])).out, /last used +not in the last 400 days/);
  const now = world.sandbox.clock.now();
  const used = world.sandbox.world.accounts.get(ACCOUNT_B)?.roles.get('used');
  if (used !== undefined) used.lastUsed = { at: now, service: 'sts', region: 'eu-west-1' };
  assert.match((await role(['show', 'used', ...admin])).out, /last used +\S.* in eu-west-1/);
  const { lastUsed } = JSON.parse((await role(['show', 'used', '--json', ...admin])).out);
  assert.deepEqual(lastUsed, { at: `${new Date(now).toISOString().slice(0, 19)}.000Z`, region: 'eu-west-1' });
});

test('what an identity may not do is named', async () => {
  await assert.rejects(role(['create', 'x', '--trust', '111122223333', '--profile', 'mary']), (error) => {
    assert.ok(error instanceof Problem);
    return error.text.title === 'mary may not do iam:CreateRole.';
  });
});

test('an unknown verb names the nearest one', async () => {
  await assert.rejects(
    role(['trusts']),
    (error) => error instanceof Problem && /role trust/.test(error.text.todo?.[0] ?? ''),
  );
});
