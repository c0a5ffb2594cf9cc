import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { Sha256 } from '@aws-crypto/sha256-js';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';
import { ACCOUNT_A, ACCOUNT_B, marysKey, PHONE, stsClient } from './clients.ts';

describe('startSandbox', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());

  test('listens on the loopback interface only', async () => {
    assert.match(sandbox.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    await assert.rejects(startSandbox({ host: '0.0.0.0' }), RangeError);
  });

  test('a port that is taken is an error', async () => {
    const port = Number(new URL(sandbox.url).port);
    await assert.rejects(startSandbox({ port }), { code: 'EADDRINUSE' });
  });

  test('records calls in order, with what was asked and by whom', async () => {
    await stsClient(sandbox, marysKey(sandbox), 'eu-central-1').send(new GetCallerIdentityCommand());
    const call = sandbox.calls.at(-1);
    assert.deepEqual(
      [call?.service, call?.action, call?.caller, call?.region, call?.params, call?.status],
      ['sts', 'GetCallerIdentity', `arn:aws:iam::${ACCOUNT_A}:user/mary`, 'eu-central-1', {}, 200],
    );
    assert.equal(sandbox.count('GetCallerIdentity'), 1);
    assert.equal(sandbox.count('AssumeRole'), 0);
  });

  test('code is that of the device, and empty where there is none', () => {
    assert.match(sandbox.code(PHONE), /^\d{6}$/);
    assert.equal(sandbox.code('arn:aws:iam::1:mfa/none'), '');
  });

  test('a presigned URL is a call by GET, as long as it lasts', async () => {
    const key = marysKey(sandbox);
    const signer = new SignatureV4({
      credentials: { accessKeyId: key.id, secretAccessKey: key.secret },
      region: 'eu-west-1',
      service: 'sts',
      sha256: Sha256,
    });
    const { host } = new URL(sandbox.url);
    const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
    const request = {
      method: 'GET',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: '/',
      query,
      headers: { host, 'x-k8s-aws-id': 'c' },
    };
    const presigned = await signer.presign(request, {
      expiresIn: 60,
      signableHeaders: new Set(['host', 'x-k8s-aws-id']),
    });
    const url = `${sandbox.url}/?${new URLSearchParams(presigned.query as Record<string, string>)}`;
    const headers = { 'x-k8s-aws-id': 'c' };
    const answer = await (await fetch(url, { headers })).text();
    assert.match(answer, /<Arn>arn:aws:iam::111122223333:user\/mary<\/Arn>/);
    assert.equal((await fetch(url, { headers: { 'x-k8s-aws-id': 'd' } })).status, 403);
    sandbox.clock.advance(61_000);
    assert.match(await (await fetch(url, { headers })).text(), /<Code>SignatureDoesNotMatch<.*>Signature expired: /);
    assert.equal((await fetch(url.replace('Version=2011-06-15', 'Version=2010-05-08'), { headers })).status, 400);
  });

  test('what is no call is refused in XML, what is no path of AWS with 404', async () => {
    const cases: [path: string, init: RequestInit, status: number, code: string | undefined][] = [
      ['/', {}, 400, 'MissingAction'],
      ['/?Action=Nothing&Version=2011-06-15', {}, 400, 'InvalidAction'],
      ['/?Action=constructor&Version=2011-06-15', {}, 400, 'InvalidAction'],
      ['/?Action=GetCallerIdentity', {}, 400, 'InvalidAction'],
      ['/?Action=GetRole&Version=2011-06-15', {}, 400, 'InvalidAction'],
      ['/?Action=GetCallerIdentity&Version=2011-06-15', {}, 403, 'MissingAuthenticationToken'],
      ['/?Action=%zz', {}, 400, 'MalformedQueryString'],
      ['/', { method: 'POST', body: 'Action=GetCallerIdentity&Version=2011-06-15' }, 403, 'MissingAuthenticationToken'],
      ['/', { method: 'POST', body: 'x'.repeat(1_100_000) }, 413, undefined],
      ['/nothing', {}, 404, undefined],
      ['/-/control', { method: 'POST', body: '{}' }, 404, undefined],
    ];
    for (const [path, init, status, code] of cases) {
      const response = await fetch(`${sandbox.url}${path}`, init);
      const text = await response.text();
      assert.equal(response.status, status, `${path} ${text}`);
      if (code) assert.match(text, new RegExp(`<Code>${code}</Code>`), path);
      if (code) assert.equal(response.headers.get('x-amzn-requestid'), /<RequestId>(.+)<\/RequestId>/.exec(text)?.[1]);
    }
    // fetch would ask for `/`.
    const { port } = new URL(sandbox.url);
    const [response] = await once(get({ port, path: '//' }), 'response');
    assert.equal(response.resume().statusCode, 404);
  });

  test('a request for the other service is told so', async () => {
    const key = marysKey(sandbox);
    const credentials = { accessKeyId: key.id, secretAccessKey: key.secret };
    const signer = new SignatureV4({ credentials, region: 'us-east-1', service: 'iam', sha256: Sha256 });
    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    const { host } = new URL(sandbox.url);
    const signed = await signer.sign({
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: '/',
      headers: { host },
      body,
    });
    const text = await (await fetch(sandbox.url, { method: 'POST', headers: signed.headers, body })).text();
    assert.match(
      text,
      /<Code>SignatureDoesNotMatch<\/Code><Message>Credential should be scoped to correct service: &#39;sts&#39;/,
    );
  });

  test('survives what is no HTTP', async () => {
    const port = Number(new URL(sandbox.url).port);
    for (const bytes of ['\0\0\0', 'GET\r\n\r\n', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab']) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(bytes);
      await new Promise((resolve) =>
        socket
          .once('data', resolve)
          .once('close', resolve)
          .setTimeout(100, () => socket.destroy()),
      );
      socket.destroy();
    }
    await stsClient(sandbox, marysKey(sandbox)).send(new GetCallerIdentityCommand());
  });

  test('worlds are apart: two sandboxes share no keys and no phone', async () => {
    const other = await startSandbox();
    await assert.rejects(stsClient(other, marysKey(sandbox)).send(new GetCallerIdentityCommand()), {
      name: 'InvalidClientTokenId',
    });
    assert.ok(other.world.accounts.get(ACCOUNT_B) !== sandbox.world.accounts.get(ACCOUNT_B));
    await other.close();
  });
});
