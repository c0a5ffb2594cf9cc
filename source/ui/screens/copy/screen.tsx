import { Box } from 'ink';
import type { ReactNode } from 'react';
import { Choices } from '../../components/choices.tsx';
import { useTheme } from '../../components/context.ts';
import { Lines } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { bodyCells, bodyRows, isTight } from '../../core/layout.ts';
import { choiceLines, choicesIn } from '../../core/screen.ts';
import { namedInFull, type State } from '../../core/state.ts';
import { wrap } from '../../text/text.ts';
import { type CopyScreen, copyKeys, copyLabel } from './update.ts';

/** The texts to copy; the one in focus whole below them, to be selected where the terminal takes no copies. */
export function Copy({ state, screen }: { readonly state: State; readonly screen: CopyScreen }): ReactNode {
  const theme = useTheme();
  const focus = choicesIn(copyKeys)[screen.cursor];
  const text = focus && screen.copies?.[focus.command as keyof typeof screen.copies];
  const rows = bodyRows(state, true);
  const gap = isTight(state.size) ? 0 : 1;
  // So many choices stay beside a long text.
  const least = Math.min(2, Math.ceil(rows / 2));
  const whole = wrap(text ?? '', bodyCells(state.size)).slice(0, Math.max(0, rows - gap - least));
  return (
    <Page state={state}>
      <Choices
        state={state}
        keys={copyKeys}
        cursor={screen.cursor}
        rows={Math.max(1, Math.min(choicesIn(copyKeys).length, rows - gap - whole.length))}
        labelOf={(binding) => copyLabel(screen, binding)}
      />
      <Box marginTop={gap} flexDirection="column">
        <Lines lines={whole.map((line) => [{ text: line, style: theme.strong }])} />
      </Box>
    </Page>
  );
}

export const copySpoken = (state: State, screen: CopyScreen): readonly string[] => [
  `${namedInFull(state, screen.profile)}:`,
  ...choiceLines(copyKeys, state, screen.cursor, (binding) => copyLabel(screen, binding)),
];
