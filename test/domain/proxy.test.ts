import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proxyFor } from '../../source/domain/proxy.ts';

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
