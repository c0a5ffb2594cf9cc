import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cellWidth, graphemes, segmenter } from '../../source/output/width.ts';
import { width } from '../../source/ui/text/text.ts';

test('graphemes: an emoji is one', () => assert.deepEqual(graphemes('a👩‍💻b'), ['a', '👩‍💻', 'b']));

test('cells are counted as the list of the UI counts them', () => {
  for (const text of [
    'prod',
    'Zürich',
    'e\u0301',
    '漢字',
    '𠮷𠮷',
    '❤️',
    'a❤️b',
    '☎',
    '🇩🇪',
    '👩🏽‍💻',
    '1️⃣',
    'ｱ',
    '🈁',
    '…▌★',
  ])
    assert.equal(cellWidth(text), width(text), text);
});

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
