import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  checkDescription,
  checkExternalId,
  checkMaxSession,
  checkName,
  checkPath,
  checkPolicyArn,
  checkTagKey,
  checkTagValue,
  consoleLimits,
  generateExternalId,
  type Rule,
} from '../../../source/domain/roles/definition.ts';

const cases: readonly (readonly [Rule, good: readonly string[], bad: readonly string[]])[] = [
  [checkName, ['a', 'ystataws', 'a+b=c,d.e@f-_', 'x'.repeat(64)], ['', 'a b', 'a/b', 'ä', 'a\n', 'x'.repeat(65)]],
  [
    checkPath,
    ['/', '/team/', '/a/b/', '//', `/${'x'.repeat(510)}/`],
    ['', 'team', '/team', '/a b/', '/é/', `/${'x'.repeat(511)}/`],
  ],
  [
    checkDescription,
    ['', 'For mary.', 'line\nline\ttab', 'Größe', 'x'.repeat(1000)],
    ['日本', '“x”', '\u0007', 'x'.repeat(1001)],
  ],
  [
    checkTagKey,
    ['Team', 'a b', 'größe:x/y=z+@-', 'x'.repeat(128)],
    ['', 'aws:x', 'AWS:x', 'a,b', '🚀', 'x'.repeat(129)],
  ],
  [checkTagValue, ['', 'core', 'x'.repeat(256)], ['a,b', 'a"b', 'x'.repeat(257)]],
  [checkExternalId, ['ab', 'a:b/c', 'x'.repeat(1224)], ['', 'a', 'a b', 'a#b', 'x'.repeat(1225)]],
  [
    checkPolicyArn,
    [
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
      'arn:aws-cn:iam::aws:policy/job-function/Billing',
      'arn:aws:iam::444455556666:policy/a/b',
    ],
    ['ReadOnlyAccess', 'arn:aws:iam::44445555666:policy/a', 'arn:aws:iam::aws:role/a', 'arn:aws:iam::aws:policy/'],
  ],
];

for (const [rule, good, bad] of cases) {
  test(`${rule.name} takes what IAM takes`, () => {
    for (const text of good) assert.equal(rule(text), undefined, text.slice(0, 40));
    for (const text of bad) assert.match(rule(text) ?? '', /\.$/, text.slice(0, 40));
  });
}

test('checkMaxSession: an hour to twelve, in whole seconds', () => {
  for (const seconds of [3600, 3601, 43_200]) assert.equal(checkMaxSession(seconds), undefined);
  for (const seconds of [0, 900, 3599, 43_201, 3600.5, Number.NaN]) assert.ok(checkMaxSession(seconds));
});

test('an odd character is named, an invisible one by its number', () => {
  assert.match(checkName('a/b') ?? '', /“\/”/);
  assert.match(checkName('a b') ?? '', /^A space/);
  assert.match(checkName('a\u202eb') ?? '', /^U\+202E/);
});

test('a generated external ID is one that IAM takes, and all of its letters come from chance', () => {
  const made = generateExternalId((count) => Uint8Array.from({ length: count }, (_, at) => at * 37));
  assert.equal(checkExternalId(made), undefined);
  assert.equal(made.length, 26);
  assert.notEqual(
    made,
    generateExternalId((count) => new Uint8Array(count)),
  );
});

test('the console cannot switch with an external ID, nor to more than 64 characters', () => {
  const plain = { path: '/', name: 'a', trust: { externalId: undefined } };
  assert.deepEqual(consoleLimits(plain), []);
  assert.equal(consoleLimits({ ...plain, trust: { externalId: 'x2' } }).length, 1);
  assert.equal(consoleLimits({ ...plain, path: '/team/', name: 'x'.repeat(60) }).length, 1);
  assert.equal(consoleLimits({ ...plain, name: 'x'.repeat(64) }).length, 0);
});
