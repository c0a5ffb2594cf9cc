import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { addAccessKey, addDevice, addUser } from '../../../source/sandbox/state/build.ts';
import { accountOf } from '../../../source/sandbox/state/world.ts';
import { makeDemoHome, phone } from '../../helpers/home.ts';
import { openKernelHeld } from '../../helpers/key-file.ts';
import { runProgram } from '../../helpers/program.ts';
import { makeKeyHome } from '../key/world.ts';

const account = '111122223333';
const nobodys = `arn:aws:iam::${account}:mfa/lost`;

/** Mary's home, and how she runs the program without a terminal. */
async function makeDeviceHome(context: TestContext) {
  const home = await makeDemoHome(context);
  const run = (argv: readonly string[], input?: string, whole: readonly string[] = ['mfa', ...argv]) =>
    runProgram(whole, { env: home.env, ...(input !== undefined && { input }) });
  const config = () => readFile(home.config, 'utf8');
  const append = async (text: string) => writeFile(home.config, `${await config()}${text}`);
  const owner = accountOf(home.aws.world, account);
  return { ...home, run, text: config, append, owner };
}

const role = (name: string, lines: string) =>
  `\n[profile ${name}]\nrole_arn = arn:aws:iam::555566667777:role/Admin\nsource_profile = mary\n${lines}`;

describe('rolecall mfa add', () => {
  test('without a terminal it makes nothing, and says so', async (context) => {
    const { run, aws } = await makeDeviceHome(context);
    const { code, err, out } = await run(['add', 'mary']);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /There is no terminal to show a new secret on/);
    assert.equal(aws.calls.length, 0);
  });

  test('a name that IAM does not accept is wrong usage', async (context) => {
    const { run } = await makeDeviceHome(context);
    const { code, err } = await run(['add', 'mary', '--name', 'a b']);
    assert.equal(code, 2);
    assert.match(err, /--name a b cannot be the name of a device/);
  });
});

describe('rolecall mfa list', () => {
  test('whose each device is, since when, and where it is used', async (context) => {
    const { run, append } = await makeDeviceHome(context);
    await append(role('stale', `mfa_serial = ${nobodys}\n`));
    const { code, out, err } = await run(['list']);
    assert.equal(code, 0, err);
    assert.equal(
      out,
      [
        'DEVICE      USER                 SINCE       USED BY                   NOTE',
        'mary-phone  mary · 111122223333  2024-01-08  prod-admin, hub: 4 roles',
        'lost        111122223333                     stale: 1 role             AWS no longer lists it',
        '',
      ].join('\n'),
    );
    assert.equal(err, '');
  });

  test('a security key gives no codes; one of a user whose profile is asked for alone', async (context) => {
    const { run, owner, append, credentials, aws } = await makeDeviceHome(context);
    const nina = addUser(owner, 'nina', {
      policies: Object.fromEntries(owner.users.get('mary')?.inlinePolicies ?? []),
    });
    const key = addAccessKey(owner, nina);
    addDevice(
      owner,
      { kind: 'fido', serial: `arn:aws:iam::${account}:u2f/user/nina/yubi-1` },
      nina,
      Date.UTC(2025, 1, 2),
    );
    await append(`\n[profile nina]\nendpoint_url = ${aws.url}\n`);
    const pair = `aws_access_key_id = ${key.id}\naws_secret_access_key = ${key.secret}\n`;
    await writeFile(credentials, `${await readFile(credentials, 'utf8')}\n[nina]\n${pair}`);
    const { out } = await run(['list', 'nina']);
    assert.match(out, /^yubi-1 +nina · 111122223333 +2025-02-02 +nowhere +a security key: gives no codes$/m);
    assert.doesNotMatch(out, /mary-phone/);
    const [all] = JSON.parse((await run(['list', '--json'])).out);
    assert.deepEqual(all, {
      name: 'mary-phone',
      serial: phone,
      user: `arn:aws:iam::${account}:user/mary`,
      enabledAt: '2024-01-08T09:00:00.000Z',
      profiles: ['prod-admin', 'hub'],
      roles: ['prod-admin', 'hub', 'prod-ops', 'staging-ops'],
      listed: true,
      givesCodes: true,
    });
  });

  test('offline AWS is not asked, and it is not said that a device is gone', async (context) => {
    const { run, aws, append } = await makeDeviceHome(context);
    await append(role('stale', `mfa_serial = ${nobodys}\n`));
    const { out, err } = await run(['list', '--offline']);
    assert.match(out, /^lost +111122223333 +stale: 1 role$/m);
    assert.equal(err, '');
    assert.equal(aws.calls.length, 0);
  });

  test('an AWS that does not answer, or that says no, holds nothing up', async (context) => {
    const { run, aws, owner } = await makeDeviceHome(context);
    aws.failNext({ kind: 'slow', ms: 60_000, action: 'ListMFADevices' });
    const slow = await run(['list']);
    assert.match(slow.err, /^AWS did not answer about mary\.$/m);
    assert.match(slow.out, /^mary-phone +111122223333 +prod-admin/m);
    owner.users.get('mary')?.inlinePolicies.clear();
    const refused = await run(['list']);
    assert.match(refused.err, /^The devices are not known for mary\.$/m);
  });
});

test('rolecall mfa list says why a user cannot be asked about, and what to do', async (context) => {
  const { add, run } = await makeKeyHome(context);
  await add();
  await run(['key', 'lock']);
  const { err, code } = await run(['mfa', 'list']);
  assert.equal(code, 0);
  assert.match(
    err,
    /^The devices are not known for mary\.\nThe access key of mary is in \S+, protected by a passphrase\.\n.*rolecall key unlock\n$/,
  );
  assert.equal((await run(['mfa', 'list', '--offline'])).err, '');
});

describe('rolecall mfa remove', () => {
  test('is asked about first; without a terminal it takes --yes', async (context) => {
    const { run, aws, text } = await makeDeviceHome(context);
    const before = await text();
    const { code, err } = await run(['remove', 'mary-phone']);
    assert.equal(code, 2);
    assert.match(err, /needs to be confirmed.*rolecall mfa remove arn:aws:iam::111122223333:mfa\/mary-phone --yes/s);
    assert.deepEqual(aws.devices(account), [{ serial: phone, userName: 'mary' }]);
    assert.equal(await text(), before);
  });

  test('takes it from the user, deletes it, and takes its lines out', async (context) => {
    const { run, aws, text } = await makeDeviceHome(context);
    const before = await text();
    const { code, err } = await run(['remove', 'mary-phone', '--yes']);
    assert.equal(code, 0, err);
    assert.equal(
      err,
      'Deactivated mary-phone: AWS no longer accepts its codes.\nDeleted mary-phone.\nRemoved mfa_serial from prod-admin, hub.\n',
    );
    assert.deepEqual(aws.devices(account), []);
    assert.equal(await text(), before.replaceAll(`mfa_serial = ${phone}\n`, ''));
  });

  test('what AWS lists no more only leaves the files', async (context) => {
    const { run, aws, text, append } = await makeDeviceHome(context);
    await append(role('stale', `mfa_serial = ${nobodys}\n`));
    const { code, err } = await run(['remove', 'lost', '--yes']);
    assert.equal(code, 0, err);
    assert.equal(err, 'Removed mfa_serial from stale.\n');
    assert.doesNotMatch(await text(), /mfa\/lost/);
    assert.deepEqual(aws.devices(account), [{ serial: phone, userName: 'mary' }]);
  });

  test('a refusal changes no file; a device that cannot be deleted is told, and its lines go', async (context) => {
    const { run, aws, text, owner } = await makeDeviceHome(context);
    const before = await text();
    const policies = owner.users.get('mary')?.inlinePolicies;
    const deny = (action: string) =>
      policies?.set('deny', { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: action, Resource: '*' }] });
    deny('iam:DeactivateMFADevice');
    const refused = await run(['remove', 'mary-phone', '--yes']);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /mary may not do iam:DeactivateMFADevice/);
    assert.doesNotMatch(refused.err, /--profile NAME/);
    assert.equal(await text(), before);
    deny('iam:DeleteVirtualMFADevice');
    const kept = await run(['remove', 'mary-phone', '--yes']);
    assert.equal(kept.code, 0, kept.err);
    assert.match(kept.err, /mary-phone could not be deleted, and now belongs to nobody/);
    assert.deepEqual(aws.devices(account), [{ serial: phone }]);
    assert.doesNotMatch(await text(), /mary-phone/);
  });

  test('of somebody else it is refused, and every line stays', async (context) => {
    const { run, aws, text, credentials, config, directory } = await makeDeviceHome(context);
    const known = await run(['remove', 'mary-phone', '--profile', 'account-b-admin', '--yes']);
    assert.equal(known.code, 1);
    assert.match(
      known.err,
      /mary-phone is not an MFA device of the user of account-b-admin.*device of the user of mary/s,
    );
    // Mary's keys come from a command, which nobody runs to find out.
    const all = await readFile(credentials, 'utf8');
    const [, id, secret] = /\[mary\]\naws_access_key_id = (.*)\naws_secret_access_key = (.*)\n/.exec(all) ?? [];
    const key = join(directory, 'mary.json');
    await writeFile(key, JSON.stringify({ Version: 1, AccessKeyId: id, SecretAccessKey: secret }));
    await writeFile(credentials, all.replace(/\[mary\]\n(?:aws_.*\n)+/, ''));
    await writeFile(
      config,
      (await text()).replace('[profile mary]\n', `[profile mary]\ncredential_process = cat ${key}\n`),
    );
    const before = await text();
    const unknown = await run(['remove', 'mary-phone', '--profile', 'account-b-admin', '--yes']);
    assert.equal(unknown.code, 1);
    assert.match(unknown.err, /mary-phone is not an MFA device of the user of account-b-admin\..*Nothing was changed/s);
    assert.equal(await text(), before);
    assert.deepEqual(aws.devices(account), [{ serial: phone, userName: 'mary' }]);
    const theirs = await run(['remove', 'mary-phone', '--profile', 'mary', '--yes']);
    assert.match(theirs.err, /Deleted mary-phone\./);
  });

  test('the line goes out of both files', async (context) => {
    const { run, text, append, credentials } = await makeDeviceHome(context);
    await append(role('both', `mfa_serial = ${nobodys}\n`));
    await writeFile(credentials, `${await readFile(credentials, 'utf8')}\n[both]\nmfa_serial = ${nobodys}\n`);
    const { err } = await run(['remove', 'lost', '--yes']);
    assert.equal(err, 'Removed mfa_serial from both.\n');
    assert.doesNotMatch(`${await text()}${await readFile(credentials, 'utf8')}`, /mfa\/lost/);
  });

  test('of a phone that is lost no code is asked for, unless AWS wants MFA for that', async (context) => {
    const { run, aws, text, config, owner, directory } = await makeDeviceHome(context);
    await writeFile(config, (await text()).replace('[profile mary]\n', `[profile mary]\nmfa_serial = ${phone}\n`));
    const policies = owner.users.get('mary')?.inlinePolicies;
    const Condition = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
    const Action = ['iam:DeactivateMFADevice', 'iam:DeleteVirtualMFADevice'];
    policies?.set('deny', { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action, Resource: '*', Condition }] });
    const refused = await run(['remove', 'mary-phone', '--yes']);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /AWS refuses this without MFA\./);
    assert.match(refused.err, /needs an MFA code, and there is no terminal to ask for it/);
    assert.deepEqual(aws.devices(account), [{ serial: phone, userName: 'mary' }]);
    await mkdir(join(directory, '.config', 'rolecall'), { recursive: true });
    const words = JSON.stringify(['echo', aws.code(phone)]);
    await writeFile(join(directory, '.config', 'rolecall', 'settings.json'), `{"mfaAsk": ${words}}`);
    const removed = await run(['remove', 'mary-phone', '--yes']);
    assert.equal(removed.code, 0, removed.err);
    assert.match(
      removed.err,
      /AWS refuses this without MFA\.\n(?:.*\n)*Deactivated mary-phone.*\nDeleted mary-phone\./,
    );
    assert.deepEqual(aws.devices(account), []);
  });

  test('a phone that is lost, where the keys alone may do it', async (context) => {
    const { run, aws, text, config } = await makeDeviceHome(context);
    await writeFile(config, (await text()).replace('[profile mary]\n', `[profile mary]\nmfa_serial = ${phone}\n`));
    const { code, err } = await run(['remove', 'mary-phone', '--yes']);
    assert.equal(code, 0, err);
    assert.doesNotMatch(err, /MFA code|without MFA/);
    assert.deepEqual(aws.devices(account), []);
  });

  test('the user of a key under a role’s own name has devices too', async (context) => {
    const { run, text, config, credentials, directory } = await makeDeviceHome(context);
    await writeFile(
      config,
      (await text()).replace('[profile mary]\n', '[profile mary]\nrole_arn = arn:aws:iam::555566667777:role/Admin\n'),
    );
    const [, id = '', secret = ''] =
      /\[mary\]\naws_access_key_id = (.*)\naws_secret_access_key = (.*)\n/.exec(await readFile(credentials, 'utf8')) ??
      [];
    await writeFile(credentials, (await readFile(credentials, 'utf8')).replace(/\[mary\]\n(?:aws_.*\n)+/, ''));
    await openKernelHeld(
      context,
      join(directory, '.config', 'rolecall', 'access-keys.sealed'),
      'correct horse battery',
      false,
    );
    const input = JSON.stringify({ AccessKeyId: id, SecretAccessKey: secret });
    const stored = await run(['add'], input, ['key', 'add', 'mary', '--in', 'file']);
    assert.equal(stored.code, 0, stored.err);
    const listed = await run(['list', 'mary']);
    assert.match(listed.out, /mary-phone {2}mary · 111122223333/, listed.err);
    const removed = await run(['remove', 'mary-phone', '--profile', 'mary', '--yes']);
    assert.match(removed.err, /Deleted mary-phone/);
  });

  test('one that nobody knows, and one that is not said clearly', async (context) => {
    const { run, append } = await makeDeviceHome(context);
    assert.match(
      (await run(['remove', 'no-such', '--yes'])).err,
      /No MFA device no-such is known\..*The known device is mary-phone\./s,
    );
    assert.equal((await run(['remove'])).code, 2);
    await append(role('other', 'mfa_serial = arn:aws:iam::444455556666:mfa/mary-phone\n'));
    const { code, err } = await run(['remove', 'mary-phone', '--yes']);
    assert.equal(code, 2);
    assert.match(err, /Several MFA devices are called mary-phone.*111122223333.*444455556666/s);
  });
});
