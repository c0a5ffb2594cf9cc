import assert from 'node:assert/strict';
import { test } from 'node:test';
import { federationPlace, loginPost, loginUrl } from '../../../source/domain/console/place.ts';
import { postedPage } from '../../../source/domain/console/posted-page.ts';

const digest = (text: string) => new Bun.CryptoHasher('sha256').update(text).digest('base64');

test('the page sends what the address holds, and runs no script but its own', () => {
  const place = federationPlace('aws', undefined);
  const [token, page] = ['to+ken/=', 'https://console.aws.amazon.com/ec2/home?a=b&c=d#e'];
  const post = loginPost(place, token, page);
  assert.equal(post.action, 'https://signin.aws.amazon.com/federation');
  assert.deepEqual(post.fields, Object.fromEntries(new URL(loginUrl(place, token, page)).searchParams));
  const html = postedPage(post, 'Sign in as prod', digest);
  const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
  const [, script = ''] = /<script>(.*)<\/script>/.exec(html) ?? [];
  assert.equal(policy, `default-src 'none'; script-src 'sha256-${digest(script)}'`);
  assert.match(html, /<form method="post" action="https:\/\/signin\.aws\.amazon\.com\/federation">/);
  assert.match(html, /value="https:\/\/console\.aws\.amazon\.com\/ec2\/home\?a=b&amp;c=d#e"/);
});

test('no name and no value ends its place in the page', () => {
  const evil = `"'><script>alert(1)</script>&amp;`;
  const html = postedPage({ action: `https://x/${evil}`, fields: { [evil]: evil } }, evil, digest);
  assert.equal(html.match(/<script>/g)?.length, 1);
  assert.ok(!html.includes('alert(1)</script>'));
  assert.equal(html.match(/&amp;amp;/g)?.length, 5, 'an escape stays the text that it is');
});
