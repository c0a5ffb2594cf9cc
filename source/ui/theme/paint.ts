import chalk from 'chalk';
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

/** Sequences by style: making a pen takes longer than drawing with it, and a screen has few styles. */
const around = new Map<string, readonly [before: string, after: string]>();

/** The sequences that turn a style on and off. */
function aroundIn(style: TextStyle): readonly [before: string, after: string] {
  const { dimColor, bold, underline, inverse, color, backgroundColor } = style;
  const key = [chalk.level, dimColor, bold, underline, inverse, color, backgroundColor].join();
  let known = around.get(key);
  if (known === undefined) {
    const [before = '', after = ''] = penFor(style)(' ').split(' ');
    known = [before, after];
    around.set(key, known);
  }
  return known;
}

function penFor(style: TextStyle): Pen {
  let pen = chalk;
  if (style.dimColor) pen = pen.dim;
  if (style.bold) pen = pen.bold;
  if (style.underline) pen = pen.underline;
  if (style.inverse) pen = pen.inverse;
  if (style.color) pen = colored(pen, style.color);
  if (style.backgroundColor) pen = onColor(pen, style.backgroundColor);
  return pen;
}

type Pen = typeof chalk;

const colored = (pen: Pen, color: string): Pen => {
  if (color.startsWith('#')) return pen.hex(color);
  return color.startsWith('ansi256') ? pen.ansi256(numberIn(color)) : pen[color as 'red'];
};

const onColor = (pen: Pen, color: string): Pen => {
  if (color.startsWith('#')) return pen.bgHex(color);
  if (color.startsWith('ansi256')) return pen.bgAnsi256(numberIn(color));
  return pen[`bg${color.charAt(0).toUpperCase()}${color.slice(1)}` as 'bgRed'];
};

const numberIn = (color: string): number => Number(color.slice('ansi256('.length, -1));
