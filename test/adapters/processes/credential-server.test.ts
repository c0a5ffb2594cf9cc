import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { serveCredentials } from '../../../source/adapters/processes/credential-server.ts';
import { Problem } from '../../../source/problem.ts';
import { isOpen, listeningOn, opened } from '../../helpers/connections.ts';

const usual = { host: '127.0.0.1', port: 0 };
const keys = '{"AccessKeyId":"ASIA"}';

/** A server that is closed when the test ends. */
async function serving(test: TestContext, at = usual) {
  const heard: (string | number)[] = [];
  let given = 0;
  const server = await serveCredentials(
    at,
    async () => {
      given += 1;
      return { status: 200, body: keys };
    },
    (how) => heard.push(how),
  );
  test.after(server.close);
  const ask = (init: RequestInit = {}, address = server.uri) =>
    fetch(address, { ...init, headers: { authorization: server.token, ...init.headers } });
  return { ...server, ask, heard, given: () => given, port: Number(URL.parse(server.uri)?.port) };
}

/** What a connection is answered, byte for byte. */
async function said(port: number, request: string): Promise<string> {
  const { socket, ended } = await opened(port);
  let text = '';
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1');
  });
  socket.on('error', () => undefined);
  socket.write(request);
  await ended;
  return text;
}

test('whoever has address and token is given the keys, and nobody keeps them on the way', async (test) => {
  const { ask, heard } = await serving(test);
  const response = await ask();
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/json');
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.equal(response.headers.get('access-control-allow-origin'), null);
  assert.equal(await response.text(), keys);
  assert.deepEqual(heard, [200]);
});

test('two servers share neither path nor token, which cannot be guessed', async (test) => {
  const [one, other] = [await serving(test), await serving(test)];
  const path = ({ uri }: { uri: string }) => new URL(uri).pathname;
  assert.match(path(one), /^\/[\w-]{22}$/);
  assert.match(one.token, /^[\w-]{43}$/);
  assert.notEqual(path(one), path(other));
  assert.notEqual(one.token, other.token);
  assert.equal((await one.ask({ headers: { authorization: other.token } })).status, 403);
});

test('a wrong token, none, a foreign host, another path or method get nothing, in the same words', async (test) => {
  const { uri, token, ask, given, heard, port } = await serving(test);
  const { origin, pathname } = new URL(uri);
  const wrong: readonly (readonly [Response | Promise<Response>, string])[] = [
    [ask({ headers: { authorization: `${token}x` } }), 'another token'],
    [ask({ headers: { authorization: token.slice(1) } }), 'another token'],
    [ask({ headers: { authorization: `Bearer ${token}` } }), 'another token'],
    [fetch(uri), 'no token'],
    [ask({ headers: { host: 'evil.example' } }), 'another host'],
    [ask({ headers: { host: `localhost:${port}` } }), 'another host'],
    [ask({}, `${origin}/`), 'another path'],
    [ask({}, `${uri}/`), 'another path'],
    [ask({}, `${uri}?token=${token}`), 'another path'],
    [ask({ method: 'POST' }), 'another method'],
    [ask({ method: 'OPTIONS' }), 'another method'],
  ];
  const words = new Set<string>();
  for (const [asked] of wrong) {
    const response = await asked;
    assert.equal(response.status, 403);
    words.add(await response.text());
  }
  assert.deepEqual([...heard].sort(), wrong.map(([, why]) => why).sort());
  assert.equal(words.size, 1);
  assert.doesNotMatch([...words].join(''), /ASIA|evil/);
  for (const doubled of [
    `GET ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: ${token}\r\nAuthorization: x\r\n\r\n`,
    `GET ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil\r\nAuthorization: ${token}\r\n\r\n`,
    `GET ${pathname} HTTP/1.1\r\nAuthorization: ${token}\r\n\r\n`,
    `GET ${uri} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: ${token}\r\n\r\n`,
    `GET ${pathname}\r\nHost: 127.0.0.1:${port}\r\nAuthorization: ${token}\r\n\r\n`,
    `GET ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX: 1\r\n\r\nAuthorization: ${token}\r\n\r\n`,
    '\r\n\r\n',
    '\u0016\u0003\u0001\u0002\r\n\r\n',
  ]) {
    assert.match(await said(port, doubled), /^HTTP\/1\.1 403 /, JSON.stringify(doubled.slice(0, 40)));
  }
  assert.equal(given(), 0);
});

test('a thousand connections that say nothing, or half a request, keep nobody out', async (test) => {
  const { ask, port, close } = await serving(test);
  const connections = await Promise.all(Array.from({ length: 1_000 }, () => opened(port)));
  let open = connections.length;
  for (const [at, { socket, ended }] of connections.entries()) {
    socket.on('error', () => undefined);
    void ended.then(() => {
      open -= 1;
    });
    if (at % 2 === 0) socket.write('GET /');
  }
  assert.equal(await (await ask()).text(), keys);
  while (open > 200) await Bun.sleep(10);
  close();
  await Promise.all(connections.map(({ ended }) => ended));
});

test('a header of blanks costs no more time than any other, and a broken one counts as one', async (test) => {
  const { port, token, uri, given } = await serving(test);
  const { pathname } = new URL(uri);
  assert.match(await said(port, `GET / HTTP/1.1\r\nHost:${' '.repeat(32_000)}\u0001\r\n\r\n`), /^HTTP\/1\.1 403 /);
  const right = `GET ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: ${token}\r\n`;
  for (const more of ['Authorization: \u0080', 'host:\u0001', 'AUTHORIZATION:']) {
    assert.match(await said(port, `${right}${more}\r\n\r\n`), /^HTTP\/1\.1 403 /, more);
  }
  assert.equal(given(), 0);
  assert.match(await said(port, `${right}X: \u0080\r\n\r\n`), /^HTTP\/1\.1 200 /);
});

test('headers that never end are cut off, by their length and by the time', async (test) => {
  const { port, given } = await serving(test);
  assert.equal(await said(port, `GET / HTTP/1.1\r\nX: ${'x'.repeat(40_000)}`), '');
  const { socket, ended } = await opened(port);
  socket.on('error', () => undefined);
  const drip = setInterval(() => socket.write('X'), 50);
  await ended.finally(() => clearInterval(drip));
  assert.equal(given(), 0);
});

test('only the address that was named is listened on', {
  skip: process.platform !== 'linux' && 'reads /proc',
}, async (test) => {
  const { port } = await serving(test);
  assert.deepEqual(listeningOn(port), ['0100007F']);
  const other = await serving(test, { host: '127.0.0.2', port: 0 });
  assert.deepEqual(listeningOn(other.port), ['0200007F']);
  assert.match(other.uri, /^http:\/\/127\.0\.0\.2:\d+\//);
  assert.equal(await (await other.ask()).text(), keys);
});

test('a closed server leaves no port, and the same one can be had again at once', async (test) => {
  const { port, ask, close } = await serving(test);
  await (await ask()).text();
  close();
  assert.equal(await isOpen(port), false);
  const again = await serving(test, { host: '127.0.0.1', port });
  assert.equal(again.port, port);
  assert.equal(await (await again.ask()).text(), keys);
});

test('an address that cannot be listened on is told of, with what to do', async (test) => {
  const { port } = await serving(test);
  const why = async (at: { host: string; port: number }) => {
    const error = await serving(test, at).catch((cause: unknown) => cause);
    assert.ok(error instanceof Problem, String(error));
    assert.equal(error.text.code, 'serve-address');
    assert.equal(error.text.exitCode, 2);
    return [error.text.title, error.text.means, ...(error.text.todo ?? [])].join('\n');
  };
  assert.match(await why({ host: '127.0.0.1', port }), /Another program is listening there/);
  assert.match(
    await why({ host: '10.255.255.254', port: 0 }),
    /does not have that address\.\nUse another address: --serve-on/,
  );
});
