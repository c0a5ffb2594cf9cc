import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../core/hooks/use-theme.ts';
import type { State } from '../core/model.ts';
import { colorFor, roleNamed, subject } from '../core/select.ts';
import { isTight, layoutOf } from '../picker/layout.ts';
import { clip } from '../text/text.ts';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';

type Props = { readonly state: State; readonly children: ReactNode; readonly about?: boolean };

/** The frame of every screen but the list: whom it is about above, the keys below. */
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

/** The role that a screen is about, as it looked in the list. */
function About({ state }: { readonly state: State }): ReactNode {
  const theme = useTheme();
  const profile = subject(state) ?? '';
  const role = roleNamed(state, profile);
  const { cells } = layoutOf(state.size);
  const name = clip(role?.displayName ?? profile, Math.max(4, Math.floor(cells / 2)));
  const facts = role ? [role.accountId, role.roleName, role.region].filter(Boolean).join(' · ') : '';
  return (
    <Box flexShrink={0}>
      <Text wrap="truncate">
        <Text {...(role ? theme.badge(colorFor(state, role)) : theme.strong)}>{role ? ` ${name} ` : name}</Text>
        <Text {...theme.muted}>{`  ${clip(facts, Math.max(0, cells - name.length - 6))}`}</Text>
      </Text>
    </Box>
  );
}
