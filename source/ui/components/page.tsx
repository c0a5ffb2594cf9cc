import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { shownRole } from '../../domain/profiles/looks/role-name.ts';
import { isTight, layoutOf, noticeLines } from '../core/layout.ts';
import { colorFor, roleNamed, type State, subject } from '../core/state.ts';
import { clip } from '../text/text.ts';
import { footerLines, headerPieces } from './bars.ts';
import { useFooterKeys, useTheme } from './context.ts';
import { Line, Lines } from './lines.tsx';

type Props = { readonly state: State; readonly children: ReactNode; readonly about?: boolean };

/** The frame of every screen but the list: the role that it is about above, the keys below. */
export function Page({ state, children, about = true }: Props): ReactNode {
  const gap = isTight(state.size) ? 0 : 1;
  return (
    <>
      {gap > 0 && (
        <Box marginBottom={1} flexShrink={0}>
          <Header state={state} />
        </Box>
      )}
      {about && <About state={state} />}
      <Box
        flexDirection="column"
        flexGrow={1}
        flexShrink={1}
        overflow="hidden"
        marginTop={about ? gap : 0}
        marginLeft={gap}
      >
        {children}
      </Box>
      <Box flexShrink={0} marginTop={gap}>
        <Footer state={state} />
      </Box>
    </>
  );
}

/** The role that a screen is about, in the colour it has in the list. */
function About({ state }: { readonly state: State }): ReactNode {
  const theme = useTheme();
  const profile = subject(state) ?? '';
  const role = roleNamed(state, profile);
  const { cells } = layoutOf(state.size);
  const name = clip(role?.displayName ?? profile, Math.max(4, Math.floor(cells / 2)));
  const facts = role ? [role.accountId, shownRole(role.roleName), role.region].filter(Boolean).join(' · ') : '';
  return (
    <Box flexShrink={0}>
      <Text wrap="truncate">
        <Text {...(role ? theme.badge(colorFor(state, role)) : theme.strong)}>{role ? ` ${name} ` : name}</Text>
        <Text {...theme.muted}>{`  ${clip(facts, Math.max(0, cells - name.length - 6))}`}</Text>
      </Text>
    </Box>
  );
}

/** The first line of every screen. */
function Header({ state }: { readonly state: State }): ReactNode {
  return <Line pieces={headerPieces(state, useTheme())} />;
}

/** The last line of every screen, or the last ones. */
export function Footer({ state }: { readonly state: State }): ReactNode {
  const { notice, size } = state;
  return <Lines lines={footerLines(noticeLines(notice, size), useFooterKeys(), layoutOf(size).cells, useTheme())} />;
}
