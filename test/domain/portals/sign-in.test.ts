import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSignIn, type SignIn, signInText } from '../../../source/domain/portals/sign-in.ts';

const noon = Date.UTC(2026, 0, 15, 12);

test('the file is the AWS CLI’s own: what it writes is read, and read back as it was', () => {
  const signIn: SignIn = {
    startUrl: 'https://acme.awsapps.com/start',
    region: 'eu-west-1',
    client: { id: 'id', secret: 'secret', expiresAt: noon + 90 * 86_400_000 },
    accessToken: 'access',
    refreshToken: 'refresh',
    expiresAt: noon + 8 * 3_600_000,
  };
  assert.deepEqual(readSignIn(signInText(signIn)), signIn);
  assert.deepEqual(JSON.parse(signInText(signIn)), {
    startUrl: 'https://acme.awsapps.com/start',
    region: 'eu-west-1',
    accessToken: 'access',
    expiresAt: '2026-01-15T20:00:00Z',
    clientId: 'id',
    clientSecret: 'secret',
    registrationExpiresAt: '2026-04-15T12:00:00Z',
    refreshToken: 'refresh',
  });
  const old = readSignIn('{"startUrl":"u","region":"r","accessToken":"a","expiresAt":"2020-06-17T10:02:08UTC"}');
  assert.equal(old?.expiresAt, Date.UTC(2020, 5, 17, 10, 2, 8));
  for (const text of ['', '[]', 'null', '3', '{"accessToken":""}', '{"accessToken":"a","expiresAt":5}'])
    assert.equal(readSignIn(text), undefined, text);
});
