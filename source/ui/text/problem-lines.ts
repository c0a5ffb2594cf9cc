import type { ProblemText } from '../../problem.ts';
import type { Piece } from '../theme/paint.ts';
import type { TextStyle, Theme } from '../theme/theme.ts';
import { wrap } from './text.ts';

/** Cells of the words on the left. */
const margin = 8;

/** Longer lines are hard to read. */
const widest = 96;

/** Cells of a line in a terminal so wide. */
export const problemCells = (columns: number): number => Math.min(columns - 3, widest);

/** What went wrong and what to do about it, on lines of so many cells. What to do comes first. */
export function problemLines(problem: ProblemText, cells: number, theme: Theme): readonly (readonly Piece[])[] {
  const { title, tried, said, means, todo = [], at = [] } = problem;
  const indent = cells < 36 ? 0 : margin;
  const part = (
    name: string,
    texts: readonly (string | undefined)[],
    style?: TextStyle,
  ): readonly (readonly Piece[])[] =>
    texts
      .flatMap((text) => wrap(text ?? '', cells - indent))
      .map((line, index) => [
        { text: indent ? (index === 0 ? name : '').padEnd(indent) : '', style: theme.muted },
        { text: line, style },
      ]);
  const steps = todo.map((step, index) => (todo.length > 1 ? `${index + 1}. ${step}` : step));
  return [
    ...wrap(title, cells - 2).map((line, index) => [
      { text: index === 0 ? '✗ ' : '  ', style: theme.bad },
      { text: line, style: theme.strong },
    ]),
    ...(indent ? [[{ text: ' ' }]] : []),
    ...part('do', steps),
    ...part('means', [means]),
    ...part('tried', [tried], theme.muted),
    ...part('said', [said], theme.muted),
    ...part(
      'at',
      at.map(({ file, line }) => `${file}:${line}`),
      theme.muted,
    ),
  ];
}
