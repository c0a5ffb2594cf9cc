import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeHome } from '../../helpers/home.ts';
import { runProgram } from '../../helpers/program.ts';

const config = '[profile listing]\nrole_arn = arn:aws:iam::111122223333:role/A\nsource_profile = mary\n';

test('rolecall help COMMAND is that command’s --help, of two words too', async (context) => {
  const { env } = await makeHome(context);
  for (const command of [['exec'], ['role', 'create']]) {
    const help = await runProgram(['help', ...command], { env });
    const flag = await runProgram([...command, '--help'], { env });
    assert.equal(help.code, 0);
    assert.equal(help.out, flag.out);
  }
});

test('a word that is nearly a verb and no profile is told of, with exit code 2', async (context) => {
  const { env } = await makeHome(context, { config });
  const cases = [
    [['lsit'], 'rolecall list'],
    [['exce', 'listing', '--', 'true'], 'rolecall exec'],
    [['hlep'], 'rolecall help'],
    [['help', 'exprot'], 'rolecall help export'],
  ] as const;
  for (const [argv, meant] of cases) {
    const { code, err, out } = await runProgram(argv, { env });
    assert.equal(code, 2, argv.join(' '));
    assert.match(err, new RegExp(`Did you mean ${meant}\\?`));
    assert.equal(out, '');
  }
});

test('a word that a profile has in its name is a search, not a slip', async (context) => {
  const { env } = await makeHome(context, { config });
  const { code, err } = await runProgram(['listin'], { env });
  assert.equal(code, 1);
  assert.match(err, /listing/);
  assert.doesNotMatch(err, /There is no command/);
});
