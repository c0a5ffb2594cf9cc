import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { separator } from '../../../source/domain/shells/answer.ts';
import { makeDemoHome } from '../../helpers/home.ts';
import { runProgram } from '../../helpers/program.ts';

const before = 'arn:aws:iam::444455556666:role/ystataws';
const after = 'arn:aws:iam::555566667777:role/ReadOnly';

/** A shell in ystataws whose prompt would soon renew it, and the profile's file. */
async function inRole(context: TestContext, ...flags: readonly string[]) {
  const home = await makeDemoHome(context);
  const call = async (argv: readonly string[], env: Readonly<Record<string, string>>) => {
    const ran = await runProgram(['--in-place', 'subshell', ...argv], { env });
    const parts = ran.out.split(separator);
    const set = parts.flatMap((part) => {
      const [, name = '', value = ''] = /^([A-Z_]+)=(.*)$/s.exec(part) ?? [];
      return name === '' ? [] : [[name, value] as const];
    });
    return { ...ran, parts, variables: Object.fromEntries(set) as Readonly<Record<string, string>> };
  };
  const entered = await call(['ystataws', ...flags], home.env);
  assert.equal(entered.code, 0, entered.err);
  const env = { ...home.env, ...entered.variables };
  const edit = async (from: string | RegExp, to: string) => {
    const text = await readFile(home.config, 'utf8');
    assert.notEqual(text.replace(from, to), text);
    await writeFile(home.config, text.replace(from, to));
  };
  return {
    ...home,
    inside: { ...env, AWS_CONFIG_FILE: home.config },
    live: env.AWS_CONFIG_FILE ?? '',
    edit,
    moved: () => edit(before, after),
    call: (...argv: readonly string[]) => call(argv, env),
    run: (...argv: readonly string[]) => runProgram(argv, { env }),
  };
}

const refused = new RegExp(
  `ystataws led to ${before} when it was opened here, and\\s+now\\s+leads\\s+to\\s+${after}\\.[^]*: rolecall ystataws\\s`,
);

test('a prompt does not renew a role whose profile leads to another account since, and AWS is not asked', async (context) => {
  const { aws, moved, call } = await inRole(context);
  await moved();
  const count = aws.calls.length;
  const { code, err, parts } = await call('--renew');
  assert.deepEqual([code, err, parts], [0, '', ['rolecall/1', ':renew=no', 'end']]);
  assert.equal(aws.calls.length, count);
});

test('refresh says where the profile leads now, and leaves the shell as it is', async (context) => {
  const { aws, moved, call } = await inRole(context);
  await moved();
  const count = aws.calls.length;
  const { code, out, err } = await call('refresh');
  assert.deepEqual([code, out], [1, '']);
  assert.match(err, refused);
  assert.equal(aws.calls.length, count);
  const anew = await call('ystataws');
  assert.equal(anew.variables.ROLECALL_ROLE_ARN, after, 'what it says to type goes there');
});

test('a live role gives no keys of another account: not to programs, not to export', async (context) => {
  const { moved, live, run } = await inRole(context, '--live');
  const [, id = ''] = /--request (\S+)/.exec(await readFile(live, 'utf8')) ?? [];
  assert.equal((await run('credential-process', '--request', id)).code, 0);
  await moved();
  for (const argv of [['credential-process', '--request', id], ['export']]) {
    const { code, out, err } = await run(...argv);
    assert.deepEqual([code, out], [1, ''], argv.join(' '));
    assert.match(err, refused);
  }
});

test('another region does not make a live role forget where it led', async (context) => {
  const { moved, call, run } = await inRole(context, '--live');
  await moved();
  const { code, err, variables } = await call('region', 'eu-north-1');
  assert.equal(code, 0, err);
  const ran = await run('credential-process', '--request', variables.ROLECALL_SESSION ?? '');
  assert.deepEqual([ran.code, ran.out], [1, '']);
  assert.match(ran.err, refused);
});

test('a profile with keys in the config file is not another role’s to the programs of a live one', async (context) => {
  const { edit, live, run, call } = await inRole(context);
  await edit('[profile audit]\n', '[profile audit]\naws_secret_access_key = unused\n');
  const entered = await call('ystataws', '--live');
  const text = await readFile(entered.variables.AWS_CONFIG_FILE ?? live, 'utf8');
  const [, id = ''] = /\[profile audit\]\n.* --request (\w+)/.exec(text) ?? [];
  assert.equal((await run('credential-process', '--request', id)).code, 0);
  await edit('role/Auditor', 'role/ystataws');
  const { code, out, err } = await run('credential-process', '--request', id);
  assert.deepEqual([code, out], [1, '']);
  assert.match(err, /audit led to \S+role\/Auditor when it was opened here/);
});

for (const [what, from, to] of [
  ['region', /(\[profile ystataws\][^[]*?\nregion = )\S+/, '$1eu-north-1'],
  ['external ID', '[profile ystataws]\n', '[profile ystataws]\nexternal_id = another\n'],
  ['length', '[profile ystataws]\n', '[profile ystataws]\nduration_seconds = 900\n'],
] as const) {
  test(`another ${what} of the same role is no other role`, async (context) => {
    const { edit, call } = await inRole(context);
    await edit(from, to);
    for (const verb of ['--renew', 'refresh']) {
      const { code, err, variables } = await call(verb);
      assert.equal(code, 0, err);
      assert.equal(variables.ROLECALL_ROLE_ARN, before, verb);
    }
  });
}

test('the role before is a new switch: it goes where its profile leads now', async (context) => {
  const { moved, call, inside } = await inRole(context);
  const { variables } = await call('audit');
  await moved();
  const back = await runProgram(['--in-place', 'subshell', '-'], { env: { ...inside, ...variables } });
  assert.equal(back.code, 0, back.err);
  assert.ok(back.out.split(separator).includes(`ROLECALL_ROLE_ARN=${after}`));
});
