import { bodyRows } from '../../core/layout.ts';
import { type Binding, back, cancel, vimDown, vimUp } from '../../core/screen.ts';
import type { Screen } from '../../core/state.ts';

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

const scroll = (by: number): Binding<HelpScreen>['run'] => {
  return (state, screen) => {
    const last = Math.max(0, screen.keys.length - bodyRows(state.size, false));
    return [{ ...state, screen: { ...screen, top: Math.max(0, Math.min(last, screen.top + by)) } }];
  };
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
