/** The letters of a text beyond the word lower its score. */
const surplus = (text: string, word: string): number => Math.min(90, text.length - word.length);

/**
 * How well a word fits a text that holds it, both lower case: all of it 1000, its beginning 800, the beginning of
 * a part 700, anywhere 500; -1 where it does not. Shorter texts come first among equals.
 */
export function wholeScore(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at < 0) return -1;
  if (at === 0) return text.length === word.length ? 1000 : 800 - surplus(text, word);
  return (startsPart(text, partWith(text, word, at)) ? 700 : 500) - surplus(text, word);
}

/** The same for a text that has the word's letters in this order: below 400, the less the more they are scattered. */
export function looseScore(text: string, word: string, loose = true): number {
  const places = loose ? scattered(text, word) : undefined;
  return places ? Math.max(1, 400 - surplus(text, word) - 12 * gaps(places)) : -1;
}

/** Where the word is found at the beginning of a part, else where it is found first. */
function partWith(text: string, word: string, first: number): number {
  for (let at = first; at >= 0; at = text.indexOf(word, at + 1)) if (startsPart(text, at)) return at;
  return first;
}

/** `prod-admin` has two parts. */
const startsPart = (text: string, at: number): boolean => at === 0 || ' -_./:@,()[]'.includes(text[at - 1] as string);

/**
 * Places of the word's letters in the text, in order, the first at the beginning of a part; of several ways the one with
 * the fewest gaps. A text that matches a word matches its beginning too: narrowing a result down depends on it.
 */
function scattered(text: string, word: string): number[] | undefined {
  let best: number[] | undefined;
  for (let start = text.indexOf(word[0] as string); start >= 0; start = text.indexOf(word[0] as string, start + 1)) {
    if (!startsPart(text, start)) continue;
    const places = from(text, word, start);
    if (!places) break;
    if (!best || gaps(places) < gaps(best)) best = places;
  }
  return best;
}

function from(text: string, word: string, start: number): number[] | undefined {
  const places = [start];
  for (let at = 1, place = start; at < word.length; at++) {
    place = text.indexOf(word[at] as string, place + 1);
    if (place < 0) return undefined;
    places.push(place);
  }
  return places;
}

const gaps = (places: readonly number[]): number =>
  places.reduce((sum, place, at) => sum + (at > 0 && place !== (places[at - 1] as number) + 1 ? 1 : 0), 0);

/** Which letters of the text the word is, as scored; both lower case. */
export function placesOf(text: string, word: string): readonly number[] {
  const first = text.indexOf(word);
  if (first < 0) return scattered(text, word) ?? [];
  const at = partWith(text, word, first);
  return Array.from(word, (_, offset) => at + offset);
}
