import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { SignInPage } from '../../../domain/sign-in/flow.ts';
import { ownCodeOnly, whereToSignIn } from '../../../domain/sign-in/words.ts';
import { timeLeft } from '../../../output/clock.ts';
import { useTheme } from '../../components/context.ts';
import { inputPieces } from '../../components/input.ts';
import { Line } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { TextLines } from '../../components/text-lines.tsx';
import { bodyCells, isTight } from '../../core/layout.ts';
import type { State } from '../../core/state.ts';
import { clip, wrap } from '../../text/text.ts';
import type { SignInScreen } from './update.ts';

type Props = { readonly state: State; readonly screen: SignInScreen };

/** A sign-in to Identity Center: the offer, then the code to compare in the browser. */
export function SignIn({ state, screen }: Props): ReactNode {
  const cells = bodyCells(state.size);
  return (
    <Page state={state}>
      {screen.page === undefined ? (
        <Offer screen={screen} cells={cells} />
      ) : (
        <Waiting
          screen={screen}
          page={screen.page}
          now={state.now}
          cells={cells}
          lines={state.size.rows}
          gap={isTight(state.size) ? 0 : 1}
        />
      )}
    </Page>
  );
}

function Offer({ screen, cells }: { readonly screen: SignInScreen; readonly cells: number }): ReactNode {
  const theme = useTheme();
  return (
    <>
      <Paragraph text={`You are not signed in to ${screen.to}, or your sign-in has expired.`} cells={cells} />
      <Text {...theme.muted}>{clip(screen.at, cells)}</Text>
      {screen.started && (
        <Text>
          <Spinner /> {screen.told ?? 'Getting the sign-in page'}
        </Text>
      )}
    </>
  );
}

type WaitingProps = {
  readonly screen: SignInScreen;
  readonly page: SignInPage;
  readonly now: number;
  readonly cells: number;
  readonly lines: number;
  readonly gap: number;
};

/** Lines that everything but the address takes. */
const besideAddress = 10;

function Waiting({ screen, page, now, cells, lines, gap }: WaitingProps): ReactNode {
  const theme = useTheme();
  const { url, userCode, byHand, expiresAt } = page;
  const left = clip(`Waiting for up to ${timeLeft(expiresAt - now)}`, cells - 2);
  const address = wrap(url, cells);
  // Of a page that the browser has opened the beginning says whose it is; one that the person opens is there in full.
  const isLong = address.length > lines - besideAddress;
  const isKnown = byHand === undefined || screen.input.text !== '' || screen.told !== undefined;
  const shown = isLong && isKnown ? [clip(url, cells)] : address;
  const hint = isLong && byHand !== undefined ? [] : wrap(hintOf(page), cells);
  return (
    <>
      <Paragraph text={`${whereToSignIn(page)}.`} cells={cells} />
      <Box marginBottom={gap} flexDirection="column" flexShrink={0}>
        <TextLines lines={shown} style={theme.accent} />
      </Box>
      {userCode !== undefined && (
        <Text wrap="truncate">
          The page must show <Text {...theme.strong}>{clip(userCode, cells - 19)}</Text>
        </Text>
      )}
      {hint.length > 0 && <TextLines lines={hint} style={theme.muted} />}
      {screen.input.text !== '' && <Line pieces={inputPieces(screen.input, cells - 3, theme)} />}
      {screen.told !== undefined && <TextLines lines={wrap(screen.told, cells)} style={theme.warn} />}
      <Text wrap="truncate">
        <Spinner /> <Text {...theme.muted}>{left}</Text>
      </Text>
    </>
  );
}

const pasteHint = 'If the browser ends on a page that does not load, paste its address here.';
const textHint = 'The last page shows some text: paste it here.';

const hintOf = ({ userCode, ends }: SignInPage): string =>
  userCode !== undefined ? ownCodeOnly : ends === 'text' ? textHint : pasteHint;

const Paragraph = ({ text, cells }: { readonly text: string; readonly cells: number }): ReactNode => (
  <TextLines lines={wrap(text, cells)} />
);

export function signInSpoken(_: State, { to, at, started, page, told, input }: SignInScreen): readonly string[] {
  if (!started) return [`Not signed in to ${to}, or your sign-in has expired: ${at}`, 'Enter signs in.'];
  if (page === undefined) return [told ?? 'Getting the sign-in page.'];
  const code = page.userCode === undefined ? [] : [`The page must show ${page.userCode}.`];
  const given = input.text === '' ? [] : [input.text];
  return [
    `${whereToSignIn(page)}: ${page.url}`,
    ...code,
    hintOf(page),
    ...given,
    ...(told === undefined ? [] : [told]),
    'Waiting.',
  ];
}
