import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { createUserKeyCalls } from '../../../../source/adapters/aws/access-keys.ts';
import type { Rotation } from '../../../../source/domain/access-keys/rotation/notes.ts';
import { rotate } from '../../../../source/domain/access-keys/rotation/rotate.ts';
import type { StoredKey } from '../../../../source/domain/access-keys/stored-key.ts';

const skip =
  spawnSync('moto_server', ['--help']).status !== 0 &&
  'no moto_server: pip install "moto[server]" tries the IAM of others';

test('a rotation against the IAM of moto', { skip, timeout: 120_000 }, async (context) => {
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  context.after(async () => {
    server.kill('SIGKILL');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('exit', () => reject(new Error(said)));
  });
  const region = 'us-east-1';
  const admin = new IAMClient({ endpoint: url, region, credentials: { accessKeyId: 'admin', secretAccessKey: 'x' } });
  context.after(() => admin.destroy());
  const { User } = await admin.send(new CreateUserCommand({ UserName: 'mary' }));
  const { AccessKey } = await admin.send(new CreateAccessKeyCommand({ UserName: 'mary' }));
  const user = User?.Arn ?? '';
  let stored: StoredKey = {
    user,
    current: { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' },
  };
  let rotation: Rotation | undefined;
  const at = { region, url, useFips: false, useDualstack: false };
  const calls = createUserKeyCalls({ sts: at, iam: at }, { env: {} });
  const old = stored.current.accessKeyId;
  const { accessKeyId } = await rotate(
    { name: 'mary', keepOld: 0 },
    {
      calls,
      signer: async () => stored.current,
      read: async () => stored,
      store: async (key) => {
        stored = key;
      },
      rotation: async () => rotation,
      noteRotation: async (note) => {
        rotation = note;
      },
      agrees: async () => false,
      told: () => undefined,
      now: Date.now,
      wait: async () => undefined,
    },
  );
  assert.notEqual(accessKeyId, old);
  assert.deepEqual(
    [stored.current.accessKeyId, Object.keys(stored), rotation],
    [accessKeyId, ['user', 'current'], undefined],
  );
  const { keys } = await calls.list(stored.current, user);
  assert.deepEqual(
    keys.map((key) => [key.accessKeyId, key.isActive]),
    [[accessKeyId, true]],
  );
});
