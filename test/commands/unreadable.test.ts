import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeDemoHome } from '../helpers/home.ts';
import { programLine, runProgram } from '../helpers/program.ts';

test('a file that cannot be read stops only what may be in it', async (context) => {
  const home = await makeDemoHome(context);
  const config = await readFile(home.config, 'utf8');
  const keys = (await readFile(home.credentials, 'utf8')).replace('[mary]', '[profile keys]');
  const role = `[profile own]\nrole_arn = arn:aws:iam::444455556666:role/ystataws\nsource_profile = keys\n`;
  await writeFile(home.config, `${config}\n${keys}\n\n${role}endpoint_url = ${home.aws.url}\nregion = us-east-1\n`);
  await rm(home.credentials);
  const utf16 = Buffer.from(`\ufeff[mary]\r\naws_access_key_id = x\r\n`, 'utf16le');
  const broken: readonly (readonly [of: string, make: () => Promise<unknown>, why: RegExp, todo: RegExp])[] = [
    ['a directory', () => mkdir(home.credentials), /It is a directory/, /AWS_SHARED_CREDENTIALS_FILE/],
    ['UTF-16', () => writeFile(home.credentials, utf16), /It is UTF-16, which is what PowerShell/, /-Encoding ascii/],
    ['UTF-16, no mark', () => writeFile(home.credentials, utf16.subarray(2)), /It is UTF-16/, /-Encoding ascii/],
    ['no text', () => writeFile(home.credentials, 'abc\0\x01def'), /It is not a text file/, /readable file/],
  ];
  for (const [of, make, why, todo] of broken) {
    await rm(home.credentials, { recursive: true, force: true });
    await make();
    const opened = await runProgram(['exec', 'own', '--no-cache', '--', 'printenv', 'ROLECALL_ROLE_ARN'], home);
    assert.match(opened.out, /role\/ystataws/, `${of}: ${opened.err}`);
    assert.match((await runProgram(['list', '--names'], home)).out, /^own$/m, of);
    const answers = [
      await runProgram(['exec', 'nobody', '--', 'true'], home),
      // Its source is in the file.
      await runProgram(['exec', 'audit', '--', 'true'], home),
    ];
    for (const { code, err } of answers) {
      assert.equal(code, 1, of);
      assert.match(err, /credentials cannot be read/);
      assert.match(err, why);
      assert.match(err, todo);
    }
    const doctor = await runProgram(['doctor', '--offline'], home);
    assert.match(doctor.out, why);
  }
  await writeFile(home.config, '');
  const nothing = await runProgram(['list'], home);
  assert.match(nothing.err, /credentials cannot be read/, 'where nothing can be read, that is why');
});

test('an answer for which there is no standard output has failed, and one for /dev/null has not', async (context) => {
  const home = await makeDemoHome(context);
  for (const [verb, word] of [
    ['--version', ''],
    ['list', '--json'],
    ['credential-process', 'ystataws'],
    ['export', 'ystataws'],
  ] as const) {
    const typed = (redirection: string) =>
      runProgram(['-c', `${programLine} ${verb} ${word} ${redirection}`], { ...home, program: ['sh'] });
    const closed = await typed('>&-');
    assert.match(closed.err, /^✗ The output could not be written completely\.\n.*Standard output is closed\.$/m, verb);
    assert.equal(closed.code, 1);
    assert.equal((await typed('> /dev/null')).code, 0, verb);
  }
});

test('a cache that cannot be written is told of, once, with the reason and the way out; doctor tries it', async (context) => {
  const home = await makeDemoHome(context);
  const inTheWay = join(home.directory, 'file');
  await writeFile(inTheWay, '');
  const broken = { ...home, env: { ...home.env, ROLECALL_HOME: inTheWay } };
  const ran = await runProgram(['exec', 'ystataws', '--', 'printenv', 'ROLECALL_PROFILE'], broken);
  assert.equal(ran.out, 'ystataws\n');
  assert.match(ran.err, /the session was not kept in .*: a file is in the way\. Set ROLECALL_HOME to another place/);
  assert.equal(ran.err.split('was not kept').length, 2, ran.err);
  const doctor = await runProgram(['doctor', '--offline'], broken);
  assert.match(doctor.out, /Sessions cannot be kept: a file is in the way/);
  assert.equal(doctor.code, 1);
  const fine = await runProgram(['exec', 'ystataws', '--', 'true'], home);
  assert.doesNotMatch(fine.err, /not kept/);
  assert.doesNotMatch((await runProgram(['doctor', '--offline'], home)).out, /cannot be kept/);
});
