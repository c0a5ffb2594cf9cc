import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { plainRequest } from '../../../source/domain/sessions/plan/request.ts';
import { Cancelled, Problem } from '../../../source/problem.ts';
import { portalProfile } from '../../helpers/console-portal.ts';
import { marysKey, stsClient } from '../../sandbox/clients.ts';
import { type CommandWorld, commandWorld, type Over } from '../world.ts';

const granted = '{b5e0e8de-ebfe-4306-9528-bcc18241a490}';
/** A name in which everything stands that a program or an address could take for something of its own. */
const odd = `a & b / ü " ' space`;

let world: CommandWorld;
let bin: string;
before(async () => {
  bin = await mkdtemp(join(tmpdir(), 'rolecall-browsers-'));
  world = await commandWorld((sandbox) => {
    const role = (name: string, more: string) =>
      `[profile ${name}]\nrole_arn = arn:aws:iam::444455556666:role/ystataws\nsource_profile = mary\nendpoint_url = ${sandbox.url}\n${more}`;
    return [
      role('blue', `color = 37adff\nrolecall_display_name = ${odd}\n`),
      role('guarded', 'color = 37adff\nrolecall_confirm = true\n'),
      role('green', 'color = 51cd00\n'),
      portalProfile,
    ].join('\n');
  });
  await program('rm', 'exec /bin/rm "$@"');
  // Waits for the test instead of for a minute.
  await program('sleep', `while [ -d '${bin}' ] && [ ! -e '${bin}/minute-is-over' ]; do /bin/sleep 0.05; done`);
});
after(async () => {
  await world.close();
  await writeFile(join(bin, 'minute-is-over'), '');
  await rm(bin, { recursive: true, force: true });
});
beforeEach(async () => {
  await rm(join(world.home, 'rolecall'), { recursive: true, force: true });
  for (const name of await readdir(bin))
    if (name !== 'sleep' && name !== 'rm') await rm(join(bin, name), { recursive: true });
});

async function program(name: string, lines: string): Promise<void> {
  await writeFile(join(bin, name), `#!/bin/sh\n${lines}\n`);
  await chmod(join(bin, name), 0o755);
}

/** Browsers that write down how they were started. */
async function browsers(...names: readonly string[]): Promise<void> {
  for (const name of names) await program(name, `printf '%s\\0' "$@" > '${bin}/${name}.argv'`);
}

const startedWith = async (name: string): Promise<readonly string[]> => {
  const words = (await readFile(join(bin, `${name}.argv`), 'utf8')).split('\0');
  return words.slice(0, -1);
};

async function addOn(id = granted, profile = '.mozilla/firefox/x.default'): Promise<void> {
  const directory = join(world.home, profile);
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'extensions.json'), JSON.stringify({ addons: [{ id, active: true }] }));
}

const settings = async (consoleIn: unknown): Promise<void> => {
  const directory = join(world.home, 'rolecall', 'settings');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(join(directory, 'settings.json'), JSON.stringify({ version: 1, consoleIn }));
};
const kept = async (): Promise<unknown> =>
  JSON.parse(await readFile(join(world.home, 'rolecall', 'settings', 'settings.json'), 'utf8')).consoleIn;

const open = (argv: readonly string[], over?: Over, env: Record<string, string> = {}) =>
  world.run(['console', ...argv], over, { PATH: bin, DISPLAY: ':9', ...env });

/** The identity of the console behind an address: a page of ours is sent as a browser would. */
async function whoIs(url: string): Promise<string> {
  if (!url.startsWith('file:')) return identity(await fetch(url));
  const html = await readFile(fileURLToPath(url), 'utf8');
  const [, action = ''] = /action="([^"]+)"/.exec(html) ?? [];
  const text = (escaped: string) => escaped.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
  const fields = [...html.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    text(value),
  ]);
  return identity(await fetch(text(action), { method: 'POST', body: new URLSearchParams(Object.fromEntries(fields)) }));
}
const identity = async (answer: Response) => /arn:aws:sts::[^<]+/.exec(await answer.text())?.[0] ?? '';

const fails = (code: string) => (error: unknown) => {
  assert.ok(error instanceof Problem, String(error));
  assert.equal(error.text.code, code);
  return true;
};

const chromes = [
  ['chrome', 'google-chrome'],
  ['edge', 'microsoft-edge-stable'],
  ['brave', 'brave-browser'],
  ['chromium', 'chromium'],
  ['vivaldi', 'vivaldi-stable'],
] as const;

for (const [name, file] of chromes) {
  test(`${name}: a directory of its own, 0700, and a page that signs in`, async () => {
    await browsers(file);
    await settings({ in: 'own-directory', browser: name });
    const { out, error } = await open(['blue']);
    assert.equal(out, '');
    assert.match(error, /^Opened the console as blue, in its window of [\w ]+\.\n$/);
    const argv = await startedWith(file);
    const [, directory = ''] = /^--user-data-dir=(.*)$/.exec(argv[0] ?? '') ?? [];
    assert.match(directory, /\/rolecall\/cache\/consoles\/blue-[0-9a-f]{12}$/);
    assert.equal((await stat(directory)).mode & 0o777, 0o700);
    assert.deepEqual(await readdir(directory), [], 'no file of the browser is ours');
    assert.deepEqual(argv.slice(1, -1), [
      '--no-first-run',
      '--no-default-browser-check',
      '--install-autogenerated-theme=55,173,255',
    ]);
    const page = argv.at(-1) ?? '';
    assert.equal((await stat(fileURLToPath(page))).mode & 0o777, 0o600);
    assert.equal(await whoIs(page), 'arn:aws:sts::444455556666:assumed-role/ystataws/mary');
  });
}

test('the page is gone after a minute', async () => {
  await browsers('chromium');
  await open(['blue', '--in', 'own-directory']);
  const page = fileURLToPath((await startedWith('chromium')).at(-1) ?? '');
  await stat(page);
  await writeFile(join(bin, 'minute-is-over'), '');
  while ((await stat(page).catch(() => undefined)) !== undefined)
    await new Promise((resolve) => setTimeout(resolve, 20));
});

test('a page whose token has ended, which nobody removed, goes with the next one', async () => {
  await browsers('chromium');
  const pages = join(world.home, 'rolecall', 'cache', 'sign-in-pages');
  await mkdir(pages, { recursive: true, mode: 0o700 });
  await chmod(join(world.home, 'rolecall', 'cache'), 0o700);
  const { utimes } = await import('node:fs/promises');
  for (const [name, age] of [
    ['old.html', 20],
    ['new.html', 5],
  ] as const) {
    await writeFile(join(pages, name), 'x', { mode: 0o600 });
    await utimes(join(pages, name), Date.now() / 1000 - age * 60, Date.now() / 1000 - age * 60);
  }
  await open(['blue', '--in', 'own-directory']);
  assert.deepEqual(
    (await readdir(pages)).filter((name) => name.length < 12),
    ['new.html'],
  );
});

for (const [file, id, scheme] of [
  ['firefox', granted, 'ext+granted-containers:'],
  ['firefox-esr', '{f069aec0-43c5-4bbf-b6b4-df95c4326b98}', 'ext+container:'],
] as const) {
  test(`${file}: a container with the name and the colour of the profile`, async () => {
    await browsers(file);
    await addOn(id);
    const read = async (profile: string) => {
      await open([profile, '--in', 'firefox-container']);
      const [address = '', ...more] = await startedWith(file);
      assert.deepEqual(more, []);
      assert.ok(address.startsWith(scheme), address);
      return new URLSearchParams(address.slice(scheme.length));
    };
    const blue = await read('blue');
    assert.deepEqual([blue.get('name'), blue.get('color')], [odd, 'blue']);
    assert.match(await whoIs(blue.get('url') ?? ''), /ystataws\/mary$/);
    assert.equal((await read('guarded')).get('color'), 'red');
    await rm(join(world.home, '.mozilla'), { recursive: true });
  });
}

test('a command of the person’s gets the role word by word, and an address where that is what it is', async () => {
  await browsers('mine');
  await settings(['mine', '{name}', '{profile}', '{account}', '{role}', '{color}', 'ext:n={name}&u={url}']);
  const { error } = await open(['blue']);
  assert.equal(error, 'Opened the console as blue.\n');
  const argv = await startedWith('mine');
  assert.deepEqual(argv.slice(0, -1), [odd, 'blue', '444455556666', 'ystataws', '#37adff']);
  const read = new URLSearchParams((argv.at(-1) ?? '').slice('ext:'.length));
  assert.equal(read.get('n'), odd);
  assert.match(await whoIs(read.get('u') ?? ''), /ystataws\/mary$/);
});

for (const reads of [true, false]) {
  test(`a command ${reads ? 'that can read a page of ours gets one' : 'that cannot read a page gets the address'}`, async () => {
    await browsers('mine');
    await settings(['mine', '{url}']);
    const consoles = async () => ({
      ...(await world.context({ PATH: bin }).programs.consoles()),
      readsPages: async () => reads,
    });
    await open(['blue', '--debug'], { programs: { consoles } });
    const [url = ''] = await startedWith('mine');
    assert.equal(url.startsWith('file:///'), reads, url);
    assert.match(await whoIs(url), /ystataws\/mary$/);
  });
}

test('a command runs over SSH, where no browser of ours would', async () => {
  await browsers('mine', 'chromium');
  await settings({ in: 'own-directory', command: ['mine', '{url}'] });
  const ssh = { SSH_CONNECTION: '1 2 3 4' };
  await open(['blue', '--in', 'command'], {}, ssh);
  assert.match(await whoIs((await startedWith('mine'))[0] ?? ''), /ystataws/);
  const printed = await open(['blue'], {}, ssh);
  assert.match(printed.error, /You are here over SSH: open this within 15 minutes/);
  assert.match(await whoIs(printed.out.trim()), /ystataws/);
  await assert.rejects(startedWith('chromium'), 'no browser was started');
});

test('what is not here, or cannot do it, is said before AWS is asked', async () => {
  await browsers('firefox', 'microsoft-edge');
  const asked = world.sandbox.count();
  await assert.rejects(open(['green', '--in', 'firefox-container']), fails('console-no-add-on'));
  await assert.rejects(open(['green', '--in', 'command']), fails('console-no-command'));
  await assert.rejects(open(['green', '--in', 'elsewhere']), fails('usage'));
  await settings({ in: 'own-directory', browser: 'vivaldi' });
  await assert.rejects(open(['green']), fails('console-no-browser'));
  await program('chromium', 'exec /snap/bin/chromium "$@"');
  await settings({ in: 'own-directory', browser: 'chromium' });
  await assert.rejects(open(['green']), fails('console-shut-off'));
  assert.equal(world.sandbox.count(), asked);
});

test('a browser that does not start leaves the person with the address', async () => {
  await program('chromium', 'exit 3');
  const { out, error } = await open(['green', '--in', 'own-directory']);
  assert.match(error, /chromium could not be started: open this within 15 minutes, and show it to nobody\.\n$/);
  assert.match(await whoIs(out.trim()), /ystataws/);
});

test('a browser is not given the keys of the role that the shell is in', async () => {
  await program('chromium', `/usr/bin/env > '${bin}/env'`);
  const secrets = {
    AWS_ACCESS_KEY_ID: 'ASIAX',
    AWS_SECRET_ACCESS_KEY: 'very-secret',
    AWS_SESSION_TOKEN: 'token-secret',
  };
  await open(['green', '--in', 'own-directory'], {}, { ...secrets, ROLECALL_PROFILE: 'audit' });
  const seen = await readFile(join(bin, 'env'), 'utf8');
  assert.match(seen, /^DISPLAY=:9$/m);
  assert.doesNotMatch(seen, /secret|ASIAX/);
});

test('where consoles open is asked once, and kept', async () => {
  await browsers('chromium');
  const asked: string[] = [];
  const person = (...answers: readonly string[]): Over => {
    const left = [...answers];
    return { terminal: { ask: async (question) => [asked.push(question), left.shift()][1] as string } };
  };
  await open(['blue'], person('7', '1'));
  assert.equal(asked.length, 2, 'an answer that is none is asked for again');
  assert.match(asked[1] ?? '', /^7 is neither 1 nor 2\./);
  assert.match(asked[0] ?? '', /1 {2}in its own window.*\(Chromium\)\n {2}2 {2}where your links open/);
  assert.equal(await kept(), 'own-directory');
  assert.match((await startedWith('chromium'))[0] ?? '', /^--user-data-dir=/);
  await open(['green'], person());
  assert.equal(asked.length, 2);
});

test('whoever wants their usual browser is not asked again either', async () => {
  await browsers('chromium');
  const opened: string[] = [];
  const programs: Over['programs'] = {
    browser: async () => ({ missing: undefined, open: async (url) => void opened.push(url) }),
  };
  const { error } = await open(['blue'], { programs, terminal: { ask: async () => '2' } });
  assert.equal(error, 'Opened the console as blue.\n');
  assert.equal(await kept(), 'default');
  assert.equal(opened.length, 1);
});

for (const [why, argv, env] of [
  ['with --print', ['--print'], {}],
  ['where BROWSER names one', [], { BROWSER: 'true' }],
  ['over SSH', [], { SSH_TTY: '/dev/pts/1' }],
] as const) {
  test(`nobody is asked ${why}`, async () => {
    await browsers('chromium');
    const ask = () => assert.fail('asked');
    await open(['blue', ...argv], { terminal: { ask } }, { PATH: `${bin}:/bin`, ...env });
    await assert.rejects(kept());
  });
}

test('nor where there is no choice, or nobody to ask', async () => {
  const browser = async () => ({ missing: undefined, open: async () => undefined });
  const ask = () => assert.fail('asked');
  await open(['blue'], { programs: { browser }, terminal: { ask } });
  await browsers('chromium');
  await open(['blue'], { programs: { browser } });
  await assert.rejects(kept());
});

test('--copy puts the address on the clipboard, and nothing of it on the screen', async () => {
  const written: string[] = [];
  const terminal = { output: { write: (text: string) => void written.push(text) }, close: () => undefined };
  const { out, error } = await open(['blue', '--copy'], { terminal: { open: async () => terminal as never } });
  const [, coded = ''] = /\]52;c;([\w+/=]+)/.exec(written.join('')) ?? [];
  assert.match(await whoIs(atob(coded)), /ystataws/);
  assert.equal(out, '');
  assert.match(error, /on the clipboard, if your terminal lets programs set it\. It is valid for 15 minutes/);
  assert.doesNotMatch(error, /SigninToken/);
  await assert.rejects(open(['blue', '--copy']), fails('console-no-clipboard'));
  const dumb = open(['blue', '--copy'], { terminal: { open: async () => terminal as never } }, { TERM: 'dumb' });
  await assert.rejects(dumb, fails('console-no-clipboard'));
  assert.equal(written.length, 1, 'a terminal that understands no sequence would show the address');
});

test('--logout says that it does not go with multi-session', async () => {
  await assert.rejects(open(['blue', '--print', '--logout']), (error) => {
    assert.ok(error instanceof Problem);
    assert.equal(error.text.code, 'console-no-logout');
    assert.match(error.text.title, /^The sign-in page at 127\.0\.0\.1:\d+ offers no way to sign out first\.$/);
    return true;
  });
});

test('a role of a portal opens by the portal’s own link, without a session, and without a secret', async () => {
  const calls = world.sandbox.count();
  const { out } = await open(['offline-admin', '--print', '--destination', 'ec2', '--region', 'eu-west-1']);
  const [start, query] = out.trim().split('/#/console?');
  assert.equal(start, 'https://offline.awsapps.com/start');
  assert.deepEqual(Object.fromEntries(new URLSearchParams(query)), {
    account_id: '444455556666',
    role_name: 'Admin',
    destination: 'https://console.aws.amazon.com/ec2/home?region=eu-west-1',
  });
  assert.equal(world.sandbox.count(), calls);
  await assert.rejects(open(['offline-admin', '--print', '--logout']), (error) => {
    assert.ok(error instanceof Problem);
    assert.match(`${error.text.title} ${error.text.todo?.join(' ')}`, /--logout .*--federation/);
    return true;
  });
  for (const flags of [
    ['--duration', '1h'],
    ['--session-name', 'me'],
    ['--read-only'],
    ['--tag', 'a=b'],
    ['--source-identity', 'me'],
  ]) {
    const refused = (error: unknown) => error instanceof Problem && /assumes no role/.test(error.text.title);
    await assert.rejects(open(['offline-admin', '--print', ...flags]), refused, flags[0]);
  }
});

test('inside a role whose profile leads to another role of a portal by now, its own session signs in', async () => {
  const role = { RoleArn: 'arn:aws:iam::444455556666:role/ystataws', RoleSessionName: 'mary' };
  const { Credentials } = await stsClient(world.sandbox, marysKey(world.sandbox)).send(new AssumeRoleCommand(role));
  const inside = (accountId: string) => ({
    ROLECALL_PROFILE: 'offline-admin',
    ROLECALL_ACCOUNT_ID: accountId,
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? '',
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? '',
    AWS_ENDPOINT_URL: world.sandbox.url,
  });
  const link = /#\/console\?account_id=444455556666&role_name=Admin/;
  const store = await world.context({}).sessions.store();
  const opened = (leadsTo: string) => store.saveRequest({ request: plainRequest('offline-admin'), leadsTo });
  const same = { ...inside('444455556666'), ROLECALL_SESSION: await opened('444455556666/Admin') };
  assert.match((await open(['--print'], {}, same)).out, link);
  for (const other of [
    inside('111122223333'),
    // Of a command's shell it is not known which role of the account the profile named.
    inside('444455556666'),
    { ...inside('444455556666'), ROLECALL_SESSION: await opened('444455556666/Owner') },
  ]) {
    const { out } = await open(['--print'], {}, other);
    assert.match(await whoIs(out.trim()), /assumed-role\/ystataws\/mary/);
  }
});

test('a guarded role of a portal is confirmed where the person did not name it, though no session is opened', async () => {
  const { openConsoleOf } = await import('../../../source/commands/open/shared/open-console.ts');
  const opened: string[] = [];
  const opens = async (typed: string) => {
    const real = world.context({ PATH: bin, BROWSER: 'x' });
    const browser = async () => ({ missing: undefined, open: async (url: string) => void opened.push(url) });
    const context = {
      ...real,
      output: { ...real.output, writeError: () => undefined },
      programs: { ...real.programs, browser },
      terminal: { ...real.terminal, ask: async () => typed },
    };
    const open = () => assert.fail('no session is needed');
    await openConsoleOf(context, { request: plainRequest('offline-guarded'), open, unnamed: true });
  };
  await assert.rejects(opens('something'), Cancelled);
  assert.equal(opened.length, 0);
  await opens('offline-guarded');
  assert.match(opened[0] ?? '', /#\/console\?account_id=/);
});

test('in a place of its own, where the browser is not signed in to the portal, and with --federation, a session signs in', async () => {
  await browsers('chromium');
  // This portal is on no network: a session is asked for, and the person is not signed in.
  const needsSignIn = (error: unknown) => error instanceof Problem && error.text.code === 'source-sso';
  await assert.rejects(open(['offline-admin', '--in', 'own-directory']), needsSignIn);
  await assert.rejects(open(['offline-admin', '--print', '--federation']), needsSignIn);
});

test('the browser of a role is forgotten with it, the others stay; all go at once', async () => {
  await browsers('chromium');
  const consoles = join(world.home, 'rolecall', 'cache', 'consoles');
  const names = async () => (await readdir(consoles)).map((name) => name.replace(/-[0-9a-f]{12}$/, ''));
  for (const profile of ['blue', 'green', 'guarded']) await open([profile, '--in', 'own-directory']);
  assert.deepEqual(await names(), ['blue', 'green', 'guarded']);
  assert.equal((await open(['--forget', 'blue'])).error, 'Forgot a browser of a console of blue.\n');
  assert.deepEqual(await names(), ['green', 'guarded']);
  assert.equal((await open(['--forget', 'blue'])).error, 'No browser was kept for consoles of blue.\n');
  const forgot = await world.run(['forget', 'green']);
  assert.match(forgot.error, /^Forgot green.*\nForgot a browser of a console of green\.\n$/);
  assert.deepEqual(await names(), ['guarded']);
  assert.match((await world.run(['forget'])).error, /^Forgot (?:.*, and )?a browser of a console\.\n$/);
  assert.deepEqual(await names(), []);
});

test('what is not of a console stays, whatever lies or leads there', async () => {
  await browsers('chromium');
  await open(['blue', '--in', 'own-directory']);
  const cache = join(world.home, 'rolecall', 'cache');
  const victim = join(bin, 'victim');
  await mkdir(join(victim, 'photos'), { recursive: true });
  await symlink(victim, join(cache, 'consoles', 'x-0123456789ab'));
  await open(['--forget']);
  await stat(join(victim, 'photos'));
  await rm(join(cache, 'consoles'), { recursive: true });
  await symlink(victim, join(cache, 'consoles'));
  for (const argv of [['console', '--forget'], ['forget']]) {
    assert.doesNotMatch((await world.run(argv)).error, /browser of a console/);
    await stat(join(victim, 'photos'));
  }
});

test('a page with a token goes with what is forgotten', async () => {
  await browsers('chromium');
  await open(['blue', '--in', 'own-directory']);
  const page = fileURLToPath((await startedWith('chromium')).at(-1) ?? '');
  await stat(page);
  await world.run(['forget', 'green']);
  await assert.rejects(stat(page));
});

test('the browser of a profile that is gone can be forgotten by its name', async () => {
  await browsers('chromium');
  await open(['blue', '--in', 'own-directory']);
  const consoles = join(world.home, 'rolecall', 'cache', 'consoles');
  const [name = ''] = await readdir(consoles);
  const digest = new Bun.CryptoHasher('sha256').update('role:former').digest('hex').slice(0, 12);
  await rename(join(consoles, name), join(consoles, `former-${digest}`));
  assert.equal((await open(['--forget', 'former'])).error, 'Forgot a browser of a console of former.\n');
  await assert.rejects(open(['--forget', 'former']), fails('profile-unknown'));
});

test('the settings keep the spelling that the person chose', async () => {
  const written = { in: 'command', command: ['true', '{url}'] };
  await settings(written);
  await world.context({ PATH: bin }).settings.change((before) => ({ ...before, favourites: ['blue'] }));
  assert.deepEqual(await kept(), written);
});

test('the browser of an account goes with each of its roles, found or not', async () => {
  await browsers('chromium');
  await settings({ in: 'own-directory', per: 'account' });
  const consoles = join(world.home, 'rolecall', 'cache', 'consoles');
  for (const forgotten of ['green', 'offline-admin']) {
    await open(['blue']);
    assert.match((await readdir(consoles)).join(), /^444455556666-[0-9a-f]{12}$/);
    await open(['--forget', forgotten]);
    assert.deepEqual(await readdir(consoles), []);
  }
});

test('a browser that is open is not taken away under the person’s hands', async () => {
  await browsers('chromium');
  await open(['blue', '--in', 'own-directory']);
  const [directory = ''] = await startedWith('chromium').then(([first = '']) => [
    first.replace('--user-data-dir=', ''),
  ]);
  await symlink(`${hostname()}-${process.pid}`, join(directory, 'SingletonLock'));
  await assert.rejects(open(['--forget']), fails('console-open'));
  await assert.rejects(world.run(['forget', 'blue']), fails('console-open'));
  await stat(directory);
  await rm(join(directory, 'SingletonLock'));
  await symlink(`${hostname()}-999999999`, join(directory, 'SingletonLock'));
  await open(['--forget']);
  await assert.rejects(stat(directory));
});

test('doctor says what opens consoles, and why it cannot', async () => {
  await browsers('chromium');
  const said = async (consoleIn: unknown) => {
    await settings(consoleIn);
    const { out } = await world.run(['doctor', '--offline'], {}, { PATH: bin });
    return /.*consoleIn.*/.exec(out)?.[0];
  };
  assert.match((await said('own-directory')) ?? '', /Chromium opens consoles: consoleIn\.$/);
  assert.match((await said({ in: 'own-directory', browser: 'edge' })) ?? '', /cannot open consoles\. edge is not on/);
  assert.match((await said(['no-such-program', '{url}'])) ?? '', /consoleIn cannot open consoles\./);
  assert.equal(await said('default'), undefined);
});
