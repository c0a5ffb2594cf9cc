import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { demoWorld } from '../../../source/sandbox/demo/world.ts';
import { loginPath, MARY, readLoginFile } from '../../helpers/login.ts';
import { noReadOnly, whileReadOnly } from '../../helpers/read-only.ts';
import { ACCOUNT_A } from '../../sandbox/clients.ts';
import { corp, person, session } from './person.ts';

const ROOT = `arn:aws:iam::${ACCOUNT_A}:root`;
const BOB = `arn:aws:iam::${ACCOUNT_A}:user/bob`;
const here = { comesBack: true } as const;

/** Somebody whose browser is signed in to the console as mary. */
async function somebody(test: TestContext, config?: string) {
  const made = await person(test, config, demoWorld());
  const kept = (who = MARY) => existsSync(loginPath(made.home.directory, who));
  return { ...made, kept, tokens: () => made.aws.count('CreateOAuth2Token') };
}

/** The text that a page shows at its end. */
async function textOf(page: string): Promise<string> {
  const shown = await (await fetch(page)).text();
  return /<pre id="code">(.*)<\/pre>/.exec(shown)?.[1] ?? '';
}

test('nothing but the password of the console: one token, a profile of two lines, the file of the AWS CLI', async (test) => {
  const mary = await somebody(test);
  const { problem, error, opened } = await mary.run(['login', '--console', '--region', 'eu-west-1'], here);
  assert.equal(problem, undefined);
  assert.match(opened[0] ?? '', /\/v1\/authorize\?.*same-device/);
  assert.equal(await mary.configText(), `[default]\nlogin_session = ${MARY}\nregion = eu-west-1\n`);
  const { fields, mode } = await readLoginFile(loginPath(mary.home.directory));
  assert.deepEqual([mode, fields.accessToken.accountId, typeof fields.dpopKey], [0o600, ACCOUNT_A, 'string']);
  assert.match(
    error,
    new RegExp(`^Signed in as mary of ${ACCOUNT_A}; renewed automatically for up to twelve hours\\.$`, 'm'),
  );
  assert.match(error, /default now has its login_session in \S+config; rolecall edit --undo removes it again\./);
  assert.equal(mary.tokens(), 1);
  const keys = await mary.run(['credential-process', 'default']);
  assert.match(keys.out, /"AccessKeyId": ?"ASIA/);
  assert.equal(mary.tokens(), 1, 'no more than that');
  await mary.run(['edit', '--undo']);
  assert.equal((await mary.configText()) ?? '', '');
});

test('a profile with login_session, a role that starts from it, and a profile that has nothing yet', async (test) => {
  const dev = `[profile dev]\nlogin_session = ${MARY}\nregion = eu-west-1\n`;
  const role = `\n[profile audit]\nrole_arn = arn:aws:iam::222233334444:role/Audit\nsource_profile = dev\n`;
  const bare = '\n[profile bare]\nregion = eu-north-1\noutput = json\n';
  const config = dev + role + bare;
  const mary = await somebody(test, config);
  for (const [word, tokens] of [
    ['dev', 1],
    ['audit', 2],
  ] as const) {
    const { problem, error } = await mary.run(['login', word], here);
    assert.equal(problem, undefined, word);
    assert.doesNotMatch(error, /now;/, 'nothing is written but the sign-in');
    assert.deepEqual([mary.tokens(), mary.kept(), await mary.configText()], [tokens, true, config], word);
  }
  const { problem } = await mary.run(['login', 'bare'], here);
  assert.equal(problem, undefined);
  assert.equal(await mary.configText(), config.replace('output = json\n', `output = json\nlogin_session = ${MARY}\n`));
});

test('an AWS that does not answer the code is told of, and is no bug', async (test) => {
  const mary = await somebody(test, `[profile dev]\nlogin_session = ${MARY}\nregion = eu-west-1\n`);
  let answer = (response: ServerResponse) => response.destroy();
  const server = createServer((_, response) => void answer(response)).listen(0, '127.0.0.1');
  test.after(() => server.close());
  await once(server, 'listening');
  const env = { AWS_ENDPOINT_URL_SIGNIN: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  // The browser comes back by itself: no page is there to be asked.
  const code = async (page: string) => {
    const { searchParams } = new URL(page);
    return `${searchParams.get('redirect_uri')}?code=c&state=${searchParams.get('state')}`;
  };
  const rows: readonly (readonly [code: string, status: number | undefined, body: string])[] = [
    ['unreachable', undefined, ''],
    ['aws-failed', 500, '{}'],
    ['answer-garbled', 403, '<html>a proxy</html>'],
    ['answer-garbled', 400, '{}'],
    ['answer-garbled', 200, '{"other": "JSON"}'],
  ];
  for (const [expected, status, body] of rows) {
    answer = (response) => (status === undefined ? response.destroy() : response.writeHead(status).end(body));
    const { problem } = await mary.run(['login', 'dev'], { ...here, env, approve: 'nothing', answers: [code] });
    assert.equal(problem?.code, expected, `${status} ${body}`);
  }
});

test('a region that would lead to another host is refused before a browser is opened', async (test) => {
  const mary = await somebody(test, `[profile dev]\nlogin_session = ${MARY}\nregion = evil.example/\n`);
  for (const argv of [
    ['login', 'dev'],
    ['login', '--console', 'dev'],
    ['login', '--browser', 'dev'],
  ]) {
    const { problem, opened } = await mary.run(argv, { ...here, env: { AWS_ENDPOINT_URL_SIGNIN: '' } });
    assert.deepEqual([problem?.code, problem?.at?.[0]?.line, opened], ['region-unusable', 3, []], argv.join(' '));
  }
  const { problem } = await mary.run(['logout', 'dev']);
  assert.notEqual(problem?.code, 'region-unusable');
});

test('a file that cannot be written is said before anybody has signed in', async (test) => {
  const mary = await somebody(test);
  const file = join(mary.home.directory, 'file');
  await writeFile(file, '');
  const env = { AWS_CONFIG_FILE: join(file, 'config') };
  const added = await mary.run(['login', '--console', 'dev', '--region', 'eu-west-1'], { ...here, env });
  assert.equal(added.problem?.code, 'file-unwritable');
  assert.deepEqual([added.opened, mary.tokens(), mary.kept()], [[], 0, false]);
});

test('the file of a profile that is there, likewise', { skip: noReadOnly }, async (test) => {
  const mary = await somebody(test, '[profile bare]\nregion = eu-west-1\n');
  const { problem, opened } = await whileReadOnly(mary.home.config, () => mary.run(['login', 'bare'], here));
  assert.equal(problem?.code, 'file-unwritable');
  assert.deepEqual([opened, mary.tokens(), mary.kept()], [[], 0, false]);
});

test('a profile that gets its credentials in another way is left alone, and told of', async (test) => {
  const keys = '[profile keys]\naws_access_key_id = AKIAX\naws_secret_access_key = x\n';
  const mary = await somebody(test, keys);
  const { problem } = await mary.run(['login', '--console', 'keys', '--region', 'eu-west-1'], here);
  assert.equal(problem?.code, 'login-other-credentials');
  assert.deepEqual(problem?.todo?.[0], 'Sign in for another profile: rolecall login --console console');
  const word = await mary.run(['login', 'keys'], here);
  assert.equal(word.problem?.code, 'login-not-sso');
  assert.deepEqual([await mary.configText(), mary.tokens()], [keys, 0]);
});

test('somebody else is signed in in the browser: asked before anything is kept, refused where nobody can be', async (test) => {
  const config = `[profile dev]\nlogin_session = ${BOB}\nregion = eu-west-1\n`;
  const mary = await somebody(test, config);
  const alone = await mary.run(['login', 'dev'], here);
  assert.equal(alone.problem?.code, 'login-other-principal');
  assert.match(alone.problem?.means ?? '', /user\/bob; you signed in as .*user\/mary\. Nothing was saved\./);
  const no = await mary.run(['login', 'dev'], { ...here, answers: ['no'], asksOnly: /yes/ });
  assert.equal(no.cancelled, true);
  assert.deepEqual([await mary.configText(), mary.kept()], [config, false]);
  const yes = await mary.run(['login', 'dev'], { ...here, answers: ['yes'], asksOnly: /yes/ });
  assert.equal(yes.problem, undefined);
  assert.match(yes.asked.join(), /dev is for .*user\/bob; you signed in as .*user\/mary/);
  assert.deepEqual([await mary.configText(), mary.kept()], [config.replace(BOB, MARY), true]);
});

test('the region: of the environment where nothing else says one; a sign-in that is made anew needs none', async (test) => {
  const mary = await somebody(test, `[profile old]\nlogin_session = ${MARY}\n`);
  const anew = await mary.run(['login', 'old'], here);
  assert.equal(anew.problem, undefined);
  const fresh = await mary.run(['login', '--console', 'fresh'], { ...here, env: { AWS_REGION: 'eu-north-1' } });
  assert.equal(fresh.problem, undefined);
  assert.match((await mary.configText()) ?? '', /\[profile fresh\]\nlogin_session = \S+\nregion = eu-north-1\n/);
  assert.deepEqual([...anew.asked, ...fresh.asked], []);
});

test('the root user is told that root cannot switch, and what can', async (test) => {
  const mary = await somebody(test);
  const as = `principal=${encodeURIComponent(ROOT)}`;
  const { problem, error } = await mary.run(['login', '--console', '--region', 'eu-west-1'], { ...here, as });
  assert.equal(problem, undefined);
  assert.match(
    error,
    new RegExp(
      `Signed in as the root user of ${ACCOUNT_A};.*\\nRoot users cannot switch roles: for that, create an IAM user`,
    ),
  );
});

test('a browser on another machine: the text of the page is pasted, wrong ones are told of', async (test) => {
  const mary = await somebody(test, '[default]\nregion = eu-west-1\n');
  const { problem, opened, asked, error, told } = await mary.run(['login', '--console', '--remote'], {
    ...here,
    answers: ['nothing', textOf],
  });
  assert.equal(problem, undefined);
  assert.deepEqual(opened, [], 'no browser is opened here');
  assert.equal(asked.length, 2);
  assert.match(error, /On any machine: open this in a browser\.\n {2}http\S+cross-device/);
  assert.match(`${error}${told.join('\n')}`, /That is not the text from the page/);
  assert.ok(mary.kept());
});

test('where no browser can come back it goes by a text; d goes over to that', async (test) => {
  const mary = await somebody(test, '[default]\nregion = eu-west-1\n');
  const apart = await mary.run(['login', '--console'], { answers: [textOf] });
  assert.equal(apart.problem, undefined);
  const changed = await mary.run(['login', '--console', '--browser'], {
    answers: ['d', (_, pages) => textOf(pages.at(-1) ?? '')],
    approve: 'nothing',
  });
  assert.equal(changed.problem, undefined);
  assert.equal(mary.tokens(), 2);
});

test('denied, and without a region that anybody could be asked for', async (test) => {
  const mary = await somebody(test);
  const asked = ['login', '--console', '--region', 'eu-west-1'];
  const denied = await mary.run(asked, { ...here, approve: 'no' });
  assert.equal(denied.problem?.code, 'sign-in-denied');
  const noRegion = await mary.run(['login', '--console'], here);
  assert.deepEqual([noRegion.problem?.code, noRegion.problem?.exitCode], ['usage', 2]);
  assert.deepEqual([await mary.configText(), mary.kept()], [undefined, false]);
});

test('flags of portals are not for the console, and the other way round', async (test) => {
  const mary = await somebody(test, `${session('corp')}\n[profile dev]\nlogin_session = ${MARY}\nregion = eu-west-1\n`);
  for (const words of [
    ['dev', '--new'],
    ['dev', '--device'],
    ['dev', '--name', 'x'],
    ['corp', '--remote'],
    [corp, '--remote'],
  ]) {
    const { problem } = await mary.run(['login', ...words], here);
    assert.deepEqual([problem?.code, problem?.exitCode], ['usage', 2], words.join(' '));
  }
  assert.equal(mary.tokens(), 0);
});

test('what happens to the profile while the browser is open counts', async (test) => {
  const config = '[profile x]\nregion = eu-west-1\n';
  const mary = await somebody(test, config);
  const meanwhile = (text: string) => async () => {
    await writeFile(mary.home.config, text);
    return '';
  };
  const theirs = `[profile x]\nregion = eu-west-1\nlogin_session = ${BOB}\n`;
  const changed = await mary.run(['login', 'x'], { ...here, before: meanwhile(theirs) });
  assert.equal(changed.problem?.code, 'login-profile-changed');
  assert.equal(await mary.configText(), theirs);
  const keys = '[profile y]\nregion = eu-west-1\naws_access_key_id = AKIAX\naws_secret_access_key = x\n';
  await writeFile(mary.home.config, config.replace('x', 'y'));
  assert.equal(
    (await mary.run(['login', 'y'], { ...here, before: meanwhile(keys) })).problem?.code,
    'login-profile-changed',
  );
  assert.equal(await mary.configText(), keys);
  // As `aws configure` writes them: into the other file. Of a profile that is there, and of a new one.
  const apart = (profile: string) => async () => {
    await writeFile(mary.home.credentials, `[${profile}]\naws_access_key_id = AKIAX\naws_secret_access_key = x\n`);
    return '';
  };
  await writeFile(mary.home.config, config);
  for (const [name, words] of [
    ['x', ['x']],
    ['z', ['--console', 'z', '--region', 'eu-west-1']],
  ] as const) {
    await writeFile(mary.home.credentials, '');
    const { problem } = await mary.run(['login', ...words], { ...here, before: apart(name) });
    assert.equal(problem?.code, 'login-profile-changed', name);
    assert.equal(await mary.configText(), config, name);
  }
  await writeFile(mary.home.credentials, '');
  await writeFile(mary.home.config, '');
  const same = `[default]\nlogin_session = ${MARY}\nregion = eu-west-1\n`;
  const twice = await mary.run(['login', '--console', '--region', 'eu-west-1'], { ...here, before: meanwhile(same) });
  assert.equal(twice.problem, undefined, 'two terminals at once make one profile');
  assert.equal(await mary.configText(), same);
});

test('what cannot be written is said before anybody has signed in for it', async (test) => {
  const mary = await somebody(test);
  for (const [name, env] of [
    ['a b]c', {}],
    ['x', { AWS_CONFIG_FILE: '/dev/null' }],
    [corp, {}],
  ] as const) {
    const { problem, opened } = await mary.run(['login', '--console', name, '--region', 'eu-west-1'], { ...here, env });
    assert.ok(problem, name);
    assert.deepEqual(opened, [], name);
  }
  const { problem } = await mary.run(['login', '--console', '--region', 'eu-west-1'], {
    ...here,
    env: { AWS_LOGIN_CACHE_DIRECTORY: '/dev/null/x' },
  });
  assert.ok(problem);
  assert.equal(await mary.configText(), undefined, 'the profile is not changed for a sign-in that cannot be kept');
});

test('a sign-in file is for its owner alone, whatever it was before; a pipe in its place is not waited for', async (test) => {
  const mary = await somebody(test, `[profile x]\nlogin_session = ${MARY}\nregion = eu-west-1\n`);
  const path = loginPath(mary.home.directory);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, '', { mode: 0o666 });
  await chmod(path, 0o666);
  assert.equal((await mary.run(['login', 'x'], here)).problem, undefined);
  assert.equal((await readLoginFile(path)).mode, 0o600);
  await rm(path);
  execFileSync('mkfifo', [path]);
  const { problem } = await mary.run(['credential-process', 'x']);
  assert.equal(problem?.code, 'source-login');
});

test('where a text would have to be pasted and nobody can, that is said at once', async (test) => {
  const mary = await somebody(test, '[default]\nregion = eu-west-1\n');
  const { problem } = await mary.run(['login', '--console', '--remote']);
  assert.equal(problem?.code, 'sign-in-needs-terminal');
  assert.equal(problem?.todo?.[1], 'Or use a browser on this machine: add --browser');
});
