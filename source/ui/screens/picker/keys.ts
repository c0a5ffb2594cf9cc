import { editingKeys } from '../../core/editing.ts';
import { purposeOf } from '../../core/purpose.ts';
import {
  accept,
  type Binding,
  back,
  cancel,
  cancelled,
  choose,
  eraseAll,
  first,
  last,
  listDown,
  listUp,
  pageDown,
  pageUp,
} from '../../core/screen.ts';
import { focused, pickerLayout, type State } from '../../core/state.ts';
import { commanding } from '../command/update.ts';
import { openChosen } from '../working/update.ts';
import { consoles, filtered, looking, marked, noPick, toggled, undone } from './relist.ts';
import {
  adding,
  edited,
  hiddenHere,
  hiddenShown,
  missingRole,
  movedTo,
  type PickerScreen,
  searched,
} from './update.ts';

const noRole = (state: State): string | undefined =>
  noPick(state) ?? (focused(state) ? undefined : 'No role is selected.');

const noMarkedRole = (state: State): string | undefined => (state.marked.length > 0 ? undefined : noRole(state));

/** With marks, the footer has its room for what they are for. */
const nothingMarked = (_: PickerScreen, { marked }: State): boolean => marked.length === 0;

const inFocus = (_: PickerScreen, state: State): boolean => focused(state) !== undefined;

const inFocusUnmarked = (screen: PickerScreen, state: State): boolean =>
  inFocus(screen, state) && nothingMarked(screen, state);

/** Whether the key that chooses has something to do. */
const hasChoice = (state: State): boolean =>
  focused(state) !== undefined || state.marked.length > 0 || Boolean(missingRole(state) || hiddenHere(state));

const lastRow = ({ list }: State): number => list.count - 1;

/** Rows of a page: one row stays on the screen. */
const page = (state: State): number => Math.max(1, pickerLayout(state).list - 1);

/** Keys of the list. Other text goes into the search field: `pickerTyped`. */
export const pickerKeys: readonly Binding<PickerScreen>[] = [
  {
    ...choose,
    keys: listUp.keys,
    help: 'Select the role above.',
    only: inFocus,
    run: (state) => movedTo(state, state.cursor === 0 ? lastRow(state) : state.cursor - 1),
  },
  {
    ...listDown,
    help: 'Select the role below.',
    run: (state) => movedTo(state, state.cursor === lastRow(state) ? 0 : state.cursor + 1),
  },
  {
    ...pageUp,
    help: 'Go up one page.',
    run: (state) => movedTo(state, state.cursor - page(state)),
  },
  {
    ...pageDown,
    help: 'Go down one page.',
    run: (state) => movedTo(state, state.cursor + page(state)),
  },
  {
    ...first,
    help: 'Select the first role.',
    run: (state) => movedTo(state, 0),
  },
  {
    ...last,
    help: 'Select the last role.',
    run: (state) => movedTo(state, lastRow(state)),
  },
  {
    ...accept('switch', 'Switch to the role, in a subshell.'),
    disabled: (state) => (missingRole(state) || hiddenHere(state) ? undefined : noMarkedRole(state)),
    labelNow: (state) => {
      if (missingRole(state)) return 'add it';
      if (hiddenHere(state)) return 'show hidden';
      return state.marked.length > 0 ? `run in ${state.marked.length}` : purposeOf(state).label;
    },
    helpNow: (state) => purposeOf(state).help,
    only: (_, state) => hasChoice(state),
    run: (state) => {
      const missing = missingRole(state);
      if (missing) return adding(state, missing);
      if (hiddenHere(state)) return hiddenShown(state);
      if (state.marked.length > 0) return commanding(state);
      const role = focused(state);
      const reason = noRole(state);
      return role && !reason ? openChosen(state, role.name, 'subshell') : [{ ...state, notice: reason }];
    },
  },
  {
    command: 'menu',
    keys: ['tab'],
    shown: 'tab',
    label: 'more',
    help: 'Show what else can be done with the role.',
    footer: 2,
    only: inFocus,
    disabled: noRole,
    run: (state) => {
      const role = focused(state);
      return role ? [{ ...state, screen: { tag: 'menu', profile: role.name, cursor: 0 } }] : [state];
    },
  },
  {
    command: 'favourite',
    keys: ['ctrl+s'],
    shown: 'ctrl+s',
    label: 'favourite',
    help: 'Add the role to the favourites, or remove it.',
    footer: 4,
    only: inFocusUnmarked,
    disabled: noRole,
    run: (state) => {
      const role = focused(state);
      return role ? toggled(state, 'favourites', role.name) : [state];
    },
  },
  // Home, End and Ctrl+K belong to the list, and Ctrl+U clears the whole search.
  ...editingKeys
    .filter(({ command }) => command !== 'eraseAll' && command !== 'eraseRest')
    .map((key): Binding<PickerScreen> => {
      const keys = key.keys.filter((name) => name !== 'home' && name !== 'end');
      return { ...key, keys, shown: keys[0] ?? '', label: key.command, run: (state) => edited(state, key.command) };
    }),
  { ...eraseAll, help: 'Clear the search.', run: (state) => searched(state, '') },
  {
    command: 'mark',
    keys: ['ctrl+t'],
    shown: 'ctrl+t',
    label: 'mark',
    help: 'Mark or unmark the role. Enter then runs a command in all marked roles.',
    footer: 6,
    only: inFocusUnmarked,
    disabled: noRole,
    run: (state) => {
      const role = focused(state);
      return role ? movedTo(marked(state, role.name), Math.min(state.cursor + 1, lastRow(state))) : [state];
    },
  },
  {
    command: 'console',
    keys: ['ctrl+o'],
    shown: 'ctrl+o',
    label: 'console',
    help: 'Open the console as the role, or as every marked role.',
    footer: 7,
    only: (screen, state) => inFocus(screen, state) || state.marked.length > 0,
    labelNow: ({ marked }) => (marked.length > 0 ? `console of ${marked.length}` : undefined),
    disabled: noMarkedRole,
    run: (state) => {
      const role = focused(state);
      if (state.marked.length > 0) return consoles(state, state.marked);
      return role ? consoles(state, [role.name]) : [state];
    },
  },
  {
    command: 'recent',
    keys: ['ctrl+r'],
    shown: 'ctrl+r',
    label: 'recent',
    help: 'Show only recent roles, or all roles again.',
    footer: 5,
    only: nothingMarked,
    labelNow: ({ onlyRecent }) => (onlyRecent ? 'all roles' : undefined),
    run: (state) => looking(filtered({ ...state, onlyRecent: !state.onlyRecent }, '')),
  },
  {
    command: 'undo',
    keys: ['ctrl+z'],
    shown: 'ctrl+z',
    label: 'undo',
    help: 'Undo the last change to the list or to a profile.',
    run: undone,
  },
  {
    command: 'help',
    keys: ['?', 'F1', 'ctrl+/'],
    shown: '?',
    label: 'help',
    help: 'Show every key; ? works only while the search is empty.',
    footer: 3,
    only: (_, { filter }) => filter === '',
    run: (state) => [{ ...state, screen: { tag: 'help', behind: state.screen, keys: pickerKeys, top: 0 } }],
  },
  {
    ...back('quit', 'Clear the search, then the marks, then quit.'),
    labelNow: ({ filter, marked }) => (filter !== '' ? 'clear' : marked.length > 0 ? 'unmark' : undefined),
    run: (state) => {
      if (state.filter !== '') return searched(state, '');
      return state.marked.length > 0 ? [{ ...state, marked: [] }] : [state, cancelled];
    },
  },
  cancel,
];
