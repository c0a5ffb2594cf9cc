import { Box, Text } from 'ink';
import { type ReactNode, useMemo } from 'react';
import { highlights } from '../../../domain/profiles/looks/search.ts';
import { Footer } from '../../components/footer.tsx';
import { Header } from '../../components/header.tsx';
import { Lines } from '../../components/lines.tsx';
import { useTheme } from '../../core/hooks/use-theme.ts';
import type { State } from '../../core/model.ts';
import { colorFor, isFavourite, isHidden, leftOf } from '../../core/select.ts';
import { type Columns, columnsFor } from '../../picker/columns.ts';
import { Detail } from '../../picker/detail.tsx';
import { layoutOf } from '../../picker/layout.ts';
import type { Line as Place } from '../../picker/list.ts';
import { type Row, rowPieces } from '../../picker/row.ts';
import { SearchField } from '../../picker/search-field.tsx';
import { windowOf } from '../../picker/window.ts';
import { clip } from '../../text/text.ts';
import type { Piece } from '../../theme/paint.ts';
import type { Theme } from '../../theme/theme.ts';

/** The list of roles. Only the lines that are seen are drawn. */
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
      <Detail state={state} />
      {layout.footer && <Footer state={state} />}
    </>
  );
}

function Roles({ state }: { readonly state: State }): ReactNode {
  const theme = useTheme();
  const { cells, list, airy } = layoutOf(state.size);
  const columns = useMemo(() => columnsFor(state.natural, cells), [state.natural, cells]);
  const places = windowOf(state.list, state.top, list, airy);
  return <Lines lines={places.map((place) => piecesOf(state, place, columns, theme))} />;
}

function piecesOf(state: State, place: Place, columns: Columns, theme: Theme): readonly Piece[] {
  if (place.kind === 'gap') return [];
  if (place.kind === 'title') {
    return [{ text: `  ${clip(place.title, state.size.columns - 4)}`, style: theme.muted }];
  }
  const row = rowOf(state, place.role, place.cursor === state.cursor);
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
      <Text>{clip(`No role matches “${state.filter.trim()}”.`, cells)}</Text>
      <Text {...theme.muted}>{clip('Esc clears the search.', cells)}</Text>
    </Box>
  );
}
