import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createKeyboard, patience } from '../../../source/domain/terminal/keyboard.ts';

const escapeKey = '\x1b[27u';
const paste = (text: string) => `\x1b[200~${text}\x1b[201~`;

/** What comes out of pieces that arrive so many milliseconds apart, and of the silence behind them. */
function typed(pieces: readonly string[], gap: number): string {
  const keyboard = createKeyboard();
  let [out, now] = ['', 1000];
  const rest = (until: number) => {
    const due = keyboard.dueIn(now);
    if (due !== undefined && now + due <= until) out += keyboard.flush();
    now = until;
  };
  for (const piece of pieces) {
    out += keyboard.push(piece, now);
    rest(now + gap);
  }
  rest(now + patience);
  assert.equal(keyboard.dueIn(now), undefined, 'nothing is held back');
  return out;
}

/** Every way to cut a text in two, and each of its characters by itself. */
const cuts = (text: string): readonly (readonly string[])[] => [
  [text],
  ...Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => [text.slice(0, at + 1), text.slice(at + 1)]),
];

const st = '\x1b\\';
/** What terminals answer, report, and send by themselves. None of it is a key. */
const replies: Readonly<Record<string, string>> = {
  'OSC 4': `\x1b]4;1;rgb:1111/2222/3333${st}`,
  'OSC 10': '\x1b]10;rgb:1111/2222/3333\x07',
  'OSC 11': `\x1b]11;rgb:1c1c/1c1c/1c1c${st}`,
  'OSC 12': '\x1b]12;rgb:9999/0000/1234\x07',
  'OSC 52': `\x1b]52;c;MTIzNDU2${st}`,
  'OSC of C1': '\x9d11;rgb:1111/2222/3333\x9c',
  XTVERSION: `\x1bP>|XTerm(380)${st}`,
  DECRQSS: `\x1bP1$r123456m${st}`,
  XTGETTCAP: `\x1bP1+r544e=787465726d${st}`,
  'kitty graphics': `\x1b_Gi=31;OK123456${st}`,
  PM: `\x1b^123456${st}`,
  SOS: `\x1bX123456${st}`,
  'device attributes': '\x1b[?64;1;2;6;9;15;22c',
  'secondary attributes': '\x1b[>41;380;0c',
  'cursor position': '\x1b[12;34R',
  status: '\x1b[0n',
  size: '\x1b[8;24;80t',
  mode: '\x1b[?2026;2$y',
  'kitty flags': '\x1b[?1u',
  colours: '\x1b[?997;1n',
  'focus in': '\x1b[I',
  'focus out': '\x1b[O',
  'mouse, SGR': '\x1b[<0;12;34M',
  'mouse, X10': '\x1b[M123',
};

test('Esc is given after a quarter of a second; a reply that goes on later still types nothing', () => {
  const keyboard = createKeyboard();
  assert.equal(keyboard.push('\x1b', 1000), '');
  assert.equal(keyboard.dueIn(1000), 250);
  assert.equal(keyboard.flush(), escapeKey);
  assert.equal(keyboard.push('x', 1300), 'x', 'what is typed next is typed');
  for (const [name, reply] of Object.entries(replies).filter(([, text]) => text.startsWith('\x1b')))
    for (const gap of [260, 400, 490])
      assert.equal(typed(['\x1b', reply.slice(1)], gap), escapeKey, `${name} after ${gap} ms`);
  assert.equal(typed(['\x1b', '[A'], 300), `${escapeKey}\x1b[A`);
  assert.equal(typed(['\x1b', '12'], 300), `${escapeKey}12`);
});

test('a reply of the terminal types nothing, in however many pieces', () => {
  for (const [name, reply] of Object.entries(replies))
    for (const gap of [0, 5, 20, 200])
      for (const pieces of cuts(reply))
        assert.equal(typed(['12', ...pieces, '34'], gap), '1234', `${name} ${gap} ${JSON.stringify(pieces)}`);
});

test('a reply that comes character by character types nothing', () => {
  for (const [name, reply] of Object.entries(replies))
    for (const gap of [0, 5, 20]) assert.equal(typed([...reply], gap), '', `${name} ${gap}`);
});

test('a reply without an end wedges nothing: Ctrl+C comes through, and keys after half a second', () => {
  for (const [name, reply] of Object.entries(replies)) {
    for (let length = 2; length < reply.length; length++) {
      const begun = reply.slice(0, length);
      for (const gap of [0, 5, 20, 200])
        assert.ok(typed([begun, '\x03'], gap).endsWith('\x03'), `${name} ${JSON.stringify(begun)}`);
      assert.equal(typed([begun, 'a'], patience), 'a', `${name} ${JSON.stringify(begun)}`);
    }
  }
});

test('keys come out whole, in however many pieces', () => {
  const keys = [
    '\x1b[A',
    '\x1bOB',
    '\x1b[1;5C',
    '\x1b[3~',
    '\x1b[Z',
    '\x1b[[B',
    '\x1b[27;5;105~',
    '\x1b[97;5u',
    '\x1b[2$',
  ];
  for (const key of keys)
    for (const gap of [0, 5, 20, 200])
      for (const pieces of cuts(key)) {
        // ESC, a pause, then O and a letter are two keys that a person may have typed; but not in one piece.
        assert.equal(typed(['a', ...pieces, 'b'], gap), `a${key}b`, `${JSON.stringify(pieces)} ${gap}`);
      }
  assert.equal(typed(['\x1bb'], 0), '\x1bb', 'alt and a letter');
  assert.equal(typed(['\x1b\x1b[A'], 0), '\x1b[A', 'alt and an arrow');
});

test('F1 is Ctrl+/, however the terminal writes it, in however many pieces', () => {
  for (const key of ['\x1bOP', '\x1b[11~', '\x1b[[A', '\x1b[P'])
    for (const gap of [0, 5, 20, 200])
      for (const pieces of cuts(key))
        assert.equal(typed(['a', ...pieces, 'b'], gap), 'a\x1fb', `${JSON.stringify(pieces)} ${gap}`);
});

test('Esc is a key by itself after a while, or when something typed follows', () => {
  assert.equal(typed(['\x1b'], 0), escapeKey);
  assert.equal(typed(['\x1b', 'p'], 100), `${escapeKey}p`);
  assert.equal(typed(['\x1b', 'P'], 100), `${escapeKey}P`);
  assert.equal(typed(['\x1b', ']'], 100), `${escapeKey}]`);
  assert.equal(typed(['\x1b', 'O'], 100), `${escapeKey}O`);
  assert.equal(typed(['\x1b', '\r'], 100), `${escapeKey}\r`);
  assert.equal(typed(['\x1b', '\x1b'], 100), escapeKey.repeat(2));
  assert.equal(typed(['\x1b', '\x1b[A'], 100), `${escapeKey}\x1b[A`);
  assert.ok(typed(['\x1b', '\x03'], 0).endsWith('\x03'));
});

test('Esc right before a reply or a paste is Esc, in however many pieces; before an arrow it is Alt', () => {
  for (const [name, reply] of Object.entries(replies))
    for (const pieces of cuts(`\x1b${reply}`)) assert.equal(typed(pieces, 0), escapeKey, `${name} ${pieces.length}`);
  assert.equal(typed([`\x1b${paste('text')}`], 0), `${escapeKey}${paste('text')}`);
  assert.equal(typed(['\x1b\x1b[A'], 0), '\x1b[A');
});

test('a paste comes out whole, in however many pieces', () => {
  for (const gap of [0, 5, 20, 200])
    for (const pieces of cuts(paste('123 456')))
      assert.equal(typed(['a', ...pieces, 'b'], gap), `a${paste('123 456')}b`, `${JSON.stringify(pieces)} ${gap}`);
  assert.equal(typed([paste('')], 0), '');
  assert.equal(typed(['\x1b[201~'], 0), '', 'an end without a beginning');
  assert.equal(typed([paste('a\x1b[200~b\x1b]0;c')], 0), paste('a[200~b]0;c'), 'nothing in it is a key');
});

test('a paste without an end comes after half a second; Ctrl+C ends it', () => {
  assert.equal(typed(['\x1b[200~123', '456'], 200), paste('123456'));
  assert.equal(typed(['\x1b[200~123', '\x03'], 200), '\x03');
  assert.equal(typed(['\x1b[200~123', 'a'], patience), `${paste('123')}a`);
  assert.equal(typed(['\x1b[200~123\x03q'], 0), '\x03q');
});

test('anything at all: nothing stays held back, and Ctrl+C always works', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...Object.values(replies),
      '\x1b',
      '\x1b[',
      '\x1b]',
      '\x1bP',
      '\x1b[200~',
      '\x1b[201~',
      '\x1b[M',
      '\x1bO',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  fc.assert(
    fc.property(fc.array(piece), fc.constantFrom(0, 5, 20, 200, 600), (pieces, gap) => {
      assert.ok(typed([...pieces, '\x03'], gap).includes('\x03'));
    }),
  );
});
