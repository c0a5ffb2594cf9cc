import { plain } from '../../domain/display/sanitize.ts';
import { graphemes } from '../../output/width.ts';
import { clip, tail, width } from '../text/text.ts';
import type { TextInput } from '../text/text-input.ts';
import type { Piece } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';

/**
 * A text that is typed, with its caret; of a long one the part around the caret.
 * @param room cells of the text itself
 * @param style of the text
 */
export function typedPieces(
  { text, caret }: TextInput,
  room: number,
  theme: Theme,
  style?: Piece['style'],
): readonly Piece[] {
  const letters = graphemes(plain(text));
  const after = clip(letters.slice(caret).join(''), Math.floor(room / 3));
  const before = tail(letters.slice(0, caret).join(''), Math.max(4, room - width(after)));
  return [
    { text: before, style },
    { text: '▏', style: theme.accent },
    { text: after, style },
  ];
}

/** A line to type on: {@link typedPieces} behind a prompt. */
export const inputPieces = (input: TextInput, room: number, theme: Theme, style?: Piece['style']): readonly Piece[] => [
  { text: '› ', style: theme.accent },
  ...typedPieces(input, room, theme, style),
];
