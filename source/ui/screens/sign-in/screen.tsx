import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { timeLeft } from '../../../output/clock.ts';
import { useTheme } from '../../components/context.ts';
import { Page } from '../../components/page.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { TextLines } from '../../components/text-lines.tsx';
import { isTight } from '../../core/layout.ts';
import type { State } from '../../core/state.ts';
import { clip, wrap } from '../../text/text.ts';
import type { SignInScreen } from './update.ts';

type Props = { readonly state: State; readonly screen: SignInScreen };

/** A sign-in to Identity Center: the offer, then the code to compare in the browser. */
export function SignIn({ state, screen }: Props): ReactNode {
  const cells = state.size.columns - (isTight(state.size) ? 1 : 5);
  return (
    <Page state={state}>
      {screen.code === undefined ? (
        <Offer screen={screen} cells={cells} />
      ) : (
        <Code code={screen.code} now={state.now} cells={cells} gap={isTight(state.size) ? 0 : 1} />
      )}
    </Page>
  );
}

function Offer({ screen, cells }: { readonly screen: SignInScreen; readonly cells: number }): ReactNode {
  const theme = useTheme();
  return (
    <>
      <Paragraph text="You are not signed in to IAM Identity Center, or not any more." cells={cells} />
      <Text {...theme.muted}>{clip(screen.startUrl, cells)}</Text>
      {screen.started && (
        <Text>
          <Spinner /> Asking for a code
        </Text>
      )}
    </>
  );
}

type CodeProps = {
  readonly code: NonNullable<SignInScreen['code']>;
  readonly now: number;
  readonly cells: number;
  readonly gap: number;
};

function Code({ code, now, cells, gap }: CodeProps): ReactNode {
  const theme = useTheme();
  const { byHand, url, userCode, expiresAt } = code;
  const where = byHand === undefined ? 'Approve it in the browser:' : `${byHand}: open this in a browser.`;
  return (
    <>
      <Paragraph text={where} cells={cells} />
      <Box marginBottom={gap} flexDirection="column" flexShrink={0}>
        <TextLines lines={wrap(url, cells)} style={theme.accent} />
      </Box>
      <Text wrap="truncate">
        The code there has to be <Text {...theme.strong}>{clip(userCode, cells - 25)}</Text>
      </Text>
      <Text wrap="truncate">
        <Spinner /> <Text {...theme.muted}>{clip(`Waiting, for ${timeLeft(expiresAt - now)} at most`, cells - 2)}</Text>
      </Text>
    </>
  );
}

const Paragraph = ({ text, cells }: { readonly text: string; readonly cells: number }): ReactNode => (
  <TextLines lines={wrap(text, cells)} />
);

export function signInSpoken(_: State, { startUrl, started, code }: SignInScreen): readonly string[] {
  if (!started) return [`Not signed in to IAM Identity Center, or not any more: ${startUrl}`, 'Enter signs in.'];
  if (code === undefined) return ['Asking for a code.'];
  const where = code.byHand === undefined ? 'Approve it in the browser' : `${code.byHand}. Open this in a browser`;
  return [`${where}: ${code.url}`, `The code there has to be ${code.userCode}.`, 'Waiting.'];
}
