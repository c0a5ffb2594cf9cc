import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { demoConfig } from '../../source/sandbox/demo/world.ts';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';

function cliVersion(): string | undefined {
  try {
    return execFileSync('aws', ['--version'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

const skip = cliVersion() === undefined && 'SKIPPED: there is no `aws` on the PATH';

describe('the AWS CLI with the files of the demo', { skip }, () => {
  let sandbox: Sandbox;
  let home: string;
  before(async () => {
    sandbox = await startSandbox();
    home = await mkdtemp(join(tmpdir(), 'sandbox-cli-'));
    const { config, credentials } = demoConfig(sandbox.world, { endpointUrl: sandbox.url });
    await writeFile(join(home, 'config'), config);
    await writeFile(join(home, 'credentials'), credentials, { mode: 0o600 });
  });
  after(async () => {
    await sandbox.close();
    await rm(home, { recursive: true });
  });

  /** Runs the CLI with nothing of the person's own configuration; both streams, and whether it succeeded. */
  function aws(...words: string[]): Promise<{ ok: boolean; text: string }> {
    const env = {
      PATH: process.env.PATH,
      HOME: home,
      AWS_CONFIG_FILE: join(home, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '1',
      AWS_PAGER: '',
    };
    return new Promise((resolve) => {
      execFile('aws', [...words, '--output', 'json'], { env }, (error, stdout, stderr) =>
        resolve({ ok: error === null, text: `${stdout}${stderr}` }),
      );
    });
  }

  test('is mary, and the role she switches to', async () => {
    const [mary, role, audit] = await Promise.all([
      aws('--profile', 'mary', 'sts', 'get-caller-identity'),
      aws('--profile', 'ystataws', 'sts', 'get-caller-identity'),
      aws('--profile', 'audit', 'sts', 'get-caller-identity'),
    ]);
    assert.equal(JSON.parse(mary.text).Arn, 'arn:aws:iam::111122223333:user/mary');
    assert.match(JSON.parse(role.text).Arn, /^arn:aws:sts::444455556666:assumed-role\/ystataws\//);
    assert.match(JSON.parse(audit.text).Arn, /^arn:aws:sts::777788889999:assumed-role\/Auditor\//);
  });

  test('creates a role, and is told why it may not', async () => {
    const Statement = { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' };
    const document = JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
    const words = ['iam', 'create-role', '--role-name', 'FromCli', '--assume-role-policy-document', document];
    const created = await aws('--profile', 'account-b-admin', ...words);
    assert.ok(created.ok, created.text);
    assert.equal(
      JSON.parse(created.text).Role.AssumeRolePolicyDocument.Statement[0].Principal.AWS,
      'arn:aws:iam::111122223333:root',
    );
    const [again, refused] = await Promise.all([
      aws('--profile', 'account-b-admin', ...words),
      aws('--profile', 'prod-breakglass', 'sts', 'get-caller-identity'),
    ]);
    assert.match(
      again.text,
      /\(EntityAlreadyExists\) when calling the CreateRole operation: Role with name FromCli already exists\./,
    );
    assert.match(
      refused.text,
      /\(AccessDenied\) when calling the AssumeRole operation: User: arn:aws:iam::111122223333:user\/mary is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::555566667777:role\/BreakGlass/,
    );
    assert.equal(refused.ok, false);
  });
});
