import type { highlights } from '../../../domain/profiles/looks/search.ts';
import type { RoleSummary } from '../../../domain/profiles/profile.ts';
import { warningMargin } from '../../../domain/sessions/cache/margins.ts';
import { timeLeft } from '../../../output/clock.ts';
import { fit, runs } from '../../text/text.ts';
import type { Piece } from '../../theme/paint.ts';
import type { TextStyle, Theme } from '../../theme/theme.ts';
import type { Columns } from './columns.ts';

/** One role as the list shows it. */
export type Row = {
  readonly role: RoleSummary;
  readonly color: string;
  readonly isFocused: boolean;
  readonly isFavourite: boolean;
  readonly isHidden: boolean;
  /** Milliseconds a cached session has left; undefined where a new one is needed. */
  readonly left: number | undefined;
  readonly marks: ReturnType<typeof highlights> | undefined;
};

/** One role on one line. */
export function rowPieces(row: Row, columns: Columns, theme: Theme): readonly Piece[] {
  const { role, isFocused, marks } = row;
  const quiet = isFocused ? undefined : theme.muted;
  const cell = (cells: number, text = '', style?: TextStyle, places?: readonly number[]): readonly Piece[] =>
    cells > 0 ? [{ text: '  ' }, ...column(theme, { text, cells, style, places })] : [];
  return [
    { text: isFocused ? '❯ ' : '  ', style: theme.accent },
    ...namePieces(row, columns.name + 1, theme),
    ...cell(columns.profile, hasAlias(role) ? role.name : '', quiet, marks?.name),
    ...cell(columns.account, role.accountId, quiet, marks?.accountId),
    ...cell(columns.role, role.roleName, undefined, marks?.roleName),
    ...cell(columns.region, role.region, quiet),
    ...cell(columns.state, ...standing(row, theme)),
  ];
}

const hasAlias = (role: RoleSummary): boolean => role.displayName !== role.name;

/** Colour, star and name. In focus the colour bar grows into a badge under the name. */
function namePieces(row: Row, cells: number, theme: Theme): readonly Piece[] {
  const { role, color, isFocused, isFavourite, isHidden, marks } = row;
  const star = isFavourite ? '★ ' : isHidden ? '◌ ' : '  ';
  const places = marks?.displayName ?? (hasAlias(role) ? undefined : marks?.name);
  if (isFocused) {
    const style = theme.badge(color);
    return [{ text: `  ${star}`, style }, ...column(theme, { text: role.displayName, cells, style, places })];
  }
  const style = isHidden ? theme.muted : undefined;
  return [
    { text: '▌', style: theme.bar(color) },
    { text: ` ${star}`, style: isFavourite ? theme.warn : theme.muted },
    ...column(theme, { text: role.displayName, cells, style, places }),
  ];
}

/** The time that a cached session has left, or whether switching needs a code. */
function standing({ role, left }: Row, theme: Theme): [text: string, style: TextStyle] {
  if (left === undefined) return [role.mfa ? 'mfa' : '', theme.muted];
  return [timeLeft(left), left < warningMargin * 1000 ? theme.warn : theme.good];
}

type Column = {
  readonly text: string;
  readonly cells: number;
  readonly style?: TextStyle | undefined;
  /** Positions of the letters that match the search. */
  readonly places?: readonly number[] | undefined;
};

/** A column of a row: exactly so many cells wide, the letters that match the search marked. */
export function column(theme: Theme, { text, cells, style, places }: Column): readonly Piece[] {
  const shown = fit(text, cells);
  if (!places?.length) return [{ text: shown, style }];
  return runs(shown, places).map((run) => ({
    text: run.text,
    style: run.marked ? { ...style, ...theme.mark } : style,
  }));
}
