import type { ReactNode } from 'react';
import { useTheme } from '../../components/context.ts';
import { Page } from '../../components/page.tsx';
import { Scroll } from '../../components/scroll.tsx';
import { bodyCells, bodyRows } from '../../core/layout.ts';
import type { State } from '../../core/state.ts';
import { type HelpScreen, helpLines, helpRows } from './update.ts';

type Props = { readonly state: State; readonly screen: HelpScreen };

/** All keys of the screen behind. */
export function Help({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const lines = helpRows(screen, state).map(([keys, help]) => [
    { text: keys, style: theme.strong },
    { text: help, style: theme.muted },
  ]);
  return (
    <Page state={state} about={false}>
      <Scroll lines={lines} top={screen.top} rows={bodyRows(state, false)} cells={bodyCells(state.size)} />
    </Page>
  );
}

/** The same, with the names of keys, which are read out better than their signs. */
export const helpSpoken = (state: State, screen: HelpScreen): readonly string[] =>
  helpLines(screen, state).flatMap(([keys, help]) =>
    keys === '' ? [] : [`${keys.replaceAll(', ', ' or ')}: ${help}`],
  );
