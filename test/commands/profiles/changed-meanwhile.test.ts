import assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { dispatch } from '../../../source/commands/registry/dispatch.ts';
import type { Context } from '../../../source/context.ts';
import { Problem } from '../../../source/problem.ts';
import { contextOf, heard } from '../../helpers/context.ts';
import { makeHome } from '../../helpers/home.ts';

const role = `[profile prod]
role_arn = arn:aws:iam::444455556666:role/Admin
source_profile = mary
`;
const keys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hush\n';

/** A home with a role, and commands on the real files; the person says yes to whatever is asked. */
async function roleHome(test: TestContext) {
  const home = await makeHome(test, { config: role });
  const real = contextOf(home.env);
  /** @param meanwhile what another program does while the person is asked, or right before the files are locked */
  const run = async (argv: readonly string[], meanwhile: () => Promise<void>): Promise<string> => {
    const { output, said } = heard(real.output);
    const ask = async () => {
      await meanwhile();
      return 'y';
    };
    const edit: Context['profiles']['edit'] = async (edits, final) => {
      if (argv.includes('--yes')) await meanwhile();
      return real.profiles.edit(edits, final);
    };
    const terminal = { ...real.terminal, ask };
    try {
      await dispatch(argv, { ...real, output, terminal, profiles: { ...real.profiles, edit } });
      return said.error;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return error.text.code;
    }
  };
  return { ...home, run, text: () => readFile(home.config, 'utf8') };
}

test('remove takes nothing out that another program changed while it asked', async (test) => {
  const { config, run, text } = await roleHome(test);
  assert.equal(await run(['remove', 'prod'], () => appendFile(config, keys)), 'file-changed');
  assert.equal(await text(), `${role}${keys}`);
});

test('remove --yes looks once more for access keys, at the file as it is taken out of', async (test) => {
  const { config, run, text } = await roleHome(test);
  assert.equal(await run(['remove', 'prod', '--yes'], () => appendFile(config, keys)), 'not-a-role');
  assert.equal(await text(), `${role}${keys}`);
});

test('remove looks for access keys in the other file too, as aws configure writes them there', async (test) => {
  const { credentials, run, text } = await roleHome(test);
  const other = `[prod]\n${keys}`;
  for (const more of [[], ['--yes']]) {
    await writeFile(credentials, '');
    assert.equal(await run(['remove', 'prod', ...more], () => writeFile(credentials, other)), 'not-a-role');
    assert.equal(await text(), role);
  }
});

test('remove --yes minds nothing that another program wrote elsewhere in the file', async (test) => {
  const { config, run, text } = await roleHome(test);
  const other = '[profile other]\nregion = eu-west-1\n';
  assert.match(await run(['remove', 'prod', '--yes'], () => writeFile(config, `${other}\n${role}`)), /^Removed prod\./);
  assert.equal(await text(), other);
});
