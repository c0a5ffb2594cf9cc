import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  looksLikeStartUrl,
  regionOfPage,
  regionOfStartUrl,
  sessionNameOf,
  startUrlOf,
} from '../../../source/domain/portals/start-url.ts';
import { Problem } from '../../../source/problem.ts';

test('the region of a start URL: in the hosts since 2026, in no other', () => {
  const table: readonly (readonly [url: string, region: string | undefined])[] = [
    ['https://ssoins-1234.portal.eu-west-1.app.aws', 'eu-west-1'],
    ['https://ssoins-1234.portal.eu-west-1.app.aws/start', 'eu-west-1'],
    ['https://SSOINS-1234.portal.EU-WEST-1.app.aws', 'eu-west-1'],
    ['https://ssoins-1234.us-east-2.portal.amazonaws.com', 'us-east-2'],
    ['https://ssoins-1234.eusc-de-east-1.portal.amazonaws.eu', 'eusc-de-east-1'],
    ['https://corp.awsapps.com/start', undefined],
    ['https://start.us-gov-home.awsapps.com/directory/d-1', undefined],
    ['https://start.home.awsapps.cn/directory/d-1', undefined],
    ['https://identitycenter.amazonaws.com/ssoins-1', undefined],
    ['https://ssoins-1.portal.nowhere.app.aws', undefined],
    ['https://ssoins-1.portal.eu-west-1.app.aws.example.com', undefined],
  ];
  for (const [url, region] of table) assert.equal(regionOfStartUrl(url), region, url);
});

test('the region of a page: its meta tag, however it is written; nothing that is no region', () => {
  const table: readonly (readonly [html: string, region: string | undefined])[] = [
    ['<head><meta name="region" content="eu-west-1"></head>', 'eu-west-1'],
    ["<META content='us-gov-west-1' NAME='region' />", 'us-gov-west-1'],
    ['<meta charset=utf-8><meta name=region content=cn-north-1>', 'cn-north-1'],
    ['<meta name="regional" content="eu-west-1">', undefined],
    ['<meta name="region" content="evil.example/">', undefined],
    ['<meta name="region">', undefined],
    [`<meta ${' '.repeat(100_000)}`, undefined],
    ['', undefined],
  ];
  for (const [html, region] of table) assert.equal(regionOfPage(html), region, html.slice(0, 60));
});

test('the name of a session: the host’s first label, where it says something and is free', () => {
  const table: readonly (readonly [url: string, name: string | undefined])[] = [
    ['https://corp.awsapps.com/start', 'corp'],
    ['https://my-corp.awsapps.com/start', 'my-corp'],
    ['https://sso.example.com/', 'sso'],
    ['https://taken.awsapps.com/start', undefined],
    ['https://d-1234567890.awsapps.com/start', undefined],
    ['https://ssoins-1234.portal.eu-west-1.app.aws', undefined],
    ['https://start.us-gov-home.awsapps.com/directory/corp', undefined],
    ['https://identitycenter.amazonaws.com/ssoins-1', undefined],
    ['http://127.0.0.1:1/start', undefined],
  ];
  for (const [url, name] of table) assert.equal(sessionNameOf(url, ['taken']), name, url);
});

test('what a person types or copies becomes a start URL, or is refused', () => {
  for (const typed of [
    'corp.awsapps.com/start',
    'https://corp.awsapps.com/start/',
    'https://Corp.awsapps.com/start/#/?tab=accounts',
    ' https://corp.awsapps.com/start#',
  ]) {
    assert.equal(startUrlOf(typed), 'https://corp.awsapps.com/start', typed);
  }
  for (const typed of [
    'http://corp.awsapps.com/start',
    'https://a:b@corp.awsapps.com/start',
    'javascript://corp/',
    'https://',
    'https://corp.awsapps.com/st art',
    'https://corp.awsapps.com/start\n[profile evil]',
  ]) {
    assert.throws(() => startUrlOf(typed), Problem, typed);
  }
  for (const word of ['corp', 'prod/admin', 'a.b/c', 'example.com/start']) assert.ok(!looksLikeStartUrl(word), word);
});
