import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sts } from '../../../../source/domain/sessions/sts.ts';
import { phone } from '../../../helpers/home.ts';
import { ACCOUNT_A, accountIn, PROD } from '../../../sandbox/clients.ts';
import { makePerson, withLines } from '../person.ts';

const elsewhere = {
  plan: (plan: Parameters<NonNullable<import('../person.ts').Switch['plan']>>[0]) => ({
    ...plan,
    otherRegions: ['eu-central-1', 'us-east-1'],
  }),
};

const sessionPolicy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

test('where STS is not enabled the source’s region is asked, then the default of the partition, and that is said', async (context) => {
  const mary = await makePerson(context);
  const { disabledRegions } = accountIn(mary.aws, ACCOUNT_A);
  disabledRegions.add('eu-west-1');
  const session = await mary.open('prod-admin', elsewhere);
  assert.deepEqual(session.notes, ['STS is not enabled in eu-west-1; eu-central-1 was asked instead.']);
  assert.equal(mary.questions.length, 1, 'the region comes before the code');
  assert.equal(mary.aws.calls.at(-1)?.region, 'eu-central-1');
  disabledRegions.add('eu-central-1');
  const other = await mary.open('prod-readonly', elsewhere);
  assert.deepEqual(other.notes, ['STS is not enabled in eu-west-1; us-east-1 was asked instead.']);
  disabledRegions.add('us-east-1');
  const problem = await mary.refused('ystataws', elsewhere);
  assert.equal(problem.code, 'region-disabled');
});

test('the account that answers has to be the one that was asked for', async (context) => {
  const mary = await makePerson(context);
  const { sts } = mary.ports();
  const crooked: Sts = {
    ...sts,
    assumeRole: async (...call) => {
      const role = await sts.assumeRole(...call);
      return { ...role, arn: role.arn.replace(PROD, '999999999999') };
    },
  };
  const problem = await mary.refused('prod-readonly', { ports: { sts: crooked } });
  assert.equal(problem.code, 'account-mismatch');
  assert.match(problem.title, /in account 999999999999, not in 555566667777/);
  assert.equal((await mary.open('prod-readonly')).cached, false, 'nothing of it was kept');
});

test('the role and the partition that answer have to be those that were asked for', async (context) => {
  const mary = await makePerson(context);
  const { sts } = mary.ports();
  for (const [from, to, code] of [
    ['/ReadOnly/', '/Admin/', 'role-mismatch'],
    ['arn:aws:', 'arn:aws-cn:', 'partition-mismatch'],
  ] as const) {
    const assumeRole: Sts['assumeRole'] = async (...call) => {
      const role = await sts.assumeRole(...call);
      return { ...role, arn: role.arn.replace(from, to) };
    };
    const problem = await mary.refused('prod-readonly', { ports: { sts: { ...sts, assumeRole } } });
    assert.equal(problem.code, code);
  }
  assert.equal((await mary.open('prod-readonly')).cached, false, 'nothing of it was kept');
});

test('a role maximum below the wish is found from the top, told, and remembered', async (context) => {
  const mary = await makePerson(context);
  const role = accountIn(mary.aws, PROD).roles.get('deploy');
  assert.ok(role);
  role.maxSessionDuration = 7200;
  const session = await mary.open('prod-deploy');
  assert.deepEqual(session.notes, ['4h was asked for, but the role allows less; this session is 2h.']);
  assert.deepEqual(
    mary.aws.calls.flatMap(({ params }) => params.DurationSeconds ?? []),
    ['14400', '10800', '7200'],
  );
  mary.calls();
  await mary.open('prod-deploy', { use: { minRemaining: Number.POSITIVE_INFINITY } });
  assert.deepEqual(mary.calls(), ['AssumeRole']);
});

test('a length between the one that was allowed and the one that was refused is asked for', async (context) => {
  const mary = await makePerson(context);
  const role = accountIn(mary.aws, PROD).roles.get('deploy');
  assert.ok(role);
  role.maxSessionDuration = 5 * 3600;
  const openFor = async (hours: number) => {
    const before = mary.aws.calls.length;
    const { notes } = await mary.open('prod-deploy', { request: { durationSeconds: hours * 3600 } });
    const lengths = mary.aws.calls.slice(before).flatMap(({ params }) => params.DurationSeconds ?? []);
    return { notes, lengths: lengths.map((seconds) => Number(seconds) / 3600) };
  };
  const note = (asked: number, given: number) => [
    `${asked}h was asked for, but the role allows less; this session is ${given}h.`,
  ];
  assert.deepEqual(await openFor(12), { notes: note(12, 4), lengths: [12, 8, 6, 4] });
  assert.deepEqual(await openFor(5), { notes: [], lengths: [5] });
  assert.deepEqual(await openFor(7), { notes: note(7, 4), lengths: [4] });
});

test('the session is named after the caller, unless it is named', async (context) => {
  const mary = await makePerson(context);
  const named = async (profile: string, request = {}) =>
    (await mary.open(profile, { request })).assumedRoleArn?.split('/').at(-1);
  assert.equal(await named('ystataws'), 'mary');
  assert.equal(await named('ystataws', { sessionName: 'on-call' }), 'on-call');
  mary.edit(withLines('prod-readonly', 'role_session_name = from-file'));
  assert.equal(await named('prod-readonly'), 'from-file');
});

test('a named session opens where GetCallerIdentity does not answer', async (context) => {
  const mary = await makePerson(context);
  mary.aws.failNext({ action: 'GetCallerIdentity', status: 400, code: 'Odd', message: 'odd' });
  const session = await mary.open('ystataws', { request: { sessionName: 'on-call' } });
  assert.equal(session.callerArn, undefined);
});

test('everything that is asked for reaches AWS', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withLines('audit', 'transitive_session_tags = team', 'source_identity = mary.k'));
  await mary.open('audit', {
    request: {
      tags: { team: 'blue' },
      policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      policy: sessionPolicy,
      durationSeconds: 900,
    },
  });
  const { params, region } = mary.aws.calls.at(-1) ?? { params: {} };
  assert.equal(region, 'us-east-1');
  assert.deepEqual(
    { ...params, RoleArn: undefined },
    {
      RoleArn: undefined,
      RoleSessionName: 'mary',
      DurationSeconds: '900',
      ExternalId: 'audit-7f3e91',
      Policy: sessionPolicy,
      'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'blue',
      'TransitiveTagKeys.member.1': 'team',
      SourceIdentity: 'mary.k',
    },
  );
});

test('progress ticks off each step', async (context) => {
  const mary = await makePerson(context);
  const steps: string[] = [];
  await mary.open('prod-ops', {
    ports: { progress: ({ step, state, text }) => steps.push(`${step} ${state} ${text}`) },
  });
  assert.deepEqual(steps, [
    'source started mary',
    'source done mary',
    `mfa started ${phone}`,
    `mfa done ${phone}`,
    'hop started Jump in 222233334444',
    'hop done Jump in 222233334444',
    'hop started Ops in 555566667777',
    'hop done Ops in 555566667777',
  ]);
});
