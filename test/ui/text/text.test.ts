import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { clip, fit, runs, width, wrap } from '../../../source/ui/text/text.ts';

test('width: cells, not characters', () => {
  const table: readonly [string, number][] = [
    ['', 0],
    ['abc', 3],
    ['日本', 4],
    ['🚀', 2],
    ['👩‍💻', 2],
    ['é', 1],
    ['e\u0301', 1],
    ['…', 1],
  ];
  for (const [text, cells] of table) assert.equal(width(text), cells, text);
});

test('width: what is not measured is as wide as if it were', () => {
  for (let code = 0x20; code < 0x2900; code++) {
    const text = String.fromCharCode(code);
    if (code !== 0x7f) assert.equal(width(text), stringWidth(text), code.toString(16));
  }
  for (const sign of '⌫⏎◌★✓✗❯‹›▌▏…') assert.equal(width(sign), 1, sign);
  for (const text of ['↩️', '★️', 'a\u0301', '⌫️']) assert.equal(width(text), stringWidth(text), text);
});

test('clip: cuts between characters and says so', () => {
  const table: readonly [text: string, cells: number, shown: string][] = [
    ['production', 10, 'production'],
    ['production', 9, 'producti…'],
    ['production', 1, '…'],
    ['production', 0, ''],
    ['日本語', 5, '日本…'],
    ['日本語', 4, '日…'],
    ['a👩‍💻b', 3, 'a…'],
    ['a\u001b[2Jb', 20, 'a�[2Jb'],
  ];
  for (const [text, cells, shown] of table) assert.equal(clip(text, cells), shown, `${text} in ${cells}`);
});

test('fit: exactly so many cells, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 30 }), (text, cells) => {
      assert.equal(width(fit(text, cells)), cells);
    }),
  );
});

test('wrap: words whole where they fit, broken where they cannot', () => {
  assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
  assert.deepEqual(wrap('arn:aws:iam::1:role/Ops', 10), ['arn:aws:ia', 'm::1:role/', 'Ops']);
  assert.deepEqual(wrap('a verylongword b', 6), ['a', 'verylo', 'ngword', 'b']);
  assert.deepEqual(wrap('', 5), []);
  assert.deepEqual(wrap('two\nlines', 20), ['two lines']);
});

test('wrap: no line is wider than it may be, and no letter is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), fc.integer({ min: 2, max: 20 }), (text, cells) => {
      const lines = wrap(text, cells);
      for (const line of lines) assert.ok(width(line) <= cells, line);
      assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
    }),
  );
});

test('runs: marked and unmarked, in order', () => {
  assert.deepEqual(runs('prod', [0, 1]), [
    { text: 'pr', marked: true },
    { text: 'od', marked: false },
  ]);
  assert.deepEqual(runs('prod', undefined), [{ text: 'prod', marked: false }]);
  assert.deepEqual(runs('pr…', [0, 2, 7]), [
    { text: 'p', marked: true },
    { text: 'r…', marked: false },
  ]);
  assert.deepEqual(runs('🚀x', [2]), [
    { text: '🚀', marked: false },
    { text: 'x', marked: true },
  ]);
});
