import type { Column, SearchField } from './fields.ts';
import { best } from './score.ts';

/** Names that people see. */
const seenNames: readonly SearchField[] = ['displayName', 'name'];

/** What the beginning of a word scores, and what no initials do. */
const beginning = 800;
const overInitials = 901;

/**
 * Raises the roles whose name begins with all that is typed, letter by letter: where that is one word, above those that have its
 * letters in pieces, and below whole words; where it is more, above all. Else one more letter would lead to another account.
 * @param scores of the roles, each a sum and the weakest of it; changed in place
 * @param typed in lower case
 * @param terms how many terms are typed, where they are more than one word
 */
export function raiseBegun(
  columns: readonly Column[],
  scores: Int32Array,
  typed: string,
  terms: 'one word' | number,
): void {
  const names = columns.filter(({ rules }) => seenNames.includes(rules.name));
  const first = typed.charCodeAt(0);
  for (let role = 0; role < scores.length; role++) {
    const score = scores[role] as number;
    if (score < 0) continue;
    for (const { texts, ofRole } of names) {
      const lower = texts[ofRole[role] as number]?.lower;
      // A look at one letter first: of ten thousand names few begin with it.
      if (lower?.charCodeAt(0) !== first || !lower.startsWith(typed)) continue;
      scores[role] = raisedScore(score, terms);
      break;
    }
  }
}

/** Each keeps its place among those that are raised. */
function raisedScore(score: number, terms: 'one word' | number): number {
  if (terms !== 'one word') return score + (terms * best + 1) * (best + 1);
  // Of one word the sum and the weakest are the same.
  const isBelow = score < overInitials * (best + 2);
  return isBelow ? score + (overInitials - beginning) * (best + 2) : score;
}
