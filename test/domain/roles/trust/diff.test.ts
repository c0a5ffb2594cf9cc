import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lineDiff, policyDiff, samePolicy } from '../../../../source/domain/roles/trust/diff.ts';

const policy = (statement: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

test('the order of keys, a list of one and an empty condition are no difference', () => {
  const one = policy({ Action: 'sts:AssumeRole', Principal: { AWS: '1' }, Condition: {} });
  const other = {
    Statement: { Principal: { AWS: ['1'] }, Action: ['sts:AssumeRole'], Effect: 'Allow' },
    Version: '2012-10-17',
  };
  assert.equal(samePolicy(one, other), true);
  assert.deepEqual(policyDiff(one, other as never), []);
  assert.equal(samePolicy(one, policy({ Action: 'sts:AssumeRole', Principal: { AWS: '2' } })), false);
});

test('a difference shows the lines that go and come', () => {
  const changed = policyDiff(policy({ Principal: { AWS: '1' } }), policy({ Principal: { AWS: '2' } }));
  assert.deepEqual(
    changed.filter(({ kind }) => kind !== 'same').map(({ kind, text }) => [kind, text.trim()]),
    [
      ['removed', '"AWS": "1"'],
      ['added', '"AWS": "2"'],
    ],
  );
});

test('lineDiff holds both texts, in order', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const diff = lineDiff(before, after);
      const without = (kind: string) => diff.filter((line) => line.kind !== kind).map(({ text }) => text);
      assert.deepEqual(without('added'), before);
      assert.deepEqual(without('removed'), after);
    }),
  );
});
