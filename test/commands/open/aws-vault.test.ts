import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { addRole } from '../../../source/sandbox/state/build.ts';
import { addOidcProvider } from '../../../source/sandbox/state/oidc.ts';

import { phone } from '../../helpers/home.ts';
import { accountIn } from '../../sandbox/clients.ts';
import { makeKeyHome } from '../key/world.ts';

const account = '111122223333';
const admin = 'arn:aws:iam::555566667777:role/Admin';

/** Mary's key in rolecall, and her configuration as somebody has it who comes from aws-vault. */
async function makeVaultHome(context: Parameters<typeof makeKeyHome>[0], config: (url: string) => string) {
  const home = await makeKeyHome(context);
  await writeFile(home.config, config(home.aws.url));
  const added = await home.add();
  assert.equal(added.code, 0, added.err);
  const who = (name: string, code = '') =>
    home.run(
      [
        'exec',
        name,
        ...(code === '' ? [] : ['--mfa-code', '-']),
        '--',
        'sh',
        '-c',
        'echo $ROLECALL_ROLE_ARN $AWS_REGION',
      ],
      `${code}\n`,
    );
  return { ...home, who, code: () => home.aws.code(phone) };
}

describe('configurations of aws-vault open as they are', () => {
  test('a fragment for all: a role that wants MFA, with the device and the region of the fragment', async (context) => {
    const { who, code, run, config } = await makeVaultHome(
      context,
      (url) =>
        `[profile common]\nregion = eu-west-1\nmfa_serial = ${phone}\nsource_profile = mary\nendpoint_url = ${url}\n\n` +
        '[profile mary]\ninclude_profile = common\n\n' +
        `[profile order-dev]\ninclude_profile = common\nrole_arn = ${admin}\n`,
    );
    const opened = await who('order-dev', code());
    assert.equal(opened.out, `${admin} eu-west-1\n`, opened.err);
    const listed = await run(['list', '--json']);
    const [role] = JSON.parse(listed.out);
    assert.deepEqual(
      [role.profile, role.accountId, role.roleName, role.region, role.source, role.mfa],
      ['order-dev', '555566667777', 'Admin', 'eu-west-1', 'mary', true],
    );
    const shown = await run(['show', 'order-dev']);
    assert.match(shown.out, /mary-phone named by common/, shown.err);
    assert.match(shown.out, /eu-west-1/);
    const doctor = await run(['doctor', '--offline']);
    assert.match(
      doctor.out,
      /The AWS CLI cannot open order-dev: it has role_arn and no source_profile\. Here it takes .*source_profile.* from common, as aws-vault does\./,
    );

    const before = await readFile(config, 'utf8');
    const looked = await run(['import', '--from', 'aws-vault']);
    assert.match(
      looked.out,
      /\[profile order-dev\].*\n- include_profile = common\n(?:\+ .*\n)*\+ source_profile = mary\n/,
    );
    assert.match(looked.err, /Nothing was written/);
    assert.equal(await readFile(config, 'utf8'), before);
    const written = await run(['import', '--from', 'aws-vault', '--write']);
    assert.equal(written.code, 0, written.err);
    assert.match(written.err, /Changed 2 profiles\. rolecall edit --undo puts everything back/);
    const after = await readFile(config, 'utf8');
    assert.doesNotMatch(after, /include_profile/);
    assert.equal((await who('order-dev')).out, `${admin} eu-west-1\n`, 'the same session serves it');
    assert.equal((await run(['edit', '--undo'])).code, 0);
    assert.equal(await readFile(config, 'utf8'), before, 'byte for byte');
  });

  test('hops of attributes only', async (context) => {
    const { who, code } = await makeVaultHome(
      context,
      (url) =>
        `[profile mary]\nregion = eu-west-1\nendpoint_url = ${url}\nmfa_serial = ${phone}\n\n` +
        `[profile alias]\nsource_profile = mary\nmfa_serial = ${phone}\nregion = us-west-2\n\n` +
        `[profile target]\nsource_profile = alias\nmfa_serial = ${phone}\nrole_arn = ${admin}\n`,
    );
    const opened = await who('target', code());
    assert.equal(opened.out, `${admin} us-west-2\n`, opened.err);
  });

  test('the device and the source in [default]', async (context) => {
    const { who, code } = await makeVaultHome(
      context,
      (url) =>
        `[default]\nregion = eu-north-1\nmfa_serial = ${phone}\nsource_profile = mary\n\n` +
        `[profile mary]\nendpoint_url = ${url}\n\n[profile prod]\nrole_arn = ${admin}\n`,
    );
    const opened = await who('prod', code());
    assert.equal(opened.out, `${admin} eu-north-1\n`, opened.err);
  });

  test('a profile to include that is not there is named where the source is missing', async (context) => {
    const { run } = await makeVaultHome(
      context,
      (url) =>
        `[profile common]\nsource_profile = mary\n\n[profile mary]\nendpoint_url = ${url}\n\n` +
        `[profile prod]\ninclude_profile = comon\nrole_arn = ${admin}\n`,
    );
    const { code, err } = await run(['exec', 'prod', '--', 'true']);
    assert.equal(code, 1);
    assert.match(err, /prod includes comon, but there is no such profile\. Did you mean common\?/);
  });

  test('a region of the person’s own counts before that of [default]', async (context) => {
    const { run } = await makeVaultHome(
      context,
      (url) => `[default]\nregion = eu-north-1\n\n[profile mary]\nendpoint_url = ${url}\n`,
    );
    const words = ['exec', 'mary', '--', 'sh', '-c', 'echo $AWS_REGION'];
    assert.equal((await run(words)).out, 'eu-north-1\n');
    assert.equal((await run(words, '', { AWS_REGION: 'us-west-2' })).out, 'us-west-2\n');
    const listed = async (env?: Record<string, string>) => (await run(['show', 'mary', '--json'], '', env)).out;
    assert.match(await listed(), /eu-north-1/);
    assert.doesNotMatch(await listed({ AWS_DEFAULT_REGION: 'us-west-2' }), /eu-north-1/);
  });
});

describe('the key under a role’s own name', () => {
  const config = (url: string) =>
    `[profile work]\nregion = eu-west-1\nendpoint_url = ${url}\nmfa_serial = ${phone}\nrole_arn = ${admin}\n`;

  test('is stored, opens the role, and is rotated as its user', async (context) => {
    const home = await makeKeyHome(context);
    await writeFile(home.config, config(home.aws.url));
    const before = await readFile(home.config, 'utf8');
    const missing = await home.run(['exec', 'work', '--', 'true']);
    assert.match(missing.err, /names a role but not whose credentials assume it/);
    assert.match(missing.err, /rolecall key import --from aws-vault work/);
    const added = await home.add('work');
    assert.equal(added.code, 0, added.err);
    assert.match(
      added.err,
      /work is a role, and rolecall opens it with that key: rolecall work\. The AWS CLI would need source_profile/,
    );
    assert.equal(await readFile(home.config, 'utf8'), before, 'no line of it changes');
    const code = () => home.aws.code(phone);
    const opened = await home.run(
      ['exec', 'work', '--mfa-code', '-', '--', 'sh', '-c', 'echo $ROLECALL_ROLE_ARN'],
      `${code()}\n`,
    );
    assert.equal(opened.out, `${admin}\n`, opened.err);
    const document = await home.run(['credential-process', 'work']);
    assert.match(document.out, /"SessionToken"/, document.err);
    const doctor = await home.run(['doctor', '--offline']);
    assert.doesNotMatch(doctor.out, /does not lead to it/);
    assert.match(doctor.out, /rolecall uses the access key that it stores under that name, as aws-vault does/);
    const rotated = await home.run(['key', 'rotate', 'work']);
    assert.equal(rotated.code, 0, rotated.err);
    assert.match(rotated.err, new RegExp(`${home.key.id} is deleted`));
    const imported = await home.run(['import', '--from', 'aws-vault', '--write']);
    assert.match(
      imported.out,
      /work: it names no source.*rolecall key add work-user, then rolecall edit work --source-profile work-user/,
    );
    assert.equal(await readFile(home.config, 'utf8'), before);
  });

  test('a command that prints keys has no place there', async (context) => {
    const home = await makeKeyHome(context);
    await writeFile(home.config, config(home.aws.url));
    const { code, err } = await home.run(['key', 'add', 'work', '--command', 'pass show aws/mary']);
    assert.equal(code, 1);
    assert.match(err, /is a role, and a command prints the keys of users/);
  });
});

test('a command that prints the token of a web identity; what it prints is never shown', async (context) => {
  const home = await makeKeyHome(context);
  const own = accountIn(home.aws, account);
  const write = addOidcProvider(own, 'id.example.com', 'sts.amazonaws.com');
  const Principal = { Federated: `arn:aws:iam::${account}:oidc-provider/id.example.com` };
  addRole(own, 'Web', {
    trust: { Statement: { Effect: 'Allow', Principal, Action: 'sts:AssumeRoleWithWebIdentity' } },
  });
  const token = write({ sub: 'job', aud: 'sts.amazonaws.com', exp: Math.floor(Date.now() / 1000) + 600 });
  const file = join(home.directory, 'token');
  const configWith = (command: string) =>
    writeFile(
      home.config,
      `[profile ci]\nregion = eu-west-1\nendpoint_url = ${home.aws.url}\nrole_arn = arn:aws:iam::${account}:role/Web\n` +
        `web_identity_token_process = ${command}\n`,
    );
  const open = () => home.run(['exec', 'ci', '--', 'sh', '-c', '[ -n "$AWS_SESSION_TOKEN" ] && echo in']);
  await writeFile(file, `${token}\n`);
  await configWith(`cat "${file}"`);
  const opened = await open();
  assert.equal(opened.out, 'in\n', opened.err);
  assert.match((await home.run(['show', 'ci'])).out, /the token that cat prints/);
  const rows = [
    ['false', /web identity of ci gave no credentials.*exited with 1/s],
    ['true', /web_identity_token_process printed nothing/],
    ['echo eyJ.one eyJ.two', /printed more than one line, or characters that are not allowed in a token/],
    ['no-such-program-here', /There is no program no-such-program-here/],
    ['echo eyJhbGciOi.nonsense.x', /The web identity of ci gave no credentials/],
  ] as const;
  for (const [command, expected] of rows) {
    await configWith(command);
    const { code, err } = await home.run(['exec', 'ci', '--', 'true'], '', {
      ROLECALL_HOME: join(home.directory, 'other'),
    });
    assert.equal(code, 1, command);
    assert.match(err, expected, command);
    assert.doesNotMatch(err, /eyJ/, 'a token is a secret');
  }
});
