/**
 * Text that a terminal shows and does nothing else with: no control characters, no escape sequences, nothing that
 * turns the direction of writing or hides. Long names are cut, on a character that people see as one.
 */
export function printable(text: string, maximum = 40): string {
  // The rules of Unicode take longer to load than a shell does to start: they are for names that need them.
  if (/^[ -~]*$/.test(text)) return cut([...text.trim()], maximum);
  const shown = text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(
      /[\u061c\u200b-\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu,
      '',
    )
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    .trim();
  if (shown.length <= maximum) return shown;
  const seen = [...new Intl.Segmenter().segment(shown)].map(({ segment }) => segment);
  return cut(seen, maximum);
}

function cut(characters: readonly string[], maximum: number): string {
  return characters.length <= maximum ? characters.join('') : `${characters.slice(0, maximum - 1).join('')}…`;
}
