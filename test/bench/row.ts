/** One line of the table. */
export type Row = {
  readonly what: string;
  readonly against: string;
  /** Milliseconds, or what `unit` says. */
  readonly ours: number;
  readonly theirs?: number;
  readonly unit: string;
  /** Of the ratio where there is a `theirs`, else of `ours`. */
  readonly atMost: number;
  readonly note?: string;
};

/** Ratio, or the figure itself where there is nothing to compare with. */
export const measuredValue = ({ ours, theirs }: Row): number => (theirs === undefined ? ours : ours / theirs);

/** A set of rows that are measured in one world. */
export type Suite = { readonly name: string; readonly run: (rounds: number) => Promise<readonly Row[]> };
