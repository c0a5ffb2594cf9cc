import type { ReactNode } from 'react';
import { problemParts } from '../../../output/problem-text.ts';
import { useTheme } from '../../components/context.ts';
import { Page } from '../../components/page.tsx';
import { Scroll } from '../../components/scroll.tsx';
import { bodyCells, bodyRows } from '../../core/layout.ts';
import type { State } from '../../core/state.ts';
import type { Piece } from '../../theme/paint.ts';
import type { Theme } from '../../theme/theme.ts';
import { type ProblemLine, type ProblemScreen, problemLines } from './update.ts';

/** What went wrong, and what to do about it. */
export function Problem({ state, screen }: { readonly state: State; readonly screen: ProblemScreen }): ReactNode {
  const theme = useTheme();
  const lines = problemLines(screen.problem, state.size).map((line) => piecesOf(line, theme));
  return (
    <Page state={state}>
      <Scroll lines={lines} top={screen.top} rows={bodyRows(state, true)} cells={bodyCells(state.size)} />
    </Page>
  );
}

function piecesOf({ part, label, text }: ProblemLine, theme: Theme): readonly Piece[] {
  switch (part) {
    case 'title':
      return [
        { text: label, style: theme.bad },
        { text, style: theme.strong },
      ];
    case 'gap':
      return [{ text }];
    case 'todo':
    case 'means':
      return [{ text: label, style: theme.muted }, { text }];
    default:
      return [
        { text: label, style: theme.muted },
        { text, style: theme.muted },
      ];
  }
}

export const problemSpoken = (_: State, { problem }: ProblemScreen): readonly string[] => [
  `Failed: ${problem.title}`,
  ...problemParts(problem, 'spoken').flatMap(({ label, texts }) => texts.map((text) => `${label}${text}`)),
];
