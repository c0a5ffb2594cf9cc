import assert from 'node:assert/strict';
import { test } from 'node:test';
import { channels, colorOf, contrast, parseColor, textOn } from '../../../../source/domain/profiles/looks/color.ts';

test('parseColor: what a person may write', () => {
  const table: readonly [text: string, color: string | undefined][] = [
    ['ff0000', '#ff0000'],
    ['#ff0000', '#ff0000'],
    [' #FF8800 ', '#ff8800'],
    ['f80', '#ff8800'],
    ['red', '#ff0000'],
    ['RebeccaPurple', '#663399'],
    ['darkslategrey', '#2f4f4f'],
    ['yellowgreen', '#9acd32'],
    ['aliceblue', '#f0f8ff'],
    ['#ff00', undefined],
    ['no-such-colour', undefined],
    ['', undefined],
    ['constructor', undefined],
  ];
  for (const [text, color] of table) assert.equal(parseColor(text), color, text);
});

test('colorOf: configured, else granted, else derived', () => {
  assert.equal(colorOf('ff0000', 'blue', '444455556666'), '#ff0000');
  assert.equal(colorOf(undefined, 'blue', '444455556666'), '#37adff');
  assert.equal(colorOf('nonsense', 'TURQUOISE', '444455556666'), '#00c79a');
  assert.equal(colorOf(undefined, '#123456', undefined), '#123456');
  assert.equal(colorOf('nonsense', 'nonsense', '444455556666'), colorOf(undefined, undefined, '444455556666'));
  assert.match(colorOf(undefined, undefined, undefined), /^#[0-9a-f]{6}$/);
});

test('colorOf: derived colours stay the same from release to release', () => {
  assert.equal(colorOf(undefined, undefined, '444455556666'), '#00aea6');
  assert.equal(colorOf(undefined, undefined, '111122223333'), '#dea052');
});

test('colorOf: a hundred accounts in a row spread over all hues', () => {
  const counts = new Map<string, number>();
  for (let at = 0; at < 100; at++) {
    const color = colorOf(undefined, undefined, String(123_456_789_000 + at));
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  assert.ok(counts.size >= 35, `${counts.size} colours`);
  assert.ok(Math.max(...counts.values()) <= 8);
});

test('colorOf: derived colours are seen on black and on white', () => {
  for (let at = 0; at < 500; at++) {
    const color = colorOf(undefined, undefined, String(200_000_000_000 + at * 31));
    assert.ok(contrast(color, '#000000') > 4.5, color);
    assert.ok(contrast(color, '#ffffff') > 1.6, color);
  }
});

test('contrast: as WCAG counts it', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#777777', '#777777'), 1);
  assert.equal(contrast('#767676', '#ffffff').toFixed(2), '4.54');
});

test('textOn: legible on every colour', () => {
  assert.equal(textOn('#ffff00'), '#000000');
  assert.equal(textOn('#00008b'), '#ffffff');
  for (let r = 0; r < 256; r += 15)
    for (let g = 0; g < 256; g += 15)
      for (let b = 0; b < 256; b += 15) {
        const color = `#${[r, g, b].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
        assert.ok(contrast(color, textOn(color)) >= 4.5, color);
      }
});

test('channels: red, green, blue', () => assert.deepEqual(channels('#0180ff'), [1, 128, 255]));
