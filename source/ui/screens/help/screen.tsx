import type { ReactNode } from 'react';
import { useTheme } from '../../components/context.ts';
import { Lines } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { bodyRows } from '../../core/layout.ts';
import type { Binding } from '../../core/screen.ts';
import type { State } from '../../core/state.ts';
import { clip, fit } from '../../text/text.ts';
import type { HelpScreen } from './update.ts';

type Props = { readonly state: State; readonly screen: HelpScreen };

/** All keys of the screen behind. */
export function Help({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const keyCells = state.size.columns < 36 ? 8 : 18;
  const lines = screen.keys.map((binding) => [
    { text: fit(named(binding).join(', '), keyCells), style: theme.strong },
    { text: clip(binding.help, state.size.columns - keyCells - 4), style: theme.muted },
  ]);
  return (
    <Page state={state} about={false}>
      <Lines lines={lines} top={screen.top} rows={bodyRows(state.size, false)} />
    </Page>
  );
}

/** The keys with their names, which are read out better than their signs. */
export const helpSpoken = (_: State, { keys }: HelpScreen): readonly string[] =>
  keys.map((binding) => `${named(binding).join(' or ')}: ${binding.help}`);

const named = ({ keys }: Binding): readonly string[] => keys.filter((key) => !key.startsWith('alt+'));
