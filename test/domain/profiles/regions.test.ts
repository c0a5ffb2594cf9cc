import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { signInPlace } from '../../../source/domain/login/endpoint.ts';
import { consoleTarget, loginProfile, loginTarget } from '../../../source/domain/login/target.ts';
import { serviceUrl } from '../../../source/domain/portals/endpoints.ts';
import { importExtension } from '../../../source/domain/profiles/import/extension.ts';
import { regionalUrl } from '../../../source/domain/profiles/regions.ts';
import { endpointIn, stsUrl } from '../../../source/domain/sessions/plan/endpoint.ts';
import { Problem } from '../../../source/problem.ts';
import { profilesOf } from './files.ts';

/** Regions as somebody else's file may have them: as a part of a host's name they would lead elsewhere. */
const elsewhere = [
  'evil.example/',
  'evil.example#',
  'evil.example?',
  'evil.example:443/',
  'evil.example\\',
  'user@evil.example/',
  'user:password@evil',
  'eu-west-1.evil.example',
  'eu-west-1/',
  'eu-west-1#',
  'eu-west-1@',
  'eu-west-1 ',
  'eu-west-1\n',
  'eu-west-1\t',
  'eu-west-1%2f',
  'eu-west-1。evil',
  'fips-evil.example/',
  'evil.example/-fips',
  '127.0.0.1:18999/',
  '127.1',
  '[::1]',
  '2130706433',
  '0x7f.1',
  '-',
  'e-',
  'ä',
  'x'.repeat(64),
];

const portal = { startUrl: 'https://corp.awsapps.com/start' };
const sts = { useFips: false, useDualstack: false };
const mary = 'arn:aws:iam::111122223333:user/mary';

/** Every place that makes a host's name of a region. */
const makers: Readonly<Record<string, (region: string) => unknown>> = {
  regionalUrl: (region) => regionalUrl('sts', region, 'amazonaws.com'),
  'the sign-in to the console': (region) => signInPlace(mary, [region], {}),
  STS: (region) => stsUrl({ ...sts, region }),
  'STS with FIPS and dual-stack': (region) => stsUrl({ region, useFips: true, useDualstack: true }),
  "a portal's sign-in": (region) => serviceUrl('oidc', { ...portal, ssoRegion: region }),
  "a portal's roles, with FIPS": (region) => serviceUrl('portal.sso', { ...portal, ssoRegion: region, useFips: true }),
  AWS_REGION: (region) => endpointIn({ AWS_REGION: region }, 'sts'),
  AWS_DEFAULT_REGION: (region) => endpointIn({ AWS_DEFAULT_REGION: region }, 'iam'),
};

describe('a region that would lead elsewhere becomes no part of a host', () => {
  for (const [of, make] of Object.entries(makers)) {
    test(of, () => {
      for (const region of elsewhere)
        assert.throws(
          () => make(region),
          (error) => error instanceof Problem && error.text.code === 'region-unusable',
          JSON.stringify(region),
        );
    });
  }
});

test('what a host of AWS is made of', () => {
  assert.equal(regionalUrl('sts', 'eu-west-1', 'amazonaws.com'), 'https://sts.eu-west-1.amazonaws.com');
  assert.equal(regionalUrl('', 'eu-west-1', 'signin.aws.amazon.com'), 'https://eu-west-1.signin.aws.amazon.com');
});

describe('the region of a sign-in to the console', () => {
  const of = (own: string, source: string) =>
    profilesOf(
      `[profile con]\nlogin_session = ${mary}\n${source}[profile prod]\nrole_arn = arn:aws:iam::111122223333:role/Admin\nsource_profile = con\n${own}`,
    );
  const refusedAt = (line: number) => (error: unknown) =>
    error instanceof Problem && error.text.code === 'region-unusable' && error.text.at?.[0]?.line === line;

  test('its own counts before that of the role that was asked for', () => {
    assert.equal(loginTarget('prod', of('region = eu-west-1\n', ''))?.region, 'eu-west-1');
    assert.equal(loginTarget('prod', of('region = eu-west-1\n', 'region = us-east-2\n'))?.region, 'us-east-2');
  });

  test('one that would lead elsewhere is refused, with its line', () => {
    for (const bad of ['evil.example/', '127.0.0.1:18999/', 'eu-west-1#']) {
      assert.throws(() => loginTarget('prod', of(`region = ${bad}\n`, '')), refusedAt(6));
      assert.throws(() => loginTarget('prod', of('', `region = ${bad}\n`)), refusedAt(3));
      assert.throws(() => consoleTarget('con', of('', `region = ${bad}\n`)), refusedAt(3));
    }
  });

  test('a sign-out goes to no region', () => {
    assert.equal(loginProfile('prod', of('region = evil.example/\n', ''))?.name, 'con');
  });
});

test('the import of a switch-role configuration leaves a region that can be none', () => {
  const role = (name: string, line: string) => `[${name}]\nrole_arn = arn:aws:iam::111122223333:role/Admin\n${line}`;
  const text =
    role('bad', 'source_profile = con\nregion = aws.login.evil.example/\n') +
    role('good', 'source_profile = con\nregion = eu-west-1\n');
  const base = `[base]\ntarget_region = evil.example/\n${role('far', 'source_profile = base\n')}`;
  const own = profilesOf(`[profile con]\nlogin_session = ${mary}\n`);
  const told = (file: string) =>
    importExtension(file, own, 'con').add.map(({ name, settings, left = [] }) => [name, settings.region, left]);
  assert.deepEqual(told(text), [
    ['bad', undefined, ['region']],
    ['good', 'eu-west-1', []],
  ]);
  assert.deepEqual(told(base), [['far', undefined, ['region']]]);
});
