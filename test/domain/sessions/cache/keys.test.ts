import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Chain, Hop, SourceIdentity, Transport } from '../../../../source/domain/profiles/profile.ts';
import { type OutsideIdentity, sessionKey } from '../../../../source/domain/sessions/cache/keys.ts';
import { planSwitch, type SwitchPlan } from '../../../../source/domain/sessions/plan/plan.ts';
import { plainRequest, type SwitchRequest } from '../../../../source/domain/sessions/plan/request.ts';

/**
 * For every field of a type: another value, with which the key must be another one; or why AWS's answer does not depend
 * on it, and then the key must stay. A field without a line does not compile.
 */
type Fields<T> = { readonly [K in keyof T]-?: { readonly other: T[K]; readonly not?: string } };

const keys: SourceIdentity = { kind: 'keys', profile: 'mary', accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };

const hop: Hop = {
  profile: 'admin',
  at: { file: 'config', line: 1 },
  roleArn: 'arn:aws:iam::444455556666:role/Admin',
  accountId: '444455556666',
  roleName: 'Admin',
  partition: 'aws',
  tags: {},
  transitiveTagKeys: [],
};

const chain: Chain = {
  profile: 'admin',
  source: keys,
  hops: [hop],
  walk: ['admin', 'mary'],
  transport: { region: 'eu-west-1', useFips: false, useDualstack: false },
};

const request = plainRequest('admin');

const keyOf = (plan: SwitchPlan, outside: OutsideIdentity = {}) => {
  // The profile is a note beside the key.
  const { profile: _, ...key } = sessionKey(plan, outside);
  return JSON.stringify(key);
};

function check<T extends object>(fields: Fields<T>, before: T, plan: (changed: T) => SwitchPlan): void {
  for (const [name, line] of Object.entries<Fields<T>[keyof T]>(fields)) {
    const changed = keyOf(plan({ ...before, [name]: line.other }));
    if (line.not === undefined) assert.notEqual(changed, keyOf(plan(before)), name);
    else assert.equal(changed, keyOf(plan(before)), `${name}: ${line.not}`);
  }
}

test('the key holds every field of a role that AWS answers to', () => {
  const fields: Fields<Hop> = {
    profile: { other: 'other', not: 'two profiles for the same role share a session' },
    at: { other: { file: 'config', line: 2 }, not: 'a line may move' },
    roleArn: { other: 'arn:aws:iam::444455556666:role/Other' },
    accountId: { other: '111122223333' },
    roleName: { other: 'Other' },
    partition: { other: 'aws-cn', not: 'it is part of the ARN' },
    mfaSerial: { other: 'arn:aws:iam::111122223333:mfa/x', not: 'the device in use is that of the chain' },
    externalId: { other: 'abcdef' },
    durationSeconds: { other: 1800 },
    sessionName: { other: 'on-call' },
    sourceIdentity: { other: 'mary.k' },
    tags: { other: { team: 'blue' } },
    transitiveTagKeys: { other: ['team'] },
  };
  check(fields, hop, (changed) => planSwitch({ ...chain, hops: [changed] }, request));
});

test('the key holds every field of a request that AWS answers to', () => {
  const fields: Fields<SwitchRequest> = {
    target: { other: { kind: 'profile', profile: 'other' }, not: 'the chain is what it comes to' },
    durationSeconds: { other: 1800 },
    region: { other: 'eu-north-1', not: 'it is for the shell; STS is asked in the region of the profile' },
    stsRegion: { other: 'eu-north-1', not: 'STS is asked in the region of the profile' },
    sessionName: { other: 'on-call' },
    policy: { other: '{}' },
    policyArns: { other: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
    tags: { other: { team: 'blue' } },
    sourceIdentity: { other: 'mary.k' },
  };
  check(fields, request, (changed) => planSwitch(chain, changed));
});

test('the key holds the place that is asked', () => {
  const fields: Fields<Transport> = {
    region: { other: 'eu-north-1' },
    environmentRegion: { other: 'eu-north-1', not: 'the region of the profile counts' },
    stsEndpoint: { other: 'http://127.0.0.1:4566' },
    caBundle: { other: '/ca.pem', not: 'it decides whether an answer is trusted, not what it is' },
    useFips: { other: true },
    useDualstack: { other: true },
  };
  check(fields, chain.transport, (transport) => planSwitch({ ...chain, transport }, request));
});

test('the key holds what else a chain is made of', () => {
  const fields: Fields<Chain> = {
    profile: { other: 'other', not: 'two profiles for the same role share a session' },
    source: { other: { ...keys, accessKeyId: 'AKIAOTHER' } },
    hops: { other: [hop, hop] },
    walk: { other: ['other'], not: 'the hops stand for it' },
    mfa: { other: { serial: 'arn:aws:iam::111122223333:mfa/mary-phone', profile: 'mary' } },
    mfaProcess: { other: 'print-code', not: 'a code is a code' },
    transport: { other: { ...chain.transport, region: 'eu-north-1' } },
    sourceRegion: { other: 'eu-north-1', not: 'it is asked only where STS is not enabled in the first region' },
  };
  check(fields, chain, (changed) => planSwitch(changed, request));
});

type Source<K extends SourceIdentity['kind']> = Extract<SourceIdentity, { kind: K }>;

const profile = { other: 'other', not: 'the profile is only where it is written' } as const;
const secret = { other: 'other', not: 'the access key ID stands for it' } as const;

test('the key tells sources apart', () => {
  const checkSource = <S extends SourceIdentity>(source: S, fields: Fields<Omit<S, 'kind'>>) =>
    check<Omit<S, 'kind'>>(fields, source, (changed) =>
      planSwitch({ ...chain, source: { ...source, ...changed } as S }, request, false),
    );
  checkSource<Source<'keys'>>(keys, {
    profile,
    accessKeyId: { other: 'AKIAOTHER' },
    secretAccessKey: secret,
    sessionToken: secret,
    ending: {
      other: { key: 'expiration', value: 'x', time: 1, at: { file: 'credentials', line: 1 } },
      not: 'the access key ID stands for it',
    },
  });
  checkSource<Source<'sso'>>(
    { kind: 'sso', profile: 'sso', startUrl: 'https://a', ssoRegion: 'eu-west-1', accountId: '1', roleName: 'R' },
    {
      profile,
      startUrl: { other: 'https://b' },
      ssoRegion: { other: 'eu-north-1' },
      accountId: { other: '2' },
      roleName: { other: 'S' },
      ssoSession: { other: 'session' },
      scopes: { other: ['sso:account:access'], not: 'they are of the sign-in' },
      portalEndpoint: { other: 'http://127.0.0.1:1' },
      oidcEndpoint: { other: 'http://127.0.0.1:1', not: 'it is of the sign-in' },
      useFips: { other: true, not: 'the same service answers' },
      useDualstack: { other: true, not: 'the same service answers' },
    },
  );
  checkSource<Source<'web-identity'>>(
    { kind: 'web-identity', profile: 'web', roleArn: hop.roleArn, tokenFile: '/token' },
    {
      profile,
      roleArn: { other: 'other' },
      tokenFile: { other: '/other' },
      tokenProcess: { other: 'print', not: 'the file counts' },
      sessionName: { other: 'on-call' },
    },
  );
  checkSource<Source<'process'>>({ kind: 'process', profile: 'p', command: 'a' }, { profile, command: { other: 'b' } });
  checkSource<Source<'login'>>(
    { kind: 'login', profile: 'l', loginSession: 'a' },
    { profile, loginSession: { other: 'b' }, endpoint: { other: 'http://127.0.0.1:1' } },
  );
});

test('the key of keys in the environment and of a container is told by the environment', () => {
  const planOf = (kind: 'environment' | 'container' | 'instance') =>
    planSwitch({ ...chain, source: { kind, profile: 'p' } }, request);
  assert.notEqual(
    keyOf(planOf('environment'), { accessKeyId: 'AKIAA' }),
    keyOf(planOf('environment'), { accessKeyId: 'AKIAB' }),
  );
  assert.notEqual(keyOf(planOf('container'), { metadata: '/a' }), keyOf(planOf('container'), { metadata: '/b' }));
  assert.notEqual(keyOf(planOf('container')), keyOf(planOf('instance')));
});

test('the key holds the region of the environment, where STS is asked there', () => {
  const transport = { useFips: false, useDualstack: false };
  const [here, there] = ['eu-west-2', 'eu-west-3'].map((environmentRegion) =>
    keyOf(planSwitch({ ...chain, transport: { ...transport, environmentRegion } }, request)),
  );
  assert.notEqual(here, there);
});
