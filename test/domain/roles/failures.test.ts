import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LeftBehind } from '../../../source/domain/roles/create.ts';
import { explainIam } from '../../../source/domain/roles/failures.ts';
import { AwsFailure } from '../../../source/domain/sessions/failures/aws-failure.ts';
import { Problem } from '../../../source/problem.ts';
import { failure } from './fake-iam.ts';

const attempt = { as: 'account-b-admin', role: 'ystataws' };

function textOf(error: unknown) {
  const explained = explainIam(error, attempt);
  assert.ok(explained instanceof Problem);
  return explained.text;
}

const denied = 'User: arn:aws:iam::1:user/mary is not authorized to perform: iam:CreateRole on resource: role ystataws';

const cases: readonly (readonly [code: string, said: string, problem: string, words: RegExp])[] = [
  ['EntityAlreadyExists', 'Role with name ystataws already exists.', 'role-exists', /regardless of path and case/],
  ['LimitExceeded', 'Cannot exceed quota for PoliciesPerRole: 10', 'quota-reached', /managed policies/],
  ['LimitExceeded', 'Cannot exceed quota for ACLSizePerRole: 2048', 'quota-reached', /trust policy is longer/],
  ['LimitExceeded', 'Cannot exceed quota for RolesPerAccount: 1000', 'quota-reached', /as many roles/],
  ['LimitExceeded', 'something new', 'quota-reached', /A quota/],
  ['MalformedPolicyDocument', 'Invalid principal in policy: "AWS":"x"', 'principal-unknown', /must exist/],
  ['MalformedPolicyDocument', 'Has prohibited field Resource', 'policy-malformed', /cannot read/],
  ['NoSuchEntity', 'Policy x does not exist or is not attachable.', 'policy-unknown', /path/],
  ['NoSuchEntity', 'The role with name ystataws cannot be found.', 'role-unknown', /role list/],
  ['AccessDenied', denied, 'iam-denied', /may not do iam:CreateRole/],
  ['AccessDenied', `${denied} with an explicit deny in a service control policy`, 'iam-denied', /organization forbids/],
  ['AccessDenied', `${denied} because no permissions boundary allows the action`, 'iam-denied', /boundary/],
  ['AccessDenied', `${denied} because no session policy allows the action`, 'iam-denied', /read-only/],
  ['UnmodifiableEntity', 'protected', 'role-of-service', /belongs to an AWS service/],
  ['ConcurrentModification', 'busy', 'role-busy', /Someone else/],
  ['InvalidInput', 'bad', 'request-invalid', /values/],
  ['ExpiredToken', 'expired', 'credentials-expired', /refresh/],
  ['InvalidClientTokenId', 'invalid', 'keys-unknown', /without MFA/],
  ['SignatureDoesNotMatch', 'Signature expired: 1 is now earlier than 2', 'clock-skew', /clock/],
  [
    'SignatureDoesNotMatch',
    "Credential should be scoped to a valid region, not 'eu-west-1'. ",
    'region-of-endpoint',
    /signed for eu-west-1/,
  ],
  ['SignatureDoesNotMatch', 'The request signature we calculated does not match', 'secret-wrong', /secret/],
  ['Throttling', 'Rate exceeded', 'throttled', /minute/],
  ['Whatever', 'odd', 'aws-refused', /refused iam:Something/],
];

for (const [code, said, problem, words] of cases) {
  test(`${code}: ${said.slice(-40)}`, () => {
    const text = textOf(failure(code, said));
    assert.equal(text.code, problem);
    assert.match([text.title, text.means, ...(text.todo ?? [])].join(' '), words);
    assert.equal(text.said, `${code}: ${said}`);
    assert.match(text.tried ?? '', /iam:Something for ystataws, with the keys of account-b-admin/);
  });
}

test('what to type names the profile that was given', () => {
  const todoOf = (code: string, profile?: string) => {
    const explained = explainIam(failure(code), { ...attempt, ...(profile !== undefined && { profile }) });
    assert.ok(explained instanceof Problem);
    return explained.text.todo ?? [];
  };
  assert.equal(todoOf('NoSuchEntity')[0], 'See what there is: rolecall role list');
  assert.equal(todoOf('NoSuchEntity', 'account b')[0], "See what there is: rolecall role list --profile 'account b'");
  assert.equal(todoOf('EntityAlreadyExists')[0], 'See it: rolecall role show ystataws');
  assert.equal(todoOf('EntityAlreadyExists', 'b')[0], 'See it: rolecall role show ystataws --profile b');
});

test('no answer is no refusal', () => {
  assert.equal(textOf(failure('ECONNREFUSED', 'connection refused', 'unreachable')).code, 'unreachable');
  assert.equal(textOf(failure('InternalFailure', 'x', 'refused', 500)).code, 'aws-failed');
});

test('a user that a call about access keys does not find is no role', () => {
  const code = 'NoSuchEntity';
  const said = 'The user with name mary cannot be found.';
  const facts = {
    kind: 'refused',
    code,
    said,
    operation: 'iam:CreateAccessKey',
    endpoint: 'https://iam.test',
  } as const;
  const { code: problem, title, todo } = textOf(new AwsFailure(facts));
  assert.equal(problem, 'key-user-unknown');
  assert.doesNotMatch(`${title} ${todo}`, /role /);
});

test('what was left behind is said beside why', () => {
  const text = textOf(new LeftBehind(failure('AccessDenied', denied), 'arn:aws:iam::1:role/ystataws'));
  assert.equal(text.code, 'iam-denied');
  assert.match(text.means ?? '', /still there/);
  assert.match(text.todo?.at(-1) ?? '', /delete arn:aws:iam::1:role\/ystataws/);
});

test('bugs stay bugs', () => {
  const bug = new TypeError('x');
  assert.equal(explainIam(bug, attempt), bug);
});
