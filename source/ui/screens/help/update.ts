import { bodyRows, textCells } from '../../core/layout.ts';
import { type Binding, back, cancel, choicesIn, helpOf } from '../../core/screen.ts';
import { scrollKeys } from '../../core/scroll.ts';
import type { Screen, State } from '../../core/state.ts';
import { type KeyHelp, keyRows } from '../../text/key-rows.ts';
import { roleMenuKeys } from '../menu/update.ts';
import { signs } from '../picker/row.ts';

/** The keys of the screen behind. */
export type HelpScreen = {
  readonly tag: 'help';
  readonly behind: Screen;
  /** The keys of that screen. */
  readonly keys: readonly Binding[];
  /** First line on the screen. */
  readonly top: number;
};

declare module '../../core/state.ts' {
  interface Screens {
    help: HelpScreen;
  }
}

/** All that the screen explains: the keys of the screen behind; of the list, those of its menu and its signs as well. */
export function helpLines({ keys, behind }: HelpScreen, state: State): readonly KeyHelp[] {
  const own = keys.map(
    (key): KeyHelp => [key.keys.filter((name) => !name.startsWith('alt+')).join(', '), helpOf(key, state)],
  );
  if (behind.tag !== 'picker') return own;
  const menu = choicesIn(roleMenuKeys, state).map((key): KeyHelp => [`tab ${key.shown}`, helpOf(key, state)]);
  const legend = Object.values(signs).map(([sign, meaning]): KeyHelp => [sign, meaning]);
  return [...own, ['', ''], ...menu, ['', ''], ...legend];
}

/** The same on the lines of a terminal of that size. */
export const helpRows = (screen: HelpScreen, state: State): readonly KeyHelp[] =>
  keyRows(helpLines(screen, state), textCells(state.size));

export const helpKeys: readonly Binding<HelpScreen>[] = [
  ...scrollKeys<HelpScreen>((state, screen) => ({
    count: helpRows(screen, state).length,
    rows: bodyRows(state, false),
  })),
  {
    ...back('back', 'Back to where you were.', ['esc', 'enter', '?', 'F1', 'ctrl+/', 'q']),
    run: (state, { behind }) => [{ ...state, screen: behind }],
  },
  cancel,
];
