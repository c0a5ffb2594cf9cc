import type { ReactNode } from 'react';
import { Lines } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { useTheme } from '../../core/hooks/use-theme.ts';
import { keymap } from '../../core/keymap.ts';
import type { Screen, State } from '../../core/model.ts';
import { bodyRows } from '../../picker/layout.ts';
import { clip, fit } from '../../text/text.ts';

type Props = { readonly state: State; readonly screen: Extract<Screen, { tag: 'help' }> };

/** Every key of the screen behind. */
export function Help({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const keyCells = state.size.columns < 36 ? 8 : 18;
  const lines = keymap[screen.behind.tag].map(({ keys, help }) => [
    { text: fit(keys.filter((key) => !key.startsWith('alt+')).join(', '), keyCells), style: theme.strong },
    { text: clip(help, state.size.columns - keyCells - 4), style: theme.muted },
  ]);
  return (
    <Page state={state} about={false}>
      <Lines lines={lines} top={screen.top} rows={bodyRows(state.size, false)} />
    </Page>
  );
}
