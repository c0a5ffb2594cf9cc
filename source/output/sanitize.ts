/** Stands where a character was that must not reach a terminal. */
const replacement = '\ufffd';

const ascii = /^[\x20-\x7e]*$/;

/** Nothing but printable ASCII: harmless, and as wide as it is long. */
export const isAscii = (text: string): boolean => ascii.test(text);

/** A joiner between two pictures is part of an emoji: `👩‍💻`. */
const joins = (text: string, at: number): boolean =>
  text[at] === '\u200d' &&
  /\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]*$/u.test(text.slice(0, at)) &&
  /^\p{Extended_Pictographic}/u.test(text.slice(at + 1));

/** Made when first needed, which takes a millisecond: nearly all that is ever shown is harmless. */
let made: RegExp | undefined;

/**
 * What a name or a message can hide: controls (an escape sequence starts with one), line and paragraph separators,
 * whatever shows nothing by itself (bidirectional overrides, zero-width characters, tags, fillers), annotation marks,
 * half a surrogate pair.
 * The selectors between text and emoji stay.
 */
function unsafe(): RegExp {
  made ??= /(?![\ufe0e\ufe0f])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
  return made;
}

/**
 * The text as it may be shown: on one line, and with nothing in it that steers a terminal or deceives a reader.
 * Tabs and line ends become spaces, everything else that is unsafe `�`. The length stays the same, so that
 * positions found in the text are positions in the result.
 */
export function plain(text: string): string {
  if (ascii.test(text)) return text;
  return text.replace(unsafe(), (found, at: number) => {
    if (found === '\t' || found === '\n' || found === '\r') return ' ';
    return joins(text, at) ? found : replacement.repeat(found.length);
  });
}
