import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { DEMO_ACCOUNTS } from '../../../../source/sandbox/demo/accounts.ts';
import { phone } from '../../../helpers/home.ts';
import { accountIn, userIn } from '../../../sandbox/clients.ts';
import { hours, makePerson, withLines, withoutKey } from '../person.ts';

const first = ['GetCallerIdentity', 'GetSessionToken', 'AssumeRole'];
const withDevice = withLines('mary', `mfa_serial = ${phone}`);

test('one code serves every role of an identity, in every region, for a day', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withDevice);
  await mary.open('prod-admin');
  assert.deepEqual([...mary.calls()].sort(), [...first].sort());
  for (const profile of ['hub', 'prod-readonly', 'ystataws', 'audit']) {
    const session = await mary.open(profile);
    assert.deepEqual(mary.calls(), ['AssumeRole'], profile);
    assert.equal(session.cached, false);
  }
  mary.aws.clock.advance(hours(11));
  await mary.open('prod-admin');
  assert.deepEqual(mary.calls(), ['AssumeRole']);
  assert.equal(mary.questions.length, 1);
  mary.aws.clock.advance(hours(2));
  await mary.open('prod-admin');
  assert.deepEqual(mary.calls(), ['GetSessionToken', 'AssumeRole']);
  assert.equal(mary.questions.length, 2);
});

test('a cached session costs no call and says who switched', async (context) => {
  const mary = await makePerson(context);
  const opened = await mary.open('prod-admin');
  mary.calls();
  const again = await mary.open('prod-admin');
  assert.deepEqual(mary.calls(), []);
  assert.deepEqual(again, { ...opened, cached: true });
  assert.equal(again.callerArn, 'arn:aws:iam::111122223333:user/mary');
});

test('a profile that is a plain user opens its MFA session', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withDevice);
  const session = await mary.open('mary');
  assert.deepEqual(mary.calls(), ['GetSessionToken']);
  assert.notEqual(session.credentials.sessionToken, undefined);
});

test('where no MFA applies there is no MFA session', async (context) => {
  const mary = await makePerson(context);
  await mary.open('ystataws');
  assert.deepEqual(mary.calls(), ['GetCallerIdentity', 'AssumeRole']);
  assert.deepEqual(
    readdirSync(mary.cache).filter((name) => name.startsWith('mfa-')),
    [],
  );
});

test('MFA reaches the first hop only', async (context) => {
  const mary = await makePerson(context);
  await mary.open('prod-ops');
  const hops = mary.aws.calls.filter(({ action }) => action === 'AssumeRole');
  assert.equal(hops.length, 2);
  assert.ok(hops.every(({ params }) => params.TokenCode === undefined));
  assert.equal(mary.questions.length, 1);
});

test('a later hop that wants MFA is reported as impossible and not tried again', async (context) => {
  const mary = await makePerson(context);
  mary.edit(
    withLines(
      'beyond',
      `role_arn = arn:aws:iam::${DEMO_ACCOUNTS.prod.id}:role/Admin`,
      'source_profile = hub',
      `mfa_serial = ${phone}`,
      `endpoint_url = ${mary.aws.url}`,
    ),
  );
  const problem = await mary.refused('beyond');
  assert.equal(problem.code, 'role-refused');
  assert.match(problem.means ?? '', /it requires MFA, which AWS never passes beyond the first role of a chain/);
  assert.match(problem.tried ?? '', /hop 2 of 2/);
  assert.deepEqual([...mary.calls()].sort(), [...first, 'AssumeRole'].sort());
});

test('denied GetSessionToken is remembered, then a code goes with each AssumeRole', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withDevice);
  denySessionTokens(mary.aws);
  await mary.open('prod-admin');
  assert.deepEqual(
    mary.calls().filter((action) => action !== 'GetCallerIdentity'),
    ['GetSessionToken', 'AssumeRole'],
  );
  assert.equal(mary.questions.length, 2);
  const [, second] = mary.questions;
  assert.ok((second?.notBefore ?? 0) > 0, 'the code went with GetSessionToken, so the next one is waited for');
  assert.match(second?.reason ?? '', /may not call GetSessionToken/);
  await mary.open('prod-readonly');
  assert.deepEqual(mary.calls(), ['AssumeRole']);
  assert.equal(mary.questions.length, 3);
  assert.ok((mary.questions[2]?.notBefore ?? 0) > 0);
});

test('a refusal with an older MFA session asks for a fresh code once', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withDevice);
  const admin = accountIn(mary.aws, DEMO_ACCOUNTS.prod.id).roles.get('admin');
  assert.ok(admin);
  const [statement] = [admin.trust.Statement].flat();
  admin.trust = {
    Version: '2012-10-17',
    Statement: [{ ...statement, Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '600' } } }],
  } as typeof admin.trust;
  await mary.open('prod-readonly');
  mary.aws.clock.advance(16 * 60_000);
  mary.calls();
  await mary.open('prod-admin');
  assert.deepEqual(mary.calls(), ['AssumeRole', 'GetSessionToken', 'AssumeRole']);
  assert.match(mary.questions[1]?.reason ?? '', /refused with an older MFA session/);
  const other = await mary.refused('prod-breakglass');
  assert.equal(other.code, 'role-refused');
  assert.equal(mary.questions.length, 2, 'the MFA session is young: a fresh code would change nothing');
});

test('an MFA session that AWS no longer takes is dropped, and a new one opened', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withDevice);
  await mary.open('prod-readonly');
  mary.calls();
  mary.aws.failNext({
    action: 'AssumeRole',
    status: 403,
    code: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
  });
  await mary.open('prod-admin');
  assert.deepEqual(mary.calls(), ['AssumeRole', 'GetSessionToken', 'AssumeRole']);
  assert.equal(mary.questions.length, 2);
});

test('a source that is temporary is tried without a code first', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withDevice);
  const { credentials } = await mary.open('mary');
  mary.edit(withoutKey('mfa_serial'));
  mary.editKeys(
    (text) =>
      `${text}\n[borrowed]\naws_access_key_id = ${credentials.accessKeyId}\naws_secret_access_key = ${credentials.secretAccessKey}\naws_session_token = ${credentials.sessionToken}\n`,
  );
  mary.edit((config) => config.replaceAll('source_profile = mary', 'source_profile = borrowed'));
  mary.edit(withLines('borrowed', `mfa_serial = ${phone}`, `endpoint_url = ${mary.aws.url}`));
  mary.calls();
  await mary.open('prod-admin');
  assert.deepEqual(mary.calls(), ['GetCallerIdentity', 'AssumeRole']);
  assert.equal(mary.questions.length, 1, 'only the one for the MFA session it was borrowed with');
});

test('no lock is held while a person types', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withDevice);
  await mary.open('prod-admin', {
    answer: async ({ device }) => {
      // A colleague of the same person answers first, from another terminal.
      await mary.open('prod-readonly');
      assert.deepEqual(
        readdirSync(mary.cache).filter((name) => name.endsWith('.lock')),
        [],
      );
      return mary.aws.code(device.serial);
    },
  });
  assert.equal(mary.aws.count('GetSessionToken'), 1, 'the code typed last stays unused');
});

test('a key pair that a process gives has an MFA session like any other', async (context) => {
  const mary = await makePerson(context);
  const [key] = userIn(mary.aws, DEMO_ACCOUNTS['account-a'].id, 'mary').keys;
  const printed = JSON.stringify({ Version: 1, AccessKeyId: key?.id, SecretAccessKey: key?.secret });
  mary.edit(withLines('vault', `credential_process = printf %s '${printed}'`, `mfa_serial = ${phone}`));
  mary.edit((config) => config.replaceAll('source_profile = mary', 'source_profile = vault'));
  await mary.open('prod-admin');
  await mary.open('hub');
  assert.equal(mary.questions.length, 1);
});

function denySessionTokens(aws: Parameters<typeof userIn>[0]): void {
  userIn(aws, DEMO_ACCOUNTS['account-a'].id, 'mary').inlinePolicies.set('no-sessions', {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: 'sts:GetSessionToken', Resource: '*' }],
  });
}
