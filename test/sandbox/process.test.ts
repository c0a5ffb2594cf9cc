import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, test } from 'node:test';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { connectSandbox } from '../../source/sandbox/control/client.ts';
import { type ProcessGreeting, readProcessOptions } from '../../source/sandbox/process.ts';
import { program } from '../helpers/program.ts';
import { PHONE, refusal } from './clients.ts';

async function start(...options: string[]): Promise<{ child: ChildProcess; greeting: ProcessGreeting }> {
  const child = spawn(program[0], ['--embedded-aws', ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, greeting: JSON.parse(line) as ProcessGreeting };
  }
  throw new Error('The sandbox ended without a word.');
}

describe('the sandbox as a process of its own', () => {
  test('is driven over the control channel and ends with stdin', async () => {
    const { child, greeting } = await start();
    const [, id = '', secret = ''] =
      /\[mary\]\naws_access_key_id = (.+)\naws_secret_access_key = (.+)\n/.exec(greeting.credentials) ?? [];
    assert.match(greeting.config, new RegExp(`endpoint_url = ${greeting.url}\n`));
    const client = new STSClient({
      endpoint: greeting.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: id, secretAccessKey: secret },
      maxAttempts: 1,
    });
    const remote = connectSandbox(greeting.url, greeting.token);
    await remote.failNext({ status: 400, code: 'Throttling', message: 'Rate exceeded' });
    await assert.rejects(client.send(new GetCallerIdentityCommand()), refusal(400, 'Throttling', 'Rate exceeded'));
    await client.send(new GetCallerIdentityCommand());
    const [first, second] = await remote.calls();
    assert.equal(first?.code, 'Throttling');
    assert.deepEqual(
      { ...second, time: 0 },
      {
        service: 'sts',
        action: 'GetCallerIdentity',
        caller: 'arn:aws:iam::111122223333:user/mary',
        region: 'eu-west-1',
        time: 0,
        params: {},
        status: 200,
      },
    );
    const before = await remote.now();
    await remote.advance(3600_000);
    assert.ok((await remote.now()) >= before + 3600_000);
    assert.match(await remote.code(PHONE), /^\d{6}$/);
    await assert.rejects(connectSandbox(greeting.url, 'guess').now(), /Wrong token/);
    child.stdin?.end();
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  test('ends with Ctrl+C and with SIGTERM when it watches nobody', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const { child } = await start();
      child.kill(signal);
      assert.deepEqual(await once(child, 'exit'), [0, null]);
    }
  });

  test('says what is wrong with its options', () => {
    assert.deepEqual(readProcessOptions([]), { port: 0, watchPid: undefined, remove: undefined });
    assert.deepEqual(readProcessOptions(['--port', '8080', '--watch-pid', '7']), {
      port: 8080,
      watchPid: 7,
      remove: undefined,
    });
    for (const argv of [['--port', '70000'], ['--watch-pid', '0'], ['--watch-pid', 'x'], ['--what'], ['what']]) {
      assert.throws(() => readProcessOptions(argv), Error, argv.join(' '));
    }
  });

  test('outlives Ctrl+C, hang-up and closed pipes, and ends with the process it watches', async () => {
    const watched = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const { child, greeting } = await start('--watch-pid', String(watched.pid));
    const over = once(child, 'exit');
    child.stdin?.destroy();
    child.stdout?.destroy();
    child.kill('SIGINT');
    child.kill('SIGHUP');
    assert.equal(await connectSandbox(greeting.url, greeting.token).code('nobody'), '');
    watched.kill('SIGKILL');
    assert.deepEqual(await over, [0, null]);
  });
});
