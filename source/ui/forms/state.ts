import { listOf, textOf } from './field.ts';
import { type FormAction, type FormCommand, type FormEffect, type FormNext, type FormState, placeOf } from './model.ts';
import { updateSearch } from './search.ts';
import { atEnd, editText, insert, type TextEdit, type TextInput } from './text-input.ts';

/** The form after an action, and the effects that it asks for. */
export function updateForm(before: FormState, action: FormAction): FormNext {
  switch (action.type) {
    case 'resized':
      return [{ ...before, size: action.size }];
    case 'arrived':
      return [{ ...before, items: [...before.items, ...action.items] }];
    case 'complete':
      return [{ ...before, itemsNote: action.note }];
    case 'disabled':
      return [{ ...before, notice: action.reason }];
    case 'offered':
      return [offered(before, action.field, action.text)];
    case 'typed':
      return [typed(calm(before), action.text)];
    case 'command':
      return before.search === undefined || action.command === 'cancel'
        ? commanded(before, action.command)
        : [updateSearch(calm(before), action.command)];
  }
}

/** Any key clears the notice. */
const calm = (state: FormState): FormState => ({ ...state, notice: undefined, leaving: false });

function typed(state: FormState, text: string): FormState {
  if (state.search !== undefined) {
    return { ...state, search: { query: insert(state.search.query, text), cursor: 0 } };
  }
  return placeOf(state) === 'text' ? withInput(state, insert(inputOf(state), text)) : state;
}

function commanded(before: FormState, command: FormCommand): FormNext {
  const state = calm(before);
  switch (command) {
    case 'cancel':
      return [state, { type: 'finish', values: undefined }];
    case 'back':
      if (!before.changed || before.leaving) return [state, { type: 'finish', values: undefined }];
      return [{ ...state, leaving: true, notice: 'Esc again leaves the form; what was typed is lost.' }];
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
    case 'offer':
      return [state, { type: 'offer', field: state.spec.fields[state.focus]?.id ?? '' }];
    default:
      return [
        placeOf(state) === 'text' ? withInput(state, editText(inputOf(state), command satisfies TextEdit)) : state,
      ];
  }
}

function accept(state: FormState): FormNext {
  switch (placeOf(state)) {
    case 'submit':
      return submit(state);
    case 'many':
      return [{ ...state, search: { query: atEnd(''), cursor: 0 } }];
    default:
      return [moveTo(state, state.focus + 1)];
  }
}

function submit(state: FormState): FormNext {
  const faults = state.spec.check(state.values);
  const first = state.spec.fields.findIndex(({ id }) => faults[id] !== undefined);
  if (first < 0) return [state, { type: 'finish', values: state.values }];
  const left = new Set(state.spec.fields.map(({ id }) => id));
  const count = state.spec.fields.filter(({ id }) => faults[id] !== undefined).length;
  const notice = count === 1 ? 'One thing is missing or wrong.' : `${count} things are missing or wrong.`;
  return [{ ...moveTo(state, first), left, notice }];
}

function moveTo(state: FormState, focus: number): FormState {
  const last = state.spec.fields.length;
  const to = Math.max(0, Math.min(last, focus));
  const leftField = state.spec.fields[state.focus];
  const left = leftField === undefined ? state.left : new Set([...state.left, leftField.id]);
  const text = textOf(state.values, state.spec.fields[to]?.id ?? '');
  return { ...state, focus: to, left, caret: atEnd(text).caret };
}

function flip(state: FormState): FormState {
  const field = state.spec.fields[state.focus];
  if (field?.kind !== 'toggle') return state;
  return { ...state, changed: true, values: { ...state.values, [field.id]: state.values[field.id] !== true } };
}

function offered(state: FormState, id: string, text: string): FormState {
  const values = { ...state.values, [id]: text };
  return { ...state, changed: true, values, caret: atEnd(text).caret };
}

/** The text field in focus. */
export function inputOf(state: FormState): TextInput {
  return { text: textOf(state.values, state.spec.fields[state.focus]?.id ?? ''), caret: state.caret };
}

function withInput(state: FormState, { text, caret }: TextInput): FormState {
  const id = state.spec.fields[state.focus]?.id ?? '';
  const changed = state.changed || text !== textOf(state.values, id);
  return { ...state, changed, caret, values: { ...state.values, [id]: text } };
}

/** The fault of a field that was left, or is not empty; an empty field in focus shows none yet. */
export function faultShown(state: FormState, id: string, faults: Readonly<Record<string, string | undefined>>) {
  const value = state.values[id];
  const isEmpty = value === '' || (Array.isArray(value) && listOf(state.values, id).length === 0);
  return state.left.has(id) || !isEmpty ? faults[id] : undefined;
}

/** The state of a form and the way to change it, outside of React. */
export type FormStore = {
  readonly get: () => FormState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly dispatch: (action: FormAction) => void;
};

/** A store that hands effects to `run` after the state has changed. */
export function createFormStore(
  first: FormState,
  run: (effect: FormEffect, dispatch: FormStore['dispatch']) => void,
): FormStore {
  let state = first;
  const listeners = new Set<() => void>();
  const dispatch = (action: FormAction): void => {
    const [next, ...effects] = updateForm(state, action);
    state = next;
    for (const listener of listeners) listener();
    for (const effect of effects) run(effect, dispatch);
  };
  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch,
  };
}
