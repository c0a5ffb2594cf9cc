import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { textOf } from './field.ts';
import { formFooter } from './keymap.ts';
import { type FormState, manyWords, placeOf } from './model.ts';
import { foundItems } from './search.ts';
import { faultShown } from './state.ts';

/** The form for a screen reader: the field in focus, its value, its fault, the keys; a line each. */
export function PlainForm({ state }: { readonly state: FormState }): ReactNode {
  return (
    <Box flexDirection="column">
      {linesOf(state).map((line) => (
        <Text key={line}>{line}</Text>
      ))}
    </Box>
  );
}

function linesOf(state: FormState): readonly string[] {
  const { spec, focus, search, notice } = state;
  const field = spec.fields[focus];
  const keys = formFooter(state).map(({ shown, label }) => `${shown} ${label}`);
  const said = [...(notice === undefined ? [] : [notice]), `Keys: ${keys.join(', ')}.`];
  if (search !== undefined) {
    const found = foundItems(state);
    return [
      `${field?.label}, searching for “${search.query.text}”: ${found.length} found.`,
      `${search.cursor + 1}: ${found[search.cursor]?.label ?? 'nothing'}`,
      `Chosen: ${manyWords(state, field?.id ?? '')}`,
      ...said,
    ];
  }
  if (field === undefined) return [`${spec.title}. ${spec.submit}?`, ...said];
  const fault = faultShown(state, field.id, spec.check(state.values));
  return [
    `${spec.title}. Field ${focus + 1} of ${spec.fields.length}: ${field.label}`,
    `Value: ${valueWords(state)}`,
    fault === undefined ? field.hint : `Wrong: ${fault}`,
    ...said,
  ];
}

function valueWords(state: FormState): string {
  const id = state.spec.fields[state.focus]?.id ?? '';
  switch (placeOf(state)) {
    case 'toggle':
      return state.values[id] === true ? 'yes' : 'no';
    case 'many':
      return manyWords(state, id);
    default:
      return textOf(state.values, id) || 'empty';
  }
}
