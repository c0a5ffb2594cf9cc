import type { ReactNode } from 'react';
import { plain } from '../../../domain/display/sanitize.ts';
import { useTheme } from '../../components/context.ts';
import { Page } from '../../components/page.tsx';
import { Scroll } from '../../components/scroll.tsx';
import { bodyCells, bodyRows } from '../../core/layout.ts';
import { called, colorFor, roleNamed, type State } from '../../core/state.ts';
import { type ExplainScreen, explainLines, toldLines } from './update.ts';

/** The text of `rolecall show`, with room to scroll. */
export function Explain({ state, screen }: { readonly state: State; readonly screen: ExplainScreen }): ReactNode {
  const theme = useTheme();
  const role = roleNamed(state, screen.profile);
  const bar = role && theme.bar(colorFor(state, role));
  const lines = explainLines(screen, state).map(({ label, text }, at) => [
    { text: plain(label), style: at === 0 ? bar : theme.muted },
    { text: plain(text), style: at === 0 ? theme.strong : undefined },
  ]);
  return (
    <Page state={state} about={false}>
      <Scroll lines={lines} top={screen.top} rows={bodyRows(state, false)} cells={bodyCells(state.size)} />
    </Page>
  );
}

export const explainSpoken = (state: State, { profile, text }: ExplainScreen): readonly string[] =>
  text === undefined ? [`Looking up ${called(state, profile)}.`] : toldLines(text);
