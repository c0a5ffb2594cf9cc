import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printedCode } from '../../../source/adapters/processes/profile-commands.ts';
import { askProcess, type CodeQuestion, nothingElse } from '../../../source/domain/mfa/ask.ts';
import { deviceOf } from '../../../source/domain/mfa/code.ts';
import { Cancelled, Problem } from '../../../source/problem.ts';

const question: CodeQuestion = { device: deviceOf('arn:aws:iam::111122223333:mfa/phone'), attempt: 1, reason: '' };
const now = () => 1_000_000;
const nobody = () => Promise.reject(new Error('nobody is to be asked'));
const code = (expected: string) => (error: unknown) => error instanceof Problem && error.text.code === expected;

test('the code of mfa_process goes first, after the next one is there', async () => {
  const waited: number[] = [];
  const wait = async (ms: number) => void waited.push(ms);
  const ask = askProcess({ print: async () => ' 123 456\n', now, wait }, nobody);
  assert.equal(await ask(question), '123456');
  assert.equal(await ask({ ...question, notBefore: now() + 7000 }), '123456');
  assert.deepEqual(waited, [7000]);
});

test('mfa_process is not run where nobody needs its code any more after the wait', async () => {
  const over = new AbortController();
  const wait = async () => over.abort();
  const ask = askProcess({ print: nobody, now, wait }, nobody);
  const waiting = ask({ ...question, notBefore: now() + 7000 }, { ...nothingElse, until: over.signal });
  await assert.rejects(waiting, Cancelled);
});

test('a code of mfa_process that AWS did not take is not tried again: the person is asked', async () => {
  let asked: CodeQuestion | undefined;
  const person = async (given: CodeQuestion) => {
    asked = given;
    return '654321';
  };
  const ask = askProcess({ print: nobody, now, wait: nobody }, person);
  assert.equal(await ask({ ...question, attempt: 2, rejected: 'wrong' }), '654321');
  assert.equal(asked?.instead?.text.code, 'mfa-wrong-code');
});

test('mfa_process that prints something else, or fails, is a problem that repeats nothing of it', async () => {
  const ask = askProcess({ print: async () => 'SECRET', now, wait: nobody }, nobody);
  await assert.rejects(ask(question) as Promise<unknown>, code('mfa-process-no-code'));
  assert.equal(await printedCode('echo 123456', { PATH: process.env.PATH }, false), '123456\n');
  for (const command of ['no-such-program-anywhere', `sh -c 'echo SECRET; echo SECRET >&2; exit 4'`]) {
    const error: unknown = await printedCode(command, { PATH: process.env.PATH }, false).catch((caught) => caught);
    assert.ok(code('mfa-process-failed')(error));
    assert.doesNotMatch(JSON.stringify((error as Problem).text), /SECRET/);
  }
});
