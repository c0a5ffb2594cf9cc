/** A word as it is searched: lower case without accents, and where its parts begin. */
export type Folded = {
  readonly text: string;
  /** Where each part begins: at a hump of `ReadOnly`, at the digits of `Route53`. */
  readonly starts: readonly number[];
  /** The part is an acronym before another one, as in `RDSOperator`: nobody takes its first letter for the rest. */
  readonly acronyms: readonly boolean[];
  /** A bit per letter: a query with a letter that is nowhere in the word need not be looked for. */
  readonly letters: number;
  /** The place of each character in the word as it was; undefined where they are the same. */
  readonly places: readonly number[] | undefined;
};

/** The words of a text, split at blanks and signs, and where each begins. */
export function wordsIn(text: string): { readonly word: string; readonly at: number }[] {
  const words: { word: string; at: number }[] = [];
  // Half of a character becomes a sign of its own, in the same place.
  const whole = text.toWellFormed();
  for (const { 0: word, index } of whole.matchAll(/[\p{L}\p{M}\p{N}\p{So}]+/gu)) words.push({ word, at: index });
  return words;
}

/** Makes a word searchable. */
export function fold(word: string): Folded {
  if (/^(?:[a-z]+|[0-9]+)$/.test(word)) {
    return { text: word, starts: [0], acronyms: [false], letters: lettersOf(word), places: undefined };
  }
  const starts = startsIn(word);
  const acronyms = starts.map((start, part) => isAcronym(word, start, starts[part + 1]));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII
  if (/^[\u0000-\u007f]*$/.test(word)) {
    const text = word.toLowerCase();
    return { text, starts, acronyms, letters: lettersOf(text), places: undefined };
  }
  let text = '';
  const places: number[] = [];
  const moved = new Map<number, number>();
  let at = 0;
  for (const char of word) {
    moved.set(at, text.length);
    const plain = plainOf(char);
    for (let unit = 0; unit < plain.length; unit++) places.push(at);
    text += plain;
    at += char.length;
  }
  return { text, starts: starts.map((start) => moved.get(start) ?? 0), acronyms, letters: lettersOf(text), places };
}

/** Letters with a stroke or a hook have no accent to take off. */
const plainLetters = new Map(Object.entries({ ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i' }));

/** One character in lower case, without accents; nothing for an accent on its own. */
function plainOf(char: string): string {
  const lower = char.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plainLetters.get(lower) ?? lower;
}

/** A bit per letter and digit. */
export function lettersOf(text: string): number {
  let bits = 0;
  for (let at = 0; at < text.length; at++) bits |= 1 << (text.charCodeAt(at) & 31);
  return bits;
}

type Kind = 'lower' | 'upper' | 'digit' | undefined;

/** The kind of a character of a word; undefined behind its end. Letters without case count as lower. */
function kindAt(text: string, at: number): Kind {
  const code = text.charCodeAt(at);
  if (code >= 97 && code <= 122) return 'lower';
  if (code >= 65 && code <= 90) return 'upper';
  if (code >= 48 && code <= 57) return 'digit';
  if (!(code >= 128)) return undefined;
  const char = text[at] as string;
  return char === char.toLowerCase() ? 'lower' : 'upper';
}

function startsIn(word: string): number[] {
  const starts: number[] = [];
  let before: Kind;
  for (let at = 0; at < word.length; at++) {
    const kind = kindAt(word, at);
    const goesOn = kind === before || (kind === 'lower' && before === 'upper');
    // The last capital of `EKSViewer` begins the next part.
    const isHump = kind === 'upper' && before === 'upper' && kindAt(word, at + 1) === 'lower';
    if (!goesOn || isHump) starts.push(at);
    before = kind;
  }
  return starts;
}

const isAcronym = (word: string, start: number, next: number | undefined): boolean =>
  next !== undefined && next > start + 1 && kindAt(word, start) === 'upper' && kindAt(word, next - 1) === 'upper';

/** Where a part of the word ends. */
export const endOfPart = ({ starts, text }: Folded, part: number): number => starts[part + 1] ?? text.length;
