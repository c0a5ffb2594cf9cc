import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorizeUrl, CALLBACK, CROSS_DEVICE, makeAws, SAME_DEVICE, visit } from './client.ts';

test('an approved sign-in leads back to this machine with a code and the state', async (context) => {
  const { url } = await makeAws(context);
  const { status, target, said } = await visit(authorizeUrl(url, { state: 'a b&c' }));
  assert.deepEqual([status, target, Object.keys(said).sort(), said.state], [302, CALLBACK, ['code', 'state'], 'a b&c']);
});

test('a denied one says so, with the state', async (context) => {
  const { url } = await makeAws(context);
  const { target, said } = await visit(`${authorizeUrl(url)}&deny=1`);
  assert.deepEqual([target, said.error, said.state, said.code], [CALLBACK, 'access_denied', 'ours', undefined]);
});

test('a sign-in on another device shows a text to paste: state and code in base64', async (context) => {
  const { url } = await makeAws(context);
  const { target, location, said } = await visit(authorizeUrl(url, { client_id: CROSS_DEVICE, state: 'ours' }));
  assert.equal(target, `${url}/v1/sessions/confirmation`);
  const page = await (await fetch(location ?? '')).text();
  const [, text = ''] = /<pre id="code">([A-Za-z0-9+/=]+)<\/pre>/.exec(page) ?? [];
  assert.equal(Buffer.from(text, 'base64').toString(), `state=ours&code=${said.code}`);
  const denied = await visit(`${authorizeUrl(url, { client_id: CROSS_DEVICE })}&deny=1`);
  const answer = await fetch(denied.location ?? '');
  assert.deepEqual([answer.status, /access_denied/.test(await answer.text())], [400, true]);
});

/** Nobody is led anywhere by a request whose client, redirect or state is wrong. */
const stopped: readonly (readonly [what: string, changes: Record<string, string | undefined>])[] = [
  ['no client', { client_id: undefined }],
  ['another client', { client_id: 'arn:aws:signin:::devtools/other' }],
  ['no redirect', { redirect_uri: undefined }],
  ['a redirect elsewhere', { redirect_uri: 'http://192.0.2.1:49152/oauth/callback' }],
  ['a redirect by name', { redirect_uri: 'http://localhost:49152/oauth/callback' }],
  ['a redirect without port', { redirect_uri: 'http://127.0.0.1/oauth/callback' }],
  ['a redirect to port 0', { redirect_uri: 'http://127.0.0.1:0/oauth/callback' }],
  ['a redirect to no port', { redirect_uri: 'http://127.0.0.1:65536/oauth/callback' }],
  ['a redirect to another path', { redirect_uri: 'http://127.0.0.1:49152/oauth/callback/' }],
  ['a redirect by TLS', { redirect_uri: 'https://127.0.0.1:49152/oauth/callback' }],
  ['the confirmation page for this device', { redirect_uri: 'BASE/v1/sessions/confirmation' }],
  ['this device for the confirmation page', { client_id: CROSS_DEVICE, redirect_uri: CALLBACK }],
  [
    'a confirmation page elsewhere',
    { client_id: CROSS_DEVICE, redirect_uri: 'https://x.example/v1/sessions/confirmation' },
  ],
  ['no state', { state: undefined }],
  ['an empty state', { state: '' }],
  ['a principal that is not there', { principal: 'arn:aws:iam::111122223333:user/nobody' }],
  ['a principal of no account', { principal: 'arn:aws:iam::000000000000:root' }],
];

/** What else is wrong is told to the program that waits. */
const refused: readonly (readonly [what: string, changes: Record<string, string | undefined>, error: string])[] = [
  ['no response type', { response_type: undefined }, 'unsupported_response_type'],
  ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
  ['no scope', { scope: undefined }, 'invalid_scope'],
  ['another scope', { scope: 'openid email' }, 'invalid_scope'],
  ['no method of challenge', { code_challenge_method: undefined }, 'invalid_request'],
  ['the method of others', { code_challenge_method: 'S256' }, 'invalid_request'],
  ['no challenge', { code_challenge: undefined }, 'invalid_request'],
  ['a short challenge', { code_challenge: 'a'.repeat(42) }, 'invalid_request'],
  ['a long challenge', { code_challenge: 'a'.repeat(44) }, 'invalid_request'],
  ['a challenge in base64', { code_challenge: `${'a'.repeat(42)}+` }, 'invalid_request'],
];

test('each field of the request counts', async (context) => {
  const { url } = await makeAws(context);
  for (const [what, changes] of stopped) {
    const there = Object.entries(changes).map(([name, value]) => [name, value?.replace('BASE', url)]);
    const { status, location } = await visit(authorizeUrl(url, Object.fromEntries(there)));
    assert.deepEqual([status, location], [400, null], what);
  }
  for (const [what, changes, error] of refused) {
    const { status, target, said } = await visit(authorizeUrl(url, changes));
    assert.deepEqual(
      [status, target, said.error, said.state, said.code],
      [302, CALLBACK, error, 'ours', undefined],
      what,
    );
  }
  assert.equal((await visit(authorizeUrl(url, { client_id: SAME_DEVICE }))).status, 302);
});
