import { plain } from '../../../domain/display/sanitize.ts';
import { typedName } from '../../../domain/profiles/looks/role-name.ts';
import type { RoleSummary } from '../../../domain/profiles/profile.ts';
import { footerLines, headerPieces } from '../../components/bars.ts';
import { inputPieces } from '../../components/input.ts';
import { barPieces, thumbOf } from '../../components/scroll-bar.ts';
import type { Layout } from '../../core/layout.ts';
import type { Binding } from '../../core/screen.ts';
import {
  asksForCode,
  colorFor,
  focused,
  isFavourite,
  isHidden,
  leftOf,
  pickerLayout,
  type State,
} from '../../core/state.ts';
import { clip, clipMiddle, grouped, lineWidth, width, wrap } from '../../text/text.ts';
import type { Piece } from '../../theme/paint.ts';
import type { Theme } from '../../theme/theme.ts';
import { type Columns, columnsFor, inShortcut, type Listed, total } from './columns.ts';
import { detailLines, paneLines } from './detail.ts';
import { type Line, lineCount, outOfSight, positionOf, windowOf } from './list.ts';
import { marksOf, type Row, rowPieces } from './row.ts';
import { isRecentOnly, nothingFound } from './spoken.ts';

/** The lines of a screen. */
type Picture = readonly (readonly Piece[])[];

/** The whole picker, line by line, as many as the terminal has: one pure function of the state. */
export function pickerLines(state: State, keys: readonly Binding[], theme: Theme): Picture {
  const layout = pickerLayout(state);
  const { list, airy } = layout;
  const rows = windowOf(state.list, state.top, list, airy);
  const body = state.list.count > 0 ? listLines(state, rows, layout, theme) : nothing(state, layout, theme);
  const hidden = outOfSight(state.list, rows);
  const empty: readonly Piece[] = [];
  const filled = Array.from({ length: list }, (_, at) => body[at] ?? empty);
  const above: Picture = [
    ...(layout.header ? [headerPieces(state, theme)] : []),
    searchField(state, layout, theme),
    ...(layout.gap ? [empty] : []),
  ];
  const detail = layout.detail > 0 ? detailLines(state, layout, hidden, theme) : [];
  const name = cutName(state, layout, theme);
  const notice = wrap(state.notice ?? '', layout.cells);
  const lowest = name === undefined ? footerLines(notice, keys, layout.cells, theme) : [name];
  const footer = layout.footer ? lowest : [];
  const gap = layout.gap && layout.detail === 0 && layout.pane === 0 ? [empty] : [];
  const beside = layout.pane > 0 ? besidePane(filled, paneLines(state, layout, hidden, theme), layout) : filled;
  const picture = [...above, ...beside, ...gap, ...detail];
  // A notice of several lines stands over what is lowest, until the next key.
  const room = Math.max(0, picture.length + 1 - footer.length);
  return [...picture.slice(0, room), ...footer].slice(0, state.size.rows);
}

/** Lines with the pane on their right. */
const besidePane = (lines: Picture, pane: Picture, { listCells, cells, pane: paneCells }: Layout): Picture =>
  lines.map((line, at) => {
    const right = pane[at];
    if (right === undefined) return line;
    const used = lineWidth(line);
    return [...line, { text: ' '.repeat(listCells - used + (cells - listCells - paneCells)) }, ...right];
  });

function listLines(state: State, rows: readonly Line[], layout: Layout, theme: Theme): Picture {
  const bar = thumbOf(lineCount(state.list, layout.airy), layout.list, state.top);
  const cells = rowCells(state, layout);
  const { columns, shortcut } = columnsOf(state, cells);
  return rows.map((line, at) => {
    const isShortcut = line.kind === 'role' && line.isShortcut;
    const pieces = linePieces(state, line, isShortcut ? shortcut : columns, cells, theme);
    if (bar === undefined) return pieces;
    const used = line.kind === 'role' ? total(columns) : lineWidth(pieces);
    return [...pieces, ...barPieces(bar.has(at), layout.listCells - 1 - used, theme)];
  });
}

/** Cells of a row: those of the list without its scroll bar. */
const rowCells = (state: State, { list, listCells, airy }: Layout): number =>
  listCells - (thumbOf(lineCount(state.list, airy), list, state.top) === undefined ? 0 : 2);

/** The columns of the rows, and of the shortcuts above them. */
function columnsOf(state: State, cells: number): { readonly columns: Columns; readonly shortcut: Columns } {
  const columns = columnsFor(state.natural, cells, listedNow(state));
  return { columns, shortcut: inShortcut(columns, state.natural) };
}

/**
 * What Enter opens, in the place of the keys: in a window without the detail, where the row in focus has no room for its name and for
 * what else tells it from others. Rows of alike names look the same there.
 */
function cutName(state: State, layout: Layout, theme: Theme): readonly Piece[] | undefined {
  const role = focused(state);
  if (role === undefined || layout.detail > 0 || layout.pane > 0) return undefined;
  if (state.notice || state.marked.length > 0) return undefined;
  const { telling } = state.natural;
  const { columns, shortcut } = columnsOf(state, rowCells(state, layout));
  const shown: readonly (readonly [text: string, cells: number])[] = [
    [role.displayName, Math.min(columns.name, shortcut.name)],
    [telling.group ? (role.group ?? '') : '', columns.group || shortcut.group],
    [telling.profile ? typedName(role) : '', columns.profile],
  ];
  if (shown.every(([text, cells]) => width(plain(text)) <= cells)) return undefined;
  const name = shown.flatMap(([text]) => (text === '' ? [] : [plain(text)])).join(', ');
  const isFitting = width(name) + 2 <= layout.cells;
  return [{ text: isFitting ? '⏎ ' : '' }, { text: clipMiddle(name, layout.cells), style: theme.strong }];
}

function listedNow({ found, list }: State): Listed {
  if (found.length > 0) return 'found';
  return list.sections.some(({ isShortcut }) => isShortcut) ? 'groups and shortcuts' : 'groups';
}

function linePieces(state: State, line: Line, columns: Columns, cells: number, theme: Theme): readonly Piece[] {
  if (line.kind === 'gap') return [];
  if (line.kind === 'title') {
    const count = grouped(line.count);
    return [
      { text: `  ${clip(line.title, cells - 4 - count.length)}`, style: theme.strong },
      { text: `  ${count}`, style: theme.muted },
    ];
  }
  const row = rowOf(state, line.role, line.cursor === state.cursor);
  return row ? rowPieces(row, columns, theme) : [];
}

function rowOf(state: State, at: number, isFocused: boolean): Row | undefined {
  const role: RoleSummary | undefined = state.roles[at];
  return (
    role && {
      role,
      isFocused,
      isHere: state.here?.profile === role.name,
      color: colorFor(state, role),
      isMarked: state.marked.includes(role.name),
      isFavourite: isFavourite(state, role),
      isHidden: isHidden(state, role),
      left: leftOf(state, role),
      asksForCode: asksForCode(state, role),
      marks: marksOf(state, at),
    }
  );
}

function nothing(state: State, { listCells }: Layout, theme: Theme): Picture {
  return nothingFound(state).flatMap((text, at) =>
    wrap(text, listCells - 2).map((line) => [{ text: `  ${line}`, style: at > 0 ? theme.muted : undefined }]),
  );
}

/** The search text, and where in the list the focus is. */
function searchField(state: State, { cells }: Layout, theme: Theme): readonly Piece[] {
  const position = positionText(state);
  const room = cells - 4 - width(position) - 2;
  const typed = inputPieces({ text: state.filter, caret: state.caret }, room, theme);
  const hint = state.filter === '' ? clip('type to search', Math.max(0, room)) : '';
  const space = cells - lineWidth(typed) - width(hint) - width(position);
  return [...typed, { text: `${hint}${' '.repeat(Math.max(1, space))}${position}`, style: theme.muted }];
}

/** `12 of 1,980`; of a search `1 of 3 found`; on a shortcut, whose roles have their place further down, `1,980 roles`. */
function positionText(state: State): string {
  const { length } = state.marked;
  return length > 0 ? `${grouped(length)} marked · ${placeText(state)}` : placeText(state);
}

function placeText(state: State): string {
  const { list, cursor, found } = state;
  const all = grouped(list.total);
  if (list.total === 0) return isRecentOnly(state) ? '0 recent' : '0 found';
  const at = positionOf(list, cursor);
  if (at === undefined) return `${all} ${list.total === 1 ? 'role' : 'roles'}`;
  return `${grouped(at)} of ${all}${found.length > 0 ? ' found' : ''}`;
}
