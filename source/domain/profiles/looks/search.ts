import type { RoleSummary } from '../profile.ts';
import { looseScore, placesOf, wholeScore } from './score.ts';

/** What is looked through, and how much a hit there counts. Letters may be left out only where `loose`. */
const fields = [
  { name: 'displayName', weight: 1, loose: true },
  { name: 'name', weight: 1, loose: true },
  { name: 'accountId', weight: 0.9, loose: false },
  { name: 'roleName', weight: 0.85, loose: true },
  { name: 'group', weight: 0.7, loose: true },
  { name: 'description', weight: 0.5, loose: false },
] as const;

/** A part of a role profile that can be searched. */
export type SearchField = (typeof fields)[number]['name'];

/** One role as it is searched: lower case, and which letters occur in it at all. */
type Entry = { readonly texts: readonly string[]; readonly letters: readonly number[]; readonly any: number };

/** Everything that can be prepared before the first key. */
export type SearchIndex = { readonly entries: readonly Entry[] };

/** Roles that match, best first, as positions in the list the index was made of. */
export type SearchResult = {
  readonly query: string;
  readonly roles: Int32Array;
  /** Beside `roles`. */
  readonly scores: Float64Array;
};

/** Makes roles searchable. Do it once per list. */
export function indexRoles(roles: readonly RoleSummary[]): SearchIndex {
  return { entries: roles.map(entryOf) };
}

function entryOf(role: RoleSummary): Entry {
  const texts = fields.map(({ name }) => lowered(role[name] ?? ''));
  const letters = texts.map(lettersOf);
  return { texts, letters, any: letters.reduce((all, some) => all | some, 0) };
}

/** Lower case of the same length, so that a place in it is a place in what is shown. */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length
    ? lower
    : Array.from(text, (c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join('');
}

/** A bit per letter and digit: a word with a letter that is nowhere in the text need not be looked for. */
function lettersOf(text: string): number {
  let bits = 0;
  for (let at = 0; at < text.length; at++) bits |= 1 << (text.charCodeAt(at) & 31);
  return bits;
}

/** More words than anyone types are left unread. */
const wordsOf = (query: string): string[] => query.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 16);

/**
 * Roles in which every word of the query is found. Given the result of a shorter query that this one continues, only
 * those roles are looked at again.
 */
export function search(index: SearchIndex, query: string, previous?: SearchResult): SearchResult {
  if (previous?.query === query) return previous;
  const words = wordsOf(query).map((text) => ({ text, letters: lettersOf(text) }));
  const candidates = previous && query.startsWith(previous.query) ? previous.roles : undefined;
  const total = candidates?.length ?? index.entries.length;
  const keys = new Float64Array(total);
  let found = 0;
  for (let at = 0; at < total; at++) {
    const role = candidates ? (candidates[at] as number) : at;
    const score = scoreOf(index.entries[role] as Entry, words);
    if (score >= 0) keys[found++] = packed(score, role);
  }
  return unpacked(query, keys.subarray(0, found).sort());
}

/** Score and position in one number that sorts best first and then by position: a typed array sorts ten times faster. */
const positions = 2 ** 24;
const topScore = 2 ** 26;
const packed = (score: number, role: number): number => (topScore - score) * positions + role;

function unpacked(query: string, keys: Float64Array): SearchResult {
  const roles = new Int32Array(keys.length);
  const scores = new Float64Array(keys.length);
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as number;
    roles[at] = key % positions;
    scores[at] = topScore - Math.floor(key / positions);
  }
  return { query, roles, scores };
}

type Word = { readonly text: string; readonly letters: number };

function scoreOf(entry: Entry, words: readonly Word[]): number {
  let sum = 0;
  for (const word of words) {
    if ((entry.any & word.letters) !== word.letters) return -1;
    const best = bestOf(entry, word);
    if (best < 0) return -1;
    sum += best >> fieldBits;
  }
  return sum;
}

/** Score and field in one integer: a key press compares ten thousand of them. */
const fieldBits = 3;

/** The field in which a word is found best, with the score above it; -1 where it is in none. */
function bestOf(entry: Entry, word: Word): number {
  const holding = bestBy(entry, word, wholeScore);
  return holding < 0 ? bestBy(entry, word, looseScore) : holding;
}

function bestBy(entry: Entry, word: Word, by: (text: string, word: string, loose: boolean) => number): number {
  let best = -1;
  let score = -1;
  for (let at = 0; at < fields.length; at++) {
    const { weight, loose } = fields[at] as (typeof fields)[number];
    if (weight * 1000 <= score) break;
    if (((entry.letters[at] as number) & word.letters) !== word.letters) continue;
    const fit = by(entry.texts[at] as string, word.text, loose);
    const here = Math.round(fit * weight);
    if (fit < 0 || here <= score) continue;
    score = here;
    best = (here << fieldBits) + at;
  }
  return best;
}

/** Which letters of a role answer the query, by field: what a list underlines. */
export function highlights(
  index: SearchIndex,
  role: number,
  query: string,
): Partial<Record<SearchField, readonly number[]>> {
  const entry = index.entries[role];
  const marks: Partial<Record<SearchField, readonly number[]>> = {};
  if (!entry) return marks;
  for (const text of wordsOf(query)) {
    for (const at of answering(entry, text)) {
      const { name } = fields[at] as (typeof fields)[number];
      const places = placesOf(entry.texts[at] as string, text);
      marks[name] = [...new Set([...(marks[name] ?? []), ...places])].sort((a, b) => a - b);
    }
  }
  return marks;
}

/** Fields that hold the word; where none does, the one that has its letters best. */
function answering(entry: Entry, text: string): readonly number[] {
  const holding = entry.texts.flatMap((held, at) => (held.includes(text) ? [at] : []));
  if (holding.length > 0) return holding;
  const best = bestOf(entry, { text, letters: lettersOf(text) });
  return best < 0 ? [] : [best & (2 ** fieldBits - 1)];
}
