import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { printable } from '../../../source/domain/shells/printable.ts';

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
