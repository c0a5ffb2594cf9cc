import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorizeUrl, clientIdOf, confirmationUrl, readConfirmation } from '../../../source/domain/login/authorize.ts';

test('the page is the one that the AWS CLI opens', () => {
  const challenge = 'c'.repeat(43);
  const url = authorizeUrl('https://eu-west-1.signin.aws.amazon.com', {
    client: 'same-device',
    redirectUri: 'http://127.0.0.1:49152/oauth/callback',
    state: 'a b',
    challenge,
  });
  const { origin, pathname, searchParams } = new URL(url);
  assert.deepEqual([origin, pathname], ['https://eu-west-1.signin.aws.amazon.com', '/v1/authorize']);
  assert.deepEqual(Object.fromEntries(searchParams), {
    response_type: 'code',
    client_id: 'arn:aws:signin:::devtools/same-device',
    state: 'a b',
    code_challenge_method: 'SHA-256',
    scope: 'openid',
    redirect_uri: 'http://127.0.0.1:49152/oauth/callback',
    code_challenge: challenge,
  });
  assert.equal(clientIdOf('cross-device'), 'arn:aws:signin:::devtools/cross-device');
  assert.equal(confirmationUrl('http://127.0.0.1:1'), 'http://127.0.0.1:1/v1/sessions/confirmation');
});

const packed = (text: string) => Buffer.from(text).toString('base64');
const right = packed('state=ours&code=the-code_1.2~3');

const pasted: readonly (readonly [what: string, text: string, expected: object])[] = [
  ['the text of the page', right, { tag: 'code', code: 'the-code_1.2~3' }],
  ['with blanks around', `  ${right}\n`, { tag: 'code', code: 'the-code_1.2~3' }],
  ['broken into lines', right.replace(/.{10}/g, '$&\r\n'), { tag: 'code', code: 'the-code_1.2~3' }],
  ['in quotes', `"${right}".`, { tag: 'code', code: 'the-code_1.2~3' }],
  ['without padding', right.replaceAll('=', ''), { tag: 'code', code: 'the-code_1.2~3' }],
  [
    'the other alphabet',
    packed('code=??>&state=ours').replaceAll('/', '_').replaceAll('+', '-'),
    { tag: 'code', code: '??>' },
  ],
  ['percent signs', packed('state=ours&code=a%2Bb'), { tag: 'code', code: 'a+b' }],
  ['the plain text', 'state=ours&code=plain', { tag: 'code', code: 'plain' }],
  [
    'the address',
    'https://eu-west-1.signin.aws.amazon.com/v1/sessions/confirmation?code=x&state=ours#a',
    { tag: 'code', code: 'x' },
  ],
  ['nothing', ' \n', { tag: 'no address' }],
  ['the text of another sign-in', packed('state=theirs&code=x'), { tag: 'another sign-in' }],
  ['an error of another sign-in', packed('state=theirs&error=access_denied'), { tag: 'another sign-in' }],
  ['a refusal', packed('state=ours&error=access_denied'), { tag: 'refused', error: 'access_denied' }],
  ['a code alone', packed('code=x'), { tag: 'no address' }],
  ['a bare code', 'the-code', { tag: 'no address' }],
  ['a state alone', packed('state=ours'), { tag: 'no address' }],
  ['another page', 'https://example.com/', { tag: 'no address' }],
  ['half of it', right.slice(0, 16), { tag: 'no address' }],
  ['bytes', Buffer.from([0, 255, 254]).toString('base64'), { tag: 'no address' }],
];

test('what a person pastes', () => {
  for (const [what, text, expected] of pasted) assert.deepEqual(readConfirmation(text, 'ours'), expected, what);
});
