import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSignIn, type SignIn, signInState, signInText } from '../../../source/domain/portals/sign-in.ts';

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

test('a time of no zone is none, as for the AWS CLI: it would be another one on each machine', () => {
  const file = {
    accessToken: 'a',
    expiresAt: '2026-01-15T20:00:00',
    refreshToken: 'r',
    clientId: 'i',
    clientSecret: 's',
  };
  assert.equal(readSignIn(JSON.stringify(file)), undefined);
  const client = { ...file, expiresAt: '2026-01-15T20:00:00Z', registrationExpiresAt: '2026-04-15T12:00:00' };
  assert.equal(readSignIn(JSON.stringify(client))?.client, undefined);
  for (const zone of ['Z', 'UTC', '+00:00', '+0000']) {
    const read = readSignIn(JSON.stringify({ ...file, expiresAt: `2026-01-15T20:00:00${zone}` }));
    assert.equal(read?.expiresAt, noon + 8 * 3_600_000, zone);
  }
});

test('what other programs write into the file stays: unknown keys, the spelling of the start URL, fractions of seconds', () => {
  const text = JSON.stringify({
    startUrl: 'https://Acme.awsapps.com/start/#/',
    region: 'eu-west-1',
    accessToken: 'a',
    expiresAt: '2026-01-15T20:00:00.123Z',
    registrationExpiresAt: '2026-04-15T12:00:00.999999999Z',
    clientId: 'id',
    clientSecret: 'secret',
    idToken: 'x',
    nested: { a: [1] },
  });
  const read = readSignIn(text);
  assert.equal(read?.expiresAt, noon + 8 * 3_600_000 + 123);
  assert.equal(read?.client?.expiresAt, noon + 90 * 86_400_000 + 999);
  const again = JSON.parse(signInText({ ...(read as SignIn), accessToken: 'b', expiresAt: noon }));
  assert.deepEqual(
    [again.idToken, again.nested, again.startUrl, again.accessToken, again.expiresAt],
    ['x', { a: [1] }, 'https://Acme.awsapps.com/start/#/', 'b', '2026-01-15T12:00:00Z'],
  );
});

test('the state of a sign-in: none, ended, until a time, renewed without the person', () => {
  const hour = 3_600_000;
  const client = { id: 'id', secret: 's', expiresAt: noon + 90 * 24 * hour };
  const signIn: SignIn = { startUrl: 'u', region: 'r', accessToken: 'a', expiresAt: noon + hour };
  const renewable: SignIn = { ...signIn, refreshToken: 'r', client };
  const states: readonly (readonly [SignIn | undefined, number, string])[] = [
    [undefined, noon, 'none'],
    [signIn, noon, 'until'],
    [signIn, noon + 2 * hour, 'ended'],
    [renewable, noon, 'renewable'],
    [renewable, noon + 2 * hour, 'renewable'],
    [renewable, noon + 91 * 24 * hour, 'ended'],
    [{ ...renewable, client: { ...client, expiresAt: noon } }, noon, 'until'],
  ];
  for (const [each, now, tag] of states) assert.equal(signInState(each, now).tag, tag);
});
