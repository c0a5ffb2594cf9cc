import { Box } from 'ink';
import type { ReactNode } from 'react';
import { Choices } from '../../components/choices.tsx';
import { Line, Lines } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { useTheme } from '../../core/hooks/use-theme.ts';
import { choicesOf } from '../../core/keymap.ts';
import type { Screen, State } from '../../core/model.ts';
import { isTight } from '../../picker/layout.ts';
import { clip, wrap } from '../../text/text.ts';

type Props = { readonly state: State; readonly screen: Extract<Screen, { tag: 'empty' }> };

const explanation =
  'A role profile in ~/.aws/config says which role to take, and whose keys to take it with. A link from whoever owns the role says the same.';

/** Nobody's first sight should be an empty list. */
export function Empty({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const tight = isTight(state.size);
  const cells = Math.min(state.size.columns - (tight ? 0 : 4), 80);
  const lines = tight ? [] : wrap(explanation, cells).map((text) => [{ text, style: theme.muted }]);
  return (
    <Page state={state} about={false}>
      <Line pieces={[{ text: clip('There is no role to switch to yet.', cells), style: theme.strong }]} />
      <Box flexDirection="column" marginTop={tight ? 0 : 1} marginBottom={tight ? 0 : 1}>
        <Lines lines={lines} />
      </Box>
      <Choices state={state} choices={choicesOf('empty')} cursor={screen.cursor} rows={3} />
    </Page>
  );
}
