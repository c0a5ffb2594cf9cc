import { type ScrollCommand, scrolledTo } from '../core/scroll.ts';
import { atEnd, editText, insertShown, type TextEdit, type TextInput } from '../text/text-input.ts';
import { orderedFields, textOf } from './field.ts';
import { helpSize } from './keymap.ts';
import {
  type FormAction,
  type FormCommand,
  type FormNext,
  type FormState,
  fieldOf,
  placeOf,
  rowOf,
  rowsOf,
} from './model.ts';
import { updateSearch, withItems } from './search.ts';

/** The form after an action, and the effects that it asks for. */
export function updateForm(before: FormState, action: FormAction): FormNext {
  switch (action.type) {
    case 'resized':
      return [{ ...before, size: action.size }];
    case 'arrived':
      return [withItems(before, action.items)];
    case 'complete':
      return [{ ...before, itemsNote: action.note }];
    case 'disabled':
      return [{ ...before, notice: action.reason }];
    case 'offered':
      return [offered(before, action.field, action.text)];
    case 'typed':
      return [typed(calm(before), action.text)];
    case 'command': {
      const { command } = action;
      if (before.help !== undefined && command !== 'cancel') return [inHelp(before, before.help, command)];
      if (command === 'help') return [{ ...calm(before), help: 0 }];
      return before.search === undefined || command === 'cancel'
        ? commanded(before, command)
        : [updateSearch(calm(before), command)];
    }
  }
}

/** Any key clears the notice. */
const calm = (state: FormState): FormState => ({ ...state, notice: undefined, leaving: false });

const scrolling: { readonly [C in FormCommand]?: ScrollCommand } = {
  previous: 'up',
  next: 'down',
  pageUp: 'pageUp',
  pageDown: 'pageDown',
  first: 'first',
  last: 'last',
};

/** Keys of the help screen. */
function inHelp(state: FormState, top: number, command: FormCommand): FormState {
  const scroll = scrolling[command];
  return { ...state, help: scroll && scrolledTo(top, scroll, helpSize(state)) };
}

function typed(state: FormState, text: string): FormState {
  switch (placeOf(state)) {
    case 'search':
      return state.search === undefined
        ? state
        : { ...state, search: { query: insertShown(state.search.query, text), cursor: 0 } };
    case 'text':
      return withInput(state, insertShown(inputOf(state), text));
    default:
      return state;
  }
}

function commanded(before: FormState, command: FormCommand): FormNext {
  const state = calm(before);
  switch (command) {
    case 'cancel':
      return [state, { type: 'cancel' }];
    case 'back':
      if (!before.changed || before.leaving) return [state, { type: 'finish', values: undefined }];
      return [{ ...state, leaving: true, notice: 'Press Esc again to leave the form; what you typed will be lost.' }];
    case 'submit':
      return submit(state);
    case 'previous':
      return [moveTo(state, state.focus - 1)];
    case 'next':
      return [moveTo(state, state.focus + 1)];
    case 'accept':
      return accept(state);
    case 'flip':
      return [flip(state)];
    case 'fold':
      return [folded(state, true)];
    case 'unfold':
      return [folded(state, false)];
    case 'help':
    case 'pageUp':
    case 'pageDown':
    case 'first':
    case 'last':
      return [state];
    case 'offer':
      return [state, { type: 'offer', field: fieldOf(state)?.id ?? '' }];
    default:
      return [
        placeOf(state) === 'text' ? withInput(state, editText(inputOf(state), command satisfies TextEdit)) : state,
      ];
  }
}

function accept(state: FormState): FormNext {
  const row = rowOf(state);
  if (row.kind === 'submit') return submit(state);
  if (row.kind === 'section') {
    // Who opens a section with Enter wants what is in it.
    const isOpen = state.unfolded.has(row.section.id);
    return [isOpen ? folded(state, true) : moveTo(folded(state, false), state.focus + 1)];
  }
  if (row.field.kind === 'many') return [{ ...state, search: { query: atEnd(''), cursor: 0 } }];
  return [moveTo(state, state.focus + 1)];
}

/** The section in focus, folded or open. */
function folded(state: FormState, isFolded: boolean): FormState {
  const row = rowOf(state);
  if (row.kind !== 'section') return state;
  const unfolded = new Set(state.unfolded);
  if (isFolded) unfolded.delete(row.section.id);
  else unfolded.add(row.section.id);
  return { ...state, unfolded };
}

/** Ends the form, or goes to the first thing that is missing or wrong, in a section that opens for it. */
function submit(state: FormState): FormNext {
  const faults = state.spec.check(state.values);
  const wrong = orderedFields(state.spec).filter(({ id }) => faults[id] !== undefined);
  if (wrong.length === 0) return [state, { type: 'finish', values: state.values }];
  const left = new Set(state.spec.fields.map(({ id }) => id));
  const unfolded = new Set([...state.unfolded, ...wrong.flatMap(({ section = [] }) => section)]);
  const open = { ...state, unfolded };
  const first = rowsOf(open).findIndex((row) => row.kind === 'field' && row.field === wrong[0]);
  const notice = wrong.length === 1 ? 'One field is missing or wrong.' : `${wrong.length} fields are missing or wrong.`;
  return [{ ...moveTo(open, first), left, notice }];
}

function moveTo(state: FormState, focus: number): FormState {
  const to = Math.max(0, Math.min(rowsOf(state).length - 1, focus));
  const leftField = fieldOf(state);
  const left = leftField === undefined ? state.left : new Set([...state.left, leftField.id]);
  const next = { ...state, focus: to, left };
  return { ...next, caret: atEnd(textOf(state.values, fieldOf(next)?.id ?? '')).caret };
}

function flip(state: FormState): FormState {
  const row = rowOf(state);
  if (row.kind === 'section') return folded(state, state.unfolded.has(row.section.id));
  if (row.kind !== 'field' || row.field.kind !== 'toggle') return state;
  const { id } = row.field;
  return { ...state, changed: true, values: { ...state.values, [id]: state.values[id] !== true } };
}

function offered(state: FormState, id: string, text: string): FormState {
  const values = { ...state.values, [id]: text };
  return { ...state, changed: true, values, caret: atEnd(text).caret };
}

/** The text field in focus. */
export function inputOf(state: FormState): TextInput {
  return { text: textOf(state.values, fieldOf(state)?.id ?? ''), caret: state.caret };
}

function withInput(state: FormState, { text, caret }: TextInput): FormState {
  const id = fieldOf(state)?.id ?? '';
  const changed = state.changed || text !== textOf(state.values, id);
  return { ...state, changed, caret, values: { ...state.values, [id]: text } };
}
