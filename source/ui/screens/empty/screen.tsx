import { Box } from 'ink';
import type { ReactNode } from 'react';
import { plain } from '../../../domain/display/sanitize.ts';
import { Choices } from '../../components/choices.tsx';
import { useTheme } from '../../components/context.ts';
import { Line, Lines } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { isTight, textCells } from '../../core/layout.ts';
import { choiceLines } from '../../core/screen.ts';
import type { State } from '../../core/state.ts';
import { clip, wrap } from '../../text/text.ts';
import { type EmptyScreen, emptyKeys } from './update.ts';

type Props = { readonly state: State; readonly screen: EmptyScreen };

const explanation =
  'Sign in with an IAM Identity Center start URL or an AWS console password. With keys of your own, add a role profile or paste a switch-role link.';

/** Where the files name portals already. */
const toPortals = (portals: readonly string[]): string =>
  `Your files name ${portals.length === 1 ? 'an IAM Identity Center portal' : 'IAM Identity Center portals'}: ${portals.map(plain).join(', ')}. Sign in there.`;

/** There is no role profile yet: explains what one is, and offers what can be done. */
export function Empty({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const tight = isTight(state.size);
  const cells = textCells(state.size);
  const lines = tight
    ? []
    : wrap(state.portals.length === 0 ? explanation : toPortals(state.portals), cells).map((text) => [
        { text, style: theme.muted },
      ]);
  return (
    <Page state={state} about={false}>
      <Line pieces={[{ text: clip('There is no role to switch to yet.', cells), style: theme.strong }]} />
      <Box flexDirection="column" marginTop={tight ? 0 : 1} marginBottom={tight ? 0 : 1}>
        <Lines lines={lines} />
      </Box>
      <Choices state={state} keys={emptyKeys} cursor={screen.cursor} rows={5} />
    </Page>
  );
}

export const emptySpoken = (state: State, { cursor }: EmptyScreen): readonly string[] =>
  choiceLines(emptyKeys, state, cursor);
