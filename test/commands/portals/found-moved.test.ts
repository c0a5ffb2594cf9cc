import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commands } from '../../../source/commands/registry/commands.ts';
import { assign, MARY } from '../../../source/sandbox/identity-center/build.ts';
import { mary, session } from './mary.ts';

const [prod, shop] = ['111122223333', '222233334444'] as const;
const far = ['--role-arn', 'arn:aws:iam::444455556666:role/far'];
const command = ['--', 'true'];

/** What is behind the verb, its flag and the name, for each flag that takes a found role as it takes a profile. */
const behind: Readonly<Record<string, readonly string[]>> = {
  'switch --source-profile': far,
  'exec --source-profile': [...far, ...command],
  'export --source-profile': far,
  'credential-process --source-profile': far,
  'console --source-profile': far,
  'add --source-profile': ['far', ...far],
  'edit --source-profile': ['spoke'],
  'role create --profile': ['ghost', '--trust', '444455556666'],
  'role create --try-as': ['ghost', '--trust', '444455556666', '--profile', 'mine'],
  'role show --profile': ['ghost'],
  'role list --profile': [],
  'role trust --profile': ['ghost', '--show'],
};

/** Flags that take profiles of the files alone. */
const ofFiles = ['import --source-profile', 'mfa remove --profile'];

test('every flag that names a profile or a found role is known here', () => {
  const verbs = commands.flatMap((command) => [command, ...(command.verbs ?? [])]);
  const flags = verbs.flatMap(({ name, flags }) =>
    flags.filter(({ value }) => value === 'PROFILE').map((flag) => `${name} --${flag.name}`),
  );
  assert.deepEqual(flags.filter((flag) => !ofFiles.includes(flag)).sort(), Object.keys(behind).sort());
});

const spoke = `[profile spoke]\nrole_arn = arn:aws:iam::444455556666:role/spoke\nsource_profile = mine\n`;
const mine = `[profile mine]\nsso_session = corp\nsso_account_id = 333344445555\nsso_role_name = Admin\nregion = eu-west-1\n`;

test('a found name that leads to another account now opens nothing there, by whatever flag', async (context) => {
  const { portal, run, calls } = await mary(context, session + mine + spoke);
  const name = (a: string, b: string) => {
    assign(portal, MARY, { account: prod, name: a, roles: ['Admin'] }, { account: shop, name: b, roles: ['Admin'] });
  };
  name('prod', 'shop');
  await run(['discover']);
  await run(['export', 'prod/Admin']);
  name('shop', 'prod');
  await run(['discover']);
  const made = calls().length;
  for (const [flag, rest] of Object.entries(behind)) {
    const { problem } = await run([...flag.split(' '), 'prod/Admin', ...rest]);
    assert.equal(problem?.code, 'found-name-moved', flag);
  }
  assert.deepEqual(calls().slice(made), [], 'AWS is asked for nothing');
  const agreed = await run(['role', 'list', '--profile', 'prod/Admin'], shop);
  assert.match(agreed.asked.join(''), /Type 222233334444 to continue there/);
  assert.equal((await run(['role', 'list', '--profile', 'prod/Admin'])).asked.join(''), '', 'once is enough');
});
