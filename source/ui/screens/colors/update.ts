import { parseColor } from '../../../domain/profiles/looks/color.ts';
import type { Next } from '../../core/actions.ts';
import { lineKeys } from '../../core/editing.ts';
import { accept, type Binding, back, cancel, choose, down, stepped, toPicker } from '../../core/screen.ts';
import type { State } from '../../core/state.ts';
import { clipMiddle } from '../../text/text.ts';
import { insertShown, type TextInput } from '../../text/text-input.ts';
import { colored } from '../picker/relist.ts';

/** A colour of the person's own for a role: one of the palette, or the one that is typed. */
export type ColorsScreen = {
  readonly tag: 'colors';
  readonly profile: string;
  readonly cursor: number;
  readonly input: TextInput;
};

declare module '../../core/state.ts' {
  interface Screens {
    colors: ColorsScreen;
  }
}

/** Colours to choose from. The first gives the profile its own back. */
export const palette: readonly { readonly name: string; readonly color: string | undefined }[] = [
  { name: 'as configured', color: undefined },
  { name: 'red', color: '#e5484d' },
  { name: 'orange', color: '#f2801d' },
  { name: 'amber', color: '#e0a612' },
  { name: 'green', color: '#3da35d' },
  { name: 'teal', color: '#17a398' },
  { name: 'blue', color: '#3b82f6' },
  { name: 'indigo', color: '#6e62e5' },
  { name: 'purple', color: '#a855c7' },
  { name: 'pink', color: '#e5579b' },
  { name: 'brown', color: '#a0703c' },
  { name: 'grey', color: '#7c818c' },
];

const withInput = (state: State, screen: ColorsScreen, input: TextInput): Next => [
  { ...state, notice: undefined, screen: { ...screen, input } },
];

export const colorsKeys: readonly Binding<ColorsScreen>[] = [
  { ...choose, run: (state, screen) => stepped(state, screen, -1, palette.length) },
  { ...down, run: (state, screen) => stepped(state, screen, 1, palette.length) },
  { ...accept('use it', 'Use the selected colour, or the one typed.'), run: taken },
  ...lineKeys(withInput),
  { ...back('list', 'Back to the list; the colour stays as it was.'), run: (state) => [toPicker(state)] },
  cancel,
];

function taken(state: State, { input, cursor, profile }: ColorsScreen): Next {
  const typed = input.text.trim();
  const color = typed ? parseColor(typed) : palette[cursor]?.color;
  if (typed && !color)
    return [{ ...state, notice: `“${clipMiddle(typed, 20)}” is not a colour. Try ff8800, or orange.` }];
  return colored(toPicker(state), profile, color);
}

/** A colour by its name or its six digits. */
export const colorsTyped = (state: State, screen: ColorsScreen, text: string): Next =>
  withInput(state, screen, insertShown(screen.input, screen.input.text === '' ? text.trimStart() : text));
