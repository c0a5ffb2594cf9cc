/**
 * The names a person may have meant, best first. `default` is never among them: a typing error must not lead
 * to whatever the default credentials are.
 * @param wanted what was typed
 * @param names all profile names
 * @param most how many to give back
 */
export function nearestNames(wanted: string, names: readonly string[], most = 3): string[] {
  return rankedNames(wanted, names).slice(0, most);
}

/** A thousand profiles may name one source that is not there. */
const ranked = new WeakMap<readonly string[], Map<string, string[]>>();

function rankedNames(wanted: string, names: readonly string[]): string[] {
  const known = ranked.get(names) ?? new Map<string, string[]>();
  ranked.set(names, known);
  const found = known.get(wanted) ?? rank(wanted, names);
  known.set(wanted, found);
  return found;
}

function rank(wanted: string, names: readonly string[]): string[] {
  const typed = wanted.toLowerCase();
  const allowed = Math.max(1, Math.floor(typed.length / 3));
  const scored: { name: string; score: number }[] = [];
  for (const name of names) {
    if (name === 'default') continue;
    const score = distance(typed, name.toLowerCase(), allowed);
    if (score !== undefined) scored.push({ name, score });
  }
  return scored.sort((a, b) => a.score - b.score).map(({ name }) => name);
}

/** A part of the name counts as one slip, each letter wrong, missing, extra or swapped as one more. */
function distance(typed: string, name: string, allowed: number): number | undefined {
  if (typed === name) return 0;
  if (typed.length >= 3 && (name.startsWith(typed) || (name.length >= 3 && typed.startsWith(name)))) return 1;
  if (typed.length >= 3 && name.includes(typed)) return 1.5;
  if (Math.abs(typed.length - name.length) > allowed) return undefined;
  const slips = editDistance(typed, name, allowed);
  return slips <= allowed ? slips : undefined;
}

/** Optimal string alignment: Levenshtein, with neighbours swapped as one edit. Given up where it exceeds `most`. */
function editDistance(a: string, b: string, most: number): number {
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(
        (old[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (old[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, (older[column - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    // A swap reaches back two rows, and no further.
    if (Math.min(...current) > most && Math.min(...old) > most) return most + 1;
    older = old;
    old = current;
  }
  return old[b.length] ?? 0;
}
