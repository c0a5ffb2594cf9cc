import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SwitchRequest } from '../../../../source/domain/sessions/plan/request.ts';
import { problemText } from '../../../../source/output/problem-text.ts';
import type { ProblemText } from '../../../../source/problem.ts';
import { packedPolicyTooLarge, throttling } from '../../../../source/sandbox/faults.ts';
import { phone } from '../../../helpers/home.ts';
import { makePerson, withLines } from '../person.ts';

type Answer = { readonly status: number; readonly code: string; readonly message: string };

const mary = 'arn:aws:iam::111122223333:user/mary';
const admin = 'arn:aws:iam::555566667777:role/Admin';
const user = `User: ${mary} is not authorized to perform:`;
const denied = (message: string): Answer => ({ status: 403, code: 'AccessDenied', message });
const invalid = (message: string): Answer => ({ status: 400, code: 'ValidationError', message });

/** What AWS answers to AssumeRole of `prod-readonly`, and what a person reads: code, title, then the rest. */
const table: readonly (readonly [Answer, string, string, Partial<ProblemText>?])[] = [
  [
    denied('MultiFactorAuthentication failed with invalid MFA one time pass code.'),
    'mfa-refused',
    'AWS did not accept the MFA code.',
    {
      means: 'It was wrong, expired or already used: a code works only once.',
      todo: ['Try again with the next code.'],
    },
  ],
  [
    denied(
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    ),
    'mfa-unknown-device',
    'AWS does not know that MFA device for this user.',
    { todo: ["See the user's devices: aws iam list-mfa-devices"] },
  ],
  [
    denied('MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.'),
    'mfa-incomplete',
    'AWS needs the serial number of the MFA device together with its code.',
    { todo: ['Set mfa_serial in the profile prod-readonly.'] },
  ],
  [
    invalid(
      "1 validation error detected: Value '12' at 'tokenCode' failed to satisfy constraint: Member must have length greater than or equal to 6",
    ),
    'mfa-malformed-code',
    'An MFA code has exactly six digits.',
  ],
  [
    denied('Cannot call GetSessionToken with session credentials'),
    'session-from-session',
    'The credentials of mary are temporary, and AWS opens no MFA session with them.',
  ],
  [
    denied(`${user} sts:AssumeRole on resource: ${admin}`),
    'role-refused',
    'AWS does not let you assume ReadOnly in 555566667777.',
    {
      means:
        'AWS gives the same answer for several causes: its trust policy does not name you; you may not call sts:AssumeRole on it; it requires an external ID; it requires MFA; there is no such role.',
      todo: [
        'Check the role ARN of the profile prod-readonly.',
        'If the role requires MFA, set mfa_serial in the profile prod-readonly.',
        "Ask the role's owner whether its trust policy lets you in.",
      ],
      tried: `assuming arn:aws:iam::555566667777:role/ReadOnly as ${mary}`,
      said: `AccessDenied: ${user} sts:AssumeRole on resource: ${admin}`,
    },
  ],
  [
    denied(`${user} sts:AssumeRole on resource: ${admin} with an explicit deny in a service control policy`),
    'role-refused',
    'AWS does not let you assume ReadOnly in 555566667777.',
    {
      means:
        'AWS gives the cause: there is an explicit deny in a service control policy. A policy of the organization forbids it: nobody in the account can allow it.',
      todo: ['Ask an administrator of the AWS organization; an administrator of the account cannot help.'],
    },
  ],
  [
    denied(
      `${user} sts:AssumeRole on resource: ${admin} because no permissions boundary allows the sts:AssumeRole action`,
    ),
    'role-refused',
    'AWS does not let you assume ReadOnly in 555566667777.',
    { todo: ['Ask an administrator of the account 111122223333 to widen the permissions boundary.'] },
  ],
  [
    denied(`${user} sts:AssumeRole on resource: ${admin} with an explicit deny in a VPC endpoint policy`),
    'role-refused',
    'AWS does not let you assume ReadOnly in 555566667777.',
    { todo: ['Ask an administrator of this network, or call from elsewhere.'] },
  ],
  [
    denied(`${user} sts:AssumeRole on resource: ${admin} because no session policy allows the sts:AssumeRole action`),
    'role-refused',
    'AWS does not let you assume ReadOnly in 555566667777.',
    { todo: ['Open that session without the policy.'] },
  ],
  [
    denied(`${user} sts:AssumeRole on resource: ${admin} with an explicit deny in a resource control policy`),
    'role-refused',
    'AWS does not let you assume ReadOnly in 555566667777.',
    { todo: ['Ask an administrator of the AWS organization; an administrator of the account cannot help.'] },
  ],
  [
    denied(
      `${user} sts:AssumeRole on resource: ${admin} because no resource-based policy allows the sts:AssumeRole action`,
    ),
    'role-refused',
    'AWS does not let you assume ReadOnly in 555566667777.',
    {
      todo: [
        'If the role requires MFA, set mfa_serial in the profile prod-readonly.',
        "Ask the role's owner to allow you sts:AssumeRole in its trust policy.",
      ],
    },
  ],
  [
    denied(
      `${user} sts:AssumeRole on resource: ${admin} because no identity-based policy allows the sts:AssumeRole action`,
    ),
    'role-refused',
    'AWS does not let you assume ReadOnly in 555566667777.',
    {
      means:
        'AWS gives the cause: no identity-based policy allows the sts:AssumeRole action. That is a policy of the calling identity.',
      todo: [
        'If the role requires MFA, set mfa_serial in the profile prod-readonly.',
        'Ask an administrator of the account 111122223333 to allow you sts:AssumeRole.',
      ],
    },
  ],
  [
    denied('Not authorized to perform sts:AssumeRole'),
    'role-refused',
    'AWS does not let you assume ReadOnly in 555566667777.',
  ],
  [
    denied(`${user} sts:SetSourceIdentity on resource: ${admin}`),
    'source-identity-refused',
    'ReadOnly in 555566667777 does not let you set a source identity.',
  ],
  [
    denied(`${user} sts:TagSession on resource: ${admin}`),
    'tags-refused',
    'ReadOnly in 555566667777 does not let you pass session tags.',
  ],
  [denied('Roles may not be assumed by root accounts.'), 'root-cannot-switch', 'Root users cannot switch roles.'],
  [
    { status: 403, code: 'ExpiredToken', message: 'The security token included in the request is expired' },
    'source-expired',
    'The credentials of mary have expired.',
  ],
  [
    { status: 403, code: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.' },
    'keys-unknown',
    'AWS does not know the access key of mary.',
  ],
  [
    {
      status: 403,
      code: 'SignatureDoesNotMatch',
      message:
        'The request signature we calculated does not match the signature you provided.\n\nThe Canonical String was x-amz-security-token:SECRET',
    },
    'secret-wrong',
    'The secret access key of mary is wrong.',
    {
      said: 'SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided.',
    },
  ],
  [
    {
      status: 403,
      code: 'SignatureDoesNotMatch',
      message: "Credential should be scoped to a valid region, not 'eu-west-1'. ",
    },
    'region-of-endpoint',
    'The endpoint accepts no requests signed for eu-west-1.',
  ],
  [
    {
      status: 403,
      code: 'RegionDisabledException',
      message: 'STS is not activated in this region for account:111122223333.',
    },
    'region-disabled',
    'STS is not enabled in eu-west-1 for account 111122223333.',
  ],
  [
    invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'),
    'duration-too-long',
    'The role does not allow a session of 1h.',
  ],
  [
    invalid('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.'),
    'duration-too-long',
    'The role does not allow a session of 1h.',
  ],
  [
    invalid(
      "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern",
    ),
    'request-invalid',
    'AWS does not accept the session name (role_session_name).',
  ],
  [invalid('Something else.'), 'request-invalid', 'AWS says that a value of the request is not valid.'],
  [
    packedPolicyTooLarge(112),
    'policy-too-large',
    'Session policies and tags together are too large for one session.',
    { said: 'PackedPolicyTooLarge: Packed size of session tags consumes 112% of allotted space.' },
  ],
  [
    { status: 400, code: 'MalformedPolicyDocument', message: 'Syntax errors in policy.' },
    'policy-malformed',
    'AWS cannot read the session policy.',
  ],
  [throttling, 'throttled', 'AWS is throttling calls at the moment.'],
  [
    { status: 500, code: 'InternalFailure', message: 'An internal error has occurred.' },
    'aws-failed',
    'AWS had an internal error.',
  ],
  [{ status: 400, code: 'OptInRequired', message: 'Odd.' }, 'aws-refused', 'AWS refused sts:AssumeRole.'],
];

test('every answer of AWS has a wording of its own', async (context) => {
  const person = await makePerson(context);
  for (const [answer, code, title, more = {}] of table) {
    // These two are tried three times before anyone hears of them.
    const times = /^(Throttling|InternalFailure)$/.test(answer.code) ? 3 : 1;
    person.aws.failNext({ action: 'AssumeRole', times, ...answer });
    const problem = await person.refused('prod-readonly', {
      // Nobody is asked here: what AWS said is what is looked at.
      ports: { listDevices: async () => [] },
    });
    assert.deepEqual([problem.code, problem.title], [code, title], answer.message);
    for (const [field, value] of Object.entries(more)) {
      // An error names an endpoint that is not one of AWS's own.
      const whole = field === 'tried' ? `${value} at ${person.aws.url}, which is not AWS itself` : value;
      assert.deepEqual(problem[field as keyof ProblemText], whole, `${code} ${field}`);
    }
    assert.ok((problem.todo ?? []).length > 0, code);
  }
});

/** What AWS answers to `--role-arn … --source-profile mary`, with which flags, and what to do then. */
const byFlags: readonly (readonly [Answer, Partial<SwitchRequest> & { serial?: string; id?: string }, string[]])[] = [
  [
    denied(`${user} sts:AssumeRole on resource: ${admin}`),
    {},
    [
      'Check --role-arn.',
      'If the role requires MFA, name the device: --mfa-serial SERIAL.',
      "Ask the role's owner whether its trust policy lets you in.",
    ],
  ],
  [
    denied(`${user} sts:AssumeRole on resource: ${admin}`),
    { serial: phone, id: 'abcdef' },
    ['Check --role-arn and --external-id.', "Ask the role's owner whether its trust policy lets you in."],
  ],
  [
    denied('MultiFactorAuthentication failed, unable to validate MFA code.'),
    { serial: phone },
    ["Compare --mfa-serial with the user's devices: aws iam list-mfa-devices"],
  ],
  [
    denied('MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.'),
    {},
    ['Name the device: --mfa-serial SERIAL.'],
  ],
  [
    denied('Cannot call GetSessionToken with session credentials'),
    { serial: phone },
    ['Leave --mfa-serial out, or let --source-profile name the keys of an IAM user.'],
  ],
  [
    denied(`${user} sts:TagSession on resource: ${admin}`),
    { tags: { team: 'blue' } },
    ["Ask the role's owner to allow sts:TagSession in its trust policy, or remove --tag."],
  ],
  [
    denied(`${user} sts:SetSourceIdentity on resource: ${admin}`),
    { sourceIdentity: 'mary' },
    ["Ask the role's owner to allow sts:SetSourceIdentity in its trust policy, or remove --source-identity."],
  ],
  [
    invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'),
    {},
    ['Ask for less time: --duration 1h.'],
  ],
  [
    invalid("1 validation error detected: Value 'x' at 'externalId' failed to satisfy constraint"),
    { id: 'abcdef' },
    ['Correct it in the request.'],
  ],
];

test('a role without a profile: no advice names a key of a profile, or what was given already', async (context) => {
  const person = await makePerson(context);
  for (const [answer, { serial, id, ...asked }, todo] of byFlags) {
    const target = {
      kind: 'role',
      roleArn: admin,
      sourceProfile: 'mary',
      ...(serial && { mfaSerial: serial }),
      ...(id && { externalId: id }),
    } as const;
    person.aws.failNext({ action: 'AssumeRole', times: 1, ...answer });
    const problem = await person.refused('mary', {
      request: { target, ...asked },
      ports: { listDevices: async () => [] },
    });
    assert.deepEqual(problem.todo, todo, answer.message);
    const { todo: _, said: _said, ...rest } = problem;
    assert.doesNotMatch(JSON.stringify({ ...rest, todo }), /role_arn|mfa_serial|external_id|profile mary/);
  }
});

test('no device is advised where a code of one went with the call', async (context) => {
  const person = await makePerson(context);
  person.aws.failNext({ action: 'AssumeRole', times: 1, ...denied(`${user} sts:AssumeRole on resource: ${admin}`) });
  // The device is looked up, its code opens a session, and the role refuses that as well.
  const problem = await person.refused('prod-breakglass');
  assert.equal(problem.code, 'role-refused');
  assert.equal(person.questions.length, 1);
  assert.doesNotMatch((problem.todo ?? []).join(), /mfa_serial/);
});

test('a wrong clock is told with the measured difference, and never mended unsaid', async (context) => {
  const person = await makePerson(context);
  const cases = [
    [-37 * 60_000, "The clock of this machine differs from AWS's by 37m: it is fast."],
    [3 * 3_600_000, "The clock of this machine differs from AWS's by 3h: it is slow."],
  ] as const;
  for (const [offset, title] of cases) {
    context.mock.timers.enable({ apis: ['Date'], now: Date.now() - offset });
    const problem = await person.refused('ystataws').finally(() => context.mock.timers.reset());
    assert.deepEqual([problem.code, problem.title], ['clock-skew', title]);
    assert.deepEqual(person.calls(), ['GetCallerIdentity']);
  }
});

test('--debug shows request ID, endpoint and hop; nothing shows a secret', async (context) => {
  const person = await makePerson(context);
  const { secretAccessKey, accessKeyId } = await person.ports().sourceCredentials({
    source: { kind: 'keys', profile: 'mary', accessKeyId: 'AKIA', secretAccessKey: 'x' },
  } as never);
  const problem = await person.refused('prod-breakglass');
  assert.deepEqual(Object.keys(problem.debug ?? {}), [
    'operation',
    'endpoint',
    'kind',
    'error',
    'hop',
    'requestId',
    'status',
  ]);
  assert.equal(problem.debug?.hop, '1 of 1');
  const shown = problemText(problem, { colors: false, debug: true });
  assert.doesNotMatch(shown, /\n\s+at /);
  assert.ok(!shown.includes(secretAccessKey === 'x' ? 'aws_secret' : secretAccessKey));
  assert.equal(accessKeyId, 'AKIA');
});

test('the device that AWS does not know is named, with the profile that names it', async (context) => {
  const person = await makePerson(context);
  person.edit((config) => config.replaceAll(phone, `${phone}s`));
  const problem = await person.refused('prod-admin', { answer: () => '123456' });
  assert.equal(problem.title, `AWS does not know the MFA device ${phone}s for this user.`);
  assert.deepEqual(problem.todo, [
    "Compare mfa_serial in the profile prod-admin with the user's devices: aws iam list-mfa-devices",
  ]);
});

test('every unknown is an error that names it', async (context) => {
  const person = await makePerson(context);
  const arn = 'role_arn = arn:aws:iam::555566667777:role/Admin';
  person.edit(withLines('a', arn, 'source_profile = nobody'));
  person.edit(withLines('b', arn, 'credential_source = environment'));
  person.edit(withLines('c', arn, 'source_profile = mary', 'duration_seconds = 60'));
  person.edit(withLines('d', arn, 'source_profile = mary', 'credential_source = Environment'));
  person.edit(withLines('e', arn));
  person.edit(withLines('f', arn, 'source_profile = mary', 'services = nowhere'));
  const codes = [
    ['prod-admni', 'profile-unknown'],
    ['a', 'source-missing'],
    ['b', 'credential-source-unknown'],
    ['c', 'duration-out-of-range'],
    ['d', 'source-both'],
    ['e', 'source-neither'],
    ['f', 'services-missing'],
  ] as const;
  for (const [profile, code] of codes) assert.equal((await person.refused(profile)).code, code, profile);
  assert.deepEqual(person.calls(), []);
});
