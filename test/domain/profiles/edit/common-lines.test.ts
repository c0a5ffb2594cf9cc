import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { commonLines } from '../../../../source/domain/profiles/edit/common-lines.ts';

test('what two texts have in common rises in both, and is the same in both', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, (old, now) => {
      const pairs = commonLines(old, now);
      for (const [index, [i, j]] of pairs.entries()) {
        assert.equal(old[i], now[j]);
        const [before, beside] = pairs[index - 1] ?? [-1, -1];
        assert.ok(i > before && j > beside);
      }
    }),
  );
});

test('of long texts too, where lines stand once in each: what stays is found among thousands of changes', () => {
  const section = (name: number, ...lines: readonly string[]) => [
    `[profile p${name}]`,
    ...lines,
    'region = eu-west-1',
    '',
  ];
  const numbers = Array.from({ length: 3_000 }, (_, index) => index);
  const old = numbers.flatMap((name) => section(name, 'credential_process = x'));
  const now = numbers.flatMap((name) => section(name, 'sso_session = corp', 'sso_role_name = A'));
  assert.equal(commonLines(old, now).length, numbers.length * 3);
  const moved = [...now.slice(20), ...now.slice(0, 20)];
  assert.ok(commonLines(old, moved).length >= (numbers.length - 10) * 3);
});

test('long texts without such lines have nothing in common', () => {
  const lines = Array.from({ length: 3_000 }, (_, index) => `${index % 3}`);
  assert.deepEqual(commonLines(['x', ...lines], ['y', ...lines]).length, 0);
});
