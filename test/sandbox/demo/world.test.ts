import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  type Credentials,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { demoConfig } from '../../../source/sandbox/demo/world.ts';
import { type Sandbox, startSandbox } from '../../../source/sandbox/server.ts';
import { ACCOUNT_B, keyOf, marysKey, refusal, stsClient } from '../clients.ts';

describe('the world of the demo is as its configuration says', () => {
  let sandbox: Sandbox;
  let profiles: Map<string, Record<string, string>>;
  before(async () => {
    sandbox = await startSandbox();
    profiles = read(demoConfig(sandbox.world, { endpointUrl: sandbox.url }).config);
  });
  after(() => sandbox.close());

  /** Opens a role profile as a person would: the chain, a code where there is a serial, the external ID. */
  async function open(name: string, duration = profiles.get(name)?.duration_seconds): Promise<Credentials | undefined> {
    const profile = profiles.get(name) ?? {};
    const source = profile.source_profile === 'mary' ? marysKey(sandbox) : await open(profile.source_profile ?? '');
    sandbox.clock.advance(30_000);
    const code = profile.mfa_serial && {
      SerialNumber: profile.mfa_serial,
      TokenCode: sandbox.code(profile.mfa_serial),
    };
    const input: AssumeRoleCommandInput = { RoleArn: profile.role_arn, RoleSessionName: 'mary', ...(code || {}) };
    if (profile.external_id) input.ExternalId = profile.external_id;
    if (duration) input.DurationSeconds = Number(duration);
    const { Credentials } = await stsClient(sandbox, source).send(new AssumeRoleCommand(input));
    return Credentials;
  }

  for (const name of [
    'ystataws',
    'prod-admin',
    'prod-readonly',
    'staging-developer',
    'audit',
    'prod-ops',
    'staging-ops',
  ]) {
    test(`${name} opens`, async () => assert.ok(await open(name)));
  }

  test('prod-deploy opens for an hour, not for the four it asks for', async () => {
    await assert.rejects(open('prod-deploy'), refusal(400, 'ValidationError', /MaxSessionDuration/));
    assert.ok(await open('prod-deploy', '3600'));
  });

  test('prod-breakglass refuses mary', () =>
    assert.rejects(open('prod-breakglass'), refusal(403, 'AccessDenied', /sts:AssumeRole/)));

  test('the administrator of account-b is', async () => {
    const admin = stsClient(sandbox, keyOf(sandbox, ACCOUNT_B, 'admin'));
    assert.equal((await admin.send(new GetCallerIdentityCommand())).Arn, `arn:aws:iam::${ACCOUNT_B}:user/admin`);
  });

  test('every profile speaks to the sandbox, every role profile has its looks', () => {
    for (const [name, profile] of profiles) {
      assert.equal(profile.endpoint_url, sandbox.url, name);
      assert.match(profile.region ?? '', /^[a-z]{2}-[a-z]+-\d$/, name);
      if (!profile.role_arn) continue;
      assert.match(profile.color ?? '', /^[0-9a-f]{6}$/, name);
      for (const key of ['rolecall_group', 'rolecall_display_name', 'granted_description'])
        assert.ok(profile[key], key);
    }
    assert.equal(profiles.get('prod-admin')?.rolecall_confirm, 'true');
  });
});

/** The sections of a file that holds nothing but `[profile x]` and `key = value`. */
function read(config: string): Map<string, Record<string, string>> {
  const sections = config.split(/^\[profile (.+)\]\n/m).slice(1);
  const profiles = new Map<string, Record<string, string>>();
  for (let index = 0; index < sections.length; index += 2) {
    const pairs = [...(sections[index + 1] ?? '').matchAll(/^(\S+) = (.+)$/gm)].map(([, key = '', value = '']) => [
      key,
      value,
    ]);
    profiles.set(sections[index] ?? '', Object.fromEntries(pairs));
  }
  return profiles;
}
