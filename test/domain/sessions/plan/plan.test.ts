import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Chain, Hop, SourceIdentity } from '../../../../source/domain/profiles/profile.ts';
import { PARTITIONS } from '../../../../source/domain/profiles/regions.ts';
import { planRequest, planSwitch } from '../../../../source/domain/sessions/plan/plan.ts';
import { plainRequest, readOnlyPolicy } from '../../../../source/domain/sessions/plan/request.ts';
import { profilesOf } from '../../profiles/files.ts';

const keys: SourceIdentity = { kind: 'keys', profile: 'mary', accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
const borrowed: SourceIdentity = { ...keys, sessionToken: 'token' };

function hop(name: string, more: Partial<Hop> = {}): Hop {
  return {
    profile: name,
    at: { file: 'config', line: 1 },
    roleArn: `arn:aws:iam::444455556666:role/${name}`,
    accountId: '444455556666',
    roleName: name,
    partition: 'aws',
    tags: {},
    transitiveTagKeys: [],
    ...more,
  };
}

function chain(more: Partial<Chain> = {}): Chain {
  return {
    profile: 'target',
    source: keys,
    hops: [hop('Admin')],
    walk: ['target', 'mary'],
    transport: { region: 'eu-west-1', useFips: false, useDualstack: false },
    ...more,
  };
}

const phone = { serial: 'arn:aws:iam::111122223333:mfa/mary-phone', profile: 'mary' };

test('the ARN of a policy of AWS is that of the role’s partition, and the request need not know it', () => {
  const own = 'arn:aws:iam::444455556666:policy/Own';
  const request = {
    ...plainRequest('target'),
    policyArns: [readOnlyPolicy, 'arn:aws:iam::aws:policy/job-function/Billing', own],
  };
  for (const { id } of PARTITIONS) {
    const gov = chain({
      hops: [hop('Hub'), hop('Admin', { partition: id, roleArn: `arn:${id}:iam::444455556666:role/Admin` })],
    });
    assert.deepEqual(planSwitch(gov, request).hops[1]?.policyArns, [
      `arn:${id}:iam::aws:policy/ReadOnlyAccess`,
      `arn:${id}:iam::aws:policy/job-function/Billing`,
      own,
    ]);
  }
});

test('the MFA route follows from keys, hops and the wished duration', () => {
  const cases: readonly (readonly [string, Chain, string])[] = [
    ['no device', chain(), 'none'],
    ['one hop', chain({ mfa: phone }), 'mfa-session'],
    [
      'one hop of exactly an hour',
      chain({ mfa: phone, hops: [hop('Admin', { durationSeconds: 3600 })] }),
      'mfa-session',
    ],
    ['one long hop', chain({ mfa: phone, hops: [hop('Admin', { durationSeconds: 14_400 })] }), 'direct'],
    [
      'two hops, long',
      chain({ mfa: phone, hops: [hop('Hub'), hop('Admin', { durationSeconds: 14_400 })] }),
      'mfa-session',
    ],
    ['temporary source', chain({ mfa: phone, source: borrowed }), 'if-denied'],
    ['temporary source, no role', chain({ mfa: phone, source: borrowed, hops: [] }), 'none'],
    ['a user of their own', chain({ mfa: phone, hops: [] }), 'mfa-session'],
  ];
  for (const [name, given, route] of cases) {
    assert.equal(planSwitch(given, plainRequest('target')).mfaRoute, route, name);
  }
});

test('more than an hour is capped, and said, where AWS would refuse it', () => {
  const long = hop('Admin', { durationSeconds: 14_400 });
  const chained = planSwitch(chain({ hops: [hop('Hub'), long] }), plainRequest('target'));
  assert.equal(chained.hops[1]?.durationSeconds, 3600);
  assert.match(chained.notes.join(), /4h was asked for; AWS lets a role reached through another role last at most 1h/);
  const temporary = planSwitch(chain({ source: borrowed, hops: [long] }), plainRequest('target'));
  assert.equal(temporary.hops[0]?.durationSeconds, 3600);
  const direct = planSwitch(chain({ hops: [long] }), plainRequest('target'));
  assert.equal(direct.hops[0]?.durationSeconds, 14_400);
  assert.deepEqual(direct.notes, []);
});

test('what is asked for beats what is configured, on the last hop only', () => {
  const configured = { sessionName: 'from-file', tags: { team: 'a', stage: 'x' } };
  const plan = planSwitch(chain({ hops: [hop('Hub', configured), hop('Admin', configured)] }), {
    ...plainRequest('target'),
    durationSeconds: 1800,
    sessionName: 'asked',
    tags: { team: 'b' },
    policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
  });
  const [hub, admin] = plan.hops;
  assert.deepEqual([hub?.sessionName, hub?.durationSeconds, hub?.policyArns], ['from-file', undefined, []]);
  assert.deepEqual([admin?.sessionName, admin?.durationSeconds], ['asked', 1800]);
  assert.deepEqual(admin?.tags, { team: 'b', stage: 'x' });
  assert.deepEqual(admin?.policyArns, ['arn:aws:iam::aws:policy/ReadOnlyAccess']);
});

test('STS is asked in the region of the profile, else of the environment, else in the default of its partition', () => {
  const bare = { useFips: false, useDualstack: false };
  const here = { ...bare, environmentRegion: 'eu-west-2' };
  const china = hop('Admin', { partition: 'aws-cn' });
  const cases: readonly (readonly [Chain, string, readonly string[]])[] = [
    [chain(), 'eu-west-1', ['us-east-1']],
    [chain({ sourceRegion: 'eu-central-1' }), 'eu-west-1', ['eu-central-1', 'us-east-1']],
    [chain({ transport: bare }), 'us-east-1', []],
    [chain({ transport: bare, hops: [hop('Admin', { partition: 'aws-cn' })] }), 'cn-northwest-1', []],
    [chain({ transport: bare, hops: [hop('Admin', { partition: 'aws-us-gov' })] }), 'us-gov-west-1', []],
    [chain({ transport: here }), 'eu-west-2', ['us-east-1']],
    [chain({ transport: { ...here, region: 'eu-west-1' } }), 'eu-west-1', ['us-east-1']],
    // No region of another partition knows the role.
    [chain({ transport: here, hops: [china] }), 'cn-northwest-1', []],
    [
      chain({ transport: { ...bare, environmentRegion: 'cn-north-1' }, hops: [china] }),
      'cn-north-1',
      ['cn-northwest-1'],
    ],
    [chain({ transport: { ...bare, environmentRegion: 'cn-north-1' }, hops: [] }), 'cn-north-1', ['cn-northwest-1']],
    [chain({ transport: { ...bare, environmentRegion: 'xx-new-1' } }), 'xx-new-1', ['us-east-1']],
    [chain({ transport: { ...bare, region: 'x', stsEndpoint: 'http://127.0.0.1:1' } }), 'x', []],
  ];
  for (const [given, region, others] of cases) {
    const plan = planSwitch(given, plainRequest('target'));
    assert.deepEqual([plan.at.region, plan.otherRegions], [region, others]);
  }
});

test('a region that was taken over from another partition is none: STS is asked in the default of the right one', () => {
  const user = '[profile mary]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\nregion = eu-west-1\n';
  const portal =
    '[profile gov]\nsso_start_url = https://start.us-gov-home.awsapps.com/directory/corp\nsso_region = us-gov-west-1\n' +
    'sso_account_id = 444455556666\nsso_role_name = Dev\n';
  const profiles = profilesOf(`[default]\nregion = eu-west-1\n${user}${portal}`);
  const roleArn = 'arn:aws-us-gov:iam::444455556666:role/Admin';
  const byFlags = { ...plainRequest('mary'), target: { kind: 'role', roleArn, sourceProfile: 'mary' } } as const;
  for (const request of [byFlags, plainRequest('gov')]) {
    const { at, otherRegions, partition } = planRequest(profiles, request);
    assert.deepEqual([at.region, otherRegions, partition], ['us-gov-west-1', [], 'aws-us-gov']);
  }
});

test('a region that is asked for counts before that of the environment, which the shell keeps and nobody has to be told of', () => {
  const here = chain({ transport: { useFips: false, useDualstack: false, environmentRegion: 'eu-west-2' } });
  assert.deepEqual(planSwitch(here, plainRequest('target')).notes, []);
  assert.equal(planSwitch(here, { ...plainRequest('target'), region: 'eu-north-1' }).at.region, 'eu-north-1');
  // A role that was opened before its region was changed is the same session, wherever it is repeated.
  const moved = { ...plainRequest('target'), region: 'eu-north-1', stsRegion: 'eu-west-3' };
  assert.equal(planSwitch(here, moved).at.region, 'eu-west-3');
});
