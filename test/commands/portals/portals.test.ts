import assert from 'node:assert/strict';
import { chmod, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { signInId } from '../../../source/domain/portals/portal.ts';
import { signInPath } from '../../helpers/identity-center.ts';
import { listen } from '../../helpers/listen.ts';
import { carried, corp, person, session } from './person.ts';

test('a start URL is enough: three calls and a token later exactly four lines are written', async (context) => {
  const mary = await person(context);
  const { error, asked, problem } = await mary.run(['login', corp, '--region', 'eu-west-1']);
  assert.equal(problem, undefined);
  assert.deepEqual(asked, []);
  assert.match(error, /^Signed in to corp; renewed automatically until the company's session ends\.$/m);
  assert.match(error, /\[sso-session corp\] is now in \S+config; rolecall edit --undo removes it again\./);
  const { CreateToken = 0, ...counts } = mary.counts();
  assert.deepEqual(counts, { RegisterClient: 1, StartDeviceAuthorization: 1, Logout: 0 });
  assert.ok(CreateToken >= 1 && CreateToken <= 2, String(CreateToken));
  const text = await mary.configText();
  assert.equal(text, session('corp'));
  assert.equal(Buffer.byteLength(text ?? ''), 134);
  assert.equal((await stat(mary.home.config)).mode & 0o777, 0o600);
  assert.ok(mary.signedIn({ startUrl: corp, ssoSession: 'corp' }));
  // The same URL, however it is written, is that portal from now on: nothing is asked or written.
  for (const word of ['corp', `${corp}/#/`, 'CORP.awsapps.com/start', 'HTTPS://corp.awsapps.com/start/']) {
    const again = await mary.run(['login', word]);
    assert.deepEqual([again.problem, again.registered], [undefined, 0], word);
  }
  assert.equal(await mary.configText(), session('corp'));
  const undone = await mary.run(['edit', '--undo']);
  assert.equal(undone.problem, undefined);
  assert.equal((await mary.configText()) ?? '', '');
});

test('a config file that cannot be written is said before anybody has signed in', async (context) => {
  const mary = await person(context);
  await writeFile(join(mary.home.directory, 'file'), '');
  const env = { AWS_CONFIG_FILE: join(mary.home.directory, 'file', 'config') };
  const { problem, registered } = await mary.run(['login', corp, '--region', 'eu-west-1'], { env });
  assert.deepEqual([problem?.code, registered], ['file-unwritable', 0]);
});

test('in a home without ~/.aws: directories of the person alone, and files too', async (context) => {
  const mary = await person(context);
  const aws = join(mary.home.directory, '.aws');
  await rm(aws, { recursive: true });
  const before = process.umask(0);
  context.after(() => process.umask(before));
  const { problem } = await mary.run(['login', corp, '--region', 'eu-west-1']);
  assert.equal(problem, undefined);
  const signIn = relative(aws, signInPath(mary.home.directory, { startUrl: corp, ssoSession: 'corp' }));
  const made = await Promise.all(
    ['', ...(await readdir(aws, { recursive: true }))].map(async (name) => {
      const { mode } = await stat(join(aws, name));
      return `${(mode & 0o777).toString(8)} ${name}`;
    }),
  );
  assert.deepEqual(made.sort(), ['600 config', `600 ${signIn}`, '700 ', '700 sso', '700 sso/cache']);
  assert.deepEqual(await readFile(mary.home.config), Buffer.from(session('corp')));
});

test('every other byte of the file stays, its links and line ends too', async (context) => {
  const before = '# mine\r\n[profile x]\r\nregion=eu-west-1 \r\n\r\n[foo\r\n';
  const mary = await person(context);
  const target = join(mary.home.directory, 'dotfiles');
  await writeFile(target, before);
  await chmod(target, 0o644);
  await symlink(target, mary.home.config);
  assert.equal((await mary.run(['login', corp, '--region', 'eu-west-1'])).problem, undefined);
  assert.equal(await readFile(target, 'utf8'), `${before}\r\n${session('corp').replaceAll('\n', '\r\n')}`);
  assert.equal((await stat(target)).mode & 0o777, 0o644);
});

test('denied, given up or refused: nothing is written, neither sign-in nor session', async (context) => {
  const mary = await person(context, '[profile x]\nregion = eu-west-1\n');
  const before = await mary.configText();
  const denied = await mary.run(['login', corp, '--region', 'eu-west-1'], { approve: 'no' });
  assert.equal(denied.problem?.code, 'sign-in-denied');
  mary.aws.failNext({
    action: 'StartDeviceAuthorization',
    status: 400,
    code: 'invalid_request',
    message: 'Invalid start url provided',
  });
  const wrong = await mary.run(['login', corp, '--region', 'us-west-2']);
  assert.equal(wrong.problem?.code, 'portal-not-in-region');
  assert.equal(wrong.problem?.title, `There is no portal ${corp} in us-west-2.`);
  assert.doesNotMatch(JSON.stringify(wrong.problem), /as the keys of|invalid request/i);
  for (const argv of [
    ['login', corp],
    ['login', 'https://d-1234567890.awsapps.com/start', '--region', 'eu-west-1'],
  ]) {
    const given = await mary.run(argv, { answers: [], env: { HTTPS_PROXY: 'http://127.0.0.1:9' } });
    assert.ok(given.cancelled, argv.join(' '));
  }
  assert.equal(await mary.configText(), before);
  assert.ok(!mary.signedIn({ startUrl: corp, ssoSession: 'corp' }));
});

test('the region is in the host, on the page, or asked for; the name is asked where the host has none', async (context) => {
  const mary = await person(context);
  const offline = { HTTPS_PROXY: 'http://127.0.0.1:9' };
  const one = await mary.run(['login', carried], { answers: ['two words', 'acme'], env: offline });
  assert.deepEqual([one.problem, one.asked], [undefined, ['Name: ', 'Name: ']]);
  assert.match((await mary.configText()) ?? '', /\[sso-session acme\]\n.*app\.aws\nsso_region = eu-central-1\n/);

  const pages: string[] = [];
  const page = createServer((request, response) => {
    pages.push(String(request.url));
    response.end('<html><head><meta charset=utf-8><meta name="region" content="ap-southeast-2"/></head></html>');
  });
  const url = `http://127.0.0.1:${await listen(context, page)}/start`;
  const two = await mary.run(['login', url, '--name', 'paged']);
  assert.deepEqual([two.problem, pages], [undefined, ['/start']]);
  assert.match((await mary.configText()) ?? '', /\[sso-session paged\]\n.*\nsso_region = ap-southeast-2\n/);

  const env = { ...offline, AWS_REGION: 'eu-north-1' };
  const three = await mary.run(['login', 'https://beta.awsapps.com/start'], { answers: ['eu-wset-1', ''], env });
  assert.deepEqual([three.problem, three.asked], [undefined, ['Region (eu-north-1): ', 'Region (eu-north-1): ']]);
  assert.ok(three.told.every((line) => line.length <= 80));
  assert.match((await mary.configText()) ?? '', /\[sso-session beta\]\n.*\nsso_region = eu-north-1\n/);

  for (const argv of [
    ['login', 'https://gamma.awsapps.com/start'],
    ['login', carried.replace('1234', '9')],
  ]) {
    const nobody = await mary.run(argv, { env: offline });
    assert.equal(nobody.problem?.code, 'portal-incomplete');
    assert.match(nobody.problem?.todo?.[0] ?? '', /^rolecall login https:\S+ --(region REGION|name NAME)$/);
  }
});

test('a page that says nothing within three seconds is not waited for', async (context) => {
  const mary = await person(context);
  const page = createServer(() => undefined);
  const url = `http://127.0.0.1:${await listen(context, page)}/start`;
  const began = Date.now();
  const { problem } = await mary.run(['login', url, '--name', 'slow']);
  assert.equal(problem?.code, 'portal-incomplete');
  assert.ok(Date.now() - began < 6_000, `${Date.now() - began} ms`);
});

test('a second sign-in registers nobody; one that the service has forgotten registers anew', async (context) => {
  const mary = await person(context, session('corp'));
  assert.equal((await mary.run(['login', 'corp'])).registered, 1);
  assert.equal((await mary.run(['login', 'corp'])).registered, 0);
  assert.equal((await mary.run(['logout', 'corp'])).problem, undefined);
  assert.equal((await mary.run(['login', 'corp'])).registered, 0, 'a sign-out leaves the registration');
  mary.aws.failNext({ action: 'StartDeviceAuthorization', status: 401, code: 'invalid_client', message: 'x' });
  assert.equal((await mary.run(['login', 'corp'])).registered, 1);
});

test('without an argument: the only one, the one that needs it, or a choice with what is known of each', async (context) => {
  const beta = session('beta', 'https://beta.awsapps.com/start');
  const mary = await person(context, `${session('corp')}\n${beta}`);
  const listed = await mary.run(['login']);
  assert.equal(listed.problem?.code, 'portal-unclear');
  assert.deepEqual(listed.problem?.todo, [
    'corp, not signed in: rolecall login corp',
    'beta, not signed in: rolecall login beta',
  ]);
  const chosen = await mary.run(['login'], { answers: ['7', '1'] });
  assert.deepEqual(chosen.told, ['1. corp: not signed in', '2. beta: not signed in', 'There is no number 7.']);
  assert.match(chosen.error, /Signed in to corp/);
  const needy = await mary.run(['login']);
  assert.match(needy.error, /Signed in to beta/, 'the one that needs it');
  const both = await mary.run(['login'], { answers: ['beta'] });
  assert.deepEqual(both.told, [
    '1. corp: signed in, renewed automatically',
    '2. beta: signed in, renewed automatically',
  ]);
  const none = await person(context);
  assert.equal((await none.run(['login'])).problem?.code, 'no-portal');
  assert.ok((await none.run(['login'], { answers: [''] })).cancelled);
  const asked = await none.run(['login'], { answers: [`${carried}/`, 'acme'] });
  assert.match(asked.error, /Signed in to acme;/, 'where nothing is known the start URL is asked for');
});

test('logout ends one portal: one call, one file; the other goes on', async (context) => {
  const beta = session('beta', 'https://beta.awsapps.com/start');
  const mary = await person(context, `${session('corp')}\n${beta}`);
  for (const name of ['corp', 'beta']) await mary.run(['login', name]);
  const out = await mary.run(['logout', 'corp']);
  assert.deepEqual([out.problem, out.error], [undefined, 'Signed out of corp.\n']);
  assert.equal(mary.counts().Logout, 1);
  assert.deepEqual(
    ['corp', 'beta'].map((ssoSession) => mary.signedIn({ ssoSession, startUrl: '' })),
    [false, true],
  );
  assert.match((await mary.run(['logout', 'corp'])).error, /You are not signed in to corp\./);
  assert.match((await mary.run(['logout'])).error, /Signed out of beta\./, 'the only one that is signed in');
  assert.equal((await mary.run(['logout'])).error, 'You are not signed in anywhere.\n');
  for (const name of ['corp', 'beta']) await mary.run(['login', name]);
  assert.equal((await mary.run(['logout'])).problem?.code, 'portal-unclear');
  assert.equal((await mary.run(['logout', '--all'])).error, 'Signed out of corp.\nSigned out of beta.\n');
  assert.equal(mary.counts().Logout, 4);
});

test('where the service cannot be told, the sign-in goes all the same, and that is said', async (context) => {
  const mary = await person(context, session('corp'));
  await mary.run(['login', 'corp']);
  const out = await mary.run(['logout', 'corp'], { env: { AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:9' } });
  assert.equal(out.problem, undefined);
  assert.match(out.error, /The sign-in to corp is gone from this machine\.\n.*AWS was not told/);
  assert.ok(!mary.signedIn({ startUrl: corp, ssoSession: 'corp' }));
});

test('--new ends the running session first', async (context) => {
  const mary = await person(context, session('corp'));
  await mary.run(['login', 'corp']);
  assert.match((await mary.run(['login', 'corp', '--new'])).error, /Signed in to corp/);
  assert.equal(mary.counts().Logout, 1);
});

test('two sessions on one start URL are two portals; a word that is neither is told with the names there are', async (context) => {
  const mary = await person(context, session('corp'));
  assert.equal((await mary.run(['login', corp, '--name', 'me-too'])).problem, undefined);
  assert.equal(await mary.configText(), `${session('corp')}\n${session('me-too')}`);
  assert.deepEqual(
    ['corp', 'me-too'].map((ssoSession) => mary.signedIn({ ssoSession, startUrl: corp })),
    [false, true],
  );
  const which = await mary.run(['login', corp], { answers: ['1'] });
  assert.match(which.error, /Signed in to corp/);
  const unknown = await mary.run(['login', 'crop']);
  assert.deepEqual([unknown.problem?.code, unknown.problem?.todo?.[0]], ['portal-unknown', 'Did you mean corp?']);
  for (const [argv, code] of [
    [['login', corp, '--name', 'a b'], 'name-unsafe'],
    [['login', corp, '--name', 'corp', '--region', 'us-east-1'], 'portal-region-differs'],
    [['login', 'corp', '--name', 'x'], 'usage'],
    [['login', '--region', 'eu-west-1'], 'usage'],
    [['login', corp, '--region', 'eu-wset-1'], 'region-unusable'],
    [['login', 'ftp://corp/start'], 'start-url-unusable'],
    [['login', 'http://corp.awsapps.com/start'], 'start-url-unusable'],
    [['login', 'https://me:pw@corp.awsapps.com/start'], 'start-url-unusable'],
    [['logout', 'corp', '--all'], 'usage'],
  ] as const) {
    const { problem } = await mary.run([...argv]);
    assert.equal(problem?.code, code, argv.join(' '));
    assert.equal(problem?.exitCode, 2, argv.join(' '));
  }
});

test('a portal by profile, and what is no portal', async (context) => {
  const legacy = `[profile old]\nsso_start_url = ${corp}\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = R\n`;
  const mary = await person(
    context,
    `${legacy}\n[profile keys]\naws_access_key_id = AKIA\naws_secret_access_key = x\n`,
  );
  assert.match(
    (await mary.run(['login', 'old'])).error,
    /Signed in to https:\/\/corp\.awsapps\.com\/start until \d\d:\d\d/,
  );
  assert.equal(mary.signedIn({ startUrl: corp }), true);
  assert.equal((await mary.run(['login', 'keys'])).problem?.code, 'login-not-sso');
  assert.equal((await mary.run(['logout', corp])).error, `Signed out of ${signInId({ startUrl: corp })}.\n`);
});

test('a session that no profile uses is a portal: list, doctor and status say so, and ask nobody', async (context) => {
  const mary = await person(context, `${session('corp')}\n[sso-session half]\nsso_region = eu-west-1\n`);
  const list = await mary.run(['list']);
  assert.match(list.problem?.title ?? '', /names corp of IAM Identity Center, but no role there yet/);
  assert.equal(list.problem?.todo?.[0], 'No role of corp is known here; sign in: rolecall login corp');
  const facts = async () => {
    const { out } = await mary.run(['doctor', '--offline', '--json']);
    const found = JSON.parse(out) as { code: string; severity: string; what: string; remedy: string | null }[];
    return found.filter(({ code }) => /portal|session-incomplete|section-unused/.test(code));
  };
  const before = await facts();
  assert.deepEqual(
    before.map(({ severity, code }) => `${severity} ${code}`),
    ['warning session-incomplete', 'fine portal-signed-out'],
  );
  assert.equal(before[1]?.what, 'Portal corp: not signed in. No profile uses it.');
  assert.match(before[1]?.remedy ?? '', /rolecall login corp$/);
  assert.match((await mary.run(['status'])).out, /\n· corp: not signed in\n$/);
  await mary.run(['login', 'corp']);
  const calls = mary.aws.calls.length;
  assert.equal((await facts())[1]?.what, 'Portal corp: signed in, renewed automatically. No profile uses it.');
  assert.match((await mary.run(['status'])).out, /\n· corp: signed in, renewed automatically\n$/);
  const { portals } = JSON.parse((await mary.run(['status', '--json'])).out);
  assert.deepEqual([portals.length, portals[0].portal, portals[0].signIn], [1, 'corp', 'renewable']);
  assert.equal(mary.aws.calls.length, calls, 'nobody was asked');
});

test('an empty home: three ways to begin', async (context) => {
  const mary = await person(context);
  const { problem } = await mary.run(['list']);
  const todo = problem?.todo?.join('\n') ?? '';
  assert.match(todo, /rolecall login https:[\s\S]*With an access key: rolecall key add NAME\n[\s\S]*rolecall demo/);
});

test('a sign-in that cannot be kept leaves the config file as it is', async (context) => {
  const mary = await person(context, '[profile x]\nregion = eu-west-1\n');
  const before = await mary.configText();
  // In the place of the folder for sign-ins.
  await writeFile(join(mary.home.directory, '.aws', 'sso'), '');
  const { problem } = await mary.run(['login', corp, '--region', 'eu-west-1']);
  assert.ok(problem);
  assert.equal(await mary.configText(), before);
});
