import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { createFaults, throttling } from '../../source/sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';
import { marysKey, PHONE, refusal, stsClient } from './clients.ts';

test('faults wait for their action, in order, as often as told', () => {
  const faults = createFaults();
  faults.add({ ...throttling, action: 'AssumeRole', times: 2 });
  faults.add({ kind: 'hang' });
  assert.deepEqual(faults.take('GetCallerIdentity'), { kind: 'hang' });
  assert.equal(faults.take('GetCallerIdentity'), undefined);
  assert.ok(faults.take('AssumeRole'));
  assert.ok(faults.take('AssumeRole'));
  assert.equal(faults.take('AssumeRole'), undefined);
});

describe('the connection, spoilt on request', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());

  const client = () => stsClient(sandbox, marysKey(sandbox));
  const who = () => client().send(new GetCallerIdentityCommand());
  const withCode = () =>
    client().send(new GetSessionTokenCommand({ SerialNumber: PHONE, TokenCode: sandbox.code(PHONE) }));

  test('reset and lost: the connection is cut, the call carried out only when lost', async () => {
    sandbox.failNext({ kind: 'reset' });
    await assert.rejects(withCode(), { code: 'ECONNRESET' });
    assert.equal(sandbox.calls.at(-1)?.status, undefined);
    sandbox.failNext({ kind: 'lost' });
    await assert.rejects(withCode(), { code: 'ECONNRESET' });
    assert.equal(sandbox.calls.at(-1)?.status, 200);
    await assert.rejects(
      withCode(),
      refusal(403, 'AccessDenied', /invalid MFA one time pass code/),
      'the code is spent',
    );
  });

  test('truncated: half an answer', async () => {
    sandbox.failNext({ kind: 'truncated' });
    await assert.rejects(who(), (error: Error) => /aborted|ECONNRESET/.test(`${error.message} ${error.name}`));
  });

  test('garbage: an answer that is not from AWS', async () => {
    sandbox.failNext({ kind: 'garbage' });
    const response = await fetch(`${sandbox.url}/?Action=GetCallerIdentity&Version=2011-06-15`);
    assert.match(await response.text(), /Sign in to the network/);
    assert.match(response.headers.get('content-type') ?? '', /html/);
  });

  test('hang: no answer until the other side gives up', async () => {
    sandbox.failNext({ kind: 'hang' });
    const earlier = sandbox.calls.length;
    const abort = new AbortController();
    const call = client().send(new GetCallerIdentityCommand(), { abortSignal: abort.signal });
    const over = assert.rejects(call, { name: 'AbortError' });
    while (sandbox.calls.length === earlier) await new Promise(setImmediate);
    abort.abort();
    await over;
  });

  test('slow: the answer comes, later', async () => {
    sandbox.failNext({ kind: 'slow', ms: 50 });
    const before = performance.now();
    await who();
    assert.ok(performance.now() - before >= 49);
  });

  test('an error of another kind', async () => {
    sandbox.failNext({ status: 500, code: 'InternalFailure', message: 'Oh' });
    await assert.rejects(who(), refusal(500, 'InternalFailure', 'Oh'));
    await who();
  });
});

test('close ends a call that hangs', async () => {
  const sandbox = await startSandbox();
  sandbox.failNext({ kind: 'hang' });
  const over = assert.rejects(fetch(`${sandbox.url}/?Action=GetCallerIdentity`));
  while (sandbox.count() === 0) await new Promise(setImmediate);
  await sandbox.close();
  await over;
});
