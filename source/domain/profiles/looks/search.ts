import type { RoleSummary } from '../profile.ts';
import { raiseBegun } from './begun.ts';
import { type Column, columnsOf, type Rules, type SearchField, type Text } from './fields.ts';
import { type Folded, fold, lettersOf, wordsIn } from './folded.ts';
import { exactRole, isOfLink } from './links.ts';
import { beginnings, best, bestBeginnings, type Fit, guessed, held, holds, humps } from './score.ts';

/** Everything that can be prepared before the first key. */
export type SearchIndex = {
  readonly roles: readonly RoleSummary[];
  readonly columns: readonly Column[];
  readonly positions: ReadonlyMap<string, number>;
  /** What the last words found: all but the last one of a query stay the same from key to key. */
  readonly memory: Map<string, Int16Array>;
};

/** Roles that match, best first, as positions in the list the index was made of. */
export type SearchResult = { readonly query: string; readonly roles: Int32Array };

/** Makes roles searchable. Do it once per list. */
export const indexRoles = (roles: readonly RoleSummary[]): SearchIndex => ({
  roles,
  columns: columnsOf(roles),
  positions: new Map(roles.map(({ name }, at) => [name, at])),
  memory: new Map(),
});

/** What is typed between blanks: its words, and how they stand together. `prod/admin` may be found in two fields. */
type Term = { readonly words: readonly string[]; readonly lower: string };

/** More terms than anyone types are left unread. */
const termsOf = (query: string): readonly Term[] =>
  query
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 16)
    .map(termOf)
    .filter(({ words }) => words.length > 0);

function termOf(typed: string): Term {
  const text = typed.toLowerCase().startsWith('arn:') ? accountAndName(typed) : typed;
  return {
    words: wordsIn(text)
      .map(({ word }) => fold(word).text)
      .filter(Boolean),
    lower: text.toLowerCase(),
  };
}

/** What counts of an ARN that is being typed. */
function accountAndName(arn: string): string {
  const [, , , , accountId = '', resource = ''] = arn.split(':');
  return `${accountId}/${resource.split('/').slice(1).at(-1) ?? ''}`;
}

/**
 * Roles in which all that is typed is found, best first; of equals those with the better weakest term, then the recent
 * ones, then in the order of the file. A name that begins with all that is typed comes before names that have it in pieces.
 * Only where no role has all of it as it is typed, some is guessed, as little as possible.
 * A link or an ARN finds the roles that it leads to.
 * @param recents names of profiles, the last used first
 */
export function search(index: SearchIndex, query: string, recents: readonly string[] = []): SearchResult {
  const link = exactRole(query);
  const scores = link
    ? Int32Array.from(index.roles, (role) => (isOfLink(role, link) ? best : -1))
    : scored(index, termsOf(query), query.trim().toLowerCase());
  const positions = recents.map((name) => index.positions.get(name)).filter((at) => at !== undefined);
  return ordered(query, scores, positions);
}

/** A score for each role, -1 where it does not match. */
function scored(index: SearchIndex, terms: readonly Term[], typed: string): Int32Array {
  const asTyped = terms.map((term) => foundIn(index, term, typedIn));
  const scores = combined(index.roles.length, asTyped);
  if (scores.some((score) => score >= 0)) {
    const isOneWord = terms.length === 1 && terms[0]?.words.length === 1 && /[\p{L}\p{N}]$/u.test(typed);
    raiseBegun(index.columns, scores, typed, isOneWord ? 'one word' : terms.length);
    return scores;
  }
  const asGuessed = terms.map((term) => foundIn(index, term, guessedIn));
  return combined(index.roles.length, asTyped, asGuessed);
}

/** The sum of the terms' scores, with the weakest one to tell equals apart; of guesses only roles that need the fewest. */
function combined(count: number, typed: readonly Int16Array[], guesses?: readonly Int16Array[]): Int32Array {
  const scores = new Int32Array(count).fill(-1);
  const needed = new Uint8Array(count);
  let fewest = typed.length;
  for (let role = 0; role < count; role++) {
    let sum = 0;
    let weakest = best;
    for (let term = 0; term < typed.length && weakest >= 0; term++) {
      let score = typed[term]?.[role] as number;
      if (score < 0 && guesses) {
        score = guesses[term]?.[role] as number;
        needed[role] = (needed[role] as number) + 1;
      }
      sum += score;
      weakest = Math.min(weakest, score);
    }
    if (weakest < 0) continue;
    scores[role] = sum * (best + 1) + weakest;
    fewest = Math.min(fewest, needed[role] as number);
  }
  return guesses ? scores.map((score, role) => ((needed[role] as number) > fewest ? -1 : score)) : scores;
}

/** How well each role has a term in any of its fields; -1 where it has not. */
function foundIn(index: SearchIndex, term: Term, way: Way): Int16Array {
  const digits = /^\d{4}(-\d*)+$/.test(term.lower) ? term.lower.replaceAll('-', '') : undefined;
  if (digits !== undefined) {
    // An account as people write it, in groups of four.
    const inAccounts = wordIn(index, digits, way);
    if (inAccounts.some((score) => score >= 0)) return inAccounts;
  }
  const [first, ...others] = term.words.map((word) => wordIn(index, word, way));
  if (first === undefined || others.length === 0) return first ?? new Int16Array(index.roles.length);
  return first.map((score, role) => {
    const weakest = others.reduce((least, scores) => Math.min(least, scores[role] as number), score);
    return weakest < 0 || standsTogether(index, role, term) ? weakest : Math.max(0, weakest - apart);
  });
}

/** Words that are typed together count less where they stand apart. */
const apart = 10;

const standsTogether = ({ columns }: SearchIndex, role: number, { lower }: Term): boolean =>
  columns.some(({ texts, ofRole }) => texts[ofRole[role] as number]?.lower.includes(lower));

/** Words that are remembered. */
const remembered = 50;

function wordIn({ roles, columns, memory }: SearchIndex, word: string, way: Way): Int16Array {
  const key = `${way.name} ${word}`;
  const known = memory.get(key);
  if (known) return known;
  const sought = { text: word, letters: lettersOf(word) };
  const found = new Int16Array(roles.length).fill(-1);
  for (const column of columns) {
    const scores = way(column, sought);
    for (let role = 0; role < found.length; role++) {
      const score = scores[column.ofRole[role] as number];
      if (score !== undefined && score > (found[role] as number)) found[role] = score;
    }
  }
  if (memory.size >= remembered) memory.clear();
  memory.set(key, found);
  return found;
}

type Sought = { readonly text: string; readonly letters: number };

/** How well each text of a column has a word. */
type Way = (column: Column, sought: Sought) => readonly number[];

const weighed = (score: number, { weight }: Rules): number => (score < 0 ? -1 : Math.round(score * weight));

function typedIn({ rules, words, texts }: Column, { text, letters }: Sought): readonly number[] {
  const anywhere = isInside(text, rules);
  const scores = words.map((word) =>
    (word.letters & letters) === letters ? scoreIn(word, text, rules, anywhere) : -1,
  );
  const isLonger = rules.initials && text.length > 1;
  const couldBegin = isLonger ? words.map((word) => word.starts.some((start) => beginsAt(word, start, text))) : [];
  const couldBeginFirst = (one: Text): boolean => words[one.words[0] as number]?.text[0] === text[0];
  return texts.map((one) => {
    if ((one.letters & letters) !== letters) return -1;
    let score = -1;
    for (const word of one.words) score = Math.max(score, scores[word] as number);
    if (isLonger && score < bestBeginnings && (couldBeginFirst(one) || one.words.some((word) => couldBegin[word]))) {
      score = Math.max(score, beginnings(wordsOf(one, words), text)?.score ?? -1);
    }
    return weighed(score, rules);
  });
}

/** Whether a part begins with the first three letters. */
const beginsAt = ({ text }: Folded, start: number, sought: string): boolean =>
  text[start] === sought[0] && (text.length < start + 3 || text.startsWith(sought.slice(0, 3), start));

const wordsOf = (text: Text, words: readonly Folded[]): readonly Folded[] =>
  text.words.map((at) => words[at] as Folded);

function scoreIn(word: Folded, sought: string, rules: Rules, anywhere: boolean): number {
  const score = holds(word, sought, anywhere);
  if (!rules.initials || score >= 900) return score;
  return Math.max(score, humps(word, sought)?.score ?? -1);
}

/** `ro` is in every `prod`. Scripts without blanks between words have no other place than the middle. */
const isInside = (sought: string, { inside }: Rules): boolean =>
  inside === true && (sought.length > 2 || /[^ -~]/.test(sought));

function guessedIn({ rules, words, texts }: Column, { text }: Sought): readonly number[] {
  const scores = words.map((word) => weighed(guessFit(word, text, rules)?.score ?? -1, rules));
  return texts.map((one) => one.words.reduce((score, word) => Math.max(score, scores[word] as number), -1));
}

function guessFit(word: Folded, sought: string, rules: Rules): Fit | undefined {
  const inside = rules.inside && held(word, sought, true);
  return inside ? { ...inside, score: 150 } : rules.guessed && guessed(word, sought);
}

/** Score and order in one number that sorts best first: a typed array sorts ten times faster. */
const orders = 2 ** 24;
const topScore = 2 ** 28;

function ordered(query: string, scores: Int32Array, recents: readonly number[]): SearchResult {
  const recency = new Map(recents.map((role, at) => [role, at]));
  const keys = new Float64Array(scores.length);
  let found = 0;
  for (let role = 0; role < scores.length; role++) {
    const score = scores[role] as number;
    if (score < 0) continue;
    const order = recency.get(role) ?? recents.length + role;
    keys[found++] = (topScore - score) * orders + order;
  }
  const sorted = keys.subarray(0, found).sort();
  const roles = new Int32Array(found);
  for (let at = 0; at < found; at++) {
    const order = (sorted[at] as number) % orders;
    roles[at] = recents[order] ?? order - recents.length;
  }
  return { query, roles };
}

type Marks = Partial<Record<SearchField, readonly number[]>>;

/** Which letters of a role answer the query, by field: what a list underlines. */
export function highlights(index: SearchIndex, role: number, query: string): Marks {
  const marks: { [Field in SearchField]?: readonly number[] } = {};
  const link = exactRole(query);
  const terms = link ? [termOf(`${link.account}/${link.role}`)] : termsOf(query);
  for (const { words } of terms) {
    for (const word of words) {
      for (const [field, places] of marksOf(index, role, word)) {
        marks[field] = [...new Set([...(marks[field] ?? []), ...places])].sort((a, b) => a - b);
      }
    }
  }
  return marks;
}

/** Every field that has the word as it is typed; else the one where it is guessed best. */
function marksOf({ columns }: SearchIndex, role: number, sought: string): readonly [SearchField, readonly number[]][] {
  const found = (fitsIn: typeof typedFits, letters: number): readonly [SearchField, ScoredPlaces][] =>
    columns.flatMap((column): [SearchField, ScoredPlaces][] => {
      const text = column.texts[column.ofRole[role] as number];
      const fits = text && (text.letters & letters) === letters ? fitsIn(column, text, sought) : [];
      const [first] = fits.toSorted((one, other) => other.score - one.score);
      return first ? [[column.rules.name, { ...first, score: first.score * column.rules.weight }]] : [];
    });
  const typed = found(typedFits, lettersOf(sought));
  if (typed.length > 0) return typed.map(([field, { places }]) => [field, places]);
  // A guess may have letters that the text has not.
  const [guess] = found(guessedFits, 0).toSorted(([, one], [, other]) => other.score - one.score);
  return guess ? [[guess[0], guess[1].places]] : [];
}

type ScoredPlaces = { readonly score: number; readonly places: readonly number[] };

function typedFits({ rules, words }: Column, text: Text, sought: string): readonly ScoredPlaces[] {
  const own = wordsOf(text, words);
  const several = rules.initials && beginnings(own, sought);
  const places = several?.places.map(([word, place]) => placeIn(text, own, word, place)) ?? [];
  return [
    ...own.flatMap((word, at) => {
      const fits = [held(word, sought, isInside(sought, rules)), rules.initials && humps(word, sought)];
      return fits.flatMap((fit) => (fit ? [inText(fit, text, own, at)] : []));
    }),
    ...(several ? [{ score: several.score, places }] : []),
  ];
}

function guessedFits({ rules, words }: Column, text: Text, sought: string): readonly ScoredPlaces[] {
  const own = wordsOf(text, words);
  return own.flatMap((word, at) => {
    const fit = guessFit(word, sought, rules);
    return fit ? [inText(fit, text, own, at)] : [];
  });
}

const inText = ({ score, places }: Fit, text: Text, own: readonly Folded[], word: number): ScoredPlaces => ({
  score,
  places: places.map((place) => placeIn(text, own, word, place)),
});

/** The place of a letter in the text as it is shown. */
const placeIn = (text: Text, own: readonly Folded[], word: number, place: number): number =>
  (text.at[word] as number) + (own[word]?.places?.[place] ?? place);
