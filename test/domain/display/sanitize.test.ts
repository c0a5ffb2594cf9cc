import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { harmless, isNarrow, jsonText, plain, printable } from '../../../source/domain/display/sanitize.ts';

const table: readonly [what: string, text: string, shown: string][] = [
  ['plain text', 'prod-admin', 'prod-admin'],
  ['letters of other scripts', 'Zürich 東京 Привет', 'Zürich 東京 Привет'],
  ['an escape sequence', 'a\u001b[31mred', 'a�[31mred'],
  ['a title sequence with a bell', '\u001b]0;pwned\u0007', '�]0;pwned�'],
  ['the one-character CSI of C1', '\u009b2J', '�2J'],
  ['line ends and tabs', 'a\tb\nc\rd', 'a b c d'],
  ['a null and a delete', 'a\u0000b\u007f', 'a�b�'],
  ['a bidirectional override', 'prod\u202edorp', 'prod�dorp'],
  ['isolates', '\u2066x\u2069', '�x�'],
  ['zero-width characters', 'a\u200bb\ufeffc\u2060d', 'a�b�c�d'],
  ['a soft hyphen', 'a\u00adb', 'a�b'],
  ['a filler that shows nothing', 'a\u3164b', 'a�b'],
  ['a line separator', 'a\u2028b', 'a�b'],
  ['a tag character', 'a\u{e0041}b', 'a��b'],
  ['half a pair', 'a\ud83db', 'a�b'],
  ['annotation marks', 'a\ufff9b\ufffac\ufffb', 'a�b�c�'],
  ['a format character that is seen', '\u0600123', '\u0600123'],
  ['an emoji', '🚀', '🚀'],
  ['joined emoji', '👩‍💻 👨‍👩‍👧', '👩‍💻 👨‍👩‍👧'],
  ['joined emoji with a skin tone and a selector', '👩🏽‍💻 ❤️‍🔥', '👩🏽‍💻 ❤️‍🔥'],
  ['a joiner between letters', 'a\u200db', 'a�b'],
];

for (const [what, text, shown] of table) test(`plain: ${what}`, () => assert.equal(plain(text), shown));

test('plain: nothing that steers a terminal is left, and no place moves', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const safe = plain(text);
      assert.equal(safe.length, text.length);
      assert.doesNotMatch(safe, /\p{Cc}|\p{Zl}|\p{Zp}|\p{Bidi_Control}|\u200b/u);
      assert.equal(plain(safe), safe);
    }),
  );
});

describe('printable', () => {
  for (const [text, shown] of [
    ['prod-admin', 'prod-admin'],
    ['日本 é 👩‍👩‍👧', '日本 é 👩‍👩‍👧'],
    ['a\u001b[31mb', 'a [31mb'],
    ['a\u009b2Jb\u0007', 'a 2Jb'],
    ['\u202eevil\u202c \u2066x\u2069', '�evil� �x�'],
    ['a\u200bb\u{e0041}c\ufeff', 'a�b��c�'],
    ['pr\u00adod\u3164', 'pr�od�'],
    ['two\nlines', 'two lines'],
    ['\ud800', '\ufffd'],
  ] as const) {
    it(`shows ${JSON.stringify(text)} as ${JSON.stringify(shown)}`, () => assert.equal(printable(text), shown));
  }

  it('leaves out the middle of what is long, and cuts no character in two', () => {
    assert.equal(printable(`${'x'.repeat(30)}${'y'.repeat(30)}`), `${'x'.repeat(20)}…${'y'.repeat(19)}`);
    assert.equal(printable('👩‍👩‍👧'.repeat(5), 3), '👩‍👩‍👧…👩‍👩‍👧');
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

test('what is known to be harmless is, takes one cell, and joins nothing', () => {
  const known = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(isNarrow);
  assert.ok(known.length > 1_000);
  for (const character of known) {
    assert.doesNotMatch(character, /\p{C}|\p{M}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}/u);
    assert.equal(Bun.stringWidth(character), 1, character);
  }
});

describe('harmless', () => {
  for (const [what, text, shown] of [
    ['lines and styles of ours', '\u001b[1ma\u001b[22m\n\t\u001b[38;2;1;2;3m▌\u001b[39m\n', undefined],
    ['a badge of ours', '\u001b[48;5;16m\u001b[38;5;231m prod \u001b[39m\u001b[49m\u001b[104m\u001b[97m\n', undefined],
    ['an escape sequence of others', 'a\u001b[2Jb\n', 'a\ufffd[2Jb\n'],
    ['a style that is none of ours', '\u001b[8mhidden\u001b[58;5;1m', '\ufffd[8mhidden\ufffd[58;5;1m'],
    ['a title', 'x\u001b]0;T\u0007y', 'x\ufffd]0;T\ufffdy'],
    ['C1', '\u009b2J\u0085', '\ufffd2J\ufffd'],
    ['a style in a style of ours', '\u001b[\u001b[1m31m', '\ufffd[\u001b[1m31m'],
    ['nothing but what steers', '\u001b]0;T', '\ufffd]0;T'],
    ['direction', 'a\u202eb\u2066', 'a\ufffdb\ufffd'],
    ['a return that would write over the line', 'safe\revil', 'safe evil'],
    ['emoji', '👩‍💻 ✓\n', undefined],
  ] as const) {
    it(what, () => assert.equal(harmless(text), shown ?? text));
  }
});

test('jsonText is the same JSON, without a character that a terminal obeys', () => {
  const value = { 'a\u009b2J': ['\u202eb', 'c\u007f\n\u001b', '👩‍💻 é \u{e0041}', { d: null }] };
  fc.assert(
    fc.property(
      fc.oneof(fc.constant(value), fc.jsonValue(), fc.string({ unit: 'binary' })),
      fc.boolean(),
      (any, isWide) => {
        const text = jsonText(any, isWide ? 2 : undefined);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(any)));
        assert.doesNotMatch(text.replaceAll('\n', ''), /\p{Cc}|\p{Zl}|\p{Zp}|\p{Bidi_Control}|\u200b/u);
      },
    ),
  );
});
