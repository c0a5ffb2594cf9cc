import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { promptStyle } from '../../../source/domain/shells/prompt-style.ts';

describe('promptStyle', () => {
  for (const [color, environment, style] of [
    ['#b7ca9d', { TERM: 'xterm', COLORTERM: 'truecolor' }, '48;2;183;202;157;38;2;0;0;0'],
    ['#8b0000', { TERM: 'xterm', COLORTERM: '24bit' }, '48;2;139;0;0;38;2;255;255;255'],
    ['#B7CA9D', { TERM: 'xterm-direct' }, '48;2;183;202;157;38;2;0;0;0'],
    ['#ff0000', { TERM: 'xterm-256color' }, '48;5;196;38;5;16'],
    ['#000080', { TERM: 'screen-256color' }, '48;5;18;38;5;231'],
    ['#b7ca9d', { TERM: 'alacritty' }, '48;2;183;202;157;38;2;0;0;0'],
    ['#b7ca9d', { OS: 'Windows_NT' }, '48;2;183;202;157;38;2;0;0;0'],
    ['#ff0000', { TERM: 'linux' }, '7'],
    ['#ff0000', { TERM: 'xterm', COLORTERM: 'truecolor', NO_COLOR: '1' }, ''],
    ['#ff0000', { TERM: 'dumb' }, ''],
    ['red; rm', { TERM: 'xterm', COLORTERM: 'truecolor' }, ''],
  ] as const) {
    it(`paints ${color} as "${style}" with ${JSON.stringify(environment)}`, () =>
      assert.equal(promptStyle(color, environment), style));
  }
});
