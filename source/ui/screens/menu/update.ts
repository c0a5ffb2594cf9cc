import type { Entry } from '../../core/ports.ts';
import { purposeOf } from '../../core/purpose.ts';
import { type Binding, back, cancel, choice, menuKeys, toPicker } from '../../core/screen.ts';
import { hiddenCount, roleNamed, type State, subject } from '../../core/state.ts';
import { blank } from '../../text/text-input.ts';
import { copying } from '../copy/update.ts';
import { explaining } from '../explain/update.ts';
import { consoles, listNow, looking, relistedInPlace, toggled, undone } from '../picker/relist.ts';
import { openChosen } from '../working/update.ts';

/** What can be done with a role. */
export type MenuScreen = { readonly tag: 'menu'; readonly profile: string; readonly cursor: number };

declare module '../../core/state.ts' {
  interface Screens {
    menu: MenuScreen;
  }
}

const enter = (entry: Entry): Binding<MenuScreen>['run'] => {
  return (state, { profile }) => openChosen(toPicker(state), profile, entry);
};

/** Leaves the screen to a form, or to what writes a file; the caller brings the list back afterwards. @param as what the role is to it */
const form = (verb: 'edit' | 'add' | 'keep', as?: 'profile' | 'source'): Binding<MenuScreen>['run'] => {
  return (state, { profile }) => [
    state,
    { type: 'finish', result: { tag: 'verb', verb, back: listNow(state), ...(as && { [as]: profile }) } },
  ];
};

/** Whether the role of the menu was found in a portal; the focus of the list may be elsewhere. */
const isFound = (state: State): boolean => roleNamed(state, subject(state) ?? '')?.found !== undefined;

export const roleMenuKeys: readonly Binding<MenuScreen>[] = [
  ...menuKeys<MenuScreen>([
    {
      ...choice<MenuScreen>(
        'subshell',
        's',
        'Switch, in a subshell',
        'Switch to the role, in a subshell.',
        enter('subshell'),
      ),
      helpNow: (state) => purposeOf(state).help,
    },
    {
      ...choice<MenuScreen>(
        'live',
        'r',
        'Switch, renewed while it runs',
        'For work that takes longer than a session lasts.',
        enter('live'),
      ),
      only: (_, { purpose }) => purpose === 'switch',
    },
    choice('console', 'c', 'Open the AWS console', 'Sign in to the console as the role.', (state, { profile }) =>
      consoles(state, [profile]),
    ),
    choice(
      'copy',
      'y',
      'Copy',
      'Copy its account, ARN, name or link, or the command for export lines.',
      (state, { profile }) => copying(state, profile),
    ),
    choice('explain', 'i', 'Explain', 'Show the chain, hop by hop.', (state, { profile }) =>
      explaining(state, profile),
    ),
    choice('favourite', 'f', 'Favourite', 'Add the role to the favourites, or remove it.', (state, { profile }) =>
      toggled(toPicker(state), 'favourites', profile),
    ),
    choice('color', 'o', 'Choose a colour', 'Give the role a colour of your own.', (state, { profile }) => [
      { ...state, screen: { tag: 'colors', profile, cursor: 0, input: blank } },
    ]),
    choice('hide', 'x', 'Hide', 'Hide the role from the list, or show it again.', (state, { profile }) =>
      toggled(toPicker(state), 'hidden', profile),
    ),
    {
      ...choice<MenuScreen>(
        'edit',
        'e',
        'Edit the profile',
        'Change what the configuration says.',
        form('edit', 'profile'),
      ),
      disabled: (state) =>
        isFound(state) ? 'It was found in a portal and is in no file: there is nothing to edit.' : undefined,
    },
    {
      ...choice<MenuScreen>(
        'keep',
        'p',
        'Keep as a profile',
        'Save the role as a profile, for other tools.',
        form('keep', 'profile'),
      ),
      disabled: (state) => (isFound(state) ? undefined : 'It is already a profile.'),
    },
    choice('add', 'n', 'Add a profile', 'Add a new role, in a form.', form('add')),
    choice(
      'chain',
      'm',
      'Add a role it may assume',
      'Add a new role that starts from this one, in a form.',
      form('add', 'source'),
    ),
    {
      ...choice<MenuScreen>('undo', 'u', 'Undo', 'Undo the last change.', (state) => undone(toPicker(state))),
      disabled: ({ undo }) => (undo ? undefined : 'There is nothing to undo.'),
    },
    {
      ...choice<MenuScreen>('showHidden', 'a', 'Show hidden roles', 'Show every hidden role in the list.', (state) => [
        relistedInPlace({ ...toPicker(state), showHidden: !state.showHidden }),
      ]),
      disabled: (state) => (hiddenCount(state) > 0 ? undefined : 'No role is hidden.'),
    },
  ]),
  { ...back('list', 'Back to the list.', ['esc', 'tab']), run: (state) => looking(toPicker(state)) },
  cancel,
];

/** What a line says; that of a switch says which way it goes. */
export function menuLabel(state: State, profile: string, { command, label }: Binding): string {
  const { preferences, showHidden } = state;
  if (command === 'favourite')
    return preferences.favourites.includes(profile) ? 'Remove from favourites' : 'Add to favourites';
  if (command === 'hide') return preferences.hidden.includes(profile) ? 'Show in the list again' : 'Hide from the list';
  if (command === 'subshell') return purposeOf(state).line;
  if (command === 'console' && state.purpose === 'console') return 'Open the console, and stay';
  if (command !== 'showHidden') return label;
  return `${showHidden ? 'Stop showing hidden roles' : 'Show hidden roles'} (${hiddenCount(state)})`;
}

/** The same where nothing is dimmed. */
export const menuTold = (state: State, profile: string, binding: Binding): string =>
  `${menuLabel(state, profile, binding)}${binding.disabled?.(state) === undefined ? '' : ', unavailable'}`;
