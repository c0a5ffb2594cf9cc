import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { demoWorld } from '../../../source/sandbox/demo/world.ts';
import { loginPath, MARY } from '../../helpers/login.ts';
import { corp, person, session } from './person.ts';

const here = { comesBack: true } as const;
const dev = `[profile dev]\nlogin_session = ${MARY}\nregion = eu-west-1\n`;
const audit = `\n[profile audit]\nrole_arn = arn:aws:iam::444455556666:role/ystataws\nsource_profile = dev\n`;
const signedOut =
  'Signed out of the console for dev. Programs that already have its keys can use them for 15 minutes at most.\n';

/** Mary, signed in to the console for the profile dev. */
async function mary(test: TestContext, config = dev + audit) {
  const made = await person(test, config, demoWorld());
  assert.equal((await made.run(['login', 'dev'], here)).problem, undefined);
  const path = loginPath(made.home.directory);
  return {
    ...made,
    path,
    isThere: () => existsSync(path),
    signIns: async () => JSON.parse((await made.run(['status', '--json'])).out).console,
  };
}

for (const argv of [['dev'], ['audit'], ['--all'], []]) {
  test(`logout ${argv.join(' ')} ends a sign-in to the console: its file, and no other byte`, async (context) => {
    const { run, isThere, configText, signIns } = await mary(context);
    assert.equal((await run(['credential-process', 'dev'])).problem, undefined);
    assert.match(
      (await run(['status'])).out,
      /^· dev: signed in to the console as mary of 111122223333, renewed automatically$/m,
    );
    const [before] = await signIns();
    assert.deepEqual([before.profile, before.loginSession, before.signIn], ['dev', MARY, 'renewable']);
    const { error, problem } = await run(['logout', ...argv]);
    assert.deepEqual([error, problem, isThere(), await configText()], [signedOut, undefined, false, dev + audit]);
    assert.match((await run(['status'])).out, /^· dev: not signed in to the console$/m);
    assert.equal((await run(['credential-process', 'dev'])).problem?.code, 'source-login');
    const again = argv.includes('dev') || argv.includes('audit') ? ' to the console for dev' : ' anywhere';
    assert.equal((await run(['logout', ...argv])).error, `You are not signed in${again}.\n`);
  });
}

test('a session of a role above it goes too; what starts from elsewhere stays', async (context) => {
  const { run } = await mary(context);
  assert.equal((await run(['export', 'audit'])).problem, undefined);
  await run(['logout', 'dev']);
  assert.equal((await run(['export', 'audit'])).problem?.code, 'source-login');
});

test('with a portal, each by its name, both by --all; alone, logout asks of the portal as ever', async (context) => {
  const { run, isThere, signedIn } = await mary(context, session('corp') + dev);
  await run(['login', 'corp']);
  assert.equal((await run(['logout'])).error, 'Signed out of corp.\n');
  assert.deepEqual([isThere(), signedIn({ ssoSession: 'corp', startUrl: corp })], [true, false]);
  await run(['login', 'corp']);
  assert.equal((await run(['logout', '--all'])).error, `Signed out of corp.\n${signedOut}`);
  assert.equal(isThere(), false);
});

test('of several, one has to be named', async (context) => {
  const bob = MARY.replace('mary', 'bob');
  const { run, home, isThere } = await mary(context, `${dev}[profile bob]\nlogin_session = ${bob}\n`);
  await writeFile(loginPath(home.directory, bob), '{');
  assert.match(
    (await run(['status'])).out,
    /^· bob: a sign-in to the console that cannot be used: it holds no JSON object$/m,
  );
  const { problem } = await run(['logout']);
  assert.deepEqual(
    [problem?.exitCode, problem?.todo],
    [2, ['dev: rolecall logout dev', 'bob: rolecall logout bob', 'All: rolecall logout --all']],
  );
  assert.equal((await run(['logout', 'bob'])).error, signedOut.replace('dev', 'bob'));
  assert.deepEqual([existsSync(loginPath(home.directory, bob)), isThere()], [false, true]);
});

test('a sign-in that cannot be removed is told, with what removes it', async (context) => {
  const { run, path } = await mary(context);
  await rm(path);
  await mkdir(path);
  const { problem, error } = await run(['logout', 'dev']);
  assert.deepEqual(
    [problem?.code, problem?.means, problem?.todo, error],
    ['sign-in-not-removed', 'It is a directory.', [`Delete it yourself: rm -r ${path}`], ''],
  );
});

test('a user’s sign-in opens no console: AWS lets roles alone do that', async (context) => {
  const { run } = await mary(context);
  assert.equal((await run(['console', 'dev', '--print'])).problem?.code, 'console-needs-role');
});

test('one that has ended is not counted, and every profile that shares one is named', async (context) => {
  const bob = MARY.replace('mary', 'bob');
  const shared = `\n[profile dev2]\nlogin_session = ${MARY}\nregion = eu-west-1\n`;
  const { run, home, isThere, path } = await mary(context, `${dev}[profile bob]\nlogin_session = ${bob}\n${shared}`);
  const file = JSON.parse(await readFile(path, 'utf8'));
  const ended = { ...file.accessToken, expiresAt: '2020-01-01T00:00:00Z' };
  const left = { ...file, accessToken: ended, refreshToken: undefined, idToken: undefined };
  await writeFile(loginPath(home.directory, bob), JSON.stringify(left));
  assert.match((await run(['status'])).out, /^· bob: sign-in to the console expired /m);
  const { error, problem } = await run(['logout']);
  assert.deepEqual([problem, error], [undefined, signedOut.replace('dev', 'dev, dev2')]);
  assert.deepEqual([isThere(), existsSync(loginPath(home.directory, bob))], [false, true]);
});
