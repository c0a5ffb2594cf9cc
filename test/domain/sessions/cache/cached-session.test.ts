import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import type { SwitchRequest } from '../../../../source/domain/sessions/plan/request.ts';
import { startSandbox } from '../../../../source/sandbox/server.ts';
import { addAccessKey, addVirtualDevice } from '../../../../source/sandbox/state/build.ts';
import { phone } from '../../../helpers/home.ts';
import { ACCOUNT_A, accountIn, userIn } from '../../../sandbox/clients.ts';
import { hours, makePerson, withLines, withoutKey } from '../person.ts';

const withDevice = withLines('mary', `mfa_serial = ${phone}`);

const sessionPolicy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

test('a session is never served for another request', async (context) => {
  const mary = await makePerson(context);
  await mary.open('prod-readonly');
  const others: Partial<SwitchRequest>[] = [
    { durationSeconds: 1800 },
    { policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
    { policy: sessionPolicy },
    { tags: { team: 'blue' } },
    { sessionName: 'on-call' },
    { sourceIdentity: 'mary.k' },
  ];
  for (const request of others) {
    assert.equal((await mary.open('prod-readonly', { request })).cached, false, JSON.stringify(request));
    assert.equal((await mary.open('prod-readonly', { request })).cached, true, JSON.stringify(request));
  }
  assert.equal((await mary.open('prod-readonly')).cached, true);
});

test('a session is never served after the profile changed', async (context) => {
  const lines = [
    'external_id = abcdef',
    `mfa_serial = ${phone}`,
    'duration_seconds = 1800',
    'role_session_name = on-call',
    'session_tags = team=blue',
    'source_identity = mary.k',
    'region = eu-north-1',
  ];
  for (const line of lines) {
    const mary = await makePerson(context);
    await mary.open('prod-readonly');
    if (line.startsWith('region')) mary.edit((config) => config.replaceAll('region = eu-west-1', line));
    else mary.edit(withLines('prod-readonly', line));
    assert.equal((await mary.open('prod-readonly')).cached, false, line);
  }
});

test('another endpoint is another AWS', async (context) => {
  const mary = await makePerson(context);
  await mary.open('ystataws');
  const other = await startSandbox({ world: mary.aws.world });
  context.after(() => other.close());
  mary.edit((config) => config.replaceAll(mary.aws.url, other.url));
  const session = await mary.open('ystataws');
  assert.equal(session.cached, false);
  assert.equal(other.count('GetCallerIdentity'), 1);
});

test('key rotation: neither the session nor the MFA session of the old key is used', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withDevice);
  await mary.open('prod-admin');
  const account = accountIn(mary.aws, ACCOUNT_A);
  const user = userIn(mary.aws, ACCOUNT_A, 'mary');
  const [old] = user.keys;
  const fresh = addAccessKey(account, user);
  mary.editKeys((text) => text.replace(old?.id ?? '?', fresh.id).replace(old?.secret ?? '?', fresh.secret));
  mary.calls();
  assert.equal((await mary.open('prod-admin')).cached, false);
  assert.deepEqual([...mary.calls()].sort(), ['AssumeRole', 'GetCallerIdentity', 'GetSessionToken']);
});

test('another device is another MFA session', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withDevice);
  await mary.open('prod-admin');
  addVirtualDevice(accountIn(mary.aws, ACCOUNT_A), 'tablet', userIn(mary.aws, ACCOUNT_A, 'mary'));
  mary.edit((config) => config.replaceAll(phone, 'arn:aws:iam::111122223333:mfa/tablet'));
  await mary.open('prod-admin');
  assert.equal(mary.questions.length, 2);
});

test('a key that AWS does not know any more takes what hung on it along', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withDevice);
  await mary.open('prod-admin');
  const [key] = userIn(mary.aws, ACCOUNT_A, 'mary').keys;
  assert.ok(key);
  key.active = false;
  mary.aws.clock.advance(hours(13));
  const problem = await mary.refused('prod-admin');
  assert.equal(problem.code, 'keys-unknown');
  assert.deepEqual(
    readdirSync(mary.cache).filter((name) => /^(session|mfa|caller)-/.test(name)),
    [],
  );
});

test('a source whose keys rotate still hits, without asking anyone', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withLines('vault', 'credential_process = this-is-never-run', `endpoint_url = ${mary.aws.url}`));
  mary.edit((config) => config.replaceAll('source_profile = mary', 'source_profile = vault'));
  const [key] = userIn(mary.aws, ACCOUNT_A, 'mary').keys;
  const keys = { accessKeyId: key?.id ?? '', secretAccessKey: key?.secret ?? '' };
  await mary.open('ystataws', { ports: { sourceCredentials: async () => keys } });
  mary.calls();
  const never = () => Promise.reject(new Error('the source was asked'));
  assert.equal((await mary.open('ystataws', { ports: { sourceCredentials: never } })).cached, true);
  assert.deepEqual(mary.calls(), []);
});

test('a session is used while more than minRemaining is left, and --no-cache neither reads nor writes one', async (context) => {
  const mary = await makePerson(context);
  await mary.open('ystataws');
  mary.aws.clock.advance(hours(1) - 6 * 60_000);
  assert.equal((await mary.open('ystataws')).cached, true);
  assert.equal((await mary.open('ystataws', { use: { minRemaining: 600 } })).cached, false);
  const names = readdirSync(mary.cache);
  assert.equal((await mary.open('ystataws', { use: { bypass: true } })).cached, false);
  assert.equal((await mary.open('prod-readonly', { use: { bypass: true } })).cached, false);
  assert.deepEqual(readdirSync(mary.cache), names);
  mary.aws.clock.advance(hours(1) - 4 * 60_000);
  assert.equal((await mary.open('ystataws')).cached, false);
});

test('credential_source = Environment is known by the key in the environment', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withoutKey('source_profile'));
  mary.edit(withLines('ystataws', 'credential_source = Environment'));
  const [key] = userIn(mary.aws, ACCOUNT_A, 'mary').keys;
  const keys = { accessKeyId: key?.id ?? '', secretAccessKey: key?.secret ?? '' };
  const how = { ports: { sourceCredentials: async () => keys, outside: { accessKeyId: keys.accessKeyId } } };
  await mary.open('ystataws', how);
  assert.equal((await mary.open('ystataws', how)).cached, true);
  const other = { ports: { ...how.ports, outside: { accessKeyId: 'AKIAOTHER' } } };
  assert.equal((await mary.open('ystataws', other)).cached, false);
});
