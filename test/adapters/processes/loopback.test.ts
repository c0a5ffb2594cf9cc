import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { listenForRedirect } from '../../../source/adapters/processes/loopback.ts';
import { Problem } from '../../../source/problem.ts';
import { listeningOn, opened } from '../../helpers/connections.ts';

const state = 'ours';

/** A listener that is closed when the test ends. */
async function listening(test: TestContext) {
  const redirect = await listenForRedirect(state);
  test.after(() => redirect.close('failed'));
  let isAnswered = false;
  void redirect.answer.then(() => {
    isAnswered = true;
  });
  const get = (address: string, init: RequestInit = {}) => fetch(address, { redirect: 'manual', ...init });
  return { ...redirect, get, port: Number(URL.parse(redirect.uri)?.port), isAnswered: () => isAnswered };
}

test('the code is handed on at once, and the browser is told how it ended when it has', async (test) => {
  const { uri, answer, get, close } = await listening(test);
  let isTold = false;
  const told = get(`${uri}?code=abc&state=${state}`).then(async (response) => {
    isTold = true;
    return { response, text: await response.text() };
  });
  assert.deepEqual(await answer, { tag: 'code', code: 'abc' });
  assert.equal(isTold, false, 'nothing is said before the token is there');
  close('done');
  const { response, text } = await told;
  assert.equal(response.status, 200);
  assert.match(text, /You are signed in/);
  assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
  assert.equal(response.headers.get('connection'), 'close');
  assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  await assert.rejects(get(uri), 'the port is closed');
});

test('a sign-in that fails after the code came says so in the browser', async (test) => {
  const { uri, answer, get, close } = await listening(test);
  const told = get(`${uri}?code=abc&state=${state}`).then((response) => response.text());
  await answer;
  close('failed');
  assert.match(await told, /You are not signed in/);
});

test('other programs change nothing, and nothing of what they send comes back', async (test) => {
  const { uri, get, isAnswered, answer } = await listening(test);
  const { origin } = new URL(uri);
  const others: readonly (readonly [string, RequestInit?])[] = [
    [`${origin}/favicon.ico`],
    [`${origin}/?code=abc&state=${state}`],
    [`${uri}/?code=abc&state=${state}`],
    [uri],
    [`${uri}?code=abc`],
    [`${uri}?code=abc&state=theirs<script>`],
    [`${uri}?error=access_denied`],
    [`${uri}?error=access_denied&state=theirs`],
    [`${uri}?code=abc&state=${state}`, { method: 'POST' }],
    [`${uri}?code=abc&state=${state}`, { headers: { host: 'evil.example' } }],
    [`${uri}?${'x'.repeat(10_000)}`],
  ];
  const seen = new Set<string>();
  for (const [address, init] of others) {
    const response = await get(address, init);
    assert.equal(response.status, 404, address.slice(0, 80));
    seen.add(await response.text());
  }
  assert.equal(seen.size, 1, 'the same words for all');
  assert.doesNotMatch([...seen].join(''), /theirs|abc|evil|script/);
  assert.equal(isAnswered(), false);
  void get(`${uri}?code=abc&state=${state}`).catch(() => undefined);
  assert.deepEqual(await answer, { tag: 'code', code: 'abc' }, 'the sign-in still goes on');
});

test('a thousand connections that say nothing, or half a request, keep nobody out', async (test) => {
  const { uri, get, port, answer, close } = await listening(test);
  const connections = await Promise.all(Array.from({ length: 1_000 }, () => opened(port)));
  for (const [at, { socket }] of connections.entries()) {
    socket.on('error', () => undefined);
    if (at % 2 === 0) socket.write('GET /oauth/callback?code=');
  }
  void get(`${uri}?code=abc&state=${state}`).catch(() => undefined);
  assert.deepEqual(await answer, { tag: 'code', code: 'abc' });
  close('done');
  await Promise.all(connections.map(({ ended }) => ended));
});

test('the browser may come twice, and is told the same', async (test) => {
  const { uri, get, answer, close } = await listening(test);
  const told = [1, 2].map(() => get(`${uri}?code=abc&state=${state}`).then((response) => response.text()));
  await answer;
  await Bun.sleep(50);
  close('done');
  const [one, other] = await Promise.all(told);
  assert.match(one ?? '', /You are signed in/);
  assert.equal(one, other);
});

test('only 127.0.0.1 is listened on', { skip: process.platform !== 'linux' && 'reads /proc' }, async (test) => {
  const { port } = await listening(test);
  assert.deepEqual(listeningOn(port), ['0100007F']);
});

test('a port that was asked for is taken, and one that is taken is told of', async (test) => {
  const { port, close } = await listening(test);
  const isTaken = (error: unknown) => error instanceof Problem && error.text.code === 'port-taken';
  await assert.rejects(listenForRedirect('other', port), isTaken);
  close('failed');
  const again = await listenForRedirect('other', port);
  assert.equal(again.uri, `http://127.0.0.1:${port}/oauth/callback`);
  again.close('failed');
});
