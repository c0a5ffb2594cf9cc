import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type TestContext, test } from 'node:test';
import { portalCalls } from '../../../../source/adapters/aws/identity-center/portal.ts';
import { makePerson } from '../../../domain/sessions/person.ts';
import { portalAt, signInAt, writeSignIn } from '../../../helpers/identity-center.ts';
import { listen } from '../../../helpers/listen.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Mary, signed in, and a portal that answers as the handler does. */
async function makePortal(context: TestContext, handler: Handler) {
  const mary = await makePerson(context);
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    handler(request, response);
  });
  let connections = 0;
  server.on('connection', () => connections++);
  const port = await listen(context, server);
  const portal = portalAt(mary.aws.url, { portalEndpoint: `http://127.0.0.1:${port}` });
  const signIn = await signInAt(portal);
  await writeSignIn(mary.directory, portal, signIn);
  const calls = portalCalls(portal, { env: { HOME: mary.directory } });
  context.after(() => calls.close());
  return { calls, seen, signIn, connections: () => connections };
}

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

test('pages are asked for as AWS names things, a hundred items each, with the token in its header', async (context) => {
  const { calls, seen, signIn } = await makePortal(context, (request, response) =>
    request.url?.startsWith('/assignment/accounts')
      ? json(response, 200, {
          nextToken: 'a+/b=',
          accountList: [
            { accountId: '000000000012', accountName: 'prod', emailAddress: 'a@b' },
            { accountId: '000000000013' },
          ],
        })
      : json(response, 200, { roleList: [{ roleName: 'Admin', accountId: '000000000012' }], nextToken: null }),
  );
  const accounts = [{ id: '000000000012', name: 'prod', email: 'a@b' }, { id: '000000000013' }];
  assert.deepEqual(await calls.listAccounts(undefined), { tag: 'page', items: accounts, next: 'a+/b=' });
  await calls.listAccounts('a+/b=');
  assert.deepEqual(await calls.listRoles('000000000012', undefined), { tag: 'page', items: ['Admin'] });
  await calls.listRoles('000000000012', 'c');
  const asked = seen.map(({ url = '' }) => [
    url.split('?')[0],
    Object.fromEntries(new URL(url, 'http://x').searchParams),
  ]);
  assert.deepEqual(asked, [
    ['/assignment/accounts', { max_result: '100' }],
    ['/assignment/accounts', { max_result: '100', next_token: 'a+/b=' }],
    ['/assignment/roles', { max_result: '100', account_id: '000000000012' }],
    ['/assignment/roles', { max_result: '100', account_id: '000000000012', next_token: 'c' }],
  ]);
  assert.ok(seen.every(({ headers }) => headers['x-amz-sso_bearer_token'] === signIn.accessToken));
  assert.ok(seen.every(({ url = '' }) => !url.includes(signIn.accessToken)));
});

test('calls that follow one another, eight at once, take eight connections', async (context) => {
  const { calls, seen, connections } = await makePortal(context, (_request, response) => {
    setTimeout(() => json(response, 200, { roleList: [] }), 5);
  });
  const worker = async () => {
    for (let at = 0; at < 20; at++) await calls.listRoles('000000000012', undefined);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  assert.equal(seen.length, 160);
  assert.ok(connections() <= 8, `${connections()} connections`);
});

const answers: readonly (readonly [what: string, answer: Handler, expected: object])[] = [
  [
    '401',
    (_, response) => json(response, 401, { message: 'Session token not found or invalid' }),
    { tag: 'unauthorized' },
  ],
  ['403', (_, response) => json(response, 403, { message: 'No access' }), { tag: 'refused' }],
  ['404', (_, response) => json(response, 404, {}), { tag: 'refused' }],
  ['429', (_, response) => json(response, 429, { message: 'HTTP 429 Unknown Code' }), { tag: 'throttled' }],
  ['429 with text', (_, response) => response.writeHead(429).end('slow down'), { tag: 'throttled' }],
  [
    '429 with a wait',
    (_, response) => json(response, 429, {}, { 'retry-after': '7' }),
    { tag: 'throttled', retryAfter: 7_000 },
  ],
  ['500', (_, response) => json(response, 500, {}), { tag: 'failed', isPassing: true }],
  ['503 with HTML', (_, response) => response.writeHead(503).end('<html>'), { tag: 'failed', isPassing: true }],
  ['a cut connection', (_, response) => response.destroy(), { tag: 'failed', isPassing: true }],
  ['400', (_, response) => json(response, 400, { message: 'Invalid' }), { tag: 'failed', isPassing: false }],
  // A proxy that shows a page of its own: it knows nothing of tokens and assignments.
  ...[401, 403, 404].map(
    (status) =>
      [
        `${status} with HTML`,
        (_: IncomingMessage, response: ServerResponse) => response.writeHead(status).end('<html>Blocked</html>'),
        { tag: 'failed', isPassing: false },
      ] as const,
  ),
  ['HTML', (_, response) => response.writeHead(200).end('<html>'), { tag: 'failed', isPassing: false }],
  ['no list', (_, response) => json(response, 200, {}), { tag: 'failed', isPassing: false }],
  [
    'a list of something else',
    (_, response) => json(response, 200, { accountList: [{ accountId: 'x' }] }),
    { tag: 'failed', isPassing: false },
  ],
];

for (const [what, answer, expected] of answers) {
  test(`${what} is one call and told for what it is`, async (context) => {
    const { calls, seen } = await makePortal(context, answer);
    const { error: _, ...told } = { error: undefined, ...(await calls.listAccounts(undefined)) };
    assert.deepEqual(told, expected);
    assert.equal(seen.length, 1);
  });
}

test('a token that was refused is renewed, and the next call has the new one', async (context) => {
  const tokens = new Set<unknown>();
  const { calls } = await makePortal(context, ({ headers }, response) => {
    tokens.add(headers['x-amz-sso_bearer_token']);
    if (tokens.size === 1) json(response, 401, {});
    else json(response, 200, { roleList: [] });
  });
  assert.equal((await calls.listRoles('000000000012', undefined)).tag, 'unauthorized');
  await calls.renew();
  assert.equal((await calls.listRoles('000000000012', undefined)).tag, 'page');
  assert.equal(tokens.size, 2);
});
