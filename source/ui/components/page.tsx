import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { isTight, layoutOf } from '../core/layout.ts';
import type { Binding } from '../core/screen.ts';
import { colorFor, roleNamed, type State, subject } from '../core/state.ts';
import { clip, width } from '../text/text.ts';
import type { Piece } from '../theme/paint.ts';
import { useFooterKeys, useTheme } from './context.ts';
import { Line } from './lines.tsx';

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

/** The program's name, and who the person is before switching. */
export function Header({ state }: { readonly state: State }): ReactNode {
  const theme = useTheme();
  const profile = subject(state);
  const identity = (profile && state.details.get(profile)?.identity) ?? state.identity ?? '';
  const name = { text: 'rolecall', style: theme.strong };
  return <Line pieces={between(name, { text: identity, style: theme.muted }, layoutOf(state.size).cells)} />;
}

/** A text at either end of a line; without room for both, the right one is left out. */
function between(left: Piece, right: Piece, cells: number): readonly Piece[] {
  const start = clip(left.text, cells);
  const room = cells - width(start) - 2;
  const end = room >= 4 ? clip(right.text, room) : '';
  return [
    { text: start, style: left.style },
    { text: ' '.repeat(Math.max(0, cells - width(start) - width(end))) },
    { text: end, style: right.style },
  ];
}

export const betweenKeys = '   ';

/** The keys that fit, the most useful ones first; or the notice, where there is one. */
export function Footer({ state }: { readonly state: State }): ReactNode {
  const theme = useTheme();
  const keys = useFooterKeys();
  const { cells } = layoutOf(state.size);
  if (state.notice) return <Line pieces={[{ text: clip(state.notice, cells), style: theme.warn }]} />;
  const pieces = fitting(keys, cells).flatMap(({ shown, label }, at) => [
    { text: `${at > 0 ? betweenKeys : ''}${shown} ` },
    { text: label, style: theme.muted },
  ]);
  return <Line pieces={pieces} />;
}

/** The bindings that fit. The last one, the way out, always stays. */
export function fitting<T extends Pick<Binding, 'shown' | 'label'>>(
  bindings: readonly T[],
  cells: number,
): readonly T[] {
  const out = bindings.at(-1);
  const sizeOf = ({ shown, label }: T) => width(shown) + 1 + width(label) + betweenKeys.length;
  let room = cells + betweenKeys.length - (out ? sizeOf(out) : 0);
  const fit = bindings.slice(0, -1).filter((binding) => {
    room -= sizeOf(binding);
    return room >= 0;
  });
  return out ? [...fit, out] : fit;
}
