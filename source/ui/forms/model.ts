import { lastPart } from '../../domain/profiles/arn.ts';
import type { Size } from '../core/layout.ts';
import { type FormSpec, type Item, listOf, type Values } from './field.ts';
import type { TextInput } from './text-input.ts';

/** The list of a field of many, while it is open. */
export type Search = { readonly query: TextInput; readonly cursor: number };

export type FormState = {
  readonly spec: FormSpec;
  readonly values: Values;
  /** Position in the fields; behind the last one is the line that submits. */
  readonly focus: number;
  /** In the text field in focus, counted in characters. */
  readonly caret: number;
  /** Fields that the person has left: their faults are shown. */
  readonly left: ReadonlySet<string>;
  readonly search: Search | undefined;
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
  | { readonly type: 'finish'; readonly values: Values | undefined };

export type FormNext = readonly [state: FormState, ...effects: FormEffect[]];

export type FormCommand =
  | 'previous'
  | 'next'
  | 'accept'
  | 'flip'
  | 'offer'
  | 'submit'
  | 'back'
  | 'cancel'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'erase'
  | 'eraseWord'
  | 'eraseAll';

/** The kind of place in focus. */
export type Place = 'text' | 'toggle' | 'many' | 'submit' | 'search';

export function placeOf({ spec, focus, search }: FormState): Place {
  return search === undefined ? (spec.fields[focus]?.kind ?? 'submit') : 'search';
}

/** The chosen items of a field of many, by their labels. */
export function manyWords({ values, items }: FormState, id: string): string {
  const chosen = listOf(values, id);
  if (chosen.length === 0) return '–';
  const names = chosen.map((one) => items.find((item) => item.id === one)?.label ?? lastPart(one));
  return names.join(', ');
}
