import assert from 'node:assert/strict';
import { test } from 'node:test';
import chalk from 'chalk';
import { contrast } from '../../../source/domain/profiles/looks/color.ts';
import { nearest256 } from '../../../source/domain/profiles/looks/palette.ts';
import { paint } from '../../../source/ui/theme/paint.ts';
import { themeFor } from '../../../source/ui/theme/theme.ts';

test('themeFor: no colour at all where there is none', () => {
  const theme = themeFor(1);
  const styles = [
    theme.accent,
    theme.bad,
    theme.good,
    theme.muted,
    theme.warn,
    theme.bar('#ff0000'),
    theme.badge('#ff0000'),
  ];
  for (const style of styles) assert.ok(!style.color && !style.backgroundColor);
  assert.ok(theme.badge('#ff0000').inverse);
});

const backgrounds = ['#000000', '#1e1e2e', '#ffffff', '#fdf6e3'];

test('themeFor: text on a badge is legible in 24 and in 8 bits', () => {
  for (const depth of [8, 24] as const)
    for (const color of ['#ffff00', '#00008b', '#777777', '#f2801d', '#d13438', '#000000', '#ffffff']) {
      const { color: text = '' } = themeFor(depth).badge(color);
      const seen = depth === 8 ? nearest256(color).seen : color;
      assert.ok(contrast(text, seen) >= 4.5, `${color} in ${depth}`);
    }
});

test('themeFor: sixteen colours are those of the terminal', () => {
  assert.deepEqual(themeFor(4, '#000000').bar('#b7ca9d'), { color: 'greenBright' });
  assert.deepEqual(themeFor(4, '#ffffff').bar('#b7ca9d'), { color: 'green' });
  assert.deepEqual(themeFor(4).badge('#d13212'), { backgroundColor: 'red', color: 'whiteBright', bold: true });
});

/** What is seen of a colour: `#rrggbb`, or a number of the palette. */
const shown = (color: string): string => {
  const number = Number(/^ansi256\((\d+)\)$/.exec(color)?.[1] ?? Number.NaN);
  if (Number.isNaN(number)) return color;
  const level = (at: number) => [0, 95, 135, 175, 215, 255][Math.floor((number - 16) / at) % 6] ?? 0;
  return `#${[36, 6, 1].map((at) => level(at).toString(16).padStart(2, '0')).join('')}`;
};

for (const depth of [8, 24] as const) {
  test(`themeFor: text and bars are seen on the background, in ${depth} bits`, () => {
    for (const background of backgrounds) {
      const { muted, accent, good, warn, bad, bar } = themeFor(depth, background);
      for (const { color = '' } of [muted, accent, good, warn, bad])
        assert.ok(contrast(shown(color), background) >= 4.5, `${color} on ${background}`);
      for (const color of ['#16191f', '#fad791', '#b7ca9d', '#d13212'])
        assert.ok(contrast(shown(bar(color).color ?? ''), background) >= 3, `${color} on ${background}`);
    }
  });

  test(`themeFor: all is seen on every usual background where it is unknown, in ${depth} bits`, () => {
    const { muted, accent, good, warn, bad, bar } = themeFor(depth);
    for (const background of backgrounds)
      for (const { color = '' } of [muted, accent, good, warn, bad, bar('#16191f'), bar('#fad791')])
        assert.ok(contrast(shown(color), background) >= 3, `${color} on ${background}`);
  });
}

test('paint: one run a style, blanks between them included', () => {
  const before = chalk.level;
  chalk.level = 3;
  try {
    const muted = { color: 'red' };
    assert.equal(
      paint([{ text: 'a', style: muted }, { text: '  ' }, { text: 'b', style: muted }]),
      '\u001b[31ma  b\u001b[39m',
    );
    const badge = { backgroundColor: '#000000' };
    assert.equal(paint([{ text: 'a', style: badge }, { text: ' ' }]), '\u001b[48;2;0;0;0ma\u001b[49m ');
  } finally {
    chalk.level = before;
  }
});
