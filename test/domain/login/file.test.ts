import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ConsoleSignIn, loginState, loginText, readLogin } from '../../../source/domain/login/file.ts';

const mary = 'arn:aws:iam::111122223333:user/mary';
const now = Date.UTC(2026, 10, 27, 12);
const HOUR = 3_600_000;

const idTokenOf = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
const madeAt = (time: number) => idTokenOf({ sub: mary, iat: Math.floor(time / 1000) });

/** The file of AWS CLI 2.36, with invented secrets. */
const ofAwsCli = {
  accessToken: {
    accessKeyId: 'ASIAEXAMPLE',
    secretAccessKey: 'secret',
    sessionToken: 'token',
    accountId: '111122223333',
    expiresAt: '2026-11-27T12:15:00Z',
  },
  tokenType: 'aws_sigv4',
  clientId: 'arn:aws:signin:::devtools/same-device',
  refreshToken: 'refresh',
  idToken: madeAt(now),
  dpopKey: '-----BEGIN EC PRIVATE KEY-----\n…',
};

function read(fields: object): ConsoleSignIn {
  const found = readLogin(JSON.stringify(fields), mary);
  assert.ok(!('fault' in found), JSON.stringify(found));
  return found;
}

test('a file of the AWS CLI comes out as it went in, with all that other programs wrote', () => {
  const files = [
    ofAwsCli,
    { ...ofAwsCli, signInRegion: 'eu-west-1' },
    { ...ofAwsCli, signInRegion: 'example.com/' },
    { ...ofAwsCli, ofTomorrow: { a: [1] }, accessToken: { ...ofAwsCli.accessToken, more: null } },
    { ...ofAwsCli, refreshToken: undefined },
    { ...ofAwsCli, idToken: 7 },
  ];
  for (const fields of files.map((each) => JSON.parse(JSON.stringify(each)))) {
    const { idToken, ...rest } = JSON.parse(loginText(read(fields)));
    const { idToken: before, ...others } = fields;
    assert.deepEqual([rest, idToken], [others, typeof before === 'string' ? before : undefined]);
  }
});

test('an expiry is read in the form of each program', () => {
  const forms = [
    '2026-11-27T12:15:00Z',
    '2026-11-27T12:15:00.000Z',
    '2026-11-27T12:15:00UTC',
    '2026-11-27T13:15:00+01:00',
  ];
  for (const expiresAt of forms)
    assert.equal(read({ ...ofAwsCli, accessToken: { ...ofAwsCli.accessToken, expiresAt } }).expiresAt, now + HOUR / 4);
});

test('a region that cannot be in the name of a host is none', () => {
  assert.equal(read({ ...ofAwsCli, signInRegion: 'eu-west-1' }).signInRegion, 'eu-west-1');
  for (const signInRegion of ['example.com/', 'a#b', '', 7, null])
    assert.equal(read({ ...ofAwsCli, signInRegion }).signInRegion, undefined);
});

test('it is renewed only with client, refresh token and key', () => {
  const { clientId, refreshToken, dpopKey } = ofAwsCli;
  assert.deepEqual(read(ofAwsCli).renewal, { clientId, refreshToken, dpopKey });
  for (const lacking of [{ refreshToken: undefined }, { refreshToken: '' }, { clientId: undefined }, { dpopKey: 7 }])
    assert.equal(read({ ...ofAwsCli, ...lacking }).renewal, undefined, JSON.stringify(lacking));
});

test('a sign-in is renewed for twelve hours by itself, and used to the end of its keys; one without what renews it, to their end', () => {
  const alone = read({ ...ofAwsCli, refreshToken: undefined });
  const whole = read(ofAwsCli);
  assert.deepEqual([loginState(alone, now), loginState(alone, now + HOUR)], ['until', 'ended']);
  assert.deepEqual([loginState(whole, now + 11 * HOUR), loginState(whole, now + 12 * HOUR)], ['renewable', 'ended']);
  assert.equal(
    loginState(read({ ...ofAwsCli, idToken: undefined }), now + 20 * HOUR),
    'renewable',
    'nobody knows better',
  );
});
