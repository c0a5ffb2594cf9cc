import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proxyFor } from '../../source/domain/proxy.ts';
import { Problem } from '../../source/problem.ts';

const a = 'http://a.example:3128';
const b = 'http://b.example:3128';

// As botocore has it by way of Python's urllib.request, which was asked for each row; of the star it knows nothing, and Node does.
const rows: readonly (readonly [what: string, env: Readonly<Record<string, string>>, proxy: string | undefined])[] = [
  ['nothing is set', {}, undefined],
  ['upper case', { HTTPS_PROXY: a }, a],
  ['lower case', { https_proxy: a }, a],
  ['both: lower case counts', { HTTPS_PROXY: a, https_proxy: b }, b],
  ['an empty one in lower case turns it off', { HTTPS_PROXY: a, https_proxy: '' }, undefined],
  ['that of http is for http', { HTTP_PROXY: a, http_proxy: a }, undefined],
  ['without a scheme', { HTTPS_PROXY: 'a.example:3128' }, a],
  ['a name and a password without a scheme', { HTTPS_PROXY: 'me:pw@a.example:3128' }, 'http://me:pw@a.example:3128'],
  ['by https', { HTTPS_PROXY: 'https://a.example' }, 'https://a.example'],
  ['a scheme in capitals', { HTTPS_PROXY: 'HTTP://a.example:3128' }, a],
  ['NO_PROXY: all', { HTTPS_PROXY: a, NO_PROXY: '*' }, undefined],
  ['NO_PROXY: the host', { HTTPS_PROXY: a, NO_PROXY: 'sts.eu-west-1.amazonaws.com' }, undefined],
  ['NO_PROXY: what is above it', { HTTPS_PROXY: a, NO_PROXY: 'amazonaws.com' }, undefined],
  ['NO_PROXY: with a dot', { HTTPS_PROXY: a, NO_PROXY: '.amazonaws.com' }, undefined],
  ['NO_PROXY: with a star', { HTTPS_PROXY: a, NO_PROXY: '*.amazonaws.com' }, undefined],
  ['NO_PROXY: in capitals, among others', { HTTPS_PROXY: a, NO_PROXY: 'x.y, AmazonAWS.com ,z' }, undefined],
  ['NO_PROXY: with the port', { HTTPS_PROXY: a, NO_PROXY: 'amazonaws.com:443' }, undefined],
  ['NO_PROXY: with another port', { HTTPS_PROXY: a, NO_PROXY: 'amazonaws.com:8443' }, a],
  ['NO_PROXY: the end of a word', { HTTPS_PROXY: a, NO_PROXY: 'aws.com' }, a],
  ['NO_PROXY: below the host', { HTTPS_PROXY: a, NO_PROXY: 'x.sts.eu-west-1.amazonaws.com' }, a],
  ['NO_PROXY: nothing but commas', { HTTPS_PROXY: a, NO_PROXY: ',,' }, a],
  ['no_proxy counts before NO_PROXY', { HTTPS_PROXY: a, NO_PROXY: 'x.y', no_proxy: 'amazonaws.com' }, undefined],
  ['an empty no_proxy too', { HTTPS_PROXY: a, NO_PROXY: 'amazonaws.com', no_proxy: '' }, a],
];

for (const [what, env, proxy] of rows) {
  test(what, () => assert.equal(proxyFor('https://sts.eu-west-1.amazonaws.com', env), proxy));
}

test('this machine is reached directly, over either scheme', () => {
  for (const host of ['localhost', '127.0.0.1', '[::1]']) {
    for (const scheme of ['http', 'https'])
      assert.equal(proxyFor(`${scheme}://${host}:4566/path`, { HTTPS_PROXY: a, HTTP_PROXY: a }), undefined);
  }
  assert.equal(proxyFor('http://aws.intranet:4566', { HTTP_PROXY: a }), a);
});

// The runtime knows nothing but `http:` and `https:`, and goes past any other proxy without a word; to the AWS CLI there is no such host.
const refused: readonly (readonly [what: string, env: Readonly<Record<string, string>>, code: string])[] = [
  ...['socks5', 'socks5h', 'socks4', 'SOCKS5', 'ftp'].map(
    (scheme) => [scheme, { HTTPS_PROXY: `${scheme}://me:SECRET@a.example:1080` }, 'proxy-scheme'] as const,
  ),
  ['the one in lower case', { https_proxy: 'socks5://me:SECRET@a.example', HTTPS_PROXY: a }, 'proxy-scheme'],
  ['a blank in the host', { HTTPS_PROXY: 'http://me:SECRET@a example:3128' }, 'proxy-unreadable'],
  ['no host', { HTTPS_PROXY: 'http://' }, 'proxy-unreadable'],
  ['a blank', { HTTPS_PROXY: ' ' }, 'proxy-unreadable'],
  ['half a scheme', { HTTPS_PROXY: 'socks5:a.example:SECRET' }, 'proxy-unreadable'],
];

for (const [what, env, code] of refused) {
  test(`a proxy that calls cannot go through is refused: ${what}`, () => {
    const isRefused = (error: unknown) => {
      assert.ok(error instanceof Problem);
      assert.equal(error.text.code, code);
      assert.match(error.text.title, 'https_proxy' in env ? /^https_proxy / : /^HTTPS_PROXY /);
      assert.doesNotMatch(JSON.stringify(error.text), /SECRET/);
      return true;
    };
    assert.throws(() => proxyFor('https://sts.eu-west-1.amazonaws.com', env), isRefused);
    assert.equal(proxyFor('https://127.0.0.1:4566', env), undefined, 'this machine is reached directly');
    assert.equal(proxyFor('https://sts.eu-west-1.amazonaws.com', { ...env, NO_PROXY: 'amazonaws.com' }), undefined);
  });
}

test('the advice for a host that is not below amazonaws.com names it, and does', () => {
  const socks = { HTTPS_PROXY: 'socks5://a.example:1080' };
  const remedy = (endpoint: string): string => {
    try {
      return `no proxy: ${proxyFor(endpoint, socks)}`;
    } catch (error) {
      return /NO_PROXY=(\S+)/.exec(String(error instanceof Problem && error.text.todo))?.[1] ?? '';
    }
  };
  assert.equal(remedy('https://sts.eu-west-1.amazonaws.com'), 'amazonaws.com');
  for (const host of ['signin.aws.amazon.com', 'corp.awsapps.com', 'sts.cn-north-1.amazonaws.com.cn']) {
    const endpoint = `https://${host}/start`;
    assert.equal(remedy(endpoint), `amazonaws.com,${host}`);
    assert.equal(proxyFor(endpoint, { ...socks, NO_PROXY: remedy(endpoint) }), undefined);
  }
});
