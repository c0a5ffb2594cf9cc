import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSignInPage } from '../../../source/domain/sign-in/page.ts';

const startUrl = 'https://corp.awsapps.com/start';
const owner = { region: 'eu-west-1', own: [startUrl, undefined] };
const china = { region: 'cn-north-1', own: ['https://start.home.awsapps.cn/directory/corp'] };
const gov = { region: 'us-gov-west-1', own: ['https://start.us-gov-home.awsapps.com/directory/corp'] };
const demo = { region: 'eu-west-1', own: [startUrl, 'http://127.0.0.1:4100'] };
const vanity = { region: 'eu-west-1', own: ['https://aws.corp.example/start'] };

const pages: readonly (readonly [url: string, is: boolean, owner?: typeof owner | typeof china])[] = [
  ['https://device.sso.eu-west-1.amazonaws.com/?user_code=BCDF-GHJK', true],
  ['https://corp.awsapps.com/start/#/device?user_code=BCDF-GHJK', true],
  ['https://oidc.eu-west-1.amazonaws.com/authorize?response_type=code&scopes=sso%3Aaccount%3Aaccess', true],
  ['https://oidc.eu-west-1.api.aws/authorize?x', true],
  ['https://ssoins-1234.portal.eu-west-1.app.aws/#/device', true],
  ['https://signin.aws.amazon.com/platform/login', true],
  ['https://eu-west-1.signin.aws.amazon.com/v1/authorize?x', true],
  ['https://device.sso.cn-north-1.amazonaws.com.cn/', true, china],
  ['https://start.home.awsapps.cn/directory/corp', true, china],
  ['https://device.sso.us-gov-west-1.amazonaws.com/', true, gov],
  ['http://127.0.0.1:4100/device?user_code=BCDF-GHJK', true, demo],
  ['https://aws.corp.example/start/#/device', true, vanity],
  ['https://device.sso.eu-west-1.amazonaws.com/', false, china],
  ['https://device.sso.cn-north-1.amazonaws.com.cn/', false],
  ['http://device.sso.eu-west-1.amazonaws.com/', false],
  ['http://corp.awsapps.com/start', false],
  ['http://127.0.0.1:4100/device', false],
  ['http://127.0.0.1:4101/device', false, demo],
  ['http://localhost:4100/device', false, demo],
  ['https://evil.example/', false],
  ['https://evil.example/?.amazonaws.com', false],
  ['https://amazonaws.com.evil.example/', false],
  ['https://evilamazonaws.com/', false],
  ['https://device.sso.eu-west-1.amazonaws.com:8443/', false],
  ['https://me:you@device.sso.eu-west-1.amazonaws.com/', false],
  ['https://device.sso.eu-west-1.amazonaws.com/\u001b]0;x\u0007', false],
  ['https://device.sso.eu-west-1.amazonaws.com/ -x', false],
  ['https://device.sso.eu-west-1.amazonaws.com/"&calc', false],
  ['https://device.sso.eu-west-1.amazonaws.com/`id`', false],
  ['javascript:alert(1)', false],
  ['file:///etc/passwd', false],
  ['-oProxyCommand=x', false],
  ['', false],
];

for (const [url, is, whose = owner] of pages) {
  test(`${JSON.stringify(url)} in ${whose.region} is ${is ? '' : 'no '}page for a browser`, () => {
    assert.equal(isSignInPage(url, whose), is);
  });
}
