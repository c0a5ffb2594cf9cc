import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { type PortalService, serviceUrl } from '../../../source/domain/portals/endpoints.ts';
import { type Portal, portalOf, portalOfSession, portalsIn, signInId } from '../../../source/domain/portals/portal.ts';
import { normalStartUrl } from '../../../source/domain/portals/start-url.ts';
import type { EndpointVariables } from '../../../source/domain/profiles/profile.ts';
import { PARTITIONS } from '../../../source/domain/profiles/regions.ts';
import { resolveChain } from '../../../source/domain/profiles/resolve/chain.ts';
import { loadProfiles } from '../../../source/domain/profiles/resolve/load.ts';
import { Problem } from '../../../source/problem.ts';

const load = (text: string, variables: EndpointVariables = {}) =>
  loadProfiles(
    { kind: 'config', path: 'config', text },
    { kind: 'credentials', path: 'credentials', text: undefined },
    variables,
  );

const startUrl = 'https://corp.awsapps.com/start';

type Row = readonly [service: PortalService, portal: Partial<Portal>, url: string];
const names: readonly Row[] = [
  ['oidc', { ssoRegion: 'eu-west-1' }, 'https://oidc.eu-west-1.amazonaws.com'],
  ['portal.sso', { ssoRegion: 'eu-west-1' }, 'https://portal.sso.eu-west-1.amazonaws.com'],
  ['oidc', { useFips: true }, 'https://oidc-fips.us-east-1.amazonaws.com'],
  ['portal.sso', { useFips: true }, 'https://portal.sso-fips.us-east-1.amazonaws.com'],
  ['oidc', { useDualstack: true }, 'https://oidc.us-east-1.api.aws'],
  ['oidc', { useDualstack: true, useFips: true }, 'https://oidc-fips.us-east-1.api.aws'],
  ['portal.sso', { useDualstack: true, useFips: true }, 'https://portal.sso-fips.us-east-1.api.aws'],
  ['oidc', { ssoRegion: 'fips-us-east-1' }, 'https://oidc-fips.us-east-1.amazonaws.com'],
  ['oidc', { ssoRegion: 'cn-north-1' }, 'https://oidc.cn-north-1.amazonaws.com.cn'],
  ['oidc', { ssoRegion: 'cn-north-1', useDualstack: true }, 'https://oidc.cn-north-1.api.amazonwebservices.com.cn'],
  ['oidc', { ssoRegion: 'us-gov-west-1' }, 'https://oidc.us-gov-west-1.amazonaws.com'],
  ['oidc', { ssoRegion: 'us-gov-west-1', useFips: true }, 'https://oidc.us-gov-west-1.amazonaws.com'],
  ['portal.sso', { ssoRegion: 'us-gov-east-1', useFips: true }, 'https://portal.sso.us-gov-east-1.amazonaws.com'],
  [
    'oidc',
    { ssoRegion: 'us-gov-west-1', useFips: true, useDualstack: true },
    'https://oidc-fips.us-gov-west-1.api.aws',
  ],
  ['oidc', { ssoRegion: 'eusc-de-east-1' }, 'https://oidc.eusc-de-east-1.amazonaws.eu'],
  ['oidc', { ssoRegion: 'eusc-de-east-1', useDualstack: true }, 'https://oidc.eusc-de-east-1.api.amazonwebservices.eu'],
  ['portal.sso', { ssoRegion: 'us-iso-east-1' }, 'https://portal.sso.us-iso-east-1.c2s.ic.gov'],
  ['oidc', { startUrl: 'https://ssoins-1.portal.us-east-1.app.aws' }, 'https://oidc.us-east-1.api.aws'],
  ['oidc', { startUrl: 'https://ssoins-1.portal.us-east-1.APP.AWS/' }, 'https://oidc.us-east-1.api.aws'],
  [
    'oidc',
    { startUrl: 'https://ssoins-1.portal.us-east-1.app.aws', useDualstack: false },
    'https://oidc.us-east-1.amazonaws.com',
  ],
  ['oidc', { startUrl: 'https://app.aws.example.com' }, 'https://oidc.us-east-1.amazonaws.com'],
  ['oidc', { useFips: true, oidcEndpoint: 'http://127.0.0.1:1/' }, 'http://127.0.0.1:1'],
  ['portal.sso', { oidcEndpoint: 'http://127.0.0.1:1' }, 'https://portal.sso.us-east-1.amazonaws.com'],
  ['portal.sso', { portalEndpoint: 'http://127.0.0.1:2/x/' }, 'http://127.0.0.1:2/x'],
];

test('the name of a service: region, partition, FIPS, dual-stack, and what is configured', () => {
  for (const [service, portal, url] of names) {
    assert.equal(serviceUrl(service, { startUrl, ssoRegion: 'us-east-1', ...portal }), url, JSON.stringify(portal));
  }
});

/** AWS's own rules for names, as the JavaScript SDK has them. */
function namesOfSdk(service: 'sso' | 'sso-oidc', region: string, useFips: boolean, useDualstack: boolean): string {
  const clients = '../../../node_modules/@aws-sdk/nested-clients/dist-cjs/submodules';
  const module = createRequire(import.meta.url)(`${clients}/${service}/index.js`);
  const client = new module[service === 'sso' ? 'SSOClient' : 'SSOOIDCClient']({ region });
  const parameters = { Region: region, UseFIPS: useFips, UseDualStack: useDualstack };
  return String(client.config.endpointProvider(parameters).url).replace(/\/$/, '');
}

test('the names are those of the JavaScript SDK', () => {
  let compared = 0;
  for (const region of [...PARTITIONS.map(({ defaultRegion }) => defaultRegion), 'eu-west-1', 'us-gov-east-1']) {
    for (const useFips of [false, true]) {
      for (const useDualstack of [false, true]) {
        const portal = { startUrl, ssoRegion: region, useFips, useDualstack };
        const about = JSON.stringify(portal);
        assert.equal(serviceUrl('oidc', portal), namesOfSdk('sso-oidc', region, useFips, useDualstack), about);
        assert.equal(serviceUrl('portal.sso', portal), namesOfSdk('sso', region, useFips, useDualstack), about);
        compared += 1;
      }
    }
  }
  assert.equal(compared, 40);
});

test('flags of any profile of the chain reach the portal, its own first', () => {
  const text = (dev: string, prod: string) => `[sso-session corp]
sso_start_url = ${startUrl}
sso_region = us-east-1
[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Developer
${dev}
[profile prod]
role_arn = arn:aws:iam::444455556666:role/Admin
source_profile = dev
${prod}
`;
  const urlOf = (dev: string, prod: string, name: string, variables: EndpointVariables = {}) => {
    const { source, transport } = resolveChain(load(text(dev, prod), variables), name);
    assert.equal(source.kind, 'sso');
    return source.kind === 'sso' ? serviceUrl('oidc', portalOf(source, transport.caBundle)) : '';
  };
  const both = 'use_fips_endpoint = true\nuse_dualstack_endpoint = true';
  assert.equal(urlOf(both, '', 'dev'), 'https://oidc-fips.us-east-1.api.aws');
  assert.equal(urlOf(both, '', 'prod'), 'https://oidc-fips.us-east-1.api.aws');
  assert.equal(urlOf('', both, 'prod'), 'https://oidc-fips.us-east-1.api.aws');
  assert.equal(urlOf('', both, 'dev'), 'https://oidc.us-east-1.amazonaws.com');
  const [on, off] = ['true', 'false'].map((value) => ({
    AWS_USE_FIPS_ENDPOINT: value,
    AWS_USE_DUALSTACK_ENDPOINT: value,
  }));
  assert.equal(urlOf('', '', 'dev', on), 'https://oidc-fips.us-east-1.api.aws', 'the person’s variables count first');
  assert.equal(urlOf(both, both, 'prod', off), 'https://oidc.us-east-1.amazonaws.com');
  const portals = (variables: EndpointVariables = {}) =>
    portalsIn(load(text(both, ''), variables)).map((portal) => serviceUrl('portal.sso', portal));
  assert.deepEqual(portals(), ['https://portal.sso-fips.us-east-1.api.aws']);
  assert.deepEqual(portals(off), ['https://portal.sso.us-east-1.amazonaws.com']);
  const unused = load(`[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\n`, on);
  assert.deepEqual(
    portalsIn(unused).map((portal) => serviceUrl('portal.sso', portal)),
    ['https://portal.sso-fips.us-east-1.api.aws'],
  );
});

const several = `[sso-session unused]
sso_start_url = https://unused.awsapps.com/start/#
sso_region = eu-central-1
sso_registration_scopes = sso:account:access, x

[sso-session half]
sso_region = eu-west-1

[sso-session odd]
sso_start_url = https://odd.awsapps.com/start
sso_region = eu-west-1#

[profile old]
sso_start_url = ${startUrl}
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = Developer

[profile old2]
sso_start_url = ${startUrl}
sso_region = eu-west-2

[profile broken]
sso_start_url = https://lacks-region.awsapps.com/start

[profile dev]
sso_session = corp
endpoint_url = http://127.0.0.1:1
ca_bundle = /corp.pem
use_fips_endpoint = true
sso_account_id = 111122223333
sso_role_name = Developer

[profile lost]
sso_session = no such

[sso-session corp]
sso_start_url = ${startUrl}
sso_region = us-east-1

[sso-session twin]
sso_start_url = ${startUrl}
sso_region = us-east-1
`;

test('each portal once: sessions in file order, used or not, then start URLs; a bad one hides no other', () => {
  const found = portalsIn(load(several));
  assert.deepEqual(found.map(signInId), ['unused', 'corp', 'twin', startUrl]);
  assert.deepEqual(found[0], {
    startUrl: 'https://unused.awsapps.com/start/#',
    ssoRegion: 'eu-central-1',
    ssoSession: 'unused',
    scopes: ['sso:account:access', 'x'],
  });
  assert.deepEqual(found[1], {
    startUrl,
    ssoRegion: 'us-east-1',
    ssoSession: 'corp',
    oidcEndpoint: 'http://127.0.0.1:1',
    portalEndpoint: 'http://127.0.0.1:1',
    caBundle: '/corp.pem',
    useFips: true,
  });
  assert.deepEqual(found[3], { startUrl, ssoRegion: 'eu-west-1' });
  assert.deepEqual(portalsIn(load('')), []);
  const halfFirst =
    '[sso-session half]\nsso_region = r\n[profile x]\nsso_session = half\n[profile old]\nsso_start_url = https://x/\nsso_region = eu-west-1\n';
  assert.deepEqual(portalsIn(load(halfFirst)).map(signInId), ['https://x/']);
});

test('a portal by itself is reached as [default] says, and the variables count before the files', () => {
  const own = `${several}\n[default]\nuse_dualstack_endpoint = true\nservices = s\n[services s]\nsso_oidc =\n  endpoint_url = http://127.0.0.1:3\n`;
  const [unused, corp, , old] = portalsIn(load(own));
  assert.deepEqual([unused?.oidcEndpoint, unused?.portalEndpoint], ['http://127.0.0.1:3', undefined]);
  assert.equal(unused?.useDualstack, true);
  assert.deepEqual([corp?.useDualstack, old?.useDualstack], [undefined, undefined], 'a profile has its own');
  const variables = { AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:4', AWS_ENDPOINT_URL_SSO_OIDC: 'http://127.0.0.1:5' };
  for (const portal of portalsIn(load(own, variables))) {
    assert.deepEqual([portal.portalEndpoint, portal.oidcEndpoint], ['http://127.0.0.1:4', 'http://127.0.0.1:5']);
  }
  const all = portalsIn(load(own, { AWS_ENDPOINT_URL: 'http://127.0.0.1:6' }))[0];
  assert.deepEqual([all?.portalEndpoint, all?.oidcEndpoint], ['http://127.0.0.1:6', 'http://127.0.0.1:6']);
  const off = portalsIn(load(own, { ...variables, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }))[0];
  assert.deepEqual([off?.portalEndpoint, off?.oidcEndpoint], [undefined, undefined]);
});

test('a session by its name: the portal, nothing, or what is wrong with it', () => {
  const profiles = load(several);
  assert.deepEqual(portalOfSession('corp', profiles), portalsIn(profiles)[1]);
  assert.equal(portalOfSession('no such', profiles), undefined);
  const codeOf = (name: string) => {
    try {
      return portalOfSession(name, profiles);
    } catch (error) {
      return error instanceof Problem ? error.text.code : error;
    }
  };
  assert.equal(codeOf('half'), 'sso-incomplete');
  assert.equal(codeOf('odd'), 'region-unusable');
});

test('start URLs are compared without case of the host and without what stands at the end', () => {
  const forms = ['', '/', '#', '#/', '/#', '/#/', '//'].map((end) => `https://Corp.awsapps.com/start${end}`);
  assert.deepEqual([...new Set(forms.map(normalStartUrl))], [startUrl]);
  assert.equal(normalStartUrl('HTTPS://CORP.awsapps.com/start'), startUrl);
  assert.equal(
    normalStartUrl('https://start.us-gov-home.awsapps.com/directory/Ab'),
    'https://start.us-gov-home.awsapps.com/directory/Ab',
  );
  assert.equal(
    normalStartUrl('https://ssoins-1.portal.eu-west-1.app.aws/'),
    'https://ssoins-1.portal.eu-west-1.app.aws',
  );
  assert.notEqual(normalStartUrl('https://corp.awsapps.com/Start'), startUrl);
});
