import { Box } from 'ink';
import type { ReactNode } from 'react';
import { TextLines } from '../components/text-lines.tsx';
import { type Field, orderedFields, textOf } from './field.ts';
import { formFooter, helpLines } from './keymap.ts';
import { type FormState, faultShown, manyWords, rowOf, sentenceFor } from './model.ts';
import { foundItems } from './search.ts';

/** The form for a screen reader: the field in focus, its value, its fault, the keys; at its end what it comes to; a line each. */
export function PlainForm({ state }: { readonly state: FormState }): ReactNode {
  return (
    <Box flexDirection="column">
      <TextLines lines={linesOf(state)} />
    </Box>
  );
}

function linesOf(state: FormState): readonly string[] {
  const { spec, search, notice, unfolded } = state;
  const keys = formFooter(state).map(({ shown, label }) => `${shown} ${label}`);
  const said = [...(notice === undefined ? [] : [notice]), `Keys: ${keys.join(', ')}.`];
  if (state.help !== undefined) {
    const lines = helpLines({ ...state, help: undefined }).map(([names, sentence]) => `${names}: ${sentence}`);
    return [...lines, ...said];
  }
  const row = rowOf(state);
  if (search !== undefined && row.kind === 'field') {
    const found = foundItems(state);
    return [
      `${row.field.label}, searching for “${search.query.text}”: ${found.length} found.`,
      `${search.cursor + 1}: ${found[search.cursor]?.label ?? 'nothing'}`,
      `Chosen: ${manyWords(state, row.field.id)}`,
      ...said,
    ];
  }
  if (row.kind === 'section') {
    const how = unfolded.has(row.section.id) ? 'open' : 'closed';
    return [`${spec.title}. Section ${row.section.label}, ${how}`, sentenceFor(state), ...said];
  }
  if (row.kind === 'submit') {
    const comesTo = spec
      .preview(state.values)
      .flatMap(({ tone, text }) => (tone === 'plain' || text === '' ? [] : text));
    return [`${spec.title}. ${spec.submit}?`, ...comesTo, sentenceFor(state), ...said];
  }
  const { field } = row;
  const fields = orderedFields(spec);
  const fault = faultShown(state, field, spec.check(state.values));
  return [
    `${spec.title}. Field ${fields.indexOf(field) + 1} of ${fields.length}: ${field.label}`,
    `Value: ${valueWords(state, field)}`,
    fault === undefined ? sentenceFor(state) : `Wrong: ${fault}`,
    ...said,
  ];
}

function valueWords(state: FormState, { id, kind }: Field): string {
  if (kind === 'toggle') return state.values[id] === true ? 'yes' : 'no';
  return kind === 'many' ? manyWords(state, id) : textOf(state.values, id) || 'empty';
}
