import { type Binding, first, last, pageDown, pageUp, vimDown, vimUp } from './screen.ts';
import type { Screen, State } from './state.ts';

/** A screen of lines that scroll. */
type Scrolling = Extract<Screen, { readonly top: number }>;

/** How many lines there are, and for how many there is room. */
export type ScrollSize = { readonly count: number; readonly rows: number };

/** Whether not all lines are in sight; to a screen reader all are said at once. */
export const scrolls = ({ count, rows }: ScrollSize, { screenReader }: { readonly screenReader: boolean }): boolean =>
  count > rows && !screenReader;

/** What scrolls. */
export type ScrollCommand = 'up' | 'down' | 'pageUp' | 'pageDown' | 'first' | 'last';

/** The first line on the screen after a key, no further than the last page. A line of a page stays on the screen. */
export function scrolledTo(top: number, command: ScrollCommand, { count, rows }: ScrollSize): number {
  const end = Math.max(0, count - rows);
  const now = Math.min(top, end);
  const page = Math.max(1, rows - 1);
  const to = { up: now - 1, down: now + 1, pageUp: now - page, pageDown: now + page, first: 0, last: end };
  return Math.max(0, Math.min(end, to[command]));
}

/**
 * The keys of lines that scroll. The footer names them where not all is in sight: to a screen reader all is said at once.
 * @param footer place in the footer
 */
export function scrollKeys<S extends Scrolling>(
  sizeOf: (state: State, screen: S) => ScrollSize,
  footer = 0,
): readonly Binding<S>[] {
  const key = (named: Omit<Binding<S>, 'run' | 'command'> & { readonly command: ScrollCommand }): Binding<S> => ({
    ...named,
    only: (screen, state) => scrolls(sizeOf(state, screen), state),
    run: (state, screen) => {
      const top = scrolledTo(screen.top, named.command, sizeOf(state, screen));
      return [{ ...state, notice: undefined, screen: { ...screen, top } }];
    },
  });
  return [
    key({ ...vimUp, shown: '↑↓', label: 'scroll', footer, help: 'Scroll up.' }),
    key({ ...vimDown, help: 'Scroll down.' }),
    key({ ...pageUp, help: 'Go up one page.' }),
    key({ ...pageDown, help: 'Go down one page.' }),
    key({ ...first, help: 'Go to the beginning.' }),
    key({ ...last, help: 'Go to the end.' }),
  ];
}
