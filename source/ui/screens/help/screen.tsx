import type { ReactNode } from 'react';
import { useTheme } from '../../components/context.ts';
import { Lines } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { bodyRows } from '../../core/layout.ts';
import type { State } from '../../core/state.ts';
import { clip, fit } from '../../text/text.ts';
import { type HelpScreen, helpLines } from './update.ts';

type Props = { readonly state: State; readonly screen: HelpScreen };

/** All keys of the screen behind. */
export function Help({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const keyCells = state.size.columns < 36 ? 8 : 18;
  const lines = helpLines(screen).map(([keys, help]) => [
    { text: fit(keys, keyCells), style: theme.strong },
    { text: clip(help, state.size.columns - keyCells - 4), style: theme.muted },
  ]);
  return (
    <Page state={state} about={false}>
      <Lines lines={lines} top={screen.top} rows={bodyRows(state.size, false)} />
    </Page>
  );
}

/** All of it, the keys by their names, which are read out better than their signs. */
export const helpSpoken = (_: State, screen: HelpScreen): readonly string[] =>
  helpLines(screen).flatMap(([keys, help]) => (help === '' ? [] : [`${keys}: ${help}`]));
