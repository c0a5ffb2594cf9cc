import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lineSplitter } from '../../../source/domain/display/lines.ts';

function linesOf(pieces: readonly string[], longest = 1000) {
  const splitter = lineSplitter(longest);
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
}

test('lines end as programs end them, wherever the pieces are cut', () => {
  const cases: readonly (readonly [text: string, lines: readonly string[]])[] = [
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\r\nb\n\nc', ['a', 'b', '', 'c']],
    ['10%\r20%\rdone\n', ['10%', '20%', 'done']],
    ['a\r', ['a']],
    ['\n', ['']],
  ];
  for (const [text, lines] of cases) {
    assert.deepEqual(linesOf([text]), lines, JSON.stringify(text));
    assert.deepEqual(linesOf([...text]), lines, `${JSON.stringify(text)}, one by one`);
  }
});

test('a line without an end is given in pieces, none longer than asked, no character cut, nothing lost', () => {
  assert.deepEqual(linesOf(['abcdefg'], 3), ['abc', 'def', 'g']);
  assert.deepEqual(linesOf(['ab👩cd'], 3), ['ab', '👩c', 'd']);
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.integer({ min: 2, max: 9 }), (pieces, longest) => {
      const lines = linesOf(pieces, longest);
      assert.ok(lines.every((line) => line.length <= longest && !/[\ud800-\udbff]$/.test(line)));
      assert.equal(lines.join(''), pieces.join('').replaceAll(/[\r\n]/g, ''));
    }),
  );
});
