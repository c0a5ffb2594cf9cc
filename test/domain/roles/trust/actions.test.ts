import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { covers, isAssuming } from '../../../../source/domain/roles/trust/actions.ts';

const opening = [
  '*',
  'sts:*',
  'sts:assumerole',
  'sts:*SAML',
  'st?:AssumeRoleWith*Identity',
  's*e',
  '***',
  'sts:Assume*',
];
const others = ['', '?', 'sts:', 'sts:TagSession', 'sts:AssumeRoot', 'sts:AssumeRole?', 'sts:?', 'iam:*', 'sts:Set*'];

for (const action of opening) test(`opens a role: ${action}`, () => assert.equal(isAssuming(action), true));
for (const action of others)
  test(`opens no role: ${action || '(none)'}`, () => assert.equal(isAssuming(action), false));

test('a pattern covers what the regular expression of the same meaning does', () => {
  const signs = (letters: string[]) => fc.array(fc.constantFrom(...letters), { maxLength: 12 });
  fc.assert(
    fc.property(signs(['a', 'b', '*', '?']), signs(['a', 'b']), (pattern, text) => {
      const source = pattern.map((sign) => (sign === '*' ? '.*' : sign === '?' ? '.' : sign)).join('');
      assert.equal(covers(pattern.join(''), text.join('')), new RegExp(`^${source}$`).test(text.join('')));
    }),
  );
});

test('many stars take no time', () => {
  assert.equal(covers(`${'*a'.repeat(2000)}b`, 'a'.repeat(4000)), false);
});
