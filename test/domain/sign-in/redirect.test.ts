import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Knock, readKnock, readPasted } from '../../../source/domain/sign-in/redirect.ts';

const state = '0d5b3a52-86a1-4f5e-9a7b-3c1b7d0f2e11';
const uri = 'http://127.0.0.1:49152/oauth/callback';
const good = `/oauth/callback?code=abc.DEF-1_~&state=${state}`;

const knocks: readonly (readonly [what: string, knock: Partial<Knock>, read: unknown])[] = [
  ['the code with our state', {}, { tag: 'code', code: 'abc.DEF-1_~' }],
  ['the other order', { target: `/oauth/callback?state=${state}&code=x` }, { tag: 'code', code: 'x' }],
  ['an escaped code', { target: `/oauth/callback?code=a%2Bb%3D&state=${state}` }, { tag: 'code', code: 'a+b=' }],
  [
    'a refusal with our state',
    { target: `/oauth/callback?error=access_denied&state=${state}` },
    { tag: 'refused', error: 'access_denied' },
  ],
  ['a refusal without a state', { target: '/oauth/callback?error=access_denied' }, undefined],
  ['a refusal with a foreign state', { target: '/oauth/callback?error=access_denied&state=x' }, undefined],
  ['a refusal that steers', { target: `/oauth/callback?error=%1b%5b2J&state=${state}` }, undefined],
  ['no state', { target: '/oauth/callback?code=x' }, undefined],
  ['a foreign state', { target: '/oauth/callback?code=x&state=y' }, undefined],
  ['two states', { target: `/oauth/callback?code=x&state=y&state=${state}` }, undefined],
  ['two codes', { target: `/oauth/callback?code=x&code=y&state=${state}` }, undefined],
  ['an empty code', { target: `/oauth/callback?code=&state=${state}` }, undefined],
  ['a code with a line feed', { target: `/oauth/callback?code=x%0ay&state=${state}` }, undefined],
  ['a code without end', { target: `/oauth/callback?code=${'x'.repeat(20_000)}&state=${state}` }, undefined],
  ['no query', { target: '/oauth/callback' }, undefined],
  ['the icon of a page', { target: '/favicon.ico' }, undefined],
  ['another path', { target: good.replace('/oauth', '') }, undefined],
  ['a longer path', { target: good.replace('?', '/x?') }, undefined],
  ['another method', { method: 'POST' }, undefined],
  ['a look before', { method: 'HEAD' }, undefined],
  ['a name that leads here', { host: 'evil.example:49152' }, undefined],
  ['localhost', { host: 'localhost:49152' }, undefined],
  ['another port', { host: '127.0.0.1:1' }, undefined],
  ['no host', { host: null }, undefined],
];

for (const [what, knock, read] of knocks) {
  test(`a request: ${what}`, () => {
    const usual = { method: 'GET', target: good, host: '127.0.0.1:49152' };
    assert.deepEqual(readKnock({ ...usual, ...knock }, uri, state), read);
  });
}

const code = { tag: 'code', code: 'abc' };
const pastes: readonly (readonly [what: string, text: string, read: unknown])[] = [
  ['the address', `${uri}?code=abc&state=${state}`, code],
  ['its query', `?code=abc&state=${state}`, code],
  ['without its question mark', `code=abc&state=${state}`, code],
  ['with a fragment', `${uri}?code=abc&state=${state}#_=_`, code],
  ['broken by a terminal', `${uri}?code=a\n  bc&sta\r\nte=${state}\n`, code],
  ['in quotes', `"${uri}?code=abc&state=${state}"`, code],
  ['in a chat', `<${uri}?code=abc&state=${state}>`, code],
  ['at the end of a sentence', `${uri}?code=abc&state=${state}.`, code],
  ['a refusal', `${uri}?error=access_denied&state=${state}`, { tag: 'refused', error: 'access_denied' }],
  ['of an earlier sign-in', `${uri}?code=abc&state=other`, { tag: 'another sign-in' }],
  ['cut off', `${uri}?code=abc`, { tag: 'no address' }],
  ['the sign-in page itself', `https://oidc.eu-west-1.amazonaws.com/authorize?state=${state}`, { tag: 'no address' }],
  ['nothing', '', { tag: 'no address' }],
  ['a word', 'abc', { tag: 'no address' }],
];

for (const [what, text, read] of pastes) {
  test(`pasted: ${what}`, () => assert.deepEqual(readPasted(text, state), read));
}
