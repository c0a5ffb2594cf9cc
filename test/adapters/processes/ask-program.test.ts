import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { askedCode } from '../../../source/adapters/processes/ask-program.ts';
import { deviceOf } from '../../../source/domain/mfa/code.ts';
import { Cancelled } from '../../../source/problem.ts';
import { isAlive } from '../../helpers/ask-program.ts';
import { makeHome } from '../../helpers/home.ts';

const skip = process.platform === 'win32' && 'there is no sh: NOT TESTED';
const question = { device: deviceOf('arn:aws:iam::111122223333:mfa/phone'), profile: 'prod', attempt: 1 };
const never = new AbortController().signal;

test('one that hangs is ended after its patience, with its children', { skip }, async (context) => {
  const { env, directory } = await makeHome(context);
  const words = ['/bin/sh', '-c', 'sleep 1000 & echo "$$ $!" >"$HOME/pids"; wait'];
  const how = { env, onTerminal: false, until: never, patience: 300 };
  const answer = await askedCode(words, question, how);
  assert.deepEqual(answer, { tag: 'failed', why: 'It did not answer within 120 s, and was stopped.' });
  const pids = (await readFile(join(directory, 'pids'), 'utf8')).trim().split(' ').map(Number);
  assert.equal(pids.length, 2);
  for (const pid of pids) while (isAlive(pid)) await pause(20);
});

test('one that nobody needs any more is ended', { skip }, async (context) => {
  const { env } = await makeHome(context);
  const until = AbortSignal.timeout(100);
  const answer = askedCode(['/bin/sh', '-c', 'sleep 1000'], question, { env, onTerminal: false, until });
  await assert.rejects(answer, Cancelled);
});

test('its standard input is empty, and ~/ is the home', { skip }, async (context) => {
  const { env } = await makeHome(context);
  const how = { env, onTerminal: false, until: never };
  const answer = await askedCode(['/bin/sh', '-c', 'cat; echo "$ROLECALL_MFA_DEVICE $0"', '{profile}'], question, how);
  assert.deepEqual(answer, { tag: 'ended', code: 0, out: 'phone prod\n' });
  const missing = await askedCode(['~/nothing'], question, how);
  assert.deepEqual(missing, { tag: 'failed', why: `There is no program ${env.HOME}/nothing.` });
});
