import { lastPart } from '../../domain/profiles/arn.ts';
import type { Size } from '../core/layout.ts';
import type { TextEdit, TextInput } from '../text/text-input.ts';
import {
  contentsOf,
  type Field,
  type FormSpec,
  fieldsIn,
  type Item,
  listOf,
  type Section,
  textOf,
  type Values,
} from './field.ts';

/** The list of a field of many, while it is open. */
export type Search = { readonly query: TextInput; readonly cursor: number };

export type FormState = {
  readonly spec: FormSpec;
  readonly values: Values;
  /** Position in the rows. */
  readonly focus: number;
  /** Sections that are open. */
  readonly unfolded: ReadonlySet<string>;
  /** In the text field in focus, counted in characters. */
  readonly caret: number;
  /** Fields that the person has left: their faults are shown. */
  readonly left: ReadonlySet<string>;
  readonly search: Search | undefined;
  /** First line of the help screen, where it is open. */
  readonly help: number | undefined;
  readonly items: readonly Item[];
  /** A note in place of the items: that they are being loaded, or why there are none. */
  readonly itemsNote: string | undefined;
  /** Something was typed: leaving asks first. */
  readonly changed: boolean;
  readonly leaving: boolean;
  readonly notice: string | undefined;
  readonly size: Size;
  readonly screenReader: boolean;
};

export type FormAction =
  | { readonly type: 'command'; readonly command: FormCommand }
  | { readonly type: 'disabled'; readonly reason: string }
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'resized'; readonly size: Size }
  | { readonly type: 'arrived'; readonly items: readonly Item[] }
  | { readonly type: 'complete'; readonly note: string | undefined }
  | { readonly type: 'offered'; readonly field: string; readonly text: string };

/** Work outside that the reducer asks for. */
export type FormEffect =
  | { readonly type: 'offer'; readonly field: string }
  /** Without values, the person left the form. */
  | { readonly type: 'finish'; readonly values: Values | undefined }
  /** The person ended the whole program. */
  | { readonly type: 'cancel' };

export type FormNext = readonly [state: FormState, ...effects: FormEffect[]];

export type FormCommand =
  | 'previous'
  | 'next'
  | 'accept'
  | 'flip'
  | 'fold'
  | 'unfold'
  | 'offer'
  | 'submit'
  | 'help'
  | 'back'
  | 'cancel'
  | 'pageUp'
  | 'pageDown'
  | 'first'
  | 'last'
  | TextEdit;

/** A row of the form. */
export type Row =
  | { readonly kind: 'field'; readonly field: Field }
  | { readonly kind: 'section'; readonly section: Section }
  | { readonly kind: 'submit' };

const fieldRow = (field: Field): Row => ({ kind: 'field', field });

/** The rows of the form, from the top: a folded section is one row. The last one submits. */
export function rowsOf({ spec, unfolded }: Pick<FormState, 'spec' | 'unfolded'>): readonly Row[] {
  const sections = spec.sections.flatMap((section): Row[] => {
    const inside = fieldsIn(spec, section.id);
    if (inside.length === 0) return [];
    return [{ kind: 'section', section }, ...(unfolded.has(section.id) ? inside.map(fieldRow) : [])];
  });
  return [...fieldsIn(spec).map(fieldRow), ...sections, { kind: 'submit' }];
}

/** The row in focus. */
export const rowOf = (state: FormState): Row => rowsOf(state)[state.focus] ?? { kind: 'submit' };

/** The field in focus; undefined on a section and on the row that submits. */
export function fieldOf(state: FormState): Field | undefined {
  const row = rowOf(state);
  return row.kind === 'field' ? row.field : undefined;
}

/** The kind of place in focus. */
export type Place = 'text' | 'toggle' | 'many' | 'section' | 'submit' | 'search' | 'help';

export function placeOf(state: FormState): Place {
  if (state.help !== undefined) return 'help';
  if (state.search !== undefined) return 'search';
  const row = rowOf(state);
  return row.kind === 'field' ? row.field.kind : row.kind;
}

/** The chosen items of a field of many, by their labels. */
export function manyWords({ values, items }: FormState, id: string): string {
  const chosen = listOf(values, id);
  if (chosen.length === 0) return '–';
  const names = chosen.map((one) => items.find((item) => item.id === one)?.label ?? lastPart(one));
  return names.join(', ');
}

/** Whether nothing is filled in. */
export const isEmpty = (values: Values, { id, kind }: Field): boolean =>
  kind === 'many' ? listOf(values, id).length === 0 : kind === 'text' ? textOf(values, id) === '' : values[id] !== true;

/** The fault of a field that was left, or is not empty; an empty field in focus shows none yet. */
export function faultShown(state: FormState, field: Field, faults: Readonly<Record<string, string | undefined>>) {
  return state.left.has(field.id) || (field.kind !== 'toggle' && !isEmpty(state.values, field))
    ? faults[field.id]
    : undefined;
}

/** The sentence for the row in focus. */
export function sentenceFor(state: FormState): string {
  const { spec, values, focus, unfolded } = state;
  const row = rowsOf(state)[focus];
  if (row?.kind === 'section') {
    const what = unfolded.has(row.section.id) ? 'Enter closes it.' : 'Enter opens it.';
    return `${contentsOf(spec, row.section.id)}. ${what}`;
  }
  if (row?.kind === 'field') {
    const { hint, required } = row.field;
    const offer = row.field.kind === 'text' && row.field.offer !== undefined ? ` Ctrl+G to ${row.field.offer}.` : '';
    return `${required ? 'Required. ' : ''}${hint}${offer}`;
  }
  const faults = spec.check(values);
  const open = spec.fields.filter(({ id }) => faults[id] !== undefined).map(({ label }) => label);
  return open.length === 0 ? 'Every required field is filled in.' : `Still to fill in or correct: ${open.join(', ')}.`;
}
