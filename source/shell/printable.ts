/**
 * Text that a terminal shows and does nothing else with: no control characters, no escape sequences, nothing that
 * turns the direction of writing or hides. Long names are cut, on a character that people see as one.
 */
export function printable(text: string, maximum = 40): string {
  const shown = text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(
      /[\u061c\u200b-\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu,
      '',
    )
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    .trim();
  if (shown.length <= maximum) return shown;
  // Loading the rules of segmentation takes longer than starting a shell does: only for names that need them.
  const seen = /^[ -~]*$/.test(shown)
    ? [...shown]
    : [...new Intl.Segmenter().segment(shown)].map((part) => part.segment);
  return seen.length <= maximum ? shown : `${seen.slice(0, maximum - 1).join('')}…`;
}
