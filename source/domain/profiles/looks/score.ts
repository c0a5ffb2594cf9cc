import { endOfPart, type Folded } from './folded.ts';

/** All of a word: no fit is better. */
export const best = 1000;

/** How well what is sought fits a word, from 1 to {@link best}, and the places of its letters there. */
export type Fit = { readonly score: number; readonly places: readonly number[] };

/**
 * How well a word holds what is sought, letter after letter: all of it is that, it begins so, a hump of it is that, a hump begins
 * so, and with `anywhere` any place. The length of the word counts for nothing. -1 where it does not hold it.
 */
export function holds(word: Folded, sought: string, anywhere: boolean): number {
  let score = -1;
  for (let at = word.text.indexOf(sought); at >= 0 && score < best; at = word.text.indexOf(sought, at + 1)) {
    score = Math.max(score, fitAt(word, at, at + sought.length) ?? (anywhere ? 500 : -1));
  }
  return score;
}

/** How well a word is cut by these two places, from 700 to {@link best}; undefined where no part begins there. */
function fitAt(word: Folded, at: number, end: number): number | undefined {
  const isWhole = endsPart(word, end);
  if (at === 0) return end === word.text.length ? best : isWhole ? 850 : 800;
  if (word.starts.includes(at)) return isWhole ? 750 : 700;
  return undefined;
}

const endsPart = ({ starts, text }: Folded, end: number): boolean => end === text.length || starts.includes(end);

/** {@link holds} with the places of the letters. */
export function held(word: Folded, sought: string, anywhere: boolean): Fit | undefined {
  const score = holds(word, sought, anywhere);
  if (score < 0) return undefined;
  let at = word.text.indexOf(sought);
  while ((fitAt(word, at, at + sought.length) ?? 500) !== score) at = word.text.indexOf(sought, at + 1);
  return { score, places: run(at, sought.length) };
}

const run = (at: number, length: number): number[] => Array.from({ length }, (_, offset) => at + offset);

/** Beginnings of humps that follow each other: `ro` and `readacc` of ReadOnlyAccess. */
export function humps(word: Folded, sought: string): Fit | undefined {
  if (sought.length < 2) return undefined;
  for (let part = 0; part < word.starts.length; part++) {
    const places = piecewise([word], sought, { word: 0, part, least: 1 });
    if (places) return { score: part === 0 ? 900 : 720, places: places.map(([, place]) => place) };
  }
  return undefined;
}

/** The best that {@link beginnings} gives. */
export const bestBeginnings = 850;

/** The place of a letter: which word, and where in it. */
export type Place = readonly [word: number, place: number];

/**
 * Beginnings of parts of several words: `payprodadm` and `ppro` of payments-prod-ReadOnlyAccess. In the middle of a name the
 * first one is long or a whole part: else the letters of `dev` would be found in dr-EKSViewer.
 */
export function beginnings(
  words: readonly Folded[],
  sought: string,
): { readonly score: number; readonly places: readonly Place[] } | undefined {
  if (sought.length < 2) return undefined;
  for (let word = 0; word < words.length - 1; word++) {
    const { starts, text } = words[word] as Folded;
    for (let part = 0; part < starts.length; part++) {
      const start = starts[part] as number;
      if (text[start] !== sought[0]) continue;
      const least = word + part === 0 ? 1 : Math.min(3, endOfPart(words[word] as Folded, part) - start);
      const places = piecewise(words, sought, { word, part, least });
      if (places) return { score: beginningsScore(words, places), places };
    }
  }
  return undefined;
}

/** Many beginnings are like initials; whole parts are no accident. */
function beginningsScore(words: readonly Folded[], places: readonly Place[]): number {
  let score = 750;
  for (const [at, [word, place]] of places.entries()) {
    if (words[word]?.starts.includes(place)) score += 10;
    const [next, after] = places[at + 1] ?? [-1, 0];
    if (endsPart(words[word] as Folded, place + 1) && (next !== word || after === place + 1)) score += 15;
  }
  return Math.min(score, bestBeginnings);
}

type Way = { readonly word: number; readonly part: number; readonly least: number };

/** What is sought as beginnings of this part and of those that follow, at least two; short beginnings first. */
function piecewise(words: readonly Folded[], sought: string, way: Way, isFirst = true): Place[] | undefined {
  const word = words[way.word];
  if (word === undefined) return undefined;
  if (way.part >= word.starts.length) return piecewise(words, sought, { ...way, word: way.word + 1, part: 0 }, isFirst);
  const start = word.starts[way.part] as number;
  const room = endOfPart(word, way.part) - start;
  const least = word.acronyms[way.part] ? room : way.least;
  for (let length = 1; length <= room && word.text[start + length - 1] === sought[length - 1]; length++) {
    const here = (): Place[] => run(start, length).map((place) => [way.word, place]);
    if (length === sought.length) return isFirst || length < least ? undefined : here();
    if (length < least) continue;
    const rest = piecewise(words, sought.slice(length), { word: way.word, part: way.part + 1, least: 1 }, false);
    if (rest) return [...here(), ...rest];
  }
  return undefined;
}

/** The best guess at a word that no role holds as it is typed: with one slip, else with letters left out. */
export function guessed(word: Folded, sought: string): Fit | undefined {
  if (sought.length > word.text.length + 1) return undefined;
  return withSlip(word, sought) ?? withGaps(word, sought);
}

/** A slip counts so much less than the same fit without. */
const slipped = 0.35;

/** Shorter words with a slip could be anything. */
const shortestWithSlip = 4;

/** A word or hump that begins like the word but for one letter: too many, too few, wrong, or two swapped. */
function withSlip(word: Folded, sought: string): Fit | undefined {
  if (sought.length < shortestWithSlip) return undefined;
  let found: Fit | undefined;
  for (const start of word.starts) {
    for (const length of slips(word, sought, start)) {
      const end = start + length;
      // A slip in the last letter of a beginning would be any letter at all.
      if (!endsPart(word, end) && word.text[end - 1] !== sought.at(-1)) continue;
      const score = (fitAt(word, start, end) ?? 0) * slipped;
      if (score > (found?.score ?? 0)) found = { score, places: run(start, length) };
    }
  }
  return found;
}

/** How many letters of the text from here on the word is, with one slip. A digit that is wrong is another account. */
function slips({ text }: Folded, sought: string, start: number): readonly number[] {
  let same = 0;
  while (same < sought.length && text[start + same] === sought[same]) same++;
  const here = start + same;
  const [typed = '', meant = ''] = [sought[same], text[here]];
  const isLetter = (char: string) => /\p{L}/u.test(char);
  const rest = (typedFrom: number, meantFrom: number) => text.startsWith(sought.slice(typedFrom), meantFrom);
  const lengths: number[] = [];
  if (isLetter(typed) && isLetter(meant)) {
    if (rest(same + 1, here + 1)) lengths.push(sought.length);
    const isSwapped = typed === text[here + 1] && meant === sought[same + 1];
    if (isSwapped && rest(same + 2, here + 2)) lengths.push(sought.length);
  }
  if (isLetter(typed) && rest(same + 1, here)) lengths.push(sought.length - 1);
  if (isLetter(meant) && rest(same, here + 1)) lengths.push(sought.length + 1);
  return lengths;
}

const mostGaps = 2;

/** The letters within one part, from its first on, with at most two gaps: `stg` of staging. */
function withGaps(word: Folded, sought: string): Fit | undefined {
  if (sought.length < 3) return undefined;
  for (let gaps = 1; gaps <= mostGaps; gaps++) {
    for (const [part, start] of word.starts.entries()) {
      if (word.text[start] !== sought[0]) continue;
      const places = spread(word.text.slice(start, endOfPart(word, part)), sought, gaps);
      if (places) return { score: 220 - 40 * gaps, places: places.map((place) => start + place) };
    }
  }
  return undefined;
}

/** Places of the letters in a part, the first at its beginning, with at most so many gaps. */
function spread(part: string, sought: string, gaps: number): number[] | undefined {
  const length = [...sought].findIndex((_, at) => part[at] !== sought[at]);
  for (let same = length < 0 ? sought.length : length; same > 0; same--) {
    const rest = sought.slice(same);
    if (rest === '') return run(0, same);
    if (gaps === 0) return undefined;
    for (let at = part.indexOf(rest[0] as string, same + 1); at > 0; at = part.indexOf(rest[0] as string, at + 1)) {
      const places = spread(part.slice(at), rest, gaps - 1);
      if (places) return [...run(0, same), ...places.map((place) => at + place)];
    }
  }
  return undefined;
}
