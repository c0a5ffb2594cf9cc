import { channels } from '../../domain/profiles/looks/color.ts';
import type { TextStyle } from './theme.ts';

/** Text in one style. */
export type Piece = { readonly text: string; readonly style?: TextStyle | undefined };

/** The line with its escape sequences. Styles never nest: each piece opens and closes its own. */
export const paint = (pieces: readonly Piece[]): string => joined(pieces).map(painted).join('');

const blank = /^ *$/;

/** Joins neighbours of one style, blanks between them included: each change of style costs drawing time. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const result: { text: string; style: TextStyle | undefined }[] = [];
  for (const { text, style } of pieces) {
    const last = result.at(-1);
    if (last && (style === last.style || (blank.test(text) && !isSeen(style) && !isSeen(last.style))))
      last.text += text;
    else result.push({ text, style });
  }
  return result;
}

/** A style that shows even on a blank. */
const isSeen = (style: TextStyle | undefined): boolean =>
  Boolean(style?.backgroundColor || style?.underline || style?.inverse);

function painted({ text, style }: Piece): string {
  if (!style || text === '') return text;
  const [before, after] = aroundIn(style);
  return before + text + after;
}

/** Sequences by style: making them takes longer than writing them, and a screen has few styles. */
const around = new WeakMap<TextStyle, readonly [before: string, after: string]>();

/** The sequences (SGR) that turn a style on and off. */
function aroundIn(style: TextStyle): readonly [before: string, after: string] {
  const known = around.get(style) ?? sequencesOf(style);
  around.set(style, known);
  return known;
}

function sequencesOf({
  dimColor,
  bold,
  underline,
  inverse,
  color,
  backgroundColor,
}: TextStyle): readonly [before: string, after: string] {
  const pairs: readonly (readonly [on: string, off: string] | false)[] = [
    dimColor === true && ['2', '22'],
    bold === true && ['1', '22'],
    underline === true && ['4', '24'],
    inverse === true && ['7', '27'],
    color !== undefined && [colorCode(color, 30), '39'],
    backgroundColor !== undefined && [colorCode(backgroundColor, 40), '49'],
  ];
  const codes = pairs.filter((pair) => pair !== false);
  const sgr = (code: string): string => `\u001b[${code}m`;
  return [
    codes.map(([on]) => sgr(on)).join(''),
    codes
      .map(([, off]) => sgr(off))
      .toReversed()
      .join(''),
  ];
}

const hues = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

/** The code of `#rrggbb`, of `ansi256(69)`, or of one of the sixteen by name. @param base 30 for text, 40 for its background */
function colorCode(color: string, base: 30 | 40): string {
  if (color.startsWith('#')) return `${base + 8};2;${channels(color).join(';')}`;
  if (color.startsWith('ansi256(')) return `${base + 8};5;${color.slice('ansi256('.length, -1)}`;
  if (color === 'gray') return String(base + 60);
  const isBright = color.endsWith('Bright');
  const hue = hues.indexOf((isBright ? color.slice(0, -'Bright'.length) : color) as (typeof hues)[number]);
  return String(base + (isBright ? 60 : 0) + hue);
}
