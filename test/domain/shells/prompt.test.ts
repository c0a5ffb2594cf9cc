import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { printable, promptStyle } from '../../../source/domain/shells/prompt.ts';

describe('promptStyle', () => {
  for (const [color, environment, style] of [
    ['#b7ca9d', { TERM: 'xterm', COLORTERM: 'truecolor' }, '48;2;183;202;157;38;2;0;0;0'],
    ['#8b0000', { TERM: 'xterm', COLORTERM: '24bit' }, '48;2;139;0;0;38;2;255;255;255'],
    ['#B7CA9D', { TERM: 'xterm-direct' }, '48;2;183;202;157;38;2;0;0;0'],
    ['#ff0000', { TERM: 'xterm-256color' }, '48;5;196;38;5;16'],
    ['#000080', { TERM: 'screen-256color' }, '48;5;18;38;5;231'],
    ['#ff0000', { TERM: 'linux' }, '7'],
    ['#ff0000', { TERM: 'xterm', COLORTERM: 'truecolor', NO_COLOR: '1' }, ''],
    ['#ff0000', { TERM: 'dumb' }, ''],
    ['red; rm', { TERM: 'xterm', COLORTERM: 'truecolor' }, ''],
  ] as const) {
    it(`paints ${color} as "${style}" with ${JSON.stringify(environment)}`, () =>
      assert.equal(promptStyle(color, environment), style));
  }
});

describe('printable', () => {
  for (const [text, shown] of [
    ['prod-admin', 'prod-admin'],
    ['日本 é 👩‍👩‍👧', '日本 é 👩‍👩‍👧'],
    ['a\u001b[31mb', 'a [31mb'],
    ['a\u009b2Jb\u0007', 'a 2Jb'],
    ['\u202eevil\u202c \u2066x\u2069', 'evil x'],
    ['a\u200bb\u{e0041}c\ufeff', 'abc'],
    ['two\nlines', 'two lines'],
    ['\ud800', '\ufffd'],
  ] as const) {
    it(`shows ${JSON.stringify(text)} as ${JSON.stringify(shown)}`, () => assert.equal(printable(text), shown));
  }

  it('cuts what is long, and no character in two', () => {
    assert.equal(printable('x'.repeat(41)), `${'x'.repeat(39)}…`);
    assert.equal(printable('👩‍👩‍👧'.repeat(5), 3), '👩‍👩‍👧👩‍👩‍👧…');
  });

  it('never holds a control character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(printable(text)),
      ),
    );
  });
});
