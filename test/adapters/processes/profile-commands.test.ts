import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inHome, runCommand } from '../../../source/adapters/processes/profile-commands.ts';
import { makeHome } from '../../helpers/home.ts';
import { program, runProgram } from '../../helpers/program.ts';

const skip = process.platform === 'win32' && 'there is no sh: NOT TESTED';
const run = (lines: string, patience = 20_000) =>
  runCommand(`/bin/sh -c "${lines}"`, { env: process.env as Record<string, string>, speaks: false, patience });

test('a command that goes on printing is ended, whatever it has started', { skip }, async () => {
  await assert.rejects(() => run('yes 123456; true'), { code: 'EFBIG' });
});

test('what a command leaves running in the background is not waited for', { skip }, async () => {
  const before = performance.now();
  const { code, out } = await run('sleep 15 & echo 123456');
  assert.deepEqual([code, out], [0, '123456\n']);
  assert.ok(performance.now() - before < 10_000);
});

test('a line that is longer than the system takes is said, although the runtime throws that at once', {
  skip,
}, async () => {
  await assert.rejects(
    () => run(`: ${'x'.repeat(4 << 20)}`),
    /The command line for \/bin\/sh is longer than the system allows\./,
  );
});

test('a command that does not end is given up', { skip }, async () => {
  await assert.rejects(() => run('sleep 15; true', 200), { code: 'ETIMEDOUT' });
});

test('a credential_process that leads back to rolecall ends at once, and says so', { skip }, async (context) => {
  const line = (profile: string) => `credential_process = ${program[0]} credential-process ${profile}\n`;
  const home = await makeHome(context, {
    config:
      `[profile own]\n${line('own')}[profile a]\n${line('b')}[profile b]\n${line('a')}` +
      `[profile role]\nrole_arn = arn:aws:iam::444455556666:role/Admin\nsource_profile = behind\n[profile behind]\n${line('role')}`,
  });
  for (const profile of ['a', 'role']) {
    const { code, err } = await runProgram(['credential-process', profile], home);
    assert.equal(code, 1);
    assert.match(err, /credential_process of \w+ leads back to itself/, profile);
  }
  // That of the profile itself leads to the key that rolecall stores for it.
  const { code, err } = await runProgram(['credential-process', 'own'], home);
  assert.equal(code, 1);
  assert.match(err, /No access key of own is stored on this machine/);
});

test('a program may lie below the home, which Windows writes in a way of its own as well', () => {
  const env = { USERPROFILE: 'C:\\Users\\mary' };
  assert.equal(inHome('~/bin/x', { HOME: '/home/mary' }, 'linux'), '/home/mary/bin/x');
  assert.equal(inHome('~\\bin\\x.exe', env, 'win32'), 'C:\\Users\\mary\\bin\\x.exe');
  assert.equal(inHome('~\\x', { HOME: '/home/mary' }, 'linux'), '~\\x');
});
