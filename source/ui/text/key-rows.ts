import { fit, width, wrap } from './text.ts';

/** Keys or a sign, and a sentence that says what they mean. Two empty texts are a gap. */
export type KeyHelp = readonly [keys: string, help: string];

/**
 * The lines of a help screen: the sentences stand beside their keys, and both go on below where they are longer.
 * @param cells of a line. @returns the keys of each line filled up to their column
 */
export function keyRows(helps: readonly KeyHelp[], cells: number): readonly KeyHelp[] {
  const widest = Math.max(...helps.map(([keys]) => width(keys)));
  const column = Math.min(widest + 2, cells < 32 ? 11 : cells < 56 ? 13 : 24);
  return helps.flatMap(([keys, help]): readonly KeyHelp[] => {
    const left = wrap(keys, column - 1);
    const right = wrap(help, cells - column);
    const count = Math.max(1, left.length, right.length);
    return Array.from({ length: count }, (_, at): KeyHelp => [fit(left[at] ?? '', column), right[at] ?? '']);
  });
}
