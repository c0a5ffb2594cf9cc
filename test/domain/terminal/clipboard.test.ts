import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyText, multiplexerOf } from '../../../source/domain/terminal/clipboard.ts';

test('copyText: OSC 52 with the text in Base64, bytes beyond ASCII included', () => {
  assert.equal(copyText('111122223333'), '\x1b]52;c;MTExMTIyMjIzMzMz\x07');
  assert.equal(copyText('Zürich → 東京'), `\x1b]52;c;${Buffer.from('Zürich → 東京').toString('base64')}\x07`);
  assert.equal(copyText(''), '\x1b]52;c;\x07');
});

test('copyText: tmux gets it wrapped and bare, so that either of its settings will do', () => {
  assert.equal(
    copyText('a', 'tmux'),
    '\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\\x1b]52;c;YQ==\x07',
    'each ESC inside is doubled',
  );
});

test('copyText: screen gets it in short pieces', () => {
  const text = 'x'.repeat(500);
  const sequence = copyText(text, 'screen') ?? '';
  const pieces = sequence.split('\x1b\\').filter(Boolean);
  for (const piece of pieces) assert.ok(piece.startsWith('\x1bP') && piece.length < 100, piece);
  const joined = pieces.map((piece) => piece.slice(2)).join('');
  assert.equal(joined, copyText(text));
});

test('copyText: what is longer than terminals take is refused, and the longest is whole', () => {
  for (const multiplexer of [undefined, 'tmux', 'screen'] as const) {
    assert.equal(copyText('x'.repeat(74_995), multiplexer), undefined);
    assert.equal(copyText(`${'x'.repeat(74_993)}é`, multiplexer), undefined, 'bytes count');
    assert.notEqual(copyText('x'.repeat(74_994), multiplexer), undefined);
  }
  const longest = `${'x'.repeat(74_992)}é`;
  assert.equal(copyText(longest), `\x1b]52;c;${Buffer.from(longest).toString('base64')}\x07`);
});

test('copyText: no text can end the sequence or steer the terminal', () => {
  const sequence = copyText('a\x07\x1b\\\x1b]52;c;?\x07') ?? '';
  assert.ok(sequence.startsWith('\x1b]52;c;') && sequence.endsWith('\x07'));
  assert.match(sequence.slice('\x1b]52;c;'.length, -1), /^[A-Za-z0-9+/=]*$/);
});

test('multiplexerOf: by what tmux and screen put into the environment', () => {
  assert.equal(multiplexerOf({}), undefined);
  assert.equal(multiplexerOf({ TMUX: '/tmp/tmux-0/default,1,0' }), 'tmux');
  assert.equal(multiplexerOf({ STY: '123.pts-0.host' }), 'screen');
  assert.equal(multiplexerOf({ TMUX: '', STY: '' }), undefined);
});
