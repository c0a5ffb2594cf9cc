import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { loginPorts } from '../../../../source/adapters/aws/login/sign-in.ts';
import type { LoginClient } from '../../../../source/domain/login/authorize.ts';
import { signInPlace } from '../../../../source/domain/login/endpoint.ts';
import type { LoginPorts } from '../../../../source/domain/login/flow.ts';
import { clientOf, signInByConsole } from '../../../../source/domain/login/sign-in.ts';
import type { Given, SignInPage } from '../../../../source/domain/sign-in/flow.ts';
import { Cancelled, Problem } from '../../../../source/problem.ts';
import { makePerson } from '../../../domain/sessions/person.ts';
import { loginPath, MARY, readLoginFile } from '../../../helpers/login.ts';
import { ACCOUNT_A, stsClient, userIn } from '../../../sandbox/clients.ts';
import { CROSS_DEVICE, SAME_DEVICE } from '../../../sandbox/signin/client.ts';

type How = {
  readonly client?: LoginClient;
  /** What the browser of this machine does with the page; it goes where it leads unless given. */
  readonly open?: (url: string) => Promise<unknown>;
  readonly missing?: string;
  /** What the person gives, one after the other; each is asked with the page that was shown last. */
  readonly given?: readonly ((page: string) => Promise<Given> | Given | undefined)[];
  readonly ports?: Partial<LoginPorts>;
  readonly signal?: AbortSignal;
};

const follow = (url: string) => fetch(url).then((answer) => answer.text());

/** The text that the page shows at its end. */
async function textAt(url: string): Promise<Given> {
  const [, text = ''] = /<pre id="code">(.*)<\/pre>/.exec(await follow(url)) ?? [];
  return { tag: 'pasted', text };
}

/** The address on which a browser of another machine ends. */
async function addressAt(url: string): Promise<Given> {
  const { headers } = await fetch(url, { redirect: 'manual' });
  return { tag: 'pasted', text: headers.get('location') ?? '' };
}

/** Somebody without any sign-in, at an AWS of this test's own. */
async function somebody(context: TestContext) {
  const { aws, directory, env } = await makePerson(context);
  const path = loginPath(directory);
  const signIn = async ({ client = 'same-device', open = follow, missing, given = [], ports, signal }: How = {}) => {
    const place = signInPlace(MARY, ['eu-west-1'], { endpoint: aws.url });
    const real = loginPorts(place, env, { env, now: aws.clock.now });
    const [shown, told, opened, uris]: [SignInPage[], string[], Promise<unknown>[], string[]] = [[], [], [], []];
    const left = [...given];
    const outcome = await signInByConsole(
      { place, client, again: 'rolecall login dev' },
      {
        ...real,
        browser: { missing, open: async (url) => void opened.push(open(url)) },
        listen: async (state) => {
          const redirect = await real.listen(state);
          uris.push(redirect.uri);
          return redirect;
        },
        ...ports,
      },
      {
        shown: (page) => void shown.push(page),
        told: (why) => void told.push(why),
        given: async (until) => {
          const next = left.shift();
          if (next !== undefined) return next(shown.at(-1)?.url ?? '');
          return new Promise((resolve) => {
            if (until.aborted) resolve(undefined);
            until.addEventListener('abort', () => resolve(undefined));
          });
        },
      },
      signal ?? new AbortController().signal,
    ).then(
      (login) => ({ login, problem: undefined }),
      (error: unknown) => ({ login: undefined, problem: error }),
    );
    // The port is closed, however it ended.
    for (const uri of uris) await assert.rejects(connected(Number(new URL(uri).port)));
    const pages = await Promise.all(opened.map((page) => page.catch(() => '')));
    return { ...outcome, shown, told, pages };
  };
  const isSignedIn = async () => {
    const { accessToken } = (await readLoginFile(path)).fields;
    const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken } = accessToken;
    const sts = stsClient(aws, { AccessKeyId, SecretAccessKey, SessionToken, Expiration: undefined });
    return (await sts.send(new GetCallerIdentityCommand({}))).Arn;
  };
  return { aws, path, signIn, isSignedIn };
}

const connected = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    }).on('error', reject);
  });

const titleOf = (problem: unknown) => (problem instanceof Problem ? problem.text.title : problem);

test('the browser of this machine comes back, and the sign-in lies where the AWS CLI looks', async (context) => {
  const mary = await somebody(context);
  const { login, shown, pages } = await mary.signIn();
  assert.equal(login?.loginSession, MARY);
  assert.equal(await mary.isSignedIn(), MARY);
  assert.match(String(pages[0]), /You are signed in\./);
  assert.deepEqual([shown.length, shown[0]?.byHand], [1, undefined]);
  const { fields, mode } = await readLoginFile(mary.path);
  assert.equal(mode, 0o600);
  const { accessToken, dpopKey, ...others } = fields;
  assert.deepEqual(Object.keys(others).sort(), ['clientId', 'idToken', 'refreshToken', 'signInRegion', 'tokenType']);
  assert.deepEqual([others.clientId, others.signInRegion, others.tokenType], [SAME_DEVICE, 'eu-west-1', 'aws_sigv4']);
  assert.equal(accessToken.accountId, ACCOUNT_A);
  assert.match(dpopKey, /^-----BEGIN EC PRIVATE KEY-----\n/);
});

test('a browser elsewhere: its address, or the text of the page, is pasted', async (context) => {
  const mary = await somebody(context);
  const nowhere = { missing: 'There is no display here' };
  const byAddress = await mary.signIn({ ...nowhere, given: [addressAt] });
  assert.deepEqual([byAddress.login?.loginSession, byAddress.shown[0]?.byHand], [MARY, 'There is no display here']);
  const byText = await mary.signIn({ client: 'cross-device', given: [textAt] });
  assert.equal(byText.login?.signIn.renewal?.clientId, CROSS_DEVICE);
  assert.deepEqual(byText.pages, [], 'no browser is opened');
  assert.equal(await mary.isSignedIn(), MARY);
  const wish = await mary.signIn({ open: async () => '', given: [() => ({ tag: 'device' }), textAt] });
  assert.deepEqual([wish.shown.length, wish.login?.signIn.renewal?.clientId], [2, CROSS_DEVICE]);
});

test('what is pasted wrongly is told of, and the next is waited for', async (context) => {
  const mary = await somebody(context);
  const pasted = (text: string) => (): Given => ({ tag: 'pasted', text });
  const foreign = pasted(Buffer.from('state=theirs&code=x').toString('base64'));
  const { login, told } = await mary.signIn({
    client: 'cross-device',
    given: [pasted('x'), foreign, () => ({ tag: 'device' }), textAt],
  });
  assert.equal(login?.loginSession, MARY);
  assert.deepEqual(
    told.map((line) => line.split(':')[0]),
    [
      'That is not the text from the page',
      'That text belongs to another sign-in',
      'That is not the text from the page',
    ],
  );
});

test('denied, late, given up: nothing is written', async (context) => {
  const mary = await somebody(context);
  const denied = await mary.signIn({ open: (url) => follow(`${url}&deny=1`) });
  assert.equal(titleOf(denied.problem), 'The sign-in was denied in the browser.');
  assert.match(String(denied.pages[0]), /You are not signed in\./);
  const text = async (url: string): Promise<Given> => {
    const { state } = Object.fromEntries(new URL(url).searchParams);
    return { tag: 'pasted', text: Buffer.from(`state=${state}&error=server_error`).toString('base64') };
  };
  const refused = await mary.signIn({ client: 'cross-device', given: [text] });
  assert.equal(titleOf(refused.problem), 'The sign-in page sent the browser back with server_error.');
  for (const client of ['same-device', 'cross-device'] as const) {
    const late = await mary.signIn({ client, open: async () => '', ports: { wait: async () => undefined } });
    assert.equal(titleOf(late.problem), 'Nobody approved the sign-in in time.');
    const over = new AbortController();
    const giveUp = () => void over.abort();
    const gone = await mary.signIn({ client, open: async () => '', given: [giveUp], signal: over.signal });
    assert.ok(gone.problem instanceof Cancelled, client);
    const before = await mary.signIn({ client, signal: AbortSignal.abort() });
    assert.ok(before.problem instanceof Cancelled && before.shown.length === 0, client);
  }
  await assert.rejects(readLoginFile(mary.path), /ENOENT/);
});

test('a code that AWS does not accept is told of in words, and the browser is not told of success', async (context) => {
  const mary = await somebody(context);
  const fails: readonly (readonly [code: string, status: number, title: string])[] = [
    ['AUTHCODE_EXPIRED', 401, 'The sign-in code has expired.'],
    ['INVALID_REQUEST', 400, 'AWS refused the sign-in.'],
  ];
  for (const [code, status, title] of fails) {
    mary.aws.failNext({ action: 'CreateOAuth2Token', status, code, message: 'In its words.' });
    const { problem, pages } = await mary.signIn();
    assert.ok(problem instanceof Problem);
    assert.deepEqual(
      [problem.text.title, problem.text.said, problem.text.todo?.at(-1)],
      [title, 'In its words.', 'Sign in again: rolecall login dev'],
    );
    assert.match(String(pages[0]), /You are not signed in\./);
  }
  userIn(mary.aws, ACCOUNT_A, 'mary').attachedPolicies.clear();
  const { problem } = await mary.signIn();
  assert.equal(problem instanceof Problem && problem.text.code, 'login-not-allowed');
  await assert.rejects(readLoginFile(mary.path), /ENOENT/);
});

test('a lost answer is not asked for again: a code serves once', async (context) => {
  const mary = await somebody(context);
  mary.aws.failNext({ action: 'CreateOAuth2Token', kind: 'lost' });
  const before = mary.aws.count('CreateOAuth2Token');
  assert.equal((await mary.signIn()).login, undefined);
  assert.equal(mary.aws.count('CreateOAuth2Token') - before, 1);
});

test('credentials of nobody are not kept', async (context) => {
  const mary = await somebody(context);
  const keys = { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' };
  for (const idToken of [undefined, 'x', `e30.${Buffer.from('{"sub":"mary"}').toString('base64url')}.x`]) {
    const body = JSON.stringify({ accessToken: keys, expiresIn: 900, refreshToken: 'r', idToken });
    mary.aws.failNext({ action: 'CreateOAuth2Token', kind: 'answer', body });
    const { problem } = await mary.signIn();
    assert.equal(problem instanceof Problem && problem.text.code, 'login-nobody');
  }
  await assert.rejects(readLoginFile(mary.path), /ENOENT/);
});

test('an endpoint in the clear is refused before a browser is opened', async (context) => {
  const { env } = await makePerson(context);
  const place = signInPlace(MARY, ['eu-west-1'], { endpoint: 'http://signin.example.com' });
  const ports = loginPorts(place, env, { env });
  const signer = { shown: () => assert.fail(), told: () => undefined, given: async () => undefined };
  for (const client of ['same-device', 'cross-device'] as const) {
    const coming = signInByConsole({ place, client, again: 'x' }, ports, signer, new AbortController().signal);
    await assert.rejects(coming, (error) => error instanceof Problem && error.text.code === 'endpoint-in-the-clear');
  }
});

test('the way is what was asked for, else the browser here, where it comes back', () => {
  const here = { browser: { missing: undefined, open: async () => undefined }, isApart: false };
  const none = { ...here, browser: { ...here.browser, missing: 'There is no display here' } };
  assert.equal(clientOf(undefined, here), 'same-device');
  assert.equal(clientOf(undefined, { ...here, isApart: true }), 'cross-device');
  assert.equal(clientOf(undefined, none), 'cross-device');
  assert.equal(clientOf('same-device', none), 'same-device');
  assert.equal(clientOf('cross-device', here), 'cross-device');
});
