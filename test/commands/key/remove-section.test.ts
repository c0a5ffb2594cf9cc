import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { dispatch } from '../../../source/commands/registry/dispatch.ts';
import { contextOf, heard } from '../../helpers/context.ts';
import { json, makeKeyHome } from './world.ts';

/** A home in which the key of `neu` is printed by a command. */
async function makeNeu(context: TestContext) {
  const home = await makeKeyHome(context);
  const command = join(home.directory, 'pass.sh');
  await writeFile(command, `#!/bin/sh\nprintf '%s' '${json(home.key)}'\n`, { mode: 0o700 });
  const config = () => readFile(home.config, 'utf8');
  const before = await config();
  // The key is asked about at the AWS of the test.
  const at = { AWS_ENDPOINT_URL: home.aws.url };
  const added = await home.run(['key', 'add', 'neu', '--command', command], '', at);
  assert.equal(added.code, 0, added.err);
  const remove = async () => {
    const { code, err } = await home.run(['key', 'remove', 'neu', '--yes']);
    assert.equal(code, 0, err);
  };
  const change = async (edit: (text: string) => string) => writeFile(home.config, edit(await config()));
  return { ...home, before, text: config, remove, change };
}

test('key remove takes the section out that key add made: the file is as it was before', async (context) => {
  const { before, text, remove } = await makeNeu(context);
  assert.match(await text(), /\n\[profile neu\]\n/);
  await remove();
  assert.equal(await text(), before);
});

const role = '\n[profile spoke]\nrole_arn = arn:aws:iam::555566667777:role/Admin\nsource_profile = neu\n';
const taker = '\n[profile taker]\ninclude_profile = neu\nregion = eu-west-1\n';

for (const [what, edit, stays] of [
  ['a setting', (text: string) => `${text}region = eu-west-1\n`, '[profile neu]\nregion = eu-west-1\n'],
  ['a comment', (text: string) => `${text}# the one of Jane\n`, '[profile neu]\n# the one of Jane\n'],
  [
    'a comment at the header',
    (text: string) => text.replace('[profile neu]', '[profile neu] # Jane'),
    '[profile neu] # Jane\n',
  ],
  ['a role that starts from it', (text: string) => `${text}${role}`, `[profile neu]\n${role}`],
  ['a profile that takes over from it', (text: string) => `${text}${taker}`, `[profile neu]\n${taker}`],
] as const) {
  test(`${what} keeps the section`, async (context) => {
    const { before, text, remove, change } = await makeNeu(context);
    await change(edit);
    await remove();
    assert.equal(await text(), `${before}\n${stays}`);
  });
}

test('a comment above the next section does not keep it, and stays; a favourite of that name keeps it', async (context) => {
  const { before, text, remove, change } = await makeNeu(context);
  const next = '\n# The rest.\n[profile rest]\nregion = eu-west-1\n';
  await change((config) => `${config}${next}`);
  await remove();
  assert.equal(await text(), `${before}${next}`);

  const other = await makeNeu(context);
  const own = join(other.directory, '.config', 'rolecall');
  await mkdir(own, { recursive: true });
  await writeFile(join(own, 'settings.json'), '{"version":1,"favourites":["neu"]}', { mode: 0o600 });
  await other.remove();
  assert.equal(await other.text(), `${other.before}\n[profile neu]\n`);
});

test('lines that another program put there while key remove asked stay; what leads there by then keeps the section', async (context) => {
  const theirs = (config: string) =>
    config.replace(/^(credential_process = ).*\nrolecall_key.*$/m, '$1/opt/theirs neu');
  for (const [meanwhile, after, credentials] of [
    [theirs, theirs, ''],
    [
      (config: string) => `${config}${role}`,
      (config: string) => config.replace(/^(credential|rolecall_key)_pro.*neu\n.*\n/m, ''),
      '',
    ],
    [
      (config: string) => config,
      (config: string) => config.replace(/^(credential|rolecall_key)_pro.*neu\n.*\n/m, ''),
      role.replace('profile ', ''),
    ],
  ] as const) {
    const home = await makeNeu(context);
    const { directory, env, text, change } = home;
    const real = contextOf(env);
    const { output } = heard(real.output);
    let now = '';
    const ask = async () => {
      await change(meanwhile);
      await appendFile(home.credentials, credentials);
      now = await text();
      return 'y';
    };
    // The files are read before the question, as a call of AWS's or another verb may do it.
    await real.profiles.load();
    await dispatch(['key', 'remove', 'neu'], { ...real, output, terminal: { ...real.terminal, ask } });
    assert.equal(await text(), after(now), directory);
  }
});
