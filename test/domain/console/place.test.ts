import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserCommands, whyNoBrowser } from '../../../source/domain/console/browser.ts';
import { federationPlace, loginUrl, loginUrlAfterLogout } from '../../../source/domain/console/place.ts';
import { Problem } from '../../../source/problem.ts';

const partitions: readonly (readonly [partition: string, signIn: string, console: string])[] = [
  ['aws', 'signin.aws.amazon.com', 'console.aws.amazon.com'],
  ['aws-cn', 'signin.amazonaws.cn', 'console.amazonaws.cn'],
  ['aws-us-gov', 'signin.amazonaws-us-gov.com', 'console.amazonaws-us-gov.com'],
  ['aws-eusc', 'signin.amazonaws-eusc.eu', 'console.amazonaws-eusc.eu'],
];

for (const [partition, signIn, consoleHost] of partitions) {
  test(`${partition} signs in at ${signIn}`, () => {
    const place = federationPlace(partition, undefined);
    assert.deepEqual(place, { partition, federation: `https://${signIn}/federation`, consoleHost });
  });
}

test('a partition without a public sign-in page says so', () => {
  assert.throws(
    () => federationPlace('aws-iso', undefined),
    (error) => error instanceof Problem && error.text.code === 'console-no-sign-in',
  );
});

test('an endpoint of AWS in an isolated partition has no sign-in page either', () => {
  for (const endpoint of [
    'https://vpce-1.sts.us-iso-east-1.vpce.c2s.ic.gov',
    'https://sts.us-isob-east-1.sc2s.sgov.gov',
  ]) {
    assert.throws(
      () => federationPlace('aws-iso', endpoint),
      (error) => error instanceof Problem && error.text.code === 'console-no-sign-in',
    );
  }
});

const endpoints: readonly (readonly [endpoint: string, federation: string])[] = [
  ['http://127.0.0.1:4566/x?y', 'http://127.0.0.1:4566/federation'],
  ['https://aws.example.org', 'https://aws.example.org/federation'],
  ['https://vpce-1.sts.eu-west-1.vpce.amazonaws.com', 'https://signin.aws.amazon.com/federation'],
  ['https://sts-fips.us-east-1.amazonaws.com', 'https://signin.aws.amazon.com/federation'],
  ['https://sts.eu-west-1.api.aws', 'https://signin.aws.amazon.com/federation'],
  ['https://notamazonaws.com', 'https://notamazonaws.com/federation'],
  ['not an address', 'https://signin.aws.amazon.com/federation'],
];

for (const [endpoint, federation] of endpoints) {
  test(`endpoint ${endpoint}`, () => assert.equal(federationPlace('aws', endpoint).federation, federation));
}

const place = federationPlace('aws', undefined);

test('the login address carries the token, and where to', () => {
  const url = new URL(loginUrl(place, 'to+ken/=', 'https://console.aws.amazon.com/ec2/home?a=b'));
  assert.equal(url.host + url.pathname, 'signin.aws.amazon.com/federation');
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    Action: 'login',
    Issuer: 'rolecall',
    Destination: 'https://console.aws.amazon.com/ec2/home?a=b',
    SigninToken: 'to+ken/=',
  });
});

test('signing out first leads on through us-east-1, and is there in the first partition only', () => {
  const url = new URL(loginUrlAfterLogout(place, 't', 'https://console.aws.amazon.com/') ?? '');
  assert.equal(url.origin + url.pathname, 'https://us-east-1.signin.aws.amazon.com/oauth');
  assert.match(
    url.searchParams.get('redirect_uri') ?? '',
    /^https:\/\/us-east-1\.signin\.aws\.amazon\.com\/federation\?Action=login/,
  );
  assert.equal(loginUrlAfterLogout(federationPlace('aws-cn', undefined), 't', ''), undefined);
});

test('no browser is opened for a person who sits elsewhere, or without a display', () => {
  assert.match(whyNoBrowser({ SSH_CONNECTION: 'x', DISPLAY: ':0' }, 'linux') ?? '', /SSH/);
  assert.match(whyNoBrowser({ SSH_TTY: '/dev/pts/1' }, 'darwin') ?? '', /SSH/);
  assert.match(whyNoBrowser({}, 'linux') ?? '', /display/);
  for (const name of ['DISPLAY', 'WAYLAND_DISPLAY', 'WSL_DISTRO_NAME'])
    assert.equal(whyNoBrowser({ [name]: 'x' }, 'linux'), undefined);
  assert.equal(whyNoBrowser({}, 'darwin'), undefined);
  assert.equal(whyNoBrowser({}, 'win32'), undefined);
});

const linux = { platform: 'linux', isThere: () => false };

test('a browser that the person names is used everywhere, and no shell reads its line', () => {
  assert.equal(whyNoBrowser({ SSH_CONNECTION: 'x', BROWSER: 'helper' }, 'linux'), undefined);
  assert.equal(whyNoBrowser({ BROWSER: 'w3m' }, 'linux'), undefined);
  const url = 'https://a/?b=$&c=%s;d';
  assert.deepEqual(browserCommands('helper', url, linux), [['helper', url]]);
  assert.deepEqual(browserCommands('one --new %s:two  -x::', url, linux), [
    ['one', '--new', url],
    ['two', '-x', url],
  ]);
});

test('the path of a browser may have spaces, as in Python and gh', () => {
  const chrome = '/mnt/c/Program Files/Google/chrome.exe';
  const there = { platform: 'linux', isThere: (path: string) => path === chrome };
  for (const [line, words] of [
    ['/mnt/c/Program\\ Files/Google/chrome.exe %s', [chrome, 'https://a']],
    [`"${chrome}" --new`, [chrome, '--new', 'https://a']],
    [chrome, [chrome, 'https://a']],
    ['open -a "Google Chrome"', ['open', '-a', 'Google Chrome', 'https://a']],
    ["open -a 'Google Chrome' %s", ['open', '-a', 'Google Chrome', 'https://a']],
  ] as const)
    assert.deepEqual(browserCommands(line, 'https://a', there), [words], line);
  assert.deepEqual(browserCommands('not "closed:w3m', 'https://a', there), [['w3m', 'https://a']]);
});

test('on Windows a path has a colon and backslashes, and browsers are parted by semicolons', () => {
  const firefox = 'C:\\Program Files\\Mozilla Firefox\\firefox.exe';
  const there = { platform: 'win32', isThere: (path: string) => path === firefox };
  assert.deepEqual(browserCommands(`${firefox};"${firefox}" -new-tab %s;C:\\x\\w3m.exe -x`, 'https://a', there), [
    [firefox, 'https://a'],
    [firefox, '-new-tab', 'https://a'],
    ['C:\\x\\w3m.exe', '-x', 'https://a'],
  ]);
});
