import assert from 'node:assert/strict';
import { test } from 'node:test';
import { portalLink } from '../../../source/domain/console/portal-link.ts';
import { Problem } from '../../../source/problem.ts';

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
