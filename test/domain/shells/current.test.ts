import assert from 'node:assert/strict';
import { test } from 'node:test';
import { environmentKeys, sessionInEnvironment, whoHere } from '../../../source/domain/shells/current.ts';
import { applyChange, type Environment } from '../../../source/domain/shells/environment.ts';
import { enterRole } from '../../../source/domain/shells/role.ts';
import { statusFormat, statusJson, statusText } from '../../../source/output/status.ts';
import { Problem } from '../../../source/problem.ts';
import { exampleRole, noon } from './example.ts';

const mary = 'arn:aws:iam::111122223333:user/mary';
const role = exampleRole();
const inRole = applyChange({}, enterRole({ ...role, session: { ...role.session, callerArn: mary } }, {}));
const now = noon + 60_000;
const text = (env: Environment, at = now) => statusText(whoHere(env), { canvas: undefined, now: at });

test('in a role: who, as whom, where, until when', () => {
  process.env.TZ = 'UTC';
  assert.equal(
    text(inRole),
    'mary in 111122223333, acting as ystataws in 444455556666 (Production) until 13:00, 59m left\n',
  );
  assert.match(text(inRole, noon + 4_000_000), /expired at 13:00\n$/);
  assert.match(
    text({ ...inRole, ROLECALL_CALLER_ARN: undefined }),
    /^Acting as ystataws in 444455556666 \(Production\)/,
  );
  const user = { ...inRole, ROLECALL_ROLE_ARN: undefined, ROLECALL_DISPLAY_NAME: 'mary' };
  assert.match(text(user), /^mary in 444455556666 until 13:00, 59m left\n$/);
});

const live = { ...inRole, AWS_ACCESS_KEY_ID: undefined, AWS_PROFILE: 'rolecall-live-a1b2', ROLECALL_CONFIG_FILE: '/c' };
const doubtful: readonly (readonly [what: string, env: Environment, says: RegExp])[] = [
  ['a profile chosen since', { ...inRole, AWS_PROFILE: 'dev' }, /The profile dev has been selected since/],
  ['the keys gone', { ...inRole, AWS_SECRET_ACCESS_KEY: undefined }, /keys were removed/],
  [
    'other keys',
    { ...inRole, AWS_ACCESS_KEY_ID: 'AKIAX', AWS_SECRET_ACCESS_KEY: 'hush' },
    /Other keys \(AKIAX\) have been set since/,
  ],
  [
    'two regions',
    { ...inRole, AWS_DEFAULT_REGION: 'us-east-1' },
    /AWS_REGION and AWS_DEFAULT_REGION differ, and which one/,
  ],
  ['one region', { ...inRole, AWS_REGION: undefined }, /AWS_REGION is not set beside AWS_DEFAULT_REGION/],
  ['keys beside a live role', { ...live, AWS_ACCESS_KEY_ID: 'AKIA' }, /Keys have been set since/],
];
for (const [what, env, says] of doubtful)
  test(`what may be somebody else is said: ${what}`, () => assert.match(text(env), says));

test('keys that are not the role’s are handed on by nobody', () => {
  assert.equal(sessionInEnvironment(inRole)?.credentials.accessKeyId, inRole.AWS_ACCESS_KEY_ID);
  assert.equal(sessionInEnvironment({}), undefined);
  // A role that was entered by an earlier version does not say which keys it had.
  assert.equal(sessionInEnvironment({ ...inRole, ROLECALL_KEY_ID: undefined })?.profile, 'prod-admin');
  const drifted: readonly Environment[] = [
    { ...inRole, AWS_ACCESS_KEY_ID: 'AKIAX', AWS_SECRET_ACCESS_KEY: 'hush', AWS_SESSION_TOKEN: undefined },
    { ...inRole, AWS_ACCESS_KEY_ID: undefined },
    { ...inRole, AWS_SECRET_ACCESS_KEY: '' },
    { ...inRole, AWS_SECRET_ACCESS_KEY: ' ' },
    { ...inRole, AWS_SESSION_TOKEN: 'a\nb' },
  ];
  for (const env of drifted) {
    assert.throws(
      () => sessionInEnvironment(env),
      (error) => error instanceof Problem && error.text.code === 'role-drifted',
    );
  }
});

test('a live role has no end and no doubt', () => {
  const shown = text({ ...live, AWS_SECRET_ACCESS_KEY: undefined, ROLECALL_EXPIRES_EPOCH: undefined });
  assert.match(shown, /, for as long as the role can be assumed\n$/);
});

test('a served role says where its keys are, and not by which path', () => {
  const served = {
    ...live,
    AWS_SECRET_ACCESS_KEY: undefined,
    ROLECALL_EXPIRES_EPOCH: undefined,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:44223/hush',
    AWS_CONTAINER_AUTHORIZATION_TOKEN: 'hush',
  };
  assert.match(text(served), /, served at 127\.0\.0\.1:44223\n$/);
  const json = statusJson(whoHere(served), now);
  assert.equal(json.served, '127.0.0.1:44223');
  assert.equal(json.live, true);
  assert.doesNotMatch(text(served) + JSON.stringify(json), /hush/);
  assert.equal(statusJson(whoHere({ ...served, AWS_PROFILE: 'other' }), now).served, null, 'programs are the profile');
});

const keys = { AWS_ACCESS_KEY_ID: 'AKIAX', AWS_SECRET_ACCESS_KEY: 'hush' };
const outside: readonly (readonly [env: Environment, says: RegExp])[] = [
  [{}, /^In no role\. Programs use the profile default, or the credentials of this machine\.\n$/],
  [{ AWS_PROFILE: '', AWS_DEFAULT_PROFILE: 'dev' }, /the profile dev \(AWS_DEFAULT_PROFILE\)/],
  [{ AWS_PROFILE: 'prod', AWS_DEFAULT_PROFILE: 'dev' }, /the profile prod \(AWS_PROFILE\)/],
  [keys, /^In no role\. Programs use the keys AKIAX of this environment\.\n$/],
  [{ ...keys, AWS_CREDENTIAL_EXPIRATION: '2026-01-31T11:00:00Z' }, /expired at 11:00/],
  [{ ...keys, AWS_PROFILE: 'dev' }, /AWS CLI prefers the keys, the JavaScript SDK the profile/],
  [{ AWS_WEB_IDENTITY_TOKEN_FILE: '/t' }, /web identity/],
  [{ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://x' }, /container/],
];
for (const [env, says] of outside) {
  test(`outside a role: ${Object.keys(env).join(', ') || 'nothing set'}`, () => {
    assert.match(text(env), says);
    assert.doesNotMatch(text(env) + JSON.stringify(statusJson(whoHere(env), now)), /hush/);
  });
}

test('a template for prompts; names are shown plainly', () => {
  const here = whoHere({ ...inRole, ROLECALL_PROFILE: 'a\u001b[31mb' });
  assert.equal(here.tag, 'role');
  if (here.tag !== 'role') return;
  const all = '{profile} {account} {role} {display} {left} {expires} {region} {arn} {{role}}';
  const shown =
    'a\ufffd[31mb 444455556666 ystataws Production 59m 13:00 eu-west-1 arn:aws:iam::444455556666:role/ystataws {ystataws}';
  assert.equal(statusFormat(all, here, now), shown);
  const left = (ms: number) => statusFormat('{left}', here, noon + ms);
  assert.deepEqual([0, 3_540_001, 3_600_000].map(left), ['1h00m', '<1m', 'expired']);
});

test('for programs: nothing is missing, times are UTC', () => {
  const facts = statusJson(whoHere(inRole), now);
  assert.equal(facts.expiresAt, '2026-01-31T13:00:00.000Z');
  assert.equal(facts.secondsLeft, 3540);
  assert.equal(facts.roleName, 'ystataws');
  assert.equal(facts.callerArn, mary);
  assert.deepEqual(statusJson(whoHere({}), now), { inRole: false, credentials: 'nothing', region: null });
});

test('the token of the keys in an environment may have its older name, which botocore lets win', () => {
  const pair = { AWS_ACCESS_KEY_ID: 'ASIAX', AWS_SECRET_ACCESS_KEY: 'x' };
  const tokens = [
    { AWS_SECURITY_TOKEN: 'old' },
    { AWS_SECURITY_TOKEN: 'old', AWS_SESSION_TOKEN: 'new' },
    { AWS_SECURITY_TOKEN: '', AWS_SESSION_TOKEN: 'new' },
    {},
  ].map((token) => environmentKeys({ ...pair, ...token })?.sessionToken);
  assert.deepEqual(tokens, ['old', 'old', 'new', undefined]);
  assert.equal(environmentKeys({ AWS_ACCESS_KEY_ID: 'ASIAX', AWS_SECURITY_TOKEN: 'old' }), undefined);
});
