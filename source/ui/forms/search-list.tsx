import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../components/context.ts';
import { inputPieces } from '../components/input.ts';
import { Pieces } from '../components/lines.tsx';
import { clip, fit, width } from '../text/text.ts';
import { listOf } from './field.ts';
import { type FormState, fieldOf, type Search } from './model.ts';
import { foundItems } from './search.ts';

type Props = {
  readonly state: FormState;
  readonly search: Search;
  readonly cells: number;
  readonly rows: number;
};

/** The items of a field of many, the chosen ones marked. */
export function SearchList({ state, search, cells, rows }: Props): ReactNode {
  const theme = useTheme();
  const found = foundItems(state);
  const field = fieldOf(state);
  const chosen = new Set(listOf(state.values, field?.id ?? ''));
  const shown = Math.max(1, rows - 3);
  const first = Math.max(0, Math.min(search.cursor - Math.floor(shown / 2), found.length - shown));
  const count = state.itemsNote ?? `${found.length} of ${state.items.length} · ${chosen.size} chosen`;
  return (
    <Box flexDirection="column" width={cells} height={rows} flexShrink={0} overflow="hidden">
      <Text wrap="truncate">
        <Text {...theme.strong}>{field?.label}</Text>
        <Text> </Text>
        <Pieces pieces={inputPieces(search.query, Math.max(4, cells - width(field?.label ?? '') - 4), theme)} />
      </Text>
      <Text {...theme.muted}>{clip(count, cells)}</Text>
      {found.slice(first, first + shown).map((item, at) => {
        const isFocused = first + at === search.cursor;
        const note = width(item.note) > 0 && cells > 50 ? clip(item.note, 30) : '';
        return (
          <Text key={item.id} wrap="truncate">
            <Text {...theme.accent}>{isFocused ? '❯ ' : '  '}</Text>
            <Text {...(chosen.has(item.id) ? theme.good : theme.muted)}>{chosen.has(item.id) ? '[x] ' : '[ ] '}</Text>
            <Text {...(isFocused ? theme.strong : {})}>{fit(item.label, Math.max(4, cells - 8 - width(note)))}</Text>
            <Text {...theme.muted}>{note}</Text>
          </Text>
        );
      })}
      {found.length === 0 && (
        <Text {...theme.muted}>{clip('  Nothing with that name; a full ARN works too.', cells)}</Text>
      )}
    </Box>
  );
}
