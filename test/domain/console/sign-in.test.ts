import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUserSession, sessionDuration, signIn, type TokenRequest } from '../../../source/domain/console/sign-in.ts';
import { planRequest } from '../../../source/domain/sessions/plan/plan.ts';
import { plainRequest } from '../../../source/domain/sessions/plan/request.ts';
import { Problem } from '../../../source/problem.ts';
import { profilesOf } from '../profiles/files.ts';
import { failure } from '../roles/fake-iam.ts';

const keys = { accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't' };
const request = { url: 'https://signin.aws.amazon.com/federation' };

/** A sign-in endpoint that answers or fails in turn, and writes down the lengths it is asked for. */
function endpoint(...answers: readonly (string | Error)[]) {
  const asked: (number | undefined)[] = [];
  let at = 0;
  const get = async ({ durationSeconds }: TokenRequest): Promise<string> => {
    asked.push(durationSeconds);
    const answer = answers[at++];
    if (typeof answer === 'string') return answer;
    throw answer;
  };
  return { asked, get };
}

test('a session becomes a token', async () => {
  const { get, asked } = endpoint('token');
  assert.deepEqual(await signIn('prod', keys, { ...request, durationSeconds: 7200 }, get), {
    token: 'token',
    durationRefused: false,
  });
  assert.deepEqual(asked, [7200]);
});

test('a length that AWS refuses after all is left out, once', async () => {
  const { get, asked } = endpoint(failure('Http400'), 'token');
  assert.deepEqual(await signIn('prod', keys, { ...request, durationSeconds: 7200 }, get), {
    token: 'token',
    durationRefused: true,
  });
  assert.deepEqual(asked, [7200, undefined]);
});

test('a refusal without a length is final', async () => {
  const { get, asked } = endpoint(failure('Http400'), 'token');
  await assert.rejects(
    signIn('prod', keys, request, get),
    (error) => error instanceof Problem && error.text.code === 'console-refused',
  );
  assert.equal(asked.length, 1);
});

test('no answer is not tried again without the length', async () => {
  const { get, asked } = endpoint(failure('ECONNREFUSED', 'connection refused', 'unreachable'), 'token');
  await assert.rejects(
    signIn('prod', keys, { ...request, durationSeconds: 7200 }, get),
    (error) => error instanceof Problem && error.text.code === 'unreachable',
  );
  assert.equal(asked.length, 1);
});

test('a user’s own keys are not sent anywhere', async () => {
  const { get, asked } = endpoint('token');
  const { sessionToken: _, ...own } = keys;
  await assert.rejects(
    signIn('mary', own, request, get),
    (error) => error instanceof Problem && error.text.code === 'console-needs-role',
  );
  assert.deepEqual(asked, []);
});

test('no error holds a secret', async () => {
  const secret = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'very-secret', sessionToken: 'very-token' };
  const error = await signIn('prod', secret, request, endpoint(failure('Http400')).get).catch(
    (thrown: Problem) => thrown,
  );
  assert.doesNotMatch(JSON.stringify((error as Problem).text), /very|ASIAEXAMPLE/);
});

const files = profilesOf(
  `
[profile mary]
[profile one]
role_arn = arn:aws:iam::444455556666:role/one
source_profile = mary
[profile with-mfa]
role_arn = arn:aws:iam::444455556666:role/one
source_profile = mary
mfa_serial = arn:aws:iam::111122223333:mfa/phone
[profile chained]
role_arn = arn:aws:iam::444455556666:role/two
source_profile = one
[profile temporary]
role_arn = arn:aws:iam::444455556666:role/one
source_profile = session
[profile session]
`,
  `
[mary]
aws_access_key_id = AKIA
aws_secret_access_key = s
[session]
aws_access_key_id = ASIA
aws_secret_access_key = s
aws_session_token = t
`,
);

const lengths: readonly (readonly [profile: string, asked: number | undefined, sent: number | undefined])[] = [
  ['one', 7200, 7200],
  ['one', undefined, undefined],
  ['with-mfa', 1800, undefined],
  ['with-mfa', 7200, 7200],
  ['chained', 1800, undefined],
  ['temporary', 1800, undefined],
];

for (const [profile, asked, sent] of lengths) {
  test(`${profile}, asked for ${asked} s: SessionDuration ${sent}`, () => {
    const plan = planRequest(files, {
      ...plainRequest(profile),
      ...(asked !== undefined && { durationSeconds: asked }),
    });
    assert.equal(sessionDuration(plan, asked), sent);
  });
}

test('a length for keys that open no role is refused before anything is asked of AWS', () => {
  assert.throws(
    () => planRequest(files, { ...plainRequest('session'), durationSeconds: 1800 }),
    (error) => error instanceof Problem && error.text.code === 'not-a-role',
  );
  assert.equal(sessionDuration(planRequest(files, plainRequest('session')), undefined), undefined);
});

test('a user’s session is known before it is opened', () => {
  assert.equal(isUserSession(planRequest(files, plainRequest('mary'))), true);
  assert.equal(isUserSession(planRequest(files, plainRequest('one'))), false);
});
