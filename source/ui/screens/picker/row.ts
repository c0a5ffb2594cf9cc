import { shownRole, typedName } from '../../../domain/profiles/looks/role-name.ts';
import { highlights } from '../../../domain/profiles/looks/search.ts';
import type { RoleSummary } from '../../../domain/profiles/profile.ts';
import { warningMargin } from '../../../domain/sessions/cache/margins.ts';
import { timeLeft } from '../../../output/clock.ts';
import type { State } from '../../core/state.ts';
import { fitMiddle } from '../../text/text.ts';
import type { Piece } from '../../theme/paint.ts';
import type { TextStyle, Theme } from '../../theme/theme.ts';
import { type Columns, roleBeside } from './columns.ts';

/** One role as the list shows it. */
export type Row = {
  readonly role: RoleSummary;
  readonly color: string;
  readonly isFocused: boolean;
  /** The shell is in this role. */
  readonly isHere: boolean;
  readonly isMarked: boolean;
  readonly isFavourite: boolean;
  readonly isHidden: boolean;
  /** Milliseconds a cached session has left; undefined where a new one is needed. */
  readonly left: number | undefined;
  readonly asksForCode: boolean;
  readonly marks: Marks | undefined;
};

/** The letters that answer the search, by field. */
type Marks = ReturnType<typeof highlights>;

/** What is marked of a role; undefined where nothing is searched for. @param at its position in `roles` of the state */
export function marksOf({ found, index }: Pick<State, 'found' | 'index'>, at: number): Marks | undefined {
  const result = found.at(-1);
  return result && index && highlights(index, at, result.query);
}

/** The signs of the list, each one cell, with what it means: the help screen lists them. */
export const signs = {
  marked: ['✓', 'marked: Enter runs a command in it'],
  here: ['●', 'this shell is in the role'],
  guard: ['!', 'guarded: its name has to be typed'],
  favourite: ['★', 'a favourite'],
  hidden: ['◌', 'hidden from the list'],
  isNew: ['+', 'new in its portal since last week'],
  gone: ['-', 'gone from its portal'],
} as const;

/** One role on one line. */
export function rowPieces(row: Row, columns: Columns, theme: Theme): readonly Piece[] {
  const { role, isFocused, isHere, isMarked, marks } = row;
  const quiet = isFocused ? undefined : theme.muted;
  const cell = (cells: number, text = '', style?: TextStyle, places?: readonly number[]): readonly Piece[] =>
    cells > 0 ? [{ text: '  ' }, ...column(theme, { text, cells, style, places })] : [];
  return [
    { text: isFocused ? '❯' : ' ', style: theme.accent },
    { text: isMarked ? signs.marked[0] : isHere ? signs.here[0] : ' ', style: isMarked ? theme.accent : theme.good },
    ...namePieces(row, columns.name + 1, theme),
    ...cell(columns.group, role.group, undefined, marks?.group),
    ...cell(columns.profile, hasAlias(role) ? role.name : '', quiet, marks?.name),
    ...cell(columns.account, role.accountId, quiet, marks?.accountId),
    ...cell(columns.role, roleBeside(role), undefined, roleMarks(role.roleName, marks?.roleName)),
    ...cell(columns.region, role.region, quiet, marks?.region),
    ...cell(columns.state, ...standing(row, theme)),
  ];
}

/** The places of marks in the shown part of a role's name. */
const roleMarks = (name: string, places: readonly number[] | undefined): readonly number[] | undefined => {
  const before = name.indexOf(shownRole(name));
  return before > 0 ? places?.map((place) => place - before) : places;
};

/** The lasting name of a found role says nothing that the row does not. */
const hasAlias = (role: RoleSummary): boolean => role.displayName !== typedName(role);

/** Colour, guard, star and name. In focus the colour bar grows into a badge under the name. */
function namePieces(row: Row, cells: number, theme: Theme): readonly Piece[] {
  const { role, color, isFocused, isFavourite, isHidden, marks } = row;
  const guard = role.confirm ? signs.guard[0] : ' ';
  const { isNew = false, goneSince } = role.found ?? {};
  const isGone = goneSince !== undefined;
  const star = isFavourite
    ? signs.favourite[0]
    : isHidden
      ? signs.hidden[0]
      : isGone
        ? signs.gone[0]
        : isNew
          ? signs.isNew[0]
          : ' ';
  const places = marks?.displayName ?? (hasAlias(role) ? undefined : marks?.name);
  if (isFocused) {
    const style = theme.badge(color);
    return [{ text: ` ${guard}${star} `, style }, ...column(theme, { text: role.displayName, cells, style, places })];
  }
  const style = isHidden || isGone ? theme.muted : undefined;
  return [
    { text: '▌', style: theme.bar(color) },
    { text: guard, style: theme.warn },
    { text: `${star} `, style: isFavourite ? theme.warn : isNew ? theme.good : theme.muted },
    ...column(theme, { text: role.displayName, cells, style, places }),
  ];
}

/** What switching takes: nothing for as long as a session is cached, or a code. */
function standing({ left, asksForCode }: Row, theme: Theme): [text: string, style: TextStyle] {
  if (left === undefined) return [asksForCode ? 'code' : '', theme.muted];
  return [timeLeft(left), left < warningMargin * 1000 ? theme.warn : theme.good];
}

type Column = {
  readonly text: string;
  readonly cells: number;
  readonly style?: TextStyle | undefined;
  /** Positions of the letters that match the search. */
  readonly places?: readonly number[] | undefined;
};

/** A column of a row: exactly so many cells wide, cut in the middle, the letters that match the search marked. */
export const column = (theme: Theme, { text, cells, style, places }: Column): readonly Piece[] =>
  fitMiddle(text, cells, places).map((run) => ({
    text: run.text,
    style: run.marked ? { ...style, ...theme.mark } : style,
  }));
