import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import type { RoleDefinition } from '../../../../source/domain/roles/definition.ts';
import { printRole } from '../../../../source/domain/roles/print/print.ts';
import { type Sandbox, startSandbox } from '../../../../source/sandbox/server.ts';
import { ACCOUNT_B, keyOf } from '../../../sandbox/clients.ts';
import { hostileRole, plainRole } from './roles.ts';

/** The words each `aws` is called with, by a real shell. */
function wordsOf(script: string): readonly (readonly string[])[] {
  const spy = `aws() { for word; do printf '%s\\0' "$word"; done; printf '\\0'; }\n`;
  const out = execFileSync('/bin/sh', ['-c', spy + script], { encoding: 'utf8' });
  return out
    .split('\0\0')
    .filter(Boolean)
    .map((call) => call.split('\0'));
}

test('a shell reads the plain role back', () => {
  const [create, ...others] = wordsOf(printRole(plainRole, 'cli'));
  assert.deepEqual(others, []);
  assert.deepEqual(create?.slice(0, 4), ['iam', 'create-role', '--role-name', 'ystataws']);
});

test('a shell reads hostile texts back, and runs nothing of them', () => {
  const [create = [], ...attach] = wordsOf(printRole(hostileRole, 'cli'));
  const valueAfter = (name: string) => create[create.indexOf(name) + 1] ?? '';
  assert.ok(create.includes(`--role-name=${hostileRole.name}`));
  assert.equal(valueAfter('--path'), hostileRole.path);
  assert.equal(valueAfter('--description'), hostileRole.description);
  assert.equal(
    JSON.parse(valueAfter('--assume-role-policy-document')).Statement[0].Condition.StringEquals['sts:ExternalId'],
    'x:y/z=1',
  );
  assert.equal(JSON.parse(valueAfter('--tags')).length, 3);
  assert.deepEqual(
    attach.map((words) => words.at(-1)),
    hostileRole.policyArns,
  );
});

test('a description that looks like an address is not one to the AWS CLI', () => {
  const [create = []] = wordsOf(printRole({ ...plainRole, description: 'file:///etc/passwd' }, 'cli'));
  assert.ok(!create.includes('--description'));
  assert.deepEqual(JSON.parse(create[create.indexOf('--cli-input-json') + 1] ?? ''), {
    Description: 'file:///etc/passwd',
  });
});

const hasAws = spawnSync('aws', ['--version']).status === 0;

test('the AWS CLI creates the role in the sandbox', { skip: !hasAws }, async () => {
  const sandbox = await startSandbox();
  try {
    for (const role of [
      { ...plainRole, name: 'first' },
      {
        ...plainRole,
        name: 'other',
        description: 'https://x',
        tags: [{ key: 'a', value: 'b c' }],
        policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      },
    ]) {
      await runScript(printRole(role, 'cli'), sandbox);
      assertCreated(sandbox, role);
    }
  } finally {
    await sandbox.close();
  }
});

/** Not synchronously: the sandbox that answers lives in this process. */
async function runScript(script: string, sandbox: Sandbox): Promise<void> {
  const { execFile } = await import('node:child_process');
  const key = keyOf(sandbox, ACCOUNT_B, 'admin');
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_ACCESS_KEY_ID: key.id,
    AWS_SECRET_ACCESS_KEY: key.secret,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: sandbox.url,
  };
  await new Promise<void>((resolve, reject) => {
    execFile('/bin/sh', ['-ec', script], { env }, (error, _out, said) =>
      error ? reject(new Error(said || String(error))) : resolve(),
    );
  });
}

function assertCreated(sandbox: Sandbox, role: RoleDefinition): void {
  const created = sandbox.world.accounts.get(ACCOUNT_B)?.roles.get(role.name);
  assert.equal(created?.description, role.description);
  assert.deepEqual([...(created?.attachedPolicies ?? [])], role.policyArns);
}
