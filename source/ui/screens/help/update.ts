import { bodyRows } from '../../core/layout.ts';
import { type Binding, back, cancel, choicesIn, scrolledBy, vimDown, vimUp } from '../../core/screen.ts';
import type { Screen } from '../../core/state.ts';
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

/** A line of the help screen: keys or a sign, and what they mean. */
export type HelpLine = readonly [keys: string, help: string];

/** All that the screen explains: the keys of the screen behind; of the list, those of its menu and its signs as well. */
export function helpLines({ keys, behind }: Pick<HelpScreen, 'keys' | 'behind'>): readonly HelpLine[] {
  const own = keys.map(
    ({ keys: names, help }): HelpLine => [names.filter((name) => !name.startsWith('alt+')).join(', '), help],
  );
  if (behind.tag !== 'picker') return own;
  const menu = choicesIn(roleMenuKeys).map(({ shown, help }): HelpLine => [`tab, ${shown}`, help]);
  const legend = Object.values(signs).map(([sign, meaning]): HelpLine => [sign, meaning]);
  return [...own, ['', ''], ...menu, ['', ''], ...legend];
}

const scroll = (by: number): Binding<HelpScreen>['run'] => {
  return (state, screen) => scrolledBy(state, screen, by, helpLines(screen).length, bodyRows(state.size, false));
};

export const helpKeys: readonly Binding<HelpScreen>[] = [
  { ...vimUp, help: 'Further up.', run: scroll(-1) },
  { ...vimDown, help: 'Further down.', run: scroll(1) },
  {
    ...back('back', 'Back to where you were.', ['esc', 'enter', '?', 'F1', 'ctrl+/', 'q']),
    run: (state, { behind }) => [{ ...state, screen: behind }],
  },
  cancel,
];
