import { Box, Text } from 'ink';
import { type ReactNode, useMemo } from 'react';
import { highlights } from '../../profiles/search.ts';
import { columnsFor } from '../columns.ts';
import { Detail } from '../components/detail.tsx';
import { Footer } from '../components/footer.tsx';
import { Header } from '../components/header.tsx';
import { Line } from '../components/line.tsx';
import { SearchField } from '../components/search-field.tsx';
import { useTheme } from '../hooks/use-theme.ts';
import { layoutOf } from '../layout.ts';
import type { Line as Place } from '../list.ts';
import type { State } from '../model.ts';
import { type Row, rowPieces } from '../row.ts';
import { colorFor, isFavourite, isHidden, leftOf } from '../select.ts';
import { clip } from '../text.ts';
import { windowOf } from '../window.ts';

/** The list of roles. Only the lines that are seen are drawn. */
export function Picker({ state }: { readonly state: State }): ReactNode {
  const layout = layoutOf(state.size);
  return (
    <>
      {layout.header && <Header state={state} />}
      <SearchField state={state} />
      <Box flexDirection="column" height={layout.list} marginTop={layout.gap ? 1 : 0} flexShrink={0}>
        {state.list.count > 0 ? <Lines state={state} /> : <Nothing state={state} />}
      </Box>
      <Box flexGrow={1} flexShrink={1} />
      <Detail state={state} />
      {layout.footer && <Footer state={state} />}
    </>
  );
}

function Lines({ state }: { readonly state: State }): ReactNode {
  const { cells, list, airy } = layoutOf(state.size);
  const columns = useMemo(() => columnsFor(state.natural, cells), [state.natural, cells]);
  return windowOf(state.list, state.top, list, airy).map((line, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place on the screen
    <LineOf key={at} state={state} line={line} columns={columns} />
  ));
}

type LineProps = { readonly state: State; readonly line: Place; readonly columns: ReturnType<typeof columnsFor> };

function LineOf({ state, line, columns }: LineProps): ReactNode {
  const theme = useTheme();
  if (line.kind === 'gap') return <Line pieces={[{ text: ' ' }]} />;
  if (line.kind === 'title') {
    return <Line pieces={[{ text: `  ${clip(line.title, state.size.columns - 4)}`, style: theme.muted }]} />;
  }
  const row = rowOf(state, line.role, line.cursor === state.cursor);
  return row ? <Line pieces={rowPieces(row, columns, theme)} /> : null;
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
      <Text>{clip(`No role matches “${state.filter.trim()}”.`, cells)}</Text>
      <Text {...theme.muted}>{clip('Esc clears the search.', cells)}</Text>
    </Box>
  );
}
