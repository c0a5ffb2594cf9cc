import assert from 'node:assert/strict';
import { test } from 'node:test';
import { portalLink, readPortalLink, rolesOfPortalLink } from '../../../source/domain/console/portal-link.ts';
import { portalsIn } from '../../../source/domain/portals/portal.ts';
import { parseLink } from '../../../source/domain/profiles/looks/links.ts';
import { roleSummaries } from '../../../source/domain/profiles/resolve/summary.ts';
import { Problem } from '../../../source/problem.ts';
import { profilesOf } from '../profiles/files.ts';

const source = {
  kind: 'sso' as const,
  profile: 'p',
  startUrl: 'https://corp.awsapps.com/start',
  ssoRegion: 'eu-west-1',
  accountId: '111122223333',
  roleName: 'Admin',
};
const page = 'https://console.aws.amazon.com/ec2/home?region=eu-west-1#Instances:';
const query = `account_id=111122223333&role_name=Admin&destination=${encodeURIComponent(page)}`;

const starts: readonly (readonly [startUrl: string, start: string])[] = [
  ['https://corp.awsapps.com/start', 'https://corp.awsapps.com/start'],
  ['https://corp.awsapps.com/start/', 'https://corp.awsapps.com/start'],
  ['https://corp.awsapps.com/start#/', 'https://corp.awsapps.com/start'],
  ['https://corp.awsapps.com/start/#/console?account_id=9', 'https://corp.awsapps.com/start'],
  ['https://Corp.awsapps.com/start', 'https://corp.awsapps.com/start'],
  ['https://start.home.awsapps.cn/directory/corp', 'https://start.home.awsapps.cn/directory/corp'],
  ['https://ssoins-1.portal.eu-west-1.app.aws', 'https://ssoins-1.portal.eu-west-1.app.aws'],
  ['http://127.0.0.1:4566/start', 'http://127.0.0.1:4566/start'],
];

for (const [startUrl, start] of starts) {
  test(`the link of ${startUrl}`, () =>
    assert.equal(portalLink({ ...source, startUrl }, page), `${start}/#/console?${query}`));
}

test('a role whose name a query would read otherwise keeps it', () => {
  const link = portalLink({ ...source, roleName: 'a+b=c,d@e' }, page);
  assert.equal(new URLSearchParams(link.split('?').slice(1).join('?')).get('role_name'), 'a+b=c,d@e');
});

for (const startUrl of [
  'http://corp.awsapps.com/start',
  'javascript:alert(1)',
  'https://u:p@corp.awsapps.com/start',
  'file:///x',
]) {
  test(`${startUrl} is opened by nobody`, () => {
    assert.throws(
      () => portalLink({ ...source, startUrl }, page),
      (error) => error instanceof Problem && error.text.code === 'sign-in-address',
    );
  });
}

test('a link is read as it is written, also out of a mail', () => {
  for (const startUrl of starts.map(([url]) => url)) {
    const link = portalLink({ ...source, startUrl, roleName: 'a+b=c,d@e' }, page);
    const read = { startUrl: link.slice(0, link.indexOf('/#/')), accountId: '111122223333', roleName: 'a+b=c,d@e' };
    for (const text of [link, `<${link}>`, link.replaceAll('&', '&amp;')]) assert.deepEqual(readPortalLink(text), read);
  }
  for (const text of [
    'https://corp.awsapps.com/start',
    'https://corp.awsapps.com/start/#/console?account_id=9&role_name=Admin',
    'https://signin.aws.amazon.com/switchrole?account=111122223333&roleName=Admin',
    'prod',
  ])
    assert.equal(readPortalLink(text), undefined, text);
  const codeOf = (run: () => unknown) => {
    try {
      return run();
    } catch (error) {
      return error instanceof Problem ? error.text.code : error;
    }
  };
  const cut = 'https://corp.awsapps.com/start/#/console?account_id=111122223333';
  assert.equal(
    codeOf(() => readPortalLink(cut)),
    'link-cut-off',
  );
  assert.equal(
    codeOf(() => parseLink(portalLink(source, page))),
    'link-unreadable',
  );
});

test('a link leads to the roles of its own portal, by whichever lines they name it', () => {
  const role = 'sso_account_id = 111122223333\nsso_role_name = Admin\n';
  const at = (host: string) => `sso_start_url = https://${host}.awsapps.com/start\nsso_region = eu-west-1\n`;
  const profiles = profilesOf(
    `[sso-session corp]\n${at('corp')}[sso-session other]\n${at('other')}[profile a]\nsso_session = corp\n${role}` +
      `[profile b]\n${at('CORP').replace('start\n', 'start/#/\n')}${role}[profile c]\nsso_session = other\n${role}` +
      `[profile d]\nsso_session = corp\n${role.replace('Admin', 'Read')}`,
  );
  const link = readPortalLink(portalLink(source, page)) ?? assert.fail('it is a link');
  assert.deepEqual(rolesOfPortalLink(roleSummaries(profiles), portalsIn(profiles), link), ['a', 'b']);
});
