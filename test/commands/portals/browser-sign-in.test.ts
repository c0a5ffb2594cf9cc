import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import { createSignInService, signInPorts } from '../../../source/adapters/aws/identity-center/sign-in.ts';
import { signInToPortal } from '../../../source/domain/portals/sign-in-flow.ts';
import type { Given, SignInPage } from '../../../source/domain/sign-in/flow.ts';
import { Cancelled, Problem } from '../../../source/problem.ts';
import { makeHome } from '../../helpers/home.ts';
import { portalAt, readSignInFile, signInPath } from '../../helpers/identity-center.ts';
import { isOpen, redirectIn } from '../../helpers/redirect.ts';
import { makePortal } from '../../sandbox/identity-center/client.ts';
import { corp, person, session } from './person.ts';

const asRole = { startUrl: corp, ssoSession: 'corp' };

test('the browser comes back by itself: one registration, one token, and the port is closed', async (test) => {
  const mary = await person(test);
  const { problem, opened, seen, error } = await mary.run(['login', corp, '--region', 'eu-west-1'], {
    comesBack: true,
  });
  assert.equal(problem, undefined);
  assert.deepEqual(mary.counts(), { RegisterClient: 1, StartDeviceAuthorization: 0, CreateToken: 1, Logout: 0 });
  assert.match(
    opened[0] ?? '',
    /\/authorize\?response_type=code&client_id=[0-9a-f-]{36}&redirect_uri=http%3A%2F%2F127\.0\.0\.1%3A\d+%2Foauth%2Fcallback&state=[0-9a-f-]{36}&code_challenge_method=S256&scopes=sso%3Aaccount%3Aaccess&code_challenge=[\w-]{43}$/,
  );
  assert.match(error, /^Sign in in the browser\.\n {2}http:\S+\nSigned in to corp; renewed automatically/m);
  while (seen.length === 0) await after(5);
  assert.match(seen[0] ?? '', /You are signed in\./);
  assert.equal(await isOpen(redirectIn(opened[0])), false);
  assert.equal(Buffer.byteLength((await mary.configText()) ?? ''), 134);
  const { fields, mode } = await readSignInFile(signInPath(mary.home.directory, asRole));
  assert.equal(mode, 0o600);
  assert.deepEqual(Object.keys(fields).sort(), [
    'accessToken',
    'clientId',
    'clientSecret',
    'expiresAt',
    'refreshToken',
    'region',
    'registrationExpiresAt',
    'startUrl',
  ]);
  const again = await mary.run(['login', 'corp'], { comesBack: true });
  assert.deepEqual([again.problem, again.registered], [undefined, 0], 'the registration is used again');
  const byCode = await mary.run(['login', 'corp', '--device'], { comesBack: true });
  assert.deepEqual([byCode.problem, byCode.registered], [undefined, 1], 'a code takes a registration of its own');
});

test('denied in the browser: nothing is kept, and the browser says that it did not go well', async (test) => {
  const mary = await person(test);
  const { problem, seen } = await mary.run(['login', corp, '--region', 'eu-west-1'], {
    comesBack: true,
    approve: 'no',
  });
  assert.equal(problem?.code, 'sign-in-denied');
  while (seen.length === 0) await after(5);
  assert.match(seen[0] ?? '', /You are not signed in\./);
  assert.deepEqual([await mary.configText(), mary.signedIn(asRole)], [undefined, false]);
});

test('which way: what was asked for, then the setting, then whether a browser can come back', async (test) => {
  const mary = await person(test, session('corp'));
  const wayOf = async (flags: readonly string[], call: Parameters<typeof mary.run>[1]) => {
    const before = mary.counts().StartDeviceAuthorization ?? 0;
    const { problem, opened, error } = await mary.run(['login', 'corp', ...flags], call);
    assert.equal(problem, undefined);
    const isDevice = (mary.counts().StartDeviceAuthorization ?? 0) > before;
    return `${isDevice ? 'device' : 'browser'}, ${opened.length} opened${/by hand|SSH/.test(error) ? ', told' : ''}`;
  };
  assert.equal(await wayOf([], { comesBack: true }), 'browser, 1 opened');
  assert.equal(await wayOf([], {}), 'device, 1 opened');
  assert.equal(await wayOf(['--device'], { comesBack: true }), 'device, 1 opened');
  await mary.settings('{"signIn": {"corp": "device"}}');
  assert.equal(await wayOf([], { comesBack: true }), 'device, 1 opened');
  assert.equal(await wayOf(['--browser'], { comesBack: true }), 'browser, 1 opened');
});

test('over SSH, with the browser elsewhere: the address on which it ended is pasted', async (test) => {
  const mary = await person(test, session('corp'));
  // The person opens the page on another machine, where nothing listens.
  const elsewhere = async (page: string): Promise<string> => {
    const answer = await fetch(page, { redirect: 'manual' });
    return answer.headers.get('location') ?? '';
  };
  const { problem, told, asked, opened, error } = await mary.run(['login', 'corp', '--browser'], {
    noBrowser: 'You are here over SSH',
    answers: ['', 'no address', async (page) => (await elsewhere(page)).replace(/state=\w/, 'state=!'), elsewhere],
  });
  assert.equal(problem, undefined);
  assert.deepEqual(opened, []);
  assert.match(error, /^You are here over SSH: open this in a browser\.\n {2}http:\S+\/authorize\?/m);
  assert.equal(asked.length, 4);
  assert.match(`${error}${told.join('\n')}`, /That is not the address: it begins with http:\/\/127\.0\.0\.1/);
  assert.match(`${error}${told.join('\n')}`, /That address belongs to another sign-in/);
  assert.equal(mary.counts().CreateToken, 1);
  assert.ok(mary.signedIn(asRole));
});

test('d while the browser is waited for goes over to a code; the port is closed', async (test) => {
  const mary = await person(test, session('corp'));
  const { problem, error } = await mary.run(['login', 'corp', '--browser'], { answers: ['d'], approveOnly: '/device' });
  assert.equal(problem, undefined);
  assert.match(error, /The page must show \S*[A-Z]{4}-[A-Z]{4}/);
  assert.match(error, /approve only the one shown here\.\nWaiting for the approval; Ctrl\+C cancels\.\n/);
  assert.ok(mary.signedIn(asRole));
});

test('flags that do not go together, and ports that are none', async (test) => {
  const mary = await person(test, session('corp'));
  for (const flags of [
    ['--browser', '--device'],
    ['--port', '80'],
    ['--port', 'x'],
    ['--port', '70000'],
    ['--port', '5000', '--device'],
  ]) {
    const { problem } = await mary.run(['login', 'corp', ...flags]);
    assert.deepEqual([problem?.code, problem?.exitCode], ['usage', 2], flags.join(' '));
  }
  const { problem, opened } = await mary.run(['login', 'corp', '--port', '29321'], { comesBack: true });
  assert.equal(problem, undefined);
  assert.match(redirectIn(opened[0]), /:29321\//);
});

/** A sign-in with these ports. */
async function bare(test: Parameters<typeof makeHome>[0]) {
  const { aws } = await makePortal(test, {}, Date.now);
  const home = await makeHome(test, {});
  const portal = portalAt(aws.url);
  const ports = { ...signInPorts(portal, {}, { env: home.env }), isApart: false };
  const pages: SignInPage[] = [];
  const told: string[] = [];
  const signer = (next: Promise<Given | undefined> = new Promise(() => undefined)) => ({
    shown: (page: SignInPage) => void pages.push(page),
    told: (text: string) => void told.push(text),
    given: (signal: AbortSignal) =>
      Promise.race([
        next,
        new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined))),
      ]),
  });
  return { aws, home, portal, ports, pages, told, signer };
}

test('given up at any moment: the port is closed, nothing is kept', async (test) => {
  const { portal, ports, pages, signer, home } = await bare(test);
  for (const moment of ['before', 'while it is registered', 'while the browser is waited for'] as const) {
    const over = new AbortController();
    if (moment === 'before') over.abort();
    const register: typeof ports.service.register = async (...asked) => {
      if (moment === 'while it is registered') over.abort();
      return ports.service.register(...asked);
    };
    let uri = '';
    const listen: typeof ports.listen = async (state) => {
      const redirect = await ports.listen(state);
      uri = redirect.uri;
      return redirect;
    };
    const browser = {
      missing: undefined,
      open: async () => void (moment === 'while the browser is waited for' && setImmediate(() => over.abort())),
    };
    const all = { ...ports, browser, listen, service: { ...ports.service, register } };
    await assert.rejects(signInToPortal(portal, 'browser', all, signer(), over.signal), Cancelled, moment);
    if (uri !== '') assert.equal(await isOpen(uri), false, moment);
    await assert.rejects(readSignInFile(signInPath(home.directory, portal)), moment);
  }
  assert.ok(pages.length <= 1);
});

test('two at once: the second one waits, and takes the sign-in of the first', async (test) => {
  const { aws, portal, ports, told, signer } = await bare(test);
  const open = Promise.withResolvers<string>();
  const first = signInToPortal(
    portal,
    'browser',
    { ...ports, browser: { missing: undefined, open: async (url) => open.resolve(url) } },
    signer(),
    new AbortController().signal,
  );
  const page = await open.promise;
  const second = signInToPortal(portal, 'browser', ports, signer(), new AbortController().signal);
  while (told.length === 0) await after(5);
  assert.match(told[0] ?? '', /Another rolecall is signing in to corp/);
  await (await fetch(page)).text();
  assert.equal((await first).accessToken, (await second).accessToken);
  assert.equal(aws.count('CreateToken'), 1);
});

test('who waits for another one may give up, and goes on where the other one did', async (test) => {
  const { portal, ports, told, signer } = await bare(test);
  const [firstOver, thirdOver] = [new AbortController(), new AbortController()];
  const silent = { ...ports, browser: { missing: undefined, open: async () => undefined } };
  const follows = { ...ports, browser: { missing: undefined, open: async (url: string) => void fetch(url) } };
  const first = signInToPortal(portal, 'browser', silent, signer(), firstOver.signal);
  first.catch(() => undefined);
  await after(50);
  const second = signInToPortal(portal, 'browser', follows, signer(), new AbortController().signal);
  const third = signInToPortal(portal, 'browser', silent, signer(), thirdOver.signal);
  third.catch(() => undefined);
  while (told.length < 2) await after(5);
  thirdOver.abort();
  await assert.rejects(third, Cancelled);
  firstOver.abort();
  await assert.rejects(first, Cancelled);
  assert.ok((await second).accessToken);
});

test('a token that is refused, and a browser that nobody comes back from', async (test) => {
  const { portal, ports, signer } = await bare(test);
  const open = async (url: string) => void fetch(`${url}`).catch(() => undefined);
  const browser = { missing: undefined, open };
  const refusing = {
    ...ports.service,
    redeemCode: () =>
      createSignInService(portal, Date.now, { env: {} }).redeemCode(
        { id: 'x', secret: 'x', expiresAt: 0 },
        { code: 'x', verifier: 'x', redirectUri: 'x' },
      ),
  };
  await assert.rejects(
    signInToPortal(portal, 'browser', { ...ports, browser, service: refusing }, signer(), new AbortController().signal),
    /invalid_client|Invalid client/,
  );
  const late = { ...ports, browser: { missing: undefined, open: async () => undefined }, wait: async () => undefined };
  const isLate = (error: unknown) => error instanceof Problem && error.text.code === 'sign-in-late';
  await assert.rejects(signInToPortal(portal, 'browser', late, signer(), new AbortController().signal), isLate);
});

test('a client that the service has forgotten costs one sign-in: the next one registers anew; a portal without a session has no port', async (test) => {
  const mary = await person(test, session('corp'));
  assert.equal((await mary.run(['login', 'corp'], { comesBack: true })).problem, undefined);
  await mary.run(['login', 'corp', '--browser'], { answers: [], approve: 'nothing' });
  const { problem, registered } = await mary.run(['login', 'corp'], { comesBack: true });
  assert.deepEqual([problem, registered], [undefined, 1]);
  await mary.settings('{"signIn": {"corp": "device"}}');
  const port = await mary.run(['login', 'corp', '--port', '29322'], { comesBack: true });
  assert.match(port.opened[0] ?? '', /29322/, 'a port means the browser, wherever this is');
  const legacy =
    '[profile old]\nsso_start_url = https://old.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = Admin\n';
  const other = await person(test, legacy);
  assert.equal((await other.run(['login', 'old', '--browser'])).problem?.code, 'portal-only-codes');
});
