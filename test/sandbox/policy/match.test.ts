import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { matchesTokens, tokenize } from '../../../source/sandbox/policy/match.ts';

describe('matchesTokens', () => {
  test('agrees with a regular expression', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '/'), maxLength: 8 });
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 10 });
    fc.assert(
      fc.property(letters, texts, (pattern, text) => {
        const source = pattern.replaceAll('*', '.*').replaceAll('?', '.');
        return matchesTokens(tokenize(pattern), text) === new RegExp(`^${source}$`).test(text);
      }),
      { numRuns: 2000 },
    );
  });

  test('takes no longer for a pattern that was written to', () => {
    const pattern = tokenize('*a'.repeat(1000));
    assert.equal(matchesTokens(pattern, `${'a'.repeat(2000)}b`), false);
  });
});
