import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../core/hooks/use-theme.ts';
import { clip, fit, width, wrap } from '../text/text.ts';
import { CaretText } from './caret-text.tsx';
import { type Field, textOf } from './field.ts';
import type { FormState } from './model.ts';
import { faultShown, inputOf } from './state.ts';
import { manyWords } from './words.ts';

type Props = { readonly state: FormState; readonly cells: number; readonly rows: number };

/** The fields, one a line, the one in focus explained below it, and the line that submits. */
export function FieldRows({ state, cells, rows }: Props): ReactNode {
  const theme = useTheme();
  const { fields, submit } = state.spec;
  const faults = state.spec.check(state.values);
  const labels = Math.min(Math.max(...fields.map(({ label }) => width(label))), Math.floor(cells / 3));
  const isLast = state.focus === fields.length;
  // The line in focus, what explains it and the one below it are always seen.
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
