import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { graphemes } from '../../output/width.ts';
import { useTheme } from '../components/context.ts';
import { clip, fit, width, wrap } from '../text/text.ts';
import { type Field, listOf, textOf } from './field.ts';
import { type FormState, manyWords, type Search } from './model.ts';
import { foundItems } from './search.ts';
import { faultShown, inputOf } from './state.ts';
import type { TextInput } from './text-input.ts';

type Props = { readonly state: FormState; readonly cells: number; readonly rows: number };

/** The fields, one a line, with the hint of the field in focus; then the line that submits. */
export function FieldRows({ state, cells, rows }: Props): ReactNode {
  const theme = useTheme();
  const { fields, submit } = state.spec;
  const faults = state.spec.check(state.values);
  const labels = Math.min(Math.max(...fields.map(({ label }) => width(label))), Math.floor(cells / 3));
  const isLast = state.focus === fields.length;
  // The line in focus, its hint and the line below are always on the screen.
  const shown = Math.max(1, rows - 3);
  const first = Math.max(0, Math.min(state.focus - Math.floor(shown / 2), fields.length + 1 - shown));
  return (
    <Box flexDirection="column" width={cells} height={rows} flexShrink={0} overflow="hidden">
      {fields.slice(first, first + shown).map((field, at) => (
        <FieldRow
          key={field.id}
          field={field}
          state={state}
          labels={labels}
          cells={cells}
          fault={faultShown(state, field.id, faults)}
          isFocused={first + at === state.focus}
        />
      ))}
      {first + shown > fields.length && (
        <Text {...(isLast ? theme.accent : {})}>{`${isLast ? '❯ ' : '  '}${clip(submit, cells - 2)}`}</Text>
      )}
    </Box>
  );
}

type RowProps = {
  readonly field: Field;
  readonly state: FormState;
  readonly labels: number;
  readonly cells: number;
  readonly fault: string | undefined;
  readonly isFocused: boolean;
};

function FieldRow({ field, state, labels, cells, fault, isFocused }: RowProps): ReactNode {
  const theme = useTheme();
  const room = Math.max(4, cells - labels - 6);
  const below = wrap(fault ?? field.hint, room).slice(0, 2);
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Text wrap="truncate">
        <Text {...theme.accent}>{isFocused ? '❯ ' : '  '}</Text>
        <Text {...(isFocused ? theme.strong : theme.muted)}>{fit(field.label, labels)}</Text>
        <Text {...theme.bad}>{fault === undefined ? '  ' : ' ✗'}</Text>
        <FieldValue field={field} state={state} room={room} isFocused={isFocused} />
      </Text>
      {isFocused &&
        below.map((text) => (
          <Text
            key={text}
            {...(fault === undefined ? theme.muted : theme.bad)}
          >{`${' '.repeat(labels + 5)}${text}`}</Text>
        ))}
    </Box>
  );
}

function FieldValue({
  field,
  state,
  room,
  isFocused,
}: Omit<RowProps, 'labels' | 'cells' | 'fault'> & { readonly room: number }): ReactNode {
  const theme = useTheme();
  if (field.kind === 'toggle') return <Text>{state.values[field.id] === true ? ' [x] yes' : ' [ ] no'}</Text>;
  if (field.kind === 'many') return <Text>{` ${clip(manyWords(state, field.id), room)}`}</Text>;
  if (isFocused) return <CaretText input={inputOf(state)} cells={room} />;
  const text = textOf(state.values, field.id);
  return text === '' ? <Text {...theme.muted}> –</Text> : <Text>{` ${clip(text, room)}`}</Text>;
}

type SearchProps = {
  readonly state: FormState;
  readonly search: Search;
  readonly cells: number;
  readonly rows: number;
};

/** The items of a field of many, the chosen ones marked. */
export function SearchList({ state, search, cells, rows }: SearchProps): ReactNode {
  const theme = useTheme();
  const found = foundItems(state);
  const field = state.spec.fields[state.focus];
  const chosen = new Set(listOf(state.values, field?.id ?? ''));
  const shown = Math.max(1, rows - 3);
  const first = Math.max(0, Math.min(search.cursor - Math.floor(shown / 2), found.length - shown));
  const count = state.itemsNote ?? `${found.length} of ${state.items.length} · ${chosen.size} chosen`;
  return (
    <Box flexDirection="column" width={cells} height={rows} flexShrink={0} overflow="hidden">
      <Text wrap="truncate">
        <Text {...theme.strong}>{field?.label}</Text>
        <Text {...theme.accent}> ›</Text>
        <CaretText input={search.query} cells={Math.max(4, cells - width(field?.label ?? '') - 4)} />
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
        <Text {...theme.muted}>{clip('  Nothing of that name; a whole ARN works too.', cells)}</Text>
      )}
    </Box>
  );
}

/** A line with its caret, a cell in reverse; of a long line, the part around the caret. */
function CaretText({ input, cells }: { readonly input: TextInput; readonly cells: number }): ReactNode {
  const letters = graphemes(input.text);
  let from = 0;
  while (width(letters.slice(from, input.caret).join('')) > cells - 1) from += 1;
  let to = letters.length;
  while (to > input.caret && width(letters.slice(from, to).join('')) > cells - 1) to -= 1;
  return (
    <Text>
      {from > 0 ? '…' : ' '}
      {letters.slice(from, input.caret).join('')}
      <Text inverse>{letters[input.caret] ?? ' '}</Text>
      {letters.slice(input.caret + 1, to).join('')}
    </Text>
  );
}
