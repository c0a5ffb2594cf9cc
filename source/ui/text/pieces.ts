import type { Piece } from '../theme/paint.ts';
import type { TextStyle, Theme } from '../theme/theme.ts';
import { clip, fit, runs, width } from './text.ts';

type Column = {
  readonly text: string;
  readonly cells: number;
  readonly style?: TextStyle | undefined;
  /** Places of the letters that answer the search. */
  readonly places?: readonly number[] | undefined;
};

/** A column of a row: exactly so many cells wide, with the letters marked that were searched for. */
export function column(theme: Theme, { text, cells, style, places }: Column): readonly Piece[] {
  const shown = fit(text, cells);
  if (!places?.length) return [{ text: shown, style }];
  return runs(shown, places).map((run) => ({
    text: run.text,
    style: run.marked ? { ...style, ...theme.mark } : style,
  }));
}

/** Something at either end of a line; the right end goes first where there is no room for both. */
export function between(left: Piece, right: Piece, cells: number): readonly Piece[] {
  const start = clip(left.text, cells);
  const room = cells - width(start) - 2;
  const end = room >= 4 ? clip(right.text, room) : '';
  return [
    { text: start, style: left.style },
    { text: ' '.repeat(Math.max(0, cells - width(start) - width(end))) },
    { text: end, style: right.style },
  ];
}
