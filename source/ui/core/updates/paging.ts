import { bodyRows } from '../../picker/layout.ts';
import { problemCells, problemLines } from '../../text/problem-lines.ts';
import { themeFor } from '../../theme/theme.ts';
import { type Command, keymap } from '../keymap.ts';
import type { Screen, State } from '../model.ts';

type Long = Extract<Screen, { top: number }>;

/** A screen with more lines than there is room for, one line further, and no further than its end. */
export function paged<S extends Long>({ size }: State, screen: S, command: Command): S {
  const last = Math.max(0, lineCount(screen, size.columns) - bodyRows(size, screen.tag === 'problem'));
  return { ...screen, top: Math.max(0, Math.min(last, screen.top + (command === 'down' ? 1 : -1))) };
}

const lineCount = (screen: Long, columns: number): number =>
  screen.tag === 'help'
    ? keymap[screen.behind.tag].length
    : problemLines(screen.problem, problemCells(columns), themeFor(1)).length;
