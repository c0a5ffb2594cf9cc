import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { graphemes, segmenter } from '../../source/output/width.ts';

test('graphemes: an emoji is one', () => assert.deepEqual(graphemes('a👩‍💻b'), ['a', '👩‍💻', 'b']));

test('texts are cut as Intl.Segmenter cuts them', () => {
  const unit = fc.oneof(
    fc.constantFrom(
      'a',
      '❯',
      '★',
      '⏎',
      '\u001b[1m',
      'é',
      '─',
      '👩‍💻',
      '🇩🇪',
      'e\u0301',
      '\r\n',
      '漢',
      '\u200d',
      '\ufe0f',
    ),
    fc.string({ unit: 'binary', maxLength: 2 }),
  );
  fc.assert(
    fc.property(fc.array(unit), (parts) => {
      const text = parts.join('');
      const itself = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
      assert.deepEqual(
        Array.from(segmenter.segment(text), ({ segment, index }) => [segment, index]),
        Array.from(itself.segment(text), ({ segment, index }) => [segment, index]),
      );
    }),
    { numRuns: 3000 },
  );
});
