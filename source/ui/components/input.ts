import { plain } from '../../domain/display/sanitize.ts';
import { graphemes } from '../../output/width.ts';
import { clip, tail, width } from '../text/text.ts';
import type { TextInput } from '../text/text-input.ts';
import type { Piece } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';

/** A line that is typed, with its caret; of a long one the part around the caret. @param room cells of the text itself */
export function inputPieces({ text, caret }: TextInput, room: number, theme: Theme): readonly Piece[] {
  const letters = graphemes(plain(text));
  const after = clip(letters.slice(caret).join(''), Math.floor(room / 3));
  const before = tail(letters.slice(0, caret).join(''), Math.max(4, room - width(after)));
  return [{ text: '› ', style: theme.accent }, { text: before }, { text: '▏', style: theme.accent }, { text: after }];
}
