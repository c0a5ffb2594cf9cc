import type { ReactNode } from 'react';
import { Lines } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { useTheme } from '../../core/hooks/use-theme.ts';
import type { Screen, State } from '../../core/model.ts';
import { bodyRows } from '../../picker/layout.ts';
import { problemCells, problemLines } from '../../text/problem-lines.ts';

type Props = { readonly state: State; readonly screen: Extract<Screen, { tag: 'problem' }> };

/** What went wrong, and what to do about it. */
export function ProblemScreen({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const lines = problemLines(screen.problem, problemCells(state.size.columns), theme);
  return (
    <Page state={state}>
      <Lines lines={lines} top={screen.top} rows={bodyRows(state.size, true)} />
    </Page>
  );
}
