import { narrowCharacters } from './narrow.ts';

type Segment = { readonly segment: string; readonly index: number };

/** Characters that join no other; a line feed does so after a carriage return only. */
const alone = new RegExp(`^[\\n\\u001b${narrowCharacters}]*$`);

let itself: Intl.Segmenter | undefined;

/**
 * Cuts texts into what a reader sees as one character, as `Intl.Segmenter` does. Where every character stands for itself,
 * and in a terminal nearly all do, that one is not asked: its first answer takes 10 ms, each further one a multiple of this.
 */
export const segmenter = {
  segment: (text: string): Iterable<Segment> => {
    if (alone.test(text)) return oneByOne(text);
    itself ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    return itself.segment(text);
  },
};

function oneByOne(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  for (let index = 0; index < text.length; index++) segments.push({ segment: text.charAt(index), index });
  return segments;
}

/** An emoji with its skin tone is one. */
export const graphemes = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);
