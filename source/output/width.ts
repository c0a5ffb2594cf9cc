import { isAscii } from './sanitize.ts';

/** Made when first needed: making them costs more than a list of a thousand names that are all ASCII. */
let segments: Intl.Segmenter | undefined;
let wide: RegExp | undefined;

/** Terminal columns a text takes: two for wide characters and emoji, one for everything else that is drawn. */
export function cellWidth(text: string): number {
  if (isAscii(text)) return text.length;
  wide ??=
    /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
  segments ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  let width = 0;
  for (const { segment } of segments.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}
