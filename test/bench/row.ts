import { type Figures, figuresOf } from './measure.ts';

/** One line of the table. */
export type Row = {
  readonly what: string;
  readonly against: string;
  /** Milliseconds, or what `unit` says. */
  readonly ours: number;
  readonly theirs?: number;
  /** Of ours to theirs. */
  readonly ratio?: number;
  readonly unit: string;
  /** Of the ratio where there is one, else of `ours`; undefined where it is only printed. */
  readonly atMost?: number;
  readonly note?: string;
};

/** Ratio, or the figure itself where there is nothing to compare with. */
export const measuredValue = ({ ours, ratio }: Row): number => ratio ?? ours;

/**
 * Two that were run in turns. The ratio is the median of those of each turn: a machine that others use as well is now
 * faster, now slower, and what ran in the same moment was hit alike.
 */
export function compared(ours: Figures, theirs: Figures): Required<Pick<Row, 'ours' | 'theirs' | 'ratio'>> {
  const ratios = ours.times.map((time, turn) => time / (theirs.times[turn] ?? Number.NaN));
  return { ours: ours.median, theirs: theirs.median, ratio: figuresOf('ratio', ratios).median };
}

/** A set of rows that are measured in one world. */
export type Suite = { readonly name: string; readonly run: (rounds: number) => Promise<readonly Row[]> };
