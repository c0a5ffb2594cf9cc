import { Text } from 'ink';
import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { Steps } from '../../components/steps.tsx';
import type { Screen, State } from '../../core/model.ts';

type Props = { readonly state: State; readonly screen: Extract<Screen, { tag: 'working' }> };

/** On the way: each hop is ticked off. */
export const Working = ({ state, screen }: Props): ReactNode => (
  <Page state={state}>
    {screen.opening.steps.length > 0 ? (
      <Steps steps={screen.opening.steps} cells={state.size.columns - 6} />
    ) : (
      <Text>
        <Spinner /> Switching
      </Text>
    )}
  </Page>
);
