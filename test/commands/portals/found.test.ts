import assert from 'node:assert/strict';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { plain } from '../../../source/domain/display/sanitize.ts';
import { assign, MARY, withdraw } from '../../../source/sandbox/identity-center/build.ts';
import { portalAt, readSignInFile, signInAt, signInPath, writeSignIn } from '../../helpers/identity-center.ts';
import { assignHostile, hostileAccountNames } from '../../helpers/portals.ts';
import { mary, session } from './mary.ts';

const [prod, shop] = ['111122223333', '222233334444'] as const;

test('a session and a sign-in are enough: roles are found, listed, explained and opened by each of their names', async (context) => {
  const { portal, run, calls, home } = await mary(context);
  assign(
    portal,
    MARY,
    { account: prod, name: 'prod', roles: ['Admin', 'Read'] },
    { account: shop, name: 'Web shop', roles: ['Admin'] },
  );
  const before = await readFile(home.config);
  assert.match((await run(['discover'])).error, /corp: 2 accounts, 3 roles; 3 calls/);
  assert.equal((await run(['list', '--names'])).out, 'prod/Admin\nprod/Read\nWeb-shop/Admin\n');
  const table = (await run(['list'])).out;
  assert.match(table, /prod\/Admin +111122223333 +Admin +eu-west-1 +corp/);
  const [first] = JSON.parse((await run(['list', '--json'])).out);
  assert.deepEqual(
    [first.profile, first.displayName, first.accountName, first.found, first.goneSince],
    [`corp:${prod}/Admin`, 'prod/Admin', 'prod', true, null],
  );
  assert.match((await run(['show', 'prod/Admin'])).out, /prod\/Admin/);
  const made = calls().length;
  await run(['export', 'prod/Admin']);
  assert.deepEqual(calls().slice(made), ['GetRoleCredentials', 'GetCallerIdentity'], 'STS says who is signed in, once');
  for (const name of ['prod/Admin', `${prod}/Admin`, `corp:${prod}/Admin`]) {
    const { out, problem } = await run(['export', '--format', 'json', name]);
    assert.equal(problem, undefined, name);
    assert.match(out, /"AccessKeyId": ?"ASIA/, name);
  }
  assert.equal(
    calls()
      .slice(made)
      .filter((action) => action === 'GetRoleCredentials').length,
    1,
    'one role, one session',
  );
  assert.deepEqual(await readFile(home.config), before, 'the file of profiles is as it was');
});

test('a found role opens the console, serves credential_process, and is forgotten, as a profile is', async (context) => {
  const { portal, run, calls } = await mary(context);
  assign(portal, MARY, { account: prod, name: 'prod', roles: ['Admin'] });
  await run(['discover']);
  const before = calls().length;
  const link = new URL((await run(['console', '--print', 'prod/Admin'])).out.trim());
  assert.match(link.hash, new RegExp(`^#/console\\?account_id=${prod}&role_name=Admin&destination=https%3A`));
  assert.equal(calls().length, before, 'the link of a portal takes no session');
  assert.match((await run(['console', '--print', '--federation', 'prod/Admin'])).out, /^http:.*Action=login/);
  const made = calls().length;
  const document = JSON.parse((await run(['credential-process', 'prod/Admin'])).out);
  assert.match(document.AccessKeyId, /^ASIA/);
  assert.deepEqual(calls().slice(made), [], 'a cached role takes no call');
  assert.match((await run(['forget', 'prod/Admin'])).error, /Forgot prod\/Admin/);
  await run(['credential-process', `corp:${prod}/Admin`]);
  assert.equal(calls().length, made + 1);
});

test('status, doctor and list tell of a portal without a call: its sign-in, the person, what was read when; show has a name for scripts', async (context) => {
  const { portal, run, calls } = await mary(context);
  assign(portal, MARY, { account: prod, name: 'prod', roles: ['Admin', 'Read'] });
  assert.equal((await run(['status'])).out.split('\n')[1], '· corp: signed in, renewed automatically');
  await run(['discover']);
  const known = 'corp: signed in, renewed automatically; 1 account, 2 roles, read just now';
  assert.ok((await run(['status'])).out.includes(`· ${known}\n`));
  await run(['export', 'prod/Admin']);
  const made = calls().length;
  const told = known.replace(';', ', as mary@example.com;');
  assert.ok((await run(['status'])).out.includes(`· ${told}\n`));
  const [json] = JSON.parse((await run(['status', '--json'])).out).portals;
  assert.deepEqual([json.portal, json.signIn, json.person], ['corp', 'renewable', 'mary@example.com']);
  assert.ok(Date.parse(json.readAt) > Date.now() - 60_000);
  const doctor = await run(['doctor', '--offline']);
  assert.ok((doctor.out + doctor.error).includes(`Portal ${told}.\n`), doctor.out);
  assert.ok((await run(['list'], undefined, {}, true)).out.endsWith(`\n· ${told}\n`));
  assert.ok(!(await run(['list'])).out.includes('signed in'), 'a program gets the table');
  const shown = (await run(['show', 'prod/Admin'])).out;
  assert.match(shown, /^ {2}script {4}corp:111122223333\/Admin always leads here, whatever accounts are called$/m);
  assert.equal(calls().length, made);
});

test('a profile that leads to a found role is listed once, and opened by the names of both', async (context) => {
  const profile = `[profile mine]\nsso_session = corp\nsso_account_id = ${prod}\nsso_role_name = Admin\nregion = eu-north-1\n`;
  const { portal, run } = await mary(context, session + profile);
  assign(portal, MARY, { account: prod, name: 'prod', roles: ['Admin', 'Read'] });
  await run(['discover']);
  assert.equal((await run(['list', '--names'])).out, 'mine\nprod/Read\n');
  const { out } = await run(['export', '--format', 'json', 'prod/Admin']);
  assert.match(out, /eu-north-1/, 'the profile’s own region');
});

test('a role that nobody has found yet opens by its account ID with one call', async (context) => {
  const { portal, run, calls } = await mary(context);
  assign(portal, MARY, { account: shop, name: 'shop', roles: ['New'] });
  const made = calls().length;
  assert.equal((await run(['export', `${shop}/New`])).problem, undefined);
  assert.deepEqual(
    calls()
      .slice(made)
      .filter((action) => action !== 'GetCallerIdentity'),
    ['GetRoleCredentials'],
  );
});

test('of two accounts that are renamed crosswise, a name leads nowhere else unasked', async (context) => {
  const { portal, run } = await mary(context);
  const name = (a: string, b: string) => {
    assign(portal, MARY, { account: prod, name: a, roles: ['Admin'] }, { account: shop, name: b, roles: ['Admin'] });
  };
  name('prod', 'shop');
  await run(['discover']);
  assert.equal((await run(['export', 'prod/Admin'])).problem, undefined);
  name('shop', 'prod');
  await run(['discover']);
  const { problem } = await run(['export', 'prod/Admin']);
  assert.equal(problem?.code, 'found-name-moved');
  assert.match([problem?.means, ...(problem?.todo ?? [])].join(' '), /corp:111122223333.*corp:222233334444/);
  for (const script of [`${prod}/Admin`, `corp:${shop}/Admin`]) {
    assert.equal((await run(['export', script])).problem, undefined, 'by account ID nothing has changed');
  }
  const refused = await run(['export', 'prod/Admin'], 'no');
  assert.equal(refused.problem?.code, 'cancelled');
  assert.match(refused.asked.join(''), /corp:111122223333.*corp:222233334444.*\nType 222233334444/);
  assert.equal((await run(['export', 'prod/Admin'], shop)).problem, undefined);
  assert.deepEqual((await run(['export', 'prod/Admin'])).problem, undefined, 'once is enough');
});

test('a record of used names that is not understood is said, costs no role, and is not lost', async (context) => {
  const { portal, run, home } = await mary(context);
  assign(portal, MARY, { account: prod, name: 'prod', roles: ['Admin'] });
  await run(['discover']);
  await run(['export', 'prod/Admin']);
  const path = join(home.directory, '.config', 'rolecall', 'used-names.json');
  const exported = async () => {
    const { problem, error } = await run(['export', 'prod/Admin']);
    assert.equal(problem, undefined, 'the role opens');
    return error;
  };
  const newer = '{"version":2,"places":{"prod/Admin":["corp",1]}}';
  await writeFile(path, newer);
  assert.match(await exported(), /used-names\.json was written by a newer rolecall: update this one\. .*not known/);
  assert.equal(await readFile(path, 'utf8'), newer, 'the newer one has it still');
  await writeFile(path, '{"version":1,"na');
  assert.match(await exported(), /used-names\.json.*cannot be read\. .*not known/);
  assert.equal(await readFile(`${path}.damaged`, 'utf8'), '{"version":1,"na');
  assert.doesNotMatch(await exported(), /used-names/, 'there is a new one');
  const whole = await readFile(path, 'utf8');
  await chmod(path, 0o646);
  assert.match(
    await exported(),
    /cannot be read\. Others may write to it\. .*not known .* before\. Give yourself the file back: chmod 600 .*used-names\.json\n/,
  );
  assert.equal(await readFile(path, 'utf8'), whole, 'what it tells is not lost');
});

test('a token near its end goes on without a word where the service cannot be reached; an ended one says why not', async (context) => {
  const { portal, run, home, calls } = await mary(context);
  assign(portal, MARY, { account: prod, name: 'prod', roles: ['Admin', 'Read'] });
  const path = signInPath(home.directory, portalAt(''));
  const { fields } = await readSignInFile(path);
  const endsIn = (ms: number) => {
    const expiresAt = new Date(Date.now() + ms).toISOString().replace(/\.\d+/, '');
    return writeFile(path, JSON.stringify({ ...fields, expiresAt }));
  };
  const cut = { AWS_ENDPOINT_URL_SSO_OIDC: 'http://127.0.0.1:9' };
  const asEver = await run(['export', `${prod}/Read`]);
  await run(['forget']);
  await endsIn(60_000);
  const opened = await run(['export', '--format', 'json', `${prod}/Admin`], undefined, cut);
  assert.match(opened.out, /"AccessKeyId": ?"ASIA/);
  assert.deepEqual([opened.problem, opened.error], [undefined, asEver.error]);
  assert.match((await run(['discover'], undefined, cut)).error, /^corp: 1 account, 2 roles; 2 calls\n$/);
  await endsIn(-1_000);
  const ended = await run(['export', `${prod}/Read`], undefined, cut);
  assert.match(ended.problem?.title ?? '', /127\.0\.0\.1:9/);
  assert.equal(calls().filter((action) => action === 'CreateToken').length, 1, 'the one of the sign-in');
});

test('a profile of the person’s own that the portal refuses: told, offered for removal, never removed', async (context) => {
  const profile = (name: string, role: string) =>
    `[profile ${name}]\nsso_session = corp\nsso_account_id = ${prod}\nsso_role_name = ${role}\nregion = eu-west-1\n`;
  const chain = '[profile far]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = mine\n';
  const { portal, run, home, aws } = await mary(context, session + profile('mine', 'Admin') + chain);
  assign(portal, MARY, { account: prod, name: 'prod', roles: ['Admin', 'Read'] });
  await run(['discover']);
  withdraw(portal, { account: prod, role: 'Admin' });
  const before = await readFile(home.config, 'utf8');
  for (const name of ['mine', 'far', 'prod/Admin']) {
    const { problem } = await run(['export', name]);
    assert.equal(problem?.code, 'sso-not-assigned', name);
    assert.equal(problem?.means, `Yours in ${prod}: Read.`);
    assert.equal(problem?.todo?.at(-1), 'Or remove the profile, if it is no longer yours: rolecall remove mine');
  }
  await run(['discover']);
  assert.equal(await readFile(home.config, 'utf8'), before, 'nobody but the person takes it out');
  assign(portal, MARY, { account: prod, roles: ['Admin'] });
  await run(['discover']);
  aws.failNext({
    action: 'GetRoleCredentials',
    status: 403,
    code: 'ForbiddenException',
    message: 'No access',
    times: 4,
  });
  const late = await run(['export', 'mine']);
  assert.match(late.problem?.means ?? '', /listed for you but was refused/);
  assert.doesNotMatch(late.problem?.todo?.join(' ') ?? '', /rolecall remove/);
  assert.equal((await run(['remove', 'mine', '--yes'])).problem, undefined);
  assert.equal(await readFile(home.config, 'utf8'), session + chain);
});

test('a refusal names the roles that are the person’s; one that was listed a moment ago is tried again', async (context) => {
  const { portal, run, calls, aws } = await mary(context);
  assign(portal, MARY, { account: prod, name: 'prod', roles: ['Admin', 'Read'] });
  await run(['discover']);
  withdraw(portal, { account: prod, role: 'Admin' });
  const made = calls().length;
  const { problem } = await run(['export', 'prod/Admin']);
  assert.equal(problem?.code, 'sso-not-assigned');
  assert.match([problem?.means, ...(problem?.todo ?? [])].join(' '), /Yours in 111122223333: Read\./);
  const [asked, listed] = ['GetRoleCredentials', 'ListAccountRoles'].map(
    (action) =>
      calls()
        .slice(made)
        .filter((each) => each === action).length,
  );
  assert.deepEqual([asked, listed], [4, 1], 'three more tries, one listing');
  assert.match((await run(['list', '--json'])).out, /"goneSince": "2/, 'what the listing lacks is gone');
  assert.match((await run(['list'])).out, /^- +prod\/Admin .*\n +prod\/Read /m, 'and marked');
  aws.failNext({
    action: 'GetRoleCredentials',
    status: 403,
    code: 'ForbiddenException',
    message: 'No access',
    times: 2,
  });
  assert.equal((await run(['export', 'prod/Read'])).problem, undefined, 'a fresh assignment arrives');
});

test('another person under the same session: what was found for the other one is set aside, once told', async (context) => {
  const { portal, run, home, aws } = await mary(context);
  assign(portal, MARY, { account: prod, name: 'prod', roles: ['Admin'] });
  assign(portal, 'bob@example.com', { account: prod, name: 'prod', roles: ['Admin'] });
  await run(['discover']);
  await run(['export', 'prod/Admin']);
  const at = portalAt(aws.url, { portalEndpoint: aws.url });
  await writeSignIn(home.directory, at, await signInAt(at, 'bob@example.com'));
  await run(['forget', 'prod/Admin']);
  const first = await run(['export', `${prod}/Admin`]);
  assert.match(first.error, /Somebody else is signed in/);
  assert.equal((await run(['list', '--names'])).out, '');
  assert.match((await run(['discover'])).error, /1 account, 1 role; 2 calls/, 'nothing of it is new or gone');
  await run(['forget', 'prod/Admin']);
  assert.doesNotMatch((await run(['export', 'prod/Admin'])).error, /Another person/);
});

test('names that an administrator can give an account break no output and reach no file', async (context) => {
  const { portal, run, home } = await mary(context);
  assignHostile(portal);
  const before = await readFile(home.config, 'utf8');
  await run(['discover']);
  const names = (await run(['list', '--names'])).out.trimEnd().split('\n');
  assert.equal(names.length, hostileAccountNames.length);
  assert.equal(new Set(names).size, names.length);
  for (const name of names) {
    assert.match(name, /^[\p{L}\p{M}\p{N}._:-]+\/ReadOnly$/u, JSON.stringify(name));
    assert.equal(plain(name), name);
  }
  const outputs = [
    await run(['list']),
    await run(['list', '--json']),
    ...(await Promise.all(names.slice(0, 12).map((name) => run(['show', name])))),
    await run(['doctor', '--offline']),
  ];
  for (const { out, error } of outputs) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
    assert.doesNotMatch(out + error, /[\u0000-\u0008\u000b-\u001f\u007f\u202e\ufeff]/u);
  }
  for (const name of names) assert.equal((await run(['export', name])).problem, undefined, name);
  assert.equal(await readFile(home.config, 'utf8'), before);
});

test('signing out forgets what was found, and the sessions of its roles', async (context) => {
  const { portal, run, home } = await mary(context);
  assign(portal, MARY, { account: prod, name: 'prod', roles: ['Admin'] });
  await run(['discover']);
  await run(['export', 'prod/Admin']);
  const used = join(home.directory, '.config', 'rolecall', 'used-names.json');
  assert.equal((await stat(used)).mode & 0o777, 0o600);
  assert.equal((await run(['logout', 'corp'])).problem, undefined);
  assert.equal((await run(['list', '--names'])).out, '');
  const { problem } = await run(['export', `${prod}/Admin`]);
  assert.equal(problem?.code, 'source-sso', 'no session is left to serve it');
  assert.equal(problem?.todo?.[0], 'Sign in: rolecall login corp', 'a found role is nothing to sign in to');
});

test('exec asks before a glob runs in accounts that share its name; --yes answers, and the portal or IDs need not', async (context) => {
  const { portal, run, calls } = await mary(context);
  assign(
    portal,
    MARY,
    { account: prod, name: 'prod', roles: ['Admin'] },
    { account: shop, name: 'prod', roles: ['Admin', 'Read'] },
  );
  await run(['discover']);
  const made = calls().length;
  const both = [`prod-${prod}/Admin`, `prod-${shop}/Admin`];
  const { problem } = await run(['exec', 'prod/A*', '--', 'true']);
  assert.deepEqual([problem?.code, problem?.exitCode], ['confirmation-needed', 2]);
  for (const name of both) assert.ok(problem?.title.includes(name), problem?.title);
  const refused = await run(['exec', 'prod/*', '--', 'true'], 'no');
  const lines = refused.asked.join('').split('\n');
  assert.deepEqual(lines.slice(0, -1).sort(), [...both, `prod/Read (${shop})`]);
  assert.equal(lines.at(-1), 'Several accounts have the same name. In all 3? Type yes to continue: ');
  assert.deepEqual([refused.problem?.code, refused.error], ['cancelled', 'Nothing was run.\n']);
  assert.deepEqual(calls().slice(made), [], 'nothing was opened');
  for (const rest of [['prod/A*', '--yes'], ['prod*/A*'], both]) {
    const ran = await run(['exec', ...rest, '--', 'true']);
    assert.deepEqual([ran.asked, ran.problem, ran.error.split('\n').at(-2)], [[], undefined, '2 of 2 done']);
  }
});

test('the link that one person copies with --print opens the role for another, of a profile or found', async (context) => {
  const { portal, run, home } = await mary(context);
  assign(portal, MARY, { account: prod, name: 'prod', roles: ['Admin', 'Read'] });
  await run(['discover']);
  const link = (await run(['console', 'prod/Admin', '--print'])).out.trim();
  assert.match(link, /#\/console\?account_id=111122223333&role_name=Admin&/);
  const opened = await run(['export', '--format', 'json', link]);
  assert.equal(opened.problem, undefined);
  assert.match(opened.out, /"AccessKeyId": ?"ASIA/);
  await writeFile(
    home.config,
    `${session}[profile own]\nsso_session = corp\nsso_account_id = ${prod}\nsso_role_name = Admin\nregion = eu-west-1\n`,
  );
  assert.equal((await run(['console', link, '--print'])).out.trim(), link);
  const none = await run(['export', link.replace('Admin', 'Owner')]);
  assert.deepEqual([none.problem?.code, none.problem?.todo], ['link-unknown', ['Read it again: rolecall discover']]);
  const elsewhere = await run(['export', link.replace('corp', 'other')]);
  assert.match(elsewhere.problem?.title ?? '', /has the portal https:\/\/other\.awsapps\.com\/start/);
});
