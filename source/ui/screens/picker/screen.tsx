import { Box, Text } from 'ink';
import { type ReactNode, useMemo } from 'react';
import { plain } from '../../../domain/display/sanitize.ts';
import { highlights } from '../../../domain/profiles/looks/search.ts';
import type { RoleSummary } from '../../../domain/profiles/profile.ts';
import { graphemes } from '../../../output/width.ts';
import { useTheme } from '../../components/context.ts';
import { Line as DrawnLine, Lines } from '../../components/lines.tsx';
import { Footer, Header } from '../../components/page.tsx';
import { layoutOf } from '../../core/layout.ts';
import { colorFor, type Detail, focused, isFavourite, isHidden, leftOf, type State } from '../../core/state.ts';
import { clip, fit, width } from '../../text/text.ts';
import type { Piece } from '../../theme/paint.ts';
import type { TextStyle, Theme } from '../../theme/theme.ts';
import { type Columns, columnsFor } from './columns.ts';
import { type Line, windowOf } from './list.ts';
import { type Row, rowPieces } from './row.ts';
import { nothingFound } from './spoken.ts';

/** The list of roles. Only lines on the screen are drawn. */
export function Picker({ state }: { readonly state: State }): ReactNode {
  const layout = layoutOf(state.size);
  return (
    <>
      {layout.header && <Header state={state} />}
      <SearchField state={state} />
      <Box flexDirection="column" height={layout.list} marginTop={layout.gap ? 1 : 0} flexShrink={0}>
        {state.list.count > 0 ? <Roles state={state} /> : <Nothing state={state} />}
      </Box>
      <Box flexGrow={1} flexShrink={1} />
      <DetailLine state={state} />
      {layout.footer && <Footer state={state} />}
    </>
  );
}

function Roles({ state }: { readonly state: State }): ReactNode {
  const theme = useTheme();
  const { cells, list, airy } = layoutOf(state.size);
  const columns = useMemo(() => columnsFor(state.natural, cells), [state.natural, cells]);
  const lines = windowOf(state.list, state.top, list, airy);
  return <Lines lines={lines.map((line) => piecesOf(state, line, columns, theme))} />;
}

function piecesOf(state: State, line: Line, columns: Columns, theme: Theme): readonly Piece[] {
  if (line.kind === 'gap') return [];
  if (line.kind === 'title') {
    return [{ text: `  ${clip(line.title, state.size.columns - 4)}`, style: theme.muted }];
  }
  const row = rowOf(state, line.role, line.cursor === state.cursor);
  return row ? rowPieces(row, columns, theme) : [];
}

function rowOf(state: State, at: number, isFocused: boolean): Row | undefined {
  const role = state.roles[at];
  const found = state.found.at(-1);
  return (
    role && {
      role,
      isFocused,
      color: colorFor(state, role),
      isFavourite: isFavourite(state, role),
      isHidden: isHidden(state, role),
      left: leftOf(state, role),
      marks: found && state.index && highlights(state.index, at, found.query),
    }
  );
}

function Nothing({ state }: { readonly state: State }): ReactNode {
  const theme = useTheme();
  const cells = layoutOf(state.size).cells - 2;
  return (
    <Box flexDirection="column" marginLeft={2}>
      {nothingFound(state).map((line, at) => (
        <Text key={line} {...(at > 0 ? theme.muted : {})}>
          {clip(line, cells)}
        </Text>
      ))}
    </Box>
  );
}

/** The search text, and the number of roles found. */
function SearchField({ state }: { readonly state: State }): ReactNode {
  const theme = useTheme();
  const { cells } = layoutOf(state.size);
  const count = countOf(state);
  const room = cells - 4 - width(count) - 2;
  const text = tail(plain(state.filter), Math.max(4, room));
  const hint = state.filter === '' ? clip('type to search', Math.max(0, room)) : '';
  const space = cells - 3 - width(text) - width(hint) - width(count);
  return (
    <DrawnLine
      pieces={[
        { text: '› ', style: theme.accent },
        { text },
        { text: '▏', style: theme.accent },
        { text: `${hint}${' '.repeat(Math.max(1, space))}${count}`, style: theme.muted },
      ]}
    />
  );
}

function countOf({ list, total, filter }: State): string {
  if (filter.trim() === '') return `${list.count} ${list.count === 1 ? 'role' : 'roles'}`;
  return `${list.count} of ${total}`;
}

/** The end of a long text, where the person types. */
function tail(text: string, cells: number): string {
  const all = graphemes(text);
  while (width(all.join('')) > cells) all.shift();
  return all.join('');
}

/** The role in focus: its profile's name, its chain, and its description. */
function DetailLine({ state }: { readonly state: State }): ReactNode {
  const theme = useTheme();
  const { detail, cells } = layoutOf(state.size);
  const role = focused(state);
  if (detail === 0 || !role) return null;
  const inner = cells - 4;
  const title = clip(` ${role.name} `, cells - 4);
  const chain = chainOf(role, state.details.get(role.name));
  const rule = '─'.repeat(Math.max(0, cells - 3 - width(title)));
  const framed = (text: string, style?: TextStyle): readonly Piece[] => [
    { text: '│ ', style: theme.muted },
    { text: fit(text, inner), style },
    { text: ' │', style: theme.muted },
  ];
  return (
    <Lines
      lines={[
        [
          { text: '╭─', style: theme.muted },
          { text: title, style: theme.strong },
          { text: `${rule}╮`, style: theme.muted },
        ],
        framed(chain.text, chain.bad ? theme.bad : undefined),
        ...(detail > 1 ? [framed(role.description ?? '', theme.muted)] : []),
        [{ text: `╰${'─'.repeat(cells - 2)}╯`, style: theme.muted }],
      ]}
    />
  );
}

function chainOf(role: RoleSummary, looked: Detail | undefined): { text: string; bad: boolean } {
  if (!looked) return { text: '', bad: false };
  if ('problem' in looked.chain) return { text: looked.chain.problem.title, bad: true };
  const extras = role.region ? ` · ${role.region}` : '';
  return { text: `${looked.chain.steps.join(' → ')}${extras}`, bad: false };
}
