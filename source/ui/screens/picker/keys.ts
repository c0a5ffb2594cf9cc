import type { Next } from '../../core/actions.ts';
import { layoutOf } from '../../core/layout.ts';
import { accept, type Binding, back, cancel, cancelled, choose, down, erase, eraseAll } from '../../core/screen.ts';
import { focused, type State } from '../../core/state.ts';
import { openRole } from '../working/update.ts';
import { roleAt } from './list.ts';
import { queryOf, toggled } from './relist.ts';
import { adding, missingRole, movedTo, type PickerScreen, searched } from './update.ts';

const noRole = (state: State): string | undefined => (focused(state) ? undefined : 'No role is in focus.');

const last = ({ list }: State): number => list.count - 1;

/** Rows of a page: one row stays on the screen. */
const page = ({ size }: State): number => Math.max(1, layoutOf(size).list - 1);

/** Keys of the list. Other text goes into the search field: `pickerTyped`. */
export const pickerKeys: readonly Binding<PickerScreen>[] = [
  {
    ...choose,
    help: 'The role above.',
    run: (state) => movedTo(state, state.cursor === 0 ? last(state) : state.cursor - 1),
  },
  {
    ...down,
    help: 'The role below.',
    run: (state) => movedTo(state, state.cursor === last(state) ? 0 : state.cursor + 1),
  },
  {
    command: 'pageUp',
    keys: ['pageup'],
    shown: 'page up',
    label: 'page up',
    help: 'A page up.',
    run: (state) => movedTo(state, state.cursor - page(state)),
  },
  {
    command: 'pageDown',
    keys: ['pagedown'],
    shown: 'page down',
    label: 'page down',
    help: 'A page down.',
    run: (state) => movedTo(state, state.cursor + page(state)),
  },
  {
    command: 'first',
    keys: ['home'],
    shown: 'home',
    label: 'first',
    help: 'The first role.',
    run: (state) => movedTo(state, 0),
  },
  {
    command: 'last',
    keys: ['end'],
    shown: 'end',
    label: 'last',
    help: 'The last role.',
    run: (state) => movedTo(state, last(state)),
  },
  {
    ...accept('switch', 'Switch to the role, in a subshell.'),
    disabled: (state) => (missingRole(state) ? undefined : noRole(state)),
    run: (state) => {
      const missing = missingRole(state);
      return missing ? adding(state, missing) : switched(state);
    },
  },
  {
    command: 'menu',
    keys: ['tab'],
    shown: 'tab',
    label: 'more',
    help: 'What else can be done with the role.',
    footer: 2,
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
    help: 'Make the role a favourite, or stop.',
    footer: 4,
    disabled: noRole,
    run: (state) => {
      const role = focused(state);
      return role ? toggled(state, 'favourites', role.name) : [state];
    },
  },
  {
    ...erase,
    help: 'Take the last character of the search away.',
    run: (state) => searched(state, [...state.filter].slice(0, -1).join('')),
  },
  {
    command: 'eraseWord',
    keys: ['ctrl+w', 'alt+backspace', 'alt+\u007f'],
    shown: 'ctrl+w',
    label: 'erase word',
    help: 'Take the last word of the search away.',
    run: (state) => searched(state, state.filter.replace(/\S*\s*$/, '')),
  },
  { ...eraseAll, help: 'Clear the search.', run: (state) => searched(state, '') },
  {
    command: 'help',
    keys: ['?'],
    shown: '?',
    label: 'help',
    help: 'Every key. Only while nothing is searched for.',
    footer: 3,
    run: (state) => [{ ...state, screen: { tag: 'help', behind: state.screen, keys: pickerKeys, top: 0 } }],
  },
  {
    ...back('quit', 'Clear the search; then quit.'),
    run: (state) => (state.filter === '' ? [state, cancelled] : searched(state, '')),
  },
  cancel,
];

/** Switches to the role in focus, or to the one whose number was typed. */
function switched(state: State): Next {
  const { pick } = queryOf(state);
  const at = roleAt(state.list, pick === undefined ? state.cursor : pick - 1);
  const role = at === undefined ? undefined : state.roles[at];
  if (role) return openRole(state, role.name, 'subshell');
  return pick === undefined ? [state] : [{ ...state, notice: `There is no number ${pick}.` }];
}
