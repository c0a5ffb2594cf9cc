import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEnding, LoginNeeded, renewalFailure, signInFailure } from '../../../source/domain/login/failures.ts';
import { AwsFailure } from '../../../source/domain/sessions/failures/aws-failure.ts';
import { Problem } from '../../../source/problem.ts';

const of = { profile: 'dev', loginSession: 'arn:aws:iam::111122223333:user/mary' };

const failed = (code: string, changes: Partial<ConstructorParameters<typeof AwsFailure>[0]> = {}) =>
  new AwsFailure({
    kind: 'refused',
    code,
    said: 'In AWS’s words.',
    operation: 'signin:CreateOAuth2Token',
    endpoint: 'https://eu-west-1.signin.aws.amazon.com',
    status: 400,
    ...changes,
  });

const textOf = (error: unknown) => (error instanceof Problem ? error.text : undefined);

test('each refusal of a renewal has its words and its command', () => {
  const ended = ['TOKEN_EXPIRED', 'USER_CREDENTIALS_CHANGED', 'INVALID_REQUEST'];
  for (const code of ended) {
    const error = renewalFailure(failed(code), of, 'eu-west-1');
    assert.ok(isEnding(failed(code)) && error instanceof LoginNeeded, code);
    assert.deepEqual(
      [error.text.code, error.text.said, error.text.todo?.[0]],
      ['source-login', 'In AWS’s words.', 'Sign in: rolecall login --console dev'],
    );
    assert.ok(error.text.means, code);
  }
  const others = ['INSUFFICIENT_PERMISSIONS', 'AUTHCODE_EXPIRED', 'invalid_scope'];
  for (const code of others) {
    const error = renewalFailure(failed(code), of, 'eu-west-1');
    assert.ok(!isEnding(failed(code)) && !(error instanceof LoginNeeded), code);
    assert.match(textOf(error)?.todo?.join() ?? '', /rolecall login --console dev/, code);
  }
});

test('each refusal of a sign-in has its words and its command', () => {
  const rows: readonly (readonly [code: string, problem: string, title: RegExp])[] = [
    ['AUTHCODE_EXPIRED', 'login-code-expired', /sign-in code has expired/],
    ['INSUFFICIENT_PERMISSIONS', 'login-not-allowed', /refused the sign-in/],
    ['INVALID_REQUEST', 'login-refused', /refused the sign-in/],
    ['USER_CREDENTIALS_CHANGED', 'login-refused', /refused the sign-in/],
  ];
  for (const [code, problem, title] of rows) {
    const text = textOf(signInFailure(failed(code), 'rolecall login dev --remote'));
    assert.equal(text?.code, problem);
    assert.match(text?.title ?? '', title);
    assert.equal(text?.todo?.at(-1), 'Sign in again: rolecall login dev --remote');
  }
});

test('a sign-in that AWS did not answer has the words of every other call', () => {
  const rows: readonly (readonly [AwsFailure, string, RegExp])[] = [
    [
      failed('ECONNREFUSED', { kind: 'unreachable', status: undefined }),
      'unreachable',
      /amazon\.com cannot be reached/,
    ],
    [failed('connect', { kind: 'time-out', status: undefined }), 'connect-time-out', /Could not connect to/],
    [failed('SELF_SIGNED', { kind: 'tls', status: undefined }), 'tls', /is not trusted/],
    [failed('EPROXY', { kind: 'proxy', status: 407 }), 'proxy', /The proxy did not let/],
    [failed('TOKEN_EXPIRED', { kind: 'garbled' }), 'answer-garbled', /is not from AWS/],
    [failed('server_error', { status: 500 }), 'aws-failed', /an internal error/],
    [failed('TooManyRequests', { status: 429 }), 'throttled', /throttling calls/],
  ];
  for (const [error, code, title] of rows) {
    const text = textOf(signInFailure(error, 'x'));
    assert.equal(text?.code, code, error.code);
    assert.match(text?.title ?? '', title);
    assert.equal(text?.debug?.endpoint, error.endpoint);
  }
  for (const error of [new Problem({ code: 'x', title: 'x' }), new TypeError('a bug')])
    assert.equal(signInFailure(error, 'x'), error);
});

test('what is no answer about a renewal passes unchanged', () => {
  const rows = [
    failed('ECONNREFUSED', { kind: 'unreachable', status: undefined }),
    failed('server_error', { status: 500 }),
    failed('TooManyRequests', { status: 429 }),
    failed('TOKEN_EXPIRED', { kind: 'garbled' }),
    new Problem({ code: 'x', title: 'x' }),
    new TypeError('a bug'),
  ];
  for (const error of rows) {
    assert.equal(renewalFailure(error, of, 'eu-west-1'), error);
    assert.equal(isEnding(error), false);
  }
});

test('a wrong clock is told of where a proof was refused', () => {
  const slow = failed('INVALID_REQUEST', { clockOffset: 600_000 });
  assert.equal(isEnding(slow), false);
  for (const error of [renewalFailure(slow, of, 'eu-west-1'), signInFailure(slow, 'x')])
    assert.equal(textOf(error)?.code, 'clock-skew');
  assert.equal(isEnding(failed('INVALID_REQUEST', { clockOffset: 59_000 })), true);
  assert.equal(isEnding(failed('TOKEN_EXPIRED', { clockOffset: 600_000 })), true);
});
