import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  endpointOf,
  endpointVariables,
  isInTheClear,
  isOfAws,
  reachVariables,
  refuseInTheClear,
} from '../../../source/domain/profiles/endpoints.ts';
import type { EndpointVariables } from '../../../source/domain/profiles/profile.ts';
import { loadProfiles } from '../../../source/domain/profiles/resolve/load.ts';
import { walkOf } from '../../../source/domain/profiles/resolve/walk.ts';
import { stsUrl } from '../../../source/domain/sessions/plan/endpoint.ts';
import { planRequest } from '../../../source/domain/sessions/plan/plan.ts';
import { plainRequest } from '../../../source/domain/sessions/plan/request.ts';

const config = `[profile mary]
aws_access_key_id = AKIA
aws_secret_access_key = s
endpoint_url = http://mary
services = local
ca_bundle = /mary.pem

[services local]
iam =
  endpoint_url = http://mary-iam
s3 =
  endpoint_url = http://mary-s3

[profile plain]
role_arn = arn:aws:iam::444455556666:role/Admin
source_profile = mary

[profile own]
role_arn = arn:aws:iam::444455556666:role/Admin
source_profile = mary
endpoint_url = http://own
services = sts

[services sts]
sts =
  endpoint_url = http://own-sts

[profile aws]
role_arn = arn:aws:iam::444455556666:role/Admin
source_profile = mary
endpoint_url = http://own
ignore_configured_endpoint_urls = true
`;

const load = (endpoints: EndpointVariables = {}) =>
  loadProfiles(
    { kind: 'config', path: 'config', text: config },
    { kind: 'credentials', path: 'credentials', text: undefined },
    endpoints,
  );
const all = 'AWS_ENDPOINT_URL';
const sts = 'AWS_ENDPOINT_URL_STS';
const off = 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS';

test('the endpoint of a service: variable of the service, of all, [services], endpoint_url; then the same of the source', () => {
  const rows: readonly (readonly [string, EndpointVariables, string, string | undefined])[] = [
    ['own', { [sts]: 'http://e-sts', [all]: 'http://e' }, 'sts', 'http://e-sts'],
    ['own', { [sts]: 'http://e-sts', [all]: 'http://e' }, 'iam', 'http://e'],
    ['own', { [all]: 'http://e' }, 'sts', 'http://e'],
    ['own', {}, 'sts', 'http://own-sts'],
    ['own', {}, 'iam', 'http://own'],
    ['plain', {}, 'sts', 'http://mary'],
    ['plain', {}, 'iam', 'http://mary-iam'],
    ['plain', { [sts]: '' }, 'sts', 'http://mary'],
    ['own', { [off]: 'true', [all]: 'http://e' }, 'sts', undefined],
    ['own', { [off]: 'TRUE' }, 'sts', undefined],
    ['own', { [off]: 'yes' }, 'sts', 'http://own-sts'],
    ['aws', {}, 'sts', undefined],
    ['aws', { [all]: 'http://e' }, 'sts', undefined],
    ['aws', { [off]: 'false', [all]: 'http://e' }, 'sts', 'http://e'],
    ['aws', { [off]: 'false' }, 'sts', 'http://own'],
  ];
  for (const [name, env, service, url] of rows) {
    const profiles = load(env);
    const { chain, at } = planRequest(profiles, plainRequest(name));
    assert.equal(endpointOf(walkOf(chain, profiles), profiles, service)?.url, url, `${name} ${JSON.stringify(env)}`);
    if (service === 'sts') assert.equal(at.url, url);
  }
});

test('what opened the role is what its programs get, and what the person set stays', () => {
  const ca = { AWS_CA_BUNDLE: '/mary.pem' };
  const inherited = {
    ...ca,
    [all]: 'http://mary',
    AWS_ENDPOINT_URL_IAM: 'http://mary-iam',
    AWS_ENDPOINT_URL_S3: 'http://mary-s3',
  };
  const rows: readonly (readonly [string, EndpointVariables, Readonly<Record<string, string>>])[] = [
    ['plain', {}, inherited],
    ['mary', {}, inherited],
    ['own', {}, { ...ca, [all]: 'http://own', [sts]: 'http://own-sts' }],
    ['own', { [all]: 'http://e' }, ca],
    ['own', { [sts]: 'http://e-sts' }, { ...ca, [all]: 'http://own' }],
    ['own', { [off]: 'true' }, ca],
    ['aws', {}, { ...ca, [off]: 'true' }],
  ];
  for (const [name, env, variables] of rows) {
    const profiles = load(env);
    const walk = walkOf(planRequest(profiles, plainRequest(name)).chain, profiles);
    assert.deepEqual(reachVariables(walk, profiles), variables, `${name} ${JSON.stringify(env)}`);
  }
  const target = { kind: 'role', roleArn: 'arn:aws:iam::444455556666:role/Admin', sourceProfile: 'mary' } as const;
  assert.deepEqual(planRequest(load(), { ...plainRequest(''), target }).reach?.variables, inherited);
});

test('FIPS and dual-stack: the person’s variable, then the profile, then its source; as botocore has it', () => {
  const text = (prod: string, mary: string) =>
    `[profile mary]\naws_access_key_id = AKIA\naws_secret_access_key = s\n${mary}\n` +
    `[profile prod]\nrole_arn = arn:aws:iam::444455556666:role/Admin\nsource_profile = mary\nregion = us-east-1\n${prod}\n`;
  const [fips, dualstack] = ['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'];
  const [ordinary, both] = ['https://sts.us-east-1.amazonaws.com', 'https://sts-fips.us-east-1.api.aws'];
  const on = 'use_fips_endpoint = true\nuse_dualstack_endpoint = true';
  const rows: readonly (readonly [string, string, EndpointVariables, string, Readonly<Record<string, string>>])[] = [
    ['', '', {}, ordinary, {}],
    ['', '', { [fips]: 'true' }, 'https://sts-fips.us-east-1.amazonaws.com', {}],
    ['', '', { [dualstack]: 'TRUE' }, 'https://sts.us-east-1.api.aws', {}],
    ['', '', { [fips]: 'true', [dualstack]: 'true' }, both, {}],
    [on, '', {}, both, { [fips]: 'true', [dualstack]: 'true' }],
    ['', on, {}, both, { [fips]: 'true', [dualstack]: 'true' }],
    [on, on, { [fips]: 'false', [dualstack]: 'yes' }, ordinary, {}],
    [on, '', { [fips]: 'false' }, 'https://sts.us-east-1.api.aws', { [dualstack]: 'true' }],
    [on, '', { [fips]: '' }, both, { [fips]: 'true', [dualstack]: 'true' }],
  ];
  for (const [prod, mary, env, url, variables] of rows) {
    const files = [
      { kind: 'config', path: 'config', text: text(prod, mary) },
      { kind: 'credentials', path: 'credentials', text: undefined },
    ] as const;
    const profiles = loadProfiles(...files, endpointVariables({ ...env, AWS_PROFILE: 'x' }));
    const { chain, at } = planRequest(profiles, plainRequest('prod'));
    assert.equal(stsUrl(at), url, JSON.stringify([prod, mary, env]));
    assert.deepEqual(reachVariables(walkOf(chain, profiles), profiles), variables, JSON.stringify([prod, mary, env]));
  }
});

test('an endpoint of AWS is told from one of its customers', () => {
  const yes = [
    'sts.eu-west-1.amazonaws.com',
    'sts.amazonaws.com',
    'sts-fips.us-east-1.amazonaws.com',
    'sts.cn-north-1.amazonaws.com.cn',
    'sts.eu-west-1.api.aws',
    'iam.amazonaws.com',
    'vpce-0a1-b.sts.eu-west-1.vpce.amazonaws.com',
    'portal.sso.eu-west-1.amazonaws.com',
    'oidc.eu-west-1.amazonaws.com',
  ];
  const no = [
    'localhost',
    'sts.amazonaws.com.example.org',
    'mine.elb.amazonaws.com',
    'ec2-1-2-3-4.compute.amazonaws.com',
    'vpce-0a1.vpce-svc-0b2.eu-west-1.vpce.amazonaws.com',
    'abc.execute-api.eu-west-1.amazonaws.com',
    'sts.s3.eu-west-1.amazonaws.com',
  ];
  for (const host of yes) assert.equal(isOfAws(`https://${host}`), true, host);
  for (const host of no) assert.equal(isOfAws(`https://${host}`), false, host);
  assert.equal(isOfAws('http://sts.eu-west-1.amazonaws.com'), false, 'in the clear');
  assert.equal(isOfAws('nonsense'), false);
});

test('what goes to another machine without TLS can be read on the way', () => {
  const safe = [
    'https://sts.eu-west-1.amazonaws.com',
    'https://localstack:4566',
    'http://localhost:4566',
    'HTTP://LOCALHOST:4566/x',
    'http://127.0.0.1:4566',
    'http://127.9.8.7',
    'http://127.1:80',
    'http://[::1]:4566',
    'no url at all',
  ];
  const clear = [
    'http://sts.eu-west-1.amazonaws.com',
    'http://localstack:4566',
    'HTTP://localstack:4566',
    'http:localstack',
    'http://10.0.0.1',
    'http://0.0.0.0:4566',
    'http://[::ffff:127.0.0.1]:4566',
    'http://[fe80::1]',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://127.0.0.1@example.com',
    'http://localhost:4566@example.com/',
    'http://example.com/@127.0.0.1',
    'http://example.com\\@127.0.0.1/',
    'http://localhost.localstack.cloud:4566',
  ];
  for (const url of safe) assert.equal(isInTheClear(url), false, url);
  for (const url of clear) assert.equal(isInTheClear(url), true, url);
});

test('an unencrypted endpoint is refused with its place, without the name and password in it', () => {
  assert.throws(
    () => refuseInTheClear('http://me:hush@localstack:4566', 'endpoint_url of mary'),
    ({ text }) => {
      assert.match(text.title, /^http:\/\/localstack:4566, from endpoint_url of mary, is not encrypted/);
      assert.match(text.todo.join(), /https:\/\/localstack:4566/);
      assert.doesNotMatch(JSON.stringify(text), /hush/);
      return true;
    },
  );
});
