import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDemoHome, phone } from '../../helpers/home.ts';
import { program, type Ran, runProgram } from '../../helpers/program.ts';
import { withLines } from './person.ts';

/** The command line is the built program: `npm run build` comes first. */
async function edit(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(path, change(await readFile(path, 'utf8')));
}

/** What a run said that should have been refused, without the keys that it may have printed. */
const unexpected = ({ out, err }: Ran): string => `${out.length} characters of output, and: ${err}`;

test('fifty programs at once: one AssumeRole, fifty equal answers', async (context) => {
  const { aws, env } = await makeDemoHome(context);
  const all = await Promise.all(
    Array.from({ length: 50 }, () => runProgram(['credential-process', 'ystataws'], { env })),
  );
  assert.deepEqual(new Set(all.map(({ code, err }) => `${code} ${err}`)), new Set(['0 ']));
  assert.equal(new Set(all.map(({ out }) => out)).size, 1);
  assert.equal(aws.count('AssumeRole'), 1);
  assert.equal(aws.count('GetCallerIdentity'), 1);
});

test('a code on standard input opens the role, and five more roles follow without one', async (context) => {
  const { aws, env, config } = await makeDemoHome(context);
  await edit(config, withLines('mary', `mfa_serial = ${phone}`));
  const first = await runProgram(['credential-process', 'prod-admin', '--mfa-code', '-'], {
    env,
    input: `${aws.code(phone)}\n`,
  });
  assert.deepEqual([first.code, first.err], [0, '']);
  assert.equal(aws.calls.length, 3);
  for (const profile of ['hub', 'prod-readonly', 'ystataws', 'audit', 'prod-admin']) {
    const before: number = aws.calls.length;
    const ran = await runProgram(['credential-process', profile], { env });
    assert.deepEqual([ran.code, ran.err], [0, ''], profile);
    assert.equal(aws.calls.length - before, profile === 'prod-admin' ? 0 : 1, profile);
  }
});

test('a wrong code on standard input, and what is no code, end without another question', async (context) => {
  const { aws, env } = await makeDemoHome(context);
  const argv = ['credential-process', 'prod-admin', '--mfa-code', '-'];
  const wrong = await runProgram(argv, { env, input: '000000\n' });
  assert.equal(wrong.code, 1, unexpected(wrong));
  assert.match(wrong.err, /AWS did not accept the code of mary-phone from standard input\./);
  const none = await runProgram(argv, { env, input: '' });
  assert.match(none.err, /is not a code of mary-phone/);
  assert.equal(aws.count('GetSessionToken'), 1);
});

test('an mfa_process that is no program is told with its line', async (context) => {
  const { env, config } = await makeDemoHome(context);
  await edit(config, withLines('prod-admin', 'mfa_process = no-such-program-anywhere --now'));
  const ran = await runProgram(['exec', 'prod-admin', '--', 'true'], { env });
  assert.match(
    ran.err,
    /mfa_process did not give a code\.\n +at +\S+config:\d+\n +means +There is no program no-such-program-anywhere\./,
  );
  assert.doesNotMatch(ran.err, /ENOENT|spawn/);
});

test('mfa_process gives the code, after standard input and before the person', async (context) => {
  const { aws, env, config, directory } = await makeDemoHome(context);
  const file = join(directory, 'my code');
  await writeFile(file, '000000');
  await edit(config, withLines('prod-admin', `mfa_process = cat "${file}"`));
  const argv = ['credential-process', 'prod-admin', '--debug'];
  const refused = await runProgram(argv, { env });
  assert.equal(refused.code, 1, unexpected(refused));
  assert.match(refused.err, /AWS did not accept the code of mary-phone that mfa_process printed/);
  assert.doesNotMatch(refused.err, /000000/);
  const given = await runProgram([...argv, '--mfa-code', '-'], { env, input: 'none\n' });
  assert.match(given.err, /Standard input is not a code/);
  await writeFile(file, aws.code(phone));
  const ran = await runProgram(argv, { env });
  assert.deepEqual([ran.code, ran.err], [0, '']);
});

test('kill -9 of the program that holds the lock loses nothing and blocks nobody for three seconds', async (context) => {
  const { aws, env, directory } = await makeDemoHome(context);
  aws.failNext({ action: 'AssumeRole', kind: 'hang' });
  const held = spawn(program[0], [...program.slice(1), 'credential-process', 'ystataws'], { env, stdio: 'ignore' });
  while (aws.count('AssumeRole') === 0) await sleep(10);
  held.kill('SIGKILL');
  const killed = Date.now();
  const ran = await runProgram(['credential-process', 'ystataws'], { env });
  const waited = Date.now() - killed;
  assert.deepEqual([ran.code, ran.err], [0, '']);
  assert.ok(waited < 10_000, `${waited} ms, the program's own start and its calls included`);
  const left = await readdir(join(directory, '.cache', 'rolecall'));
  assert.deepEqual(
    left.filter((name) => !/^(session|caller)-[0-9a-f]{40}\.json$|^swept$|^unsealed\.json$|^compiled$/.test(name)),
    [],
  );
});
