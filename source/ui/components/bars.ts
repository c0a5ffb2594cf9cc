import { timeLeft } from '../../output/clock.ts';
import { newRolesText } from '../../output/discovery.ts';
import { layoutOf } from '../core/layout.ts';
import type { Binding } from '../core/screen.ts';
import { type State, subject } from '../core/state.ts';
import { clip, clipMiddle, lineWidth, width } from '../text/text.ts';
import type { Piece } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';

/** The program's name; and who the person is before switching, and as what in the role that the shell is in. */
export function headerPieces(state: State, theme: Theme): readonly Piece[] {
  const { cells } = layoutOf(state.size);
  const name: Piece = { text: clip('rolecall', cells), style: theme.strong };
  const room = cells - width(name.text) - 2;
  const who = state.here === undefined ? outside(state, room, theme) : inRole(state.here, state.now, room, theme);
  const free = cells - lineWidth([name, ...who]) - 4;
  const news = state.reading === '' ? newRoles(state.roles) : state.reading;
  const reading = news !== '' && free >= 12 ? [{ text: `  ${clip(news, free)}`, style: theme.muted }] : [];
  const taken = lineWidth([name, ...reading, ...who]);
  return [name, ...reading, { text: ' '.repeat(Math.max(0, cells - taken)) }, ...who];
}

const told = new WeakMap<State['roles'], string>();

/** `2 new roles`: those of portals that the list marks. Counted once a list. */
function newRoles(roles: State['roles']): string {
  let text = told.get(roles);
  if (text === undefined) {
    text = newRolesText(roles);
    told.set(roles, text);
  }
  return text;
}

function outside(state: State, room: number, theme: Theme): readonly Piece[] {
  const profile = subject(state);
  const identity = (profile && state.details.get(profile)?.identity) ?? state.identity ?? '';
  return room >= 4 ? [{ text: clip(identity, room), style: theme.muted }] : [];
}

/** `mary → ▐Production▌ 59m`. The badge stays longest. */
function inRole(here: NonNullable<State['here']>, now: number, room: number, theme: Theme): readonly Piece[] {
  if (room < 8) return [];
  const time =
    here.expiresAt === undefined ? '' : ` ${here.expiresAt > now ? timeLeft(here.expiresAt - now) : 'expired'}`;
  const rights = here.readOnly ? ' read-only' : '';
  const behind = width(time) + width(rights) + 8 <= room ? `${rights}${time}` : '';
  const badge = ` ${clipMiddle(here.displayName, room - width(behind) - 2)} `;
  const caller = here.caller === undefined ? '' : `${here.caller} → `;
  const isShown = width(caller) + width(badge) + width(behind) <= room;
  return [
    { text: isShown ? clip(caller, room) : '', style: theme.muted },
    { text: badge, style: theme.badge(here.color) },
    { text: behind, style: here.expiresAt !== undefined && here.expiresAt <= now ? theme.bad : theme.muted },
  ];
}

const betweenKeys = '   ';

/** The keys that fit, the most useful ones first; or the lines of the notice, where there is one. */
export function footerLines(
  notice: readonly string[],
  keys: readonly Shown[],
  cells: number,
  theme: Theme,
): readonly (readonly Piece[])[] {
  if (notice.length > 0) return notice.map((text) => [{ text, style: theme.warn }]);
  const pieces = fitting(keys, cells).flatMap(({ shown, label }, at) => [
    { text: `${at > 0 ? betweenKeys : ''}${shown} ` },
    { text: label, style: theme.muted },
  ]);
  return [pieces];
}

/** A key as the footer names it. */
type Shown = Pick<Binding, 'shown' | 'label'>;

/** The keys that fit. The last one, the way out, always stays. */
function fitting(bindings: readonly Shown[], cells: number): readonly Shown[] {
  const out = bindings.at(-1);
  const sizeOf = ({ shown, label }: Shown) => width(shown) + 1 + width(label) + betweenKeys.length;
  let room = cells + betweenKeys.length - (out ? sizeOf(out) : 0);
  const fit = bindings.slice(0, -1).filter((binding) => {
    room -= sizeOf(binding);
    return room >= 0;
  });
  return out ? [...fit, out] : fit;
}
