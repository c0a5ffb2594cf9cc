/** The part of Ink's `Key` that we use. */
export type InkKey = {
  readonly upArrow: boolean;
  readonly downArrow: boolean;
  readonly leftArrow: boolean;
  readonly rightArrow: boolean;
  readonly pageUp: boolean;
  readonly pageDown: boolean;
  readonly home: boolean;
  readonly end: boolean;
  readonly return: boolean;
  readonly escape: boolean;
  readonly tab: boolean;
  readonly shift: boolean;
  readonly backspace: boolean;
  readonly delete: boolean;
  readonly ctrl: boolean;
  readonly meta: boolean;
};

/**
 * A key by name (`up`, `ctrl+p`, `enter`, `a`), and the text that it types, or ''. Several letters that came as one have no
 * name: whatever they spell, they are text.
 */
export type Key = { readonly name: string; readonly text: string };

const named = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'esc'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
] as const;

/**
 * The keys of one event of Ink. Ink splits off escape sequences, but text that arrives in one piece is one event: fast typing,
 * or a terminal without bracketed paste, gives `prod\r`.
 */
export function keysOf(input: string, key: InkKey): readonly Key[] {
  for (const [flag, name] of named) if (key[flag]) return [{ name, text: '' }];
  if (key.tab) return [{ name: key.shift ? 'shift+tab' : 'tab', text: '' }];
  // Terminals send one character for Ctrl+/ and Ctrl+_.
  if (key.ctrl) return [{ name: input === '_' ? 'ctrl+/' : `ctrl+${input}`, text: '' }];
  if (key.meta) return [{ name: `alt+${input}`, text: '' }];
  // Alone it is a key; in a text that comes in one piece, the end of a line.
  if (input === '\n') return [{ name: 'ctrl+j', text: '' }];
  return pieces(input).map(keyOfPiece);
}

/** Runs of printable text, and each control character by itself. */
const pieces = (input: string): readonly string[] => input.match(/\p{Cc}|\P{Cc}+/gu) ?? [];

function keyOfPiece(piece: string): Key {
  if (piece === '\r' || piece === '\n') return { name: 'enter', text: '' };
  if (piece === '\t') return { name: 'tab', text: '' };
  if (piece === '\u007f' || piece === '\b') return { name: 'backspace', text: '' };
  if (piece === '\u001f') return { name: 'ctrl+/', text: '' };
  const code = piece.charCodeAt(0);
  if (code < 32) return { name: `ctrl+${String.fromCharCode(code + 96)}`, text: '' };
  return { name: [...piece].length === 1 ? piece : '', text: piece };
}
