import { roleColor } from '../../domain/profiles/looks/color.ts';
import { typedName } from '../../domain/profiles/looks/role-name.ts';
import type { SearchIndex, SearchResult } from '../../domain/profiles/looks/search.ts';
import type { RoleSummary } from '../../domain/profiles/profile.ts';
import type { ProblemText } from '../../problem.ts';
import { measure, type Natural } from '../screens/picker/columns.ts';
import { browse, cursorOf, type List, lineCount, roleAt, scrolled } from '../screens/picker/list.ts';
import { type Extent, type Layout, layoutOf, type Size } from './layout.ts';
import type { Detail, Entry, HeaderRole, Purpose, UiPreferences, UiStart } from './ports.ts';

/** One line of the working screen. */
export type Step = { readonly key: string; readonly text: string; readonly done: boolean };

/** A session that is being opened. Its number tells its events from those of one that was given up. */
export type Opening = {
  readonly id: number;
  readonly profile: string;
  readonly entry: Entry;
  readonly steps: readonly Step[];
  /** Serial of the MFA device that the person chose among several. */
  readonly device?: string;
};

/**
 * The state of each screen by its tag. Empty here: each screen adds its own member, in the `update.ts` of its folder, and its
 * line in `screens/screens.tsx`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the screens fill it
export interface Screens {}

/** The screen that the person sees. */
export type Screen = Screens[keyof Screens];

export type Tag = keyof Screens;

/** What is known of a profile, looked up when it came into focus. */
type Looked = {
  readonly identity: string | undefined;
  readonly chain: Detail | { readonly problem: ProblemText };
};

/** How the last change is taken back: one of the list, or an edit of AWS's files, which the caller takes back. */
export type Undo =
  | { readonly tag: 'list'; readonly change: (before: UiPreferences) => UiPreferences; readonly says: string }
  | { readonly tag: 'file' };

export type State = {
  readonly screen: Screen;
  /** The screen that Esc goes back to; `none` where the UI began without a list: Esc then leaves. */
  readonly home: 'picker' | 'empty' | 'none';
  readonly purpose: Purpose;
  readonly size: Size;
  readonly screenReader: boolean;
  readonly now: number;
  readonly roles: readonly RoleSummary[];
  readonly preferences: UiPreferences;
  readonly showHidden: boolean;
  /** Profiles that a command or the console is to be opened in, in the order in which they were marked. */
  readonly marked: readonly string[];
  /** The command that was typed for them, and not run. */
  readonly command: string;
  /** The list without a search is the recent roles, the last one first. */
  readonly onlyRecent: boolean;
  readonly expiries: ReadonlyMap<string, number>;
  /** Until when a role that asks for a code opens without one, by profile. */
  readonly codeless: ReadonlyMap<string, number>;
  readonly details: ReadonlyMap<string, Looked>;
  /** The role that the shell is in. */
  readonly here: HeaderRole | undefined;
  /** Names of the portals of IAM Identity Center, where there is no role to choose. */
  readonly portals: readonly string[];
  /** Ways in by which no guarded role can be entered. */
  readonly unkept: readonly Entry[];
  /** Portals of which nothing is known here. */
  readonly unread: readonly string[];
  /** Identity behind the role in focus before, shown until the next one is known: the header does not flicker. */
  readonly identity: string | undefined;
  readonly filter: string;
  /** Characters of the search text before the caret, as a reader sees them. */
  readonly caret: number;
  readonly index: SearchIndex | undefined;
  /** The result for the search text; none where nothing is searched for. */
  readonly found: readonly SearchResult[];
  readonly list: List;
  /** The list without a search: all roles but the hidden ones. */
  readonly whole: { readonly total: number; readonly extent: Extent };
  /** The columns with room enough. */
  readonly natural: Natural;
  /** Position of the role in focus in `list`. */
  readonly cursor: number;
  /**
   * The person has looked at the row in focus: they pressed a key, or the list began with a search or a role in focus. Roles
   * that are found leave the focus on that role then.
   */
  readonly touched: boolean;
  /** First line of the list on the screen. */
  readonly top: number;
  /** The last change, as it can be taken back. */
  readonly undo: Undo | undefined;
  /** What is being read of the portals, for the header. */
  readonly reading: string;
  /** A sentence for the person, in the place of the footer. */
  readonly notice: string | undefined;
  /** Sessions opened so far: the next one's number. */
  readonly openings: number;
};

/** What the first state is made from. */
export type Given = {
  readonly start: UiStart;
  readonly roles: readonly RoleSummary[];
  readonly preferences: UiPreferences;
  readonly size: Size;
  readonly now: number;
  readonly screenReader: boolean;
  readonly here?: HeaderRole | undefined;
  readonly portals?: readonly string[];
  readonly unread?: readonly string[];
  readonly isSignedIn?: boolean;
};

/** The first state. `begin` in `reducer.ts` adds its first effects. */
export function initial({
  start,
  roles,
  preferences,
  size,
  now,
  screenReader,
  here,
  portals = [],
  unread = [],
  isSignedIn,
}: Given): State {
  const list = browse(roles, preferences, false);
  const preselect = start.at === 'picker' ? start.preselect : undefined;
  const cursor = preselect
    ? cursorOf(
        list,
        roles.findIndex(({ name }) => name === preselect),
      )
    : 0;
  const home = start.at === 'open' ? 'none' : roles.length > 0 || isSignedIn ? 'picker' : 'empty';
  const state: State = {
    screen: home === 'empty' ? { tag: 'empty', cursor: 0 } : { tag: 'picker' },
    home,
    purpose: start.purpose ?? 'switch',
    size,
    screenReader,
    now,
    roles,
    preferences,
    showHidden: false,
    marked: [],
    command: (start.at === 'picker' && start.command) || '',
    onlyRecent: false,
    expiries: new Map(),
    codeless: new Map(),
    details: new Map(),
    here,
    portals,
    unkept: (start.at === 'picker' && start.unkept) || [],
    unread,
    identity: undefined,
    filter: '',
    caret: 0,
    index: undefined,
    found: [],
    list,
    whole: wholeOf(list),
    natural: measure(roles),
    cursor: Math.max(0, cursor),
    touched: start.at === 'picker' && (start.filter !== '' || (preselect !== undefined && cursor >= 0)),
    top: 0,
    undo: undefined,
    reading: '',
    notice: undefined,
    openings: 0,
  };
  return { ...state, top: topOf(state) };
}

/** What the layout needs to know of the list without a search. */
export const wholeOf = (list: List): State['whole'] => ({
  total: list.total,
  extent: { dense: lineCount(list, false), airy: lineCount(list, true) },
});

/** The parts of the picker that fit now. */
export const pickerLayout = ({ size, whole }: Pick<State, 'size' | 'whole'>): Layout => layoutOf(size, whole.extent);

/** First line of the list to show, so that the cursor is on the screen. */
export function topOf(state: State): number {
  const { list, airy } = pickerLayout(state);
  return scrolled(state.list, state.cursor, state.top, list, airy);
}

/** The role in focus; undefined where the list is empty. */
export function focused(state: State): RoleSummary | undefined {
  const at = roleAt(state.list, state.cursor);
  return at === undefined ? undefined : state.roles[at];
}

/** The role of that name; undefined for a switch without a profile. */
export const roleNamed = (state: State, name: string): RoleSummary | undefined =>
  state.roles.find((role) => role.name === name);

/** A profile as the person knows it: a found role not by its lasting name. */
export function called(state: State, profile: string): string {
  const role = roleNamed(state, profile);
  return role === undefined ? profile : typedName(role);
}

/** A role in words: its name, and its profile where that is another one. */
export function namedInFull(state: State, profile: string): string {
  const { displayName = profile, group } = roleNamed(state, profile) ?? {};
  const typed = called(state, profile);
  const facts = [
    group === displayName ? undefined : group,
    displayName === typed ? undefined : `profile ${typed}`,
  ].filter(Boolean);
  return [displayName, ...facts].join(', ');
}

export const colorFor = (state: State, role: RoleSummary): string => roleColor(state.preferences.colors, role);

/** How long a cached session of the role is still good, in milliseconds; undefined where there is none. */
export function leftOf(state: State, role: RoleSummary): number | undefined {
  const until = state.expiries.get(role.name);
  return until !== undefined && until > state.now ? until - state.now : undefined;
}

/** Whether opening the role asks for a code at the moment. */
export const asksForCode = (state: State, role: RoleSummary): boolean =>
  role.mfa && leftOf(state, role) === undefined && !((state.codeless.get(role.name) ?? 0) > state.now);

export const isFavourite = (state: State, role: RoleSummary): boolean =>
  state.preferences.favourites.includes(role.name);

export const isHidden = (state: State, role: RoleSummary): boolean =>
  role.hidden || state.preferences.hidden.includes(role.name);

/** How many roles are out of sight at the moment. */
export const hiddenCount = (state: State): number => state.roles.filter((role) => isHidden(state, role)).length;

/** The profile that the screen is about. */
export function subject(state: State, screen: Screen = state.screen): string | undefined {
  if ('opening' in screen) return screen.opening.profile;
  if ('behind' in screen) return subject(state, screen.behind);
  return 'profile' in screen ? screen.profile : focused(state)?.name;
}
