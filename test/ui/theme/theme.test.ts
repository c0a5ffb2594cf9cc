import assert from 'node:assert/strict';
import { test } from 'node:test';
import chalk from 'chalk';
import { contrast } from '../../../source/domain/profiles/looks/color.ts';
import { paint } from '../../../source/ui/theme/paint.ts';
import { nearest256, themeFor } from '../../../source/ui/theme/theme.ts';

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

test('themeFor: text on a badge is legible in 24 and in 8 bits', () => {
  for (const depth of [8, 24] as const)
    for (const color of ['#ffff00', '#00008b', '#777777', '#f2801d', '#d13438', '#000000', '#ffffff']) {
      const { color: text = '' } = themeFor(depth).badge(color);
      const seen = depth === 8 ? nearest256(color).seen : color;
      assert.ok(contrast(text, seen) >= 4.5, `${color} in ${depth}`);
    }
});

test('themeFor: sixteen colours by hue', () => {
  const table: readonly [string, string][] = [
    ['#d13438', 'red'],
    ['#fad791', 'yellow'],
    ['#3da35d', 'green'],
    ['#17a398', 'cyan'],
    ['#3b82f6', 'blue'],
    ['#a855c7', 'magenta'],
    ['#7c818c', 'gray'],
  ];
  for (const [color, name] of table) assert.equal(themeFor(4).bar(color).color, name, color);
});

test('themeFor: its own tones are seen on black and on white', () => {
  const { muted, accent, good, warn, bad } = themeFor(24);
  for (const { color = '' } of [muted, accent, good, warn, bad])
    for (const background of ['#000000', '#ffffff'])
      assert.ok(contrast(color, background) >= 3, `${color} on ${background}`);
});

test('nearest256: a colour of the cube', () => {
  assert.deepEqual(nearest256('#d13438'), { code: 'ansi256(167)', seen: '#d75f5f' });
  assert.deepEqual(nearest256('#ffffff'), { code: 'ansi256(231)', seen: '#ffffff' });
});

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
