import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createPlain } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createSts } from '../../../source/adapters/aws/sts.ts';
import { listen } from '../../helpers/listen.ts';
import { relayTo } from '../../helpers/relay.ts';
import { makePerson, type Person } from './person.ts';

const impatient = { connect: 200, answer: 300, whole: 500 };

/** A switch with these proxies and certificates, by somebody who waits as long as it takes on a busy machine. */
function by(env: Readonly<Record<string, string>> = {}, patience = { connect: 15_000, answer: 15_000, whole: 20_000 }) {
  return { ports: { sts: createSts({ env, patience }) } };
}

const byTheImpatient = () => by({}, impatient);

async function serve(context: TestContext, answer: RequestListener): Promise<string> {
  return `127.0.0.1:${await listen(context, createServer(answer))}`;
}

const pointAt = (person: Person, url: string) =>
  person.edit((config) => config.replaceAll(/endpoint_url = .*/g, `endpoint_url = ${url}`));

test('an answer that does not come, or trickles in, ends with its own message', async (context) => {
  const mary = await makePerson(context);
  mary.aws.failNext({ kind: 'hang' });
  const hung = await mary.refused('ystataws', byTheImpatient());
  assert.deepEqual([hung.code, hung.title], ['time-out', `${mary.aws.url} did not answer in time.`]);
  const slow = await serve(context, (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.write('<Get');
    const timer = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(timer));
  });
  pointAt(mary, `http://${slow}`);
  assert.equal((await mary.refused('ystataws', byTheImpatient())).code, 'time-out');
});

test('an answer that is late but in time is an answer', async (context) => {
  const mary = await makePerson(context);
  mary.aws.failNext({ kind: 'slow', ms: 100 });
  await mary.open('ystataws', by());
});

test('what AWS did not say is not shown as if it had', async (context) => {
  const mary = await makePerson(context);
  mary.aws.failNext({ kind: 'garbage' });
  const garbage = await mary.refused('ystataws', by());
  assert.equal(garbage.code, 'answer-garbled');
  assert.equal(garbage.said, undefined);
  const huge = await serve(context, (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end(`<GetCallerIdentityResponse>${'x'.repeat(3 << 20)}</GetCallerIdentityResponse>`);
  });
  pointAt(mary, `http://${huge}`);
  assert.equal((await mary.refused('ystataws', by())).code, 'answer-garbled');
  const deep = await serve(context, (_request, response) => response.end('<a>'.repeat(200_000)));
  pointAt(mary, `http://${deep}`);
  assert.equal((await mary.refused('ystataws', by())).code, 'answer-garbled');
});

test('a broken connection and an error of AWS’s own are tried again', async (context) => {
  const mary = await makePerson(context);
  mary.aws.failNext({ action: 'AssumeRole', kind: 'reset' });
  mary.aws.failNext({ action: 'AssumeRole', status: 503, code: 'ServiceUnavailable', message: 'busy' });
  await mary.open('ystataws');
  assert.equal(mary.aws.count('AssumeRole'), 3);
  mary.aws.failNext({ action: 'AssumeRole', kind: 'reset', times: 3 });
  const problem = await mary.refused('prod-readonly');
  assert.deepEqual(
    [problem.code, problem.means],
    ['unreachable', 'The system says: the connection was cut (ECONNRESET).'],
  );
  mary.aws.failNext({ action: 'AssumeRole', kind: 'truncated' });
  await mary.open('prod-readonly');
});

test('nobody there, and nothing of that name', async (context) => {
  const mary = await makePerson(context);
  pointAt(mary, 'http://127.0.0.1:1');
  const refused = await mary.refused('ystataws', by());
  assert.deepEqual(
    [refused.title, refused.means],
    ['http://127.0.0.1:1 cannot be reached.', 'The system says: connection refused (ECONNREFUSED).'],
  );
  pointAt(mary, 'https://no-such-host.invalid');
  const nameless = await mary.refused('ystataws', by());
  assert.equal(nameless.code, 'unreachable');
  assert.match(nameless.means ?? '', /\((ENOTFOUND|EAI_AGAIN)\)\.$/);
  assert.equal(nameless.said, undefined, 'AWS said nothing');
});

test('a certificate that nobody vouches for, and a server without TLS', async (context) => {
  const mary = await makePerson(context);
  pointAt(mary, mary.aws.url.replace('http:', 'https:'));
  const plain = await mary.refused('ystataws', by());
  assert.equal(plain.code, 'tls');
  const bundle = await mary.refused('ystataws', by({ AWS_CA_BUNDLE: `${mary.directory}/none.pem` }));
  assert.equal(bundle.code, 'ca-bundle-unreadable');
  assert.match(bundle.title, /none\.pem/);
});

test('the proxy of the environment is used for AWS and not for this machine', async (context) => {
  const mary = await makePerson(context);
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  });
  const env = { HTTPS_PROXY: `http://mary:SECRET@127.0.0.1:${await listen(context, proxy)}` };
  await mary.open('ystataws', by({ ...env, HTTP_PROXY: env.HTTPS_PROXY }));
  assert.deepEqual(asked, [], 'a loopback endpoint is reached directly');
  pointAt(mary, 'https://sts.eu-west-1.amazonaws.com');
  const wantsName = await mary.refused('ystataws', by(env));
  assert.deepEqual(asked, ['sts.eu-west-1.amazonaws.com:443']);
  assert.equal(wantsName.code, 'proxy');
  assert.deepEqual(wantsName.todo, ['It requires a name and a password: HTTPS_PROXY=http://name:password@host:port']);
  assert.doesNotMatch(JSON.stringify(wantsName), /SECRET/);
  const down = await mary.refused('ystataws', by({ HTTPS_PROXY: 'http://127.0.0.1:1' }));
  assert.deepEqual([down.code, down.means], ['proxy', 'The system says: connection refused (ECONNREFUSED).']);
  const without = await mary.refused('ystataws', by({ ...env, NO_PROXY: 'amazonaws.com,.amazonaws.com' }));
  assert.notEqual(without.code, 'proxy');
  assert.equal(asked.length, 1);
});

test('past a proxy that rolecall cannot go through, nothing is sent', async (context) => {
  const mary = await makePerson(context);
  let calls = 0;
  const proxy = createPlain((socket) => {
    calls += 1;
    socket.destroy();
  });
  const host = `127.0.0.1:${await listen(context, proxy)}`;
  pointAt(mary, 'https://sts.eu-west-1.amazonaws.com');
  for (const scheme of ['socks5', 'socks4']) {
    const problem = await mary.refused('ystataws', by({ HTTPS_PROXY: `${scheme}://mary:SECRET@${host}` }));
    assert.equal(problem.code, 'proxy-scheme');
    assert.match(problem.title, new RegExp(`HTTPS_PROXY names a ${scheme} proxy:`));
    assert.doesNotMatch(JSON.stringify(problem), /SECRET/);
  }
  assert.equal(calls, 0);
  const capitals = await mary.refused('ystataws', by({ HTTPS_PROXY: `HTTP://${host}` }));
  assert.equal(calls, 1, JSON.stringify(capitals));
});

test('a connection that nobody takes ends with its own message', async (context) => {
  const mary = await makePerson(context);
  // A proxy that takes the call and never answers: no tunnel comes about.
  const silent = createPlain((socket) => context.after(() => socket.destroy()));
  const proxy = `http://127.0.0.1:${await listen(context, silent)}`;
  pointAt(mary, 'https://sts.eu-west-1.amazonaws.com');
  const problem = await mary.refused('ystataws', by({ HTTPS_PROXY: proxy }));
  assert.match(problem.code, /time-out$/);
});

test('the hops of a chain go over one connection', async (context) => {
  const mary = await makePerson(context);
  const { url, connections } = await relayTo(context, mary.aws.url);
  pointAt(mary, url);
  await mary.open('hub');
  const before = connections();
  mary.calls();
  await mary.open('prod-ops', { use: { bypass: true } });
  assert.deepEqual(mary.calls(), ['AssumeRole', 'AssumeRole']);
  assert.equal(connections() - before, 1);
});
