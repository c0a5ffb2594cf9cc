import { isRecord } from '../../record.ts';
import { formatPolicy, type PolicyDocument } from './policy.ts';

export type DiffLine = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string };

/** The difference line by line, with both documents in the same format; empty where they mean the same. */
export function policyDiff(before: PolicyDocument, after: PolicyDocument): readonly DiffLine[] {
  if (samePolicy(before, after)) return [];
  return lineDiff(formatPolicy(before).split('\n'), formatPolicy(after).split('\n'));
}

/** Whether two documents are equal, apart from the order of keys and lists of one. */
export function samePolicy(one: unknown, other: unknown): boolean {
  return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? canonical(value[0]) : value.map(canonical);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([key, each]) => !(key === 'Condition' && isEmpty(each)));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, canonical(each)]));
}

const isEmpty = (value: unknown): boolean => isRecord(value) && Object.keys(value).length === 0;

/** The shortest way from one list of lines to the other. */
export function lineDiff(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const common = commonLengths(before, after);
  const lines: DiffLine[] = [];
  let [from, to] = [0, 0];
  while (from < before.length || to < after.length) {
    if (from < before.length && before[from] === after[to]) {
      lines.push({ kind: 'same', text: before[from] ?? '' });
      from += 1;
      to += 1;
    } else if (from < before.length && at(common, from + 1, to) >= at(common, from, to + 1)) {
      lines.push({ kind: 'removed', text: before[from] ?? '' });
      from += 1;
    } else {
      lines.push({ kind: 'added', text: after[to] ?? '' });
      to += 1;
    }
  }
  return lines;
}

const at = (table: readonly (readonly number[])[], row: number, column: number): number => table[row]?.[column] ?? -1;

/** `table[i][j]`: how many lines the rests from i and from j on have in common, in order. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = table[i] as number[];
      row[j] =
        before[i] === after[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}
