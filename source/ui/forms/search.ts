import { lastPart } from '../../domain/profiles/arn.ts';
import { atEnd, editText, type TextEdit } from '../text/text-input.ts';
import { type Item, listOf } from './field.ts';
import { type FormCommand, type FormState, fieldOf } from './model.ts';

/** The items of the open list: those that match the search; without a search, the chosen ones first. */
export function foundItems(state: FormState): readonly Item[] {
  const { spec, items, search, values } = state;
  const query = search?.query.text ?? '';
  const chosen = new Set(listOf(values, fieldOf(state)?.id ?? ''));
  const named = spec.named(query.trim());
  const found = spec.search(items, query);
  if (named !== undefined && !found.some(({ id }) => id === named.id)) return [named, ...found];
  if (query.trim() !== '') return found;
  const known = new Map(items.map((item) => [item.id, item]));
  const first = [...chosen].map((id) => known.get(id) ?? { id, label: lastPart(id), note: id });
  return [...first, ...found.filter(({ id }) => !chosen.has(id))];
}

/** The form with more items. In the open list the focus stays on its item, wherever that stands by now. */
export function withItems(state: FormState, more: readonly Item[]): FormState {
  const { search } = state;
  const next = { ...state, items: [...state.items, ...more] };
  if (search === undefined) return next;
  const inFocus = foundItems(state)[search.cursor]?.id;
  const cursor = foundItems(next).findIndex(({ id }) => id === inFocus);
  return { ...next, search: { ...search, cursor: Math.max(0, cursor) } };
}

/** Keys while the list is open. */
export function updateSearch(state: FormState, command: FormCommand): FormState {
  const { search } = state;
  if (search === undefined) return state;
  switch (command) {
    case 'back':
      return { ...state, search: undefined };
    case 'previous':
      return { ...state, search: { ...search, cursor: Math.max(0, search.cursor - 1) } };
    case 'next': {
      const last = Math.max(0, foundItems(state).length - 1);
      return { ...state, search: { ...search, cursor: Math.min(last, search.cursor + 1) } };
    }
    case 'accept':
      return choose(state, foundItems(state)[search.cursor]);
    case 'flip':
    case 'fold':
    case 'unfold':
    case 'help':
    case 'offer':
    case 'submit':
    case 'cancel':
    case 'pageUp':
    case 'pageDown':
    case 'first':
    case 'last':
      return state;
    default:
      return { ...state, search: { query: editText(search.query, command satisfies TextEdit), cursor: 0 } };
  }
}

/** Chooses an item, or takes the choice back; then clears the search. */
function choose(state: FormState, item: Item | undefined): FormState {
  const id = fieldOf(state)?.id ?? '';
  if (item === undefined || state.search === undefined) return state;
  const before = listOf(state.values, id);
  const after = before.includes(item.id) ? before.filter((one) => one !== item.id) : [...before, item.id];
  const search = { query: atEnd(''), cursor: 0 };
  return { ...state, changed: true, values: { ...state.values, [id]: after }, search };
}
