import { Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../../components/context.ts';
import { Page } from '../../components/page.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { bodyCells } from '../../core/layout.ts';
import { purposeOf } from '../../core/purpose.ts';
import { called, type State, type Step } from '../../core/state.ts';
import { clip } from '../../text/text.ts';
import type { WorkingScreen } from './update.ts';

/** The steps of a session that is being opened. */
export const Working = ({ state, screen }: { readonly state: State; readonly screen: WorkingScreen }): ReactNode => (
  <Page state={state}>
    {screen.opening.steps.length > 0 ? (
      <Steps steps={screen.opening.steps} cells={bodyCells(state.size) - 2} />
    ) : (
      <Text>
        <Spinner /> {purposeOf(state).doing}
      </Text>
    )}
  </Page>
);

function Steps({ steps, cells }: { readonly steps: readonly Step[]; readonly cells: number }): ReactNode {
  const theme = useTheme();
  return steps.map(({ key, text, done }) => (
    <Text key={key}>
      {done ? <Text {...theme.good}>✓</Text> : <Spinner />}{' '}
      <Text {...(done ? theme.muted : undefined)}>{clip(text, cells)}</Text>
    </Text>
  ));
}

export const workingSpoken = (state: State, { opening }: WorkingScreen): readonly string[] => [
  `${purposeOf(state).doing} ${purposeOf(state).to} ${called(state, opening.profile)}.`,
  ...opening.steps.map(({ text, done }) => `${text}: ${done ? 'done' : 'in progress'}.`),
];
