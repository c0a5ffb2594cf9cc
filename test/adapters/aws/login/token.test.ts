import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { currentLogin } from '../../../../source/adapters/aws/login/token.ts';
import { untilFinished } from '../../../../source/adapters/processes/unfinished.ts';
import { signInPlace } from '../../../../source/domain/login/endpoint.ts';
import { LoginNeeded } from '../../../../source/domain/login/failures.ts';
import { AwsFailure } from '../../../../source/domain/sessions/failures/aws-failure.ts';
import { Problem } from '../../../../source/problem.ts';
import { makePerson } from '../../../domain/sessions/person.ts';
import {
  keyWithZero,
  type LoginFields,
  loginAt,
  loginPath,
  MARY,
  pemOf,
  readLoginFile,
  shortPemOf,
  writeLogin,
} from '../../../helpers/login.ts';
import { ACCOUNT_A, userIn } from '../../../sandbox/clients.ts';

const of = { profile: 'my work', loginSession: MARY };
const todo = ["Sign in: rolecall login --console 'my work'", "Or with the AWS CLI: aws login --profile 'my work'"];

type How = {
  readonly env?: Record<string, string>;
  readonly at?: string;
  readonly now?: () => number;
  /** Nobody answers: that is not waited for. */
  readonly isSilent?: boolean;
};

/** Mary with a sign-in of the AWS CLI's in her home, whose credentials end after some seconds. */
async function signedIn(context: TestContext, seconds: number, changes: LoginFields = {}) {
  const { aws, directory, calls } = await makePerson(context);
  const path = loginPath(directory);
  const fields = { ...(await loginAt(aws, seconds)), ...changes };
  await writeLogin(path, fields);
  calls();
  const current = ({ env = {}, at = aws.url, now = aws.clock.now, isSilent = false }: How = {}) => {
    const placeOf = (region?: string) => signInPlace(MARY, [region, 'eu-west-1'], { endpoint: at });
    // A busy machine answers late.
    const patience = isSilent
      ? { connect: 500, answer: 500, whole: 600 }
      : { connect: 15_000, answer: 15_000, whole: 20_000 };
    return currentLogin(of, placeOf, { env: { HOME: directory, ...env }, patience, now });
  };
  return { aws, directory, path, fields, calls, current };
}

const problemOf = async (coming: Promise<unknown>): Promise<unknown> =>
  coming.then(
    () => assert.fail('nothing was thrown'),
    (error: unknown) => error,
  );

test('credentials that last are taken as they are; those near their end are renewed, and written for every program', async (context) => {
  const mary = await signedIn(context, 301);
  assert.equal((await mary.current()).accessKeyId, mary.fields.accessToken.accessKeyId);
  assert.deepEqual(mary.calls(), []);
  const { accessToken } = mary.fields;
  await writeLogin(mary.path, { ...mary.fields, accessToken: { ...accessToken, ofTomorrow: 1 }, list: [{ a: null }] });
  mary.aws.clock.advance(2_000);
  const renewed = await mary.current();
  assert.deepEqual(mary.calls(), ['CreateOAuth2Token']);
  const { fields, mode } = await readLoginFile(mary.path);
  assert.equal(mode, 0o600);
  assert.deepEqual(Object.keys(fields).sort(), [...Object.keys(mary.fields), 'list'].sort());
  for (const same of ['tokenType', 'clientId', 'idToken', 'dpopKey'])
    assert.equal(fields[same], mary.fields[same], same);
  assert.notEqual(fields.refreshToken, mary.fields.refreshToken);
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt, ...others } = fields.accessToken;
  assert.deepEqual([others, fields.list], [{ accountId: ACCOUNT_A, ofTomorrow: 1 }, [{ a: null }]]);
  assert.match(expiresAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.ok(Math.abs(Date.parse(expiresAt) - mary.aws.clock.now() - 900_000) < 5_000);
  assert.deepEqual(
    [renewed.accessKeyId, renewed.secretAccessKey, renewed.sessionToken],
    [accessKeyId, secretAccessKey, sessionToken],
  );
  mary.aws.clock.advance(700_000);
  assert.notEqual((await mary.current()).accessKeyId, accessKeyId, 'and again, with the new refresh token');
});

test('a key that the AWS CLI wrote and cannot read is written as it should be, for the AWS CLI to go on', async (context) => {
  const { aws, directory } = await makePerson(context);
  const path = loginPath(directory);
  const key = keyWithZero();
  const fields = await loginAt(aws, -1, aws.url, key);
  await writeLogin(path, { ...fields, dpopKey: shortPemOf(key.privateKey) });
  const placeOf = () => signInPlace(MARY, ['eu-west-1'], { endpoint: aws.url });
  await currentLogin(of, placeOf, { env: { HOME: directory }, now: aws.clock.now });
  assert.equal((await readLoginFile(path)).fields.dpopKey, pemOf(key.privateKey));
});

test('one renews for all', async (context) => {
  const mary = await signedIn(context, -1);
  const all = await Promise.all(Array.from({ length: 20 }, () => mary.current()));
  assert.deepEqual(mary.calls(), ['CreateOAuth2Token']);
  assert.deepEqual(new Set(all.map(({ accessKeyId }) => accessKeyId)).size, 1);
});

test('without a sign-in the person is told the command', async (context) => {
  const mary = await signedIn(context, 900);
  await rm(mary.path);
  const error = await problemOf(mary.current());
  assert.ok(error instanceof LoginNeeded);
  assert.deepEqual(
    [error.text.title, error.text.todo, error.of.loginSession],
    ['The sign-in of my work is missing or has expired.', todo, MARY],
  );
});

test('a damaged or wrong file is named, with what is wrong, and nothing of its content', async (context) => {
  const mary = await signedIn(context, 60);
  const { accessToken } = mary.fields;
  const without = (name: string) => ({ ...mary.fields, accessToken: { ...accessToken, [name]: undefined } });
  const rows: readonly (readonly [what: string, fields: LoginFields | string, means: string])[] = [
    ['an empty file', '', 'it holds no JSON object'],
    ['half a file', JSON.stringify(mary.fields).slice(0, 200), 'it holds no JSON object'],
    ['a list', '[]', 'it holds no JSON object'],
    ['a number', '7', 'it holds no JSON object'],
    ['nothing in it', {}, 'it has no accessToken'],
    ['a text for the token', { ...mary.fields, accessToken: 'x' }, 'it has no accessToken'],
    ['no key ID', without('accessKeyId'), 'it has no accessKeyId'],
    ['no secret', without('secretAccessKey'), 'it has no secretAccessKey'],
    ['no session token', without('sessionToken'), 'it has no sessionToken'],
    ['no expiry', without('expiresAt'), 'its expiresAt is not a time'],
    [
      'an expiry of no zone',
      { ...mary.fields, accessToken: { ...accessToken, expiresAt: '2099-01-01T00:00:00' } },
      'its expiresAt is not a time',
    ],
    [
      'the sign-in of somebody else',
      { ...mary.fields, idToken: `x.${Buffer.from('{"sub":"arn:aws:iam::1:root"}').toString('base64url')}.x` },
      'it is the sign-in of arn:aws:iam::1:root',
    ],
  ];
  for (const [what, fields, means] of rows) {
    await writeLogin(mary.path, fields);
    const error = await problemOf(mary.current());
    assert.ok(error instanceof LoginNeeded, what);
    assert.deepEqual(
      [error.text.title, error.text.means, error.text.todo],
      ['The sign-in of my work cannot be used.', `${mary.path}: ${means}.`, todo],
      what,
    );
  }
  assert.deepEqual(mary.calls(), []);
});

test('what cannot be renewed is used to its end', async (context) => {
  const mary = await signedIn(context, 60);
  const rows: readonly (readonly [what: string, changes: LoginFields])[] = [
    ['no refresh token', { refreshToken: undefined }],
    ['no client', { clientId: undefined }],
    ['no key', { dpopKey: undefined }],
    ['a key that is none', { dpopKey: 'x' }],
    ['half a key', { dpopKey: mary.fields.dpopKey.slice(0, 100) }],
  ];
  for (const [what, changes] of rows) {
    await writeLogin(mary.path, { ...mary.fields, ...changes });
    assert.equal((await mary.current()).accessKeyId, mary.fields.accessToken.accessKeyId, what);
  }
  mary.aws.clock.advance(60_000);
  for (const [what, changes] of rows) {
    await writeLogin(mary.path, { ...mary.fields, ...changes });
    const error = await problemOf(mary.current());
    assert.ok(error instanceof LoginNeeded, what);
    assert.ok(!JSON.stringify(error.text).includes('PRIVATE'), what);
  }
  assert.deepEqual(mary.calls(), []);
});

const ended: readonly (readonly [
  what: string,
  end: (mary: Awaited<ReturnType<typeof signedIn>>) => void,
  title: RegExp,
  means: RegExp,
])[] = [
  [
    'the twelve hours are over',
    ({ aws }) => aws.clock.advance(12 * 3_600_000),
    /has expired\.$/,
    /at most twelve hours/,
  ],
  ['an administrator ended it', ({ aws }) => aws.signin.end(), /has expired\.$/, /an administrator can end it sooner/],
  [
    'the password was changed',
    ({ aws }) => aws.signin.changePassword(MARY),
    /the password was changed/,
    /every earlier sign-in/,
  ],
  [
    'AWS says what it says of aws-cli#10613',
    ({ aws }) =>
      aws.failNext({
        action: 'CreateOAuth2Token',
        status: 400,
        code: 'INVALID_REQUEST',
        message: 'The provided authorization grant is invalid, expired, revoked, or malformed',
      }),
    /no longer renews the sign-in of my work/,
    /made in a region other than eu-west-1/,
  ],
];

test('a sign-in that has ended is told of in words, with the command', async (context) => {
  for (const [what, end, title, means] of ended) {
    const mary = await signedIn(context, -1);
    end(mary);
    const error = await problemOf(mary.current());
    assert.ok(error instanceof LoginNeeded, what);
    assert.match(error.text.title, title, what);
    assert.match(error.text.means ?? '', means, what);
    assert.match(error.text.said ?? '', /./, what);
    assert.deepEqual(error.text.todo, todo, what);
    assert.deepEqual(mary.calls(), ['CreateOAuth2Token'], what);
    assert.ok(!JSON.stringify(error.text).includes(mary.fields.refreshToken), what);
  }
});

test('a permission that is missing is named with the policy that has it', async (context) => {
  const mary = await signedIn(context, -1);
  userIn(mary.aws, ACCOUNT_A, 'mary').attachedPolicies.clear();
  const error = await problemOf(mary.current());
  assert.ok(error instanceof Problem && !(error instanceof LoginNeeded));
  assert.equal(error.text.code, 'login-not-allowed');
  assert.deepEqual(error.text.todo, [
    'Ask an administrator for the managed policy SignInLocalDevelopmentAccess, which has both.',
    ...todo,
  ]);
});

test('a refused renewal stops nobody whose credentials are still good', async (context) => {
  const mary = await signedIn(context, 60);
  mary.aws.signin.end();
  assert.equal((await mary.current()).accessKeyId, mary.fields.accessToken.accessKeyId);
  userIn(mary.aws, ACCOUNT_A, 'mary').attachedPolicies.clear();
  assert.equal((await mary.current()).accessKeyId, mary.fields.accessToken.accessKeyId);
});

test('a sign-in is renewed in the region where it was made, as its file says', async (context) => {
  const mary = await signedIn(context, 60);
  const fields: LoginFields = {
    ...(await loginAt(mary.aws, -1, `${mary.aws.url}/regions/us-east-2`)),
    signInRegion: 'us-east-2',
  };
  await writeLogin(mary.path, fields);
  const placeOf = (region = 'eu-west-1') =>
    signInPlace(MARY, [region], { endpoint: `${mary.aws.url}/regions/${region}` });
  const reach = { env: { HOME: mary.directory }, now: mary.aws.clock.now };
  const renewed = await currentLogin(of, placeOf, reach);
  assert.notEqual(renewed.accessKeyId, fields.accessToken.accessKeyId);
  const { fields: written } = await readLoginFile(mary.path);
  assert.equal(written.signInRegion, 'us-east-2');
  const older = await loginAt(mary.aws, -1, `${mary.aws.url}/regions/us-east-2`);
  await writeLogin(mary.path, older);
  const error = await problemOf(currentLogin(of, placeOf, reach));
  assert.match(error instanceof LoginNeeded ? (error.text.means ?? '') : '', /a region other than eu-west-1/);
});

test('AWS that cannot be reached stops only whose credentials have ended', async (context) => {
  const mary = await signedIn(context, 60);
  const nowhere = { at: 'http://127.0.0.1:1' };
  assert.equal((await mary.current(nowhere)).accessKeyId, mary.fields.accessToken.accessKeyId);
  mary.aws.clock.advance(60_000);
  const error = await problemOf(mary.current(nowhere));
  assert.ok(error instanceof AwsFailure);
  assert.deepEqual([error.kind, error.operation], ['unreachable', 'signin:CreateOAuth2Token']);
  mary.aws.failNext({ action: 'CreateOAuth2Token', status: 500, code: 'server_error', message: 'x', times: 2 });
  assert.notEqual((await mary.current()).accessKeyId, mary.fields.accessToken.accessKeyId, 'after two bad answers');
  assert.deepEqual(mary.calls(), Array(3).fill('CreateOAuth2Token'), 'each with a proof of its own');
});

test('an answer that is not AWS’s gives no credentials', async (context) => {
  const mary = await signedIn(context, -1);
  for (const body of [
    '{}',
    '[]',
    'x',
    '{"accessToken":{"accessKeyId":"a","secretAccessKey":"b","sessionToken":"c"}}',
  ]) {
    mary.aws.failNext({ action: 'CreateOAuth2Token', kind: 'answer', body });
    const error = await problemOf(mary.current());
    assert.ok(error instanceof AwsFailure && error.kind === 'garbled', body);
  }
});

test('a clock that is wrong is told of as that', async (context) => {
  const mary = await signedIn(context, -1);
  const error = await problemOf(mary.current({ now: () => mary.aws.clock.now() + 3_600_000 }));
  assert.ok(error instanceof Problem);
  assert.deepEqual(
    [error.text.code, error.text.title],
    ['clock-skew', "The clock of this machine differs from AWS's by 1h: it is fast."],
  );
});

test('a refresh token that another program has used: what that program gets is taken once it is written', async (context) => {
  const mary = await signedIn(context, -1);
  const theirs = await loginAt(mary.aws, 900);
  await writeLogin(mary.path, { ...mary.fields, refreshToken: 'spent' });
  setTimeout(() => void writeLogin(mary.path, theirs), 300);
  const all = await Promise.all(Array.from({ length: 10 }, () => mary.current()));
  assert.deepEqual([...new Set(all.map(({ accessKeyId }) => accessKeyId))], [theirs.accessToken.accessKeyId]);
  await writeLogin(mary.path, { ...mary.fields, refreshToken: 'spent' });
  const began = Date.now();
  const left = await Promise.allSettled(Array.from({ length: 20 }, () => mary.current()));
  assert.ok(left.every(({ status }) => status === 'rejected'));
  // Each of them waits for a second: one after the other they would take twenty.
  assert.ok(Date.now() - began < 20_000, 'they wait side by side');
});

test('the end of the program waits for a renewal and the writing of what it brings', async (context) => {
  const mary = await signedIn(context, -1);
  mary.aws.failNext({ action: 'CreateOAuth2Token', kind: 'slow', ms: 300 });
  const before = mary.aws.count('CreateOAuth2Token');
  const coming = mary.current();
  while (mary.aws.count('CreateOAuth2Token') === before) await new Promise((resolve) => setTimeout(resolve, 5));
  await untilFinished();
  const { fields } = await readLoginFile(mary.path);
  assert.notEqual(fields.refreshToken, mary.fields.refreshToken);
  assert.equal(fields.accessToken.accessKeyId, (await coming).accessKeyId);
});

test('a sign-in that another program makes during a renewal stays', async (context) => {
  const mary = await signedIn(context, 60);
  const anew = await loginAt(mary.aws, 900);
  mary.calls();
  mary.aws.failNext({ action: 'CreateOAuth2Token', kind: 'slow', ms: 300 });
  const coming = mary.current();
  const before = mary.aws.count('CreateOAuth2Token');
  while (mary.aws.count('CreateOAuth2Token') === before) await new Promise((resolve) => setTimeout(resolve, 5));
  await writeLogin(mary.path, anew);
  assert.equal((await coming).accessKeyId, anew.accessToken.accessKeyId);
  assert.equal((await readLoginFile(mary.path)).fields.refreshToken, anew.refreshToken);
});

test('a sign-in that another program removes during a renewal stays removed; what came is used once', async (context) => {
  const mary = await signedIn(context, -1);
  mary.aws.failNext({ action: 'CreateOAuth2Token', kind: 'slow', ms: 300 });
  const before = mary.aws.count('CreateOAuth2Token');
  const coming = mary.current();
  while (mary.aws.count('CreateOAuth2Token') === before) await new Promise((resolve) => setTimeout(resolve, 5));
  await rm(mary.path);
  assert.notEqual((await coming).accessKeyId, mary.fields.accessToken.accessKeyId);
  assert.equal(existsSync(mary.path), false);
  assert.ok((await problemOf(mary.current())) instanceof LoginNeeded);
});

test('a file that another program is just writing is read again', async (context) => {
  const mary = await signedIn(context, 900);
  await writeLogin(mary.path, JSON.stringify(mary.fields).slice(0, 60));
  const coming = mary.current();
  setTimeout(() => void writeLogin(mary.path, mary.fields), 120);
  assert.equal((await coming).accessKeyId, mary.fields.accessToken.accessKeyId);
});

test('a service that never answers holds up nobody whose credentials are still good', async (context) => {
  const mary = await signedIn(context, 60);
  mary.aws.failNext({ action: 'CreateOAuth2Token', kind: 'hang', times: 100 });
  const began = Date.now();
  const all = await Promise.all(Array.from({ length: 30 }, () => mary.current({ isSilent: true })));
  assert.ok(all.every(({ accessKeyId }) => accessKeyId === mary.fields.accessToken.accessKeyId));
  assert.ok(Date.now() - began < 8_000, `${Date.now() - began} ms`);
  assert.ok(mary.calls().length < 10, 'most of them do not ask');
});

test('the folder of sign-ins is where the variable says', async (context) => {
  const mary = await signedIn(context, 900);
  const folder = join(mary.directory, 'elsewhere');
  await rename(join(mary.path, '..'), folder);
  for (const named of [folder, '~/elsewhere'])
    assert.ok(await mary.current({ env: { AWS_LOGIN_CACHE_DIRECTORY: named } }), named);
  assert.ok((await problemOf(mary.current())) instanceof LoginNeeded);
});
