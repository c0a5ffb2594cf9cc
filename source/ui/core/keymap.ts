import type { Screen, State } from './model.ts';
import { focused, hiddenCount } from './select.ts';

/** What a key can mean. */
export type Command =
  | 'cancel'
  | 'up'
  | 'down'
  | 'pageUp'
  | 'pageDown'
  | 'first'
  | 'last'
  | 'accept'
  | 'back'
  | 'erase'
  | 'eraseWord'
  | 'eraseAll'
  | 'menu'
  | 'help'
  | 'favourite'
  | 'subshell'
  | 'live'
  | 'console'
  | 'link'
  | 'show'
  | 'edit'
  | 'color'
  | 'hide'
  | 'showHidden'
  | 'devices'
  | 'write'
  | 'skip'
  | 'retry'
  | 'quit'
  | 'demo'
  | 'add';

/** A key, what it does, and how it is told of: in the footer, on the help screen, in the readme. */
export type Binding = {
  readonly command: Command;
  readonly keys: readonly string[];
  /** The keys as a person reads them. */
  readonly shown: string;
  /** A word or two for the footer. */
  readonly label: string;
  /** A sentence for the help screen. */
  readonly help: string;
  /** A line of its own where the screen is a menu. */
  readonly choice?: true;
  /** Place in the footer, the most useful first; left out of it without one. */
  readonly footer?: number;
  /** Only where this holds is there anything to do: else the footer does not tell of it. */
  readonly only?: (state: State) => boolean;
  /** Why it does nothing at the moment. */
  readonly disabled?: (state: State) => string | undefined;
};

type Tag = Screen['tag'];

const cancel: Binding = {
  command: 'cancel',
  keys: ['ctrl+c'],
  shown: 'ctrl+c',
  label: 'cancel',
  help: 'Leave at once.',
};
const up: Binding = { command: 'up', keys: ['up', 'ctrl+p'], shown: '↑', label: 'up', help: 'The one above.' };
const down: Binding = { command: 'down', keys: ['down', 'ctrl+n'], shown: '↓', label: 'down', help: 'The one below.' };
const erase: Binding = {
  command: 'erase',
  keys: ['backspace', 'delete'],
  shown: '⌫',
  label: 'correct',
  help: 'Take the last character away.',
};
const eraseAll: Binding = {
  command: 'eraseAll',
  keys: ['ctrl+u'],
  shown: 'ctrl+u',
  label: 'clear',
  help: 'Take everything away.',
};
const back = (label: string, help: string, keys: readonly string[] = ['esc']): Binding => ({
  command: 'back',
  keys,
  shown: 'esc',
  label,
  help,
  footer: 9,
});
const accept = (label: string, help: string): Binding => ({
  command: 'accept',
  keys: ['enter'],
  shown: '⏎',
  label,
  help,
  footer: 1,
});

const noRole = (state: State): string | undefined => (focused(state) ? undefined : 'No role is in focus.');
const choose = { ...up, shown: '↑↓', label: 'choose', footer: 0 };
const choice = (command: Command, key: string, label: string, help: string): Binding => ({
  command,
  keys: [key],
  shown: key,
  label,
  help,
  choice: true,
});

/** Every key of every screen. */
export const keymap: Readonly<Record<Tag, readonly Binding[]>> = {
  picker: [
    { ...up, help: 'The role above.', shown: '↑↓', label: 'choose', footer: 0 },
    { ...down, help: 'The role below.' },
    { command: 'pageUp', keys: ['pageup'], shown: 'page up', label: 'page up', help: 'A page up.' },
    { command: 'pageDown', keys: ['pagedown'], shown: 'page down', label: 'page down', help: 'A page down.' },
    { command: 'first', keys: ['home'], shown: 'home', label: 'first', help: 'The first role.' },
    { command: 'last', keys: ['end'], shown: 'end', label: 'last', help: 'The last role.' },
    { ...accept('switch', 'Switch to the role, in a subshell.'), disabled: noRole },
    {
      command: 'menu',
      keys: ['tab'],
      shown: 'tab',
      label: 'more',
      help: 'What else can be done with the role.',
      footer: 2,
      disabled: noRole,
    },
    {
      command: 'favourite',
      keys: ['ctrl+s'],
      shown: 'ctrl+s',
      label: 'favourite',
      help: 'Make the role a favourite, or stop.',
      footer: 4,
      disabled: noRole,
    },
    { ...erase, help: 'Take the last character of the search away.' },
    {
      command: 'eraseWord',
      keys: ['ctrl+w', 'alt+backspace', 'alt+\u007f'],
      shown: 'ctrl+w',
      label: 'erase word',
      help: 'Take the last word of the search away.',
    },
    { ...eraseAll, help: 'Clear the search.' },
    {
      command: 'help',
      keys: ['?'],
      shown: '?',
      label: 'help',
      help: 'Every key. Only while nothing is searched for.',
      footer: 3,
    },
    back('quit', 'Clear the search; then quit.'),
    cancel,
  ],
  menu: [
    choose,
    down,
    accept('do it', 'Do what is in focus.'),
    choice('subshell', 's', 'Switch, in a subshell', 'Switch to the role, in a subshell.'),
    choice('live', 'l', 'Switch, renewed as long as it runs', 'For work that takes longer than a session lasts.'),
    choice('console', 'c', 'Open the AWS console', 'Sign in to the console as the role.'),
    choice('favourite', 'f', 'Favourite', 'Make the role a favourite, or stop.'),
    choice('color', 'o', 'Choose a colour', 'Give the role a colour of your own.'),
    choice('hide', 'h', 'Hide', 'Keep the role out of the list, or bring it back.'),
    choice('link', 'k', 'Switch-role link', 'A link that brings others to this role.'),
    choice('show', 'i', 'Explain', 'The chain, hop by hop.'),
    choice('edit', 'e', 'Edit the profile', 'Change what the configuration says.'),
    {
      ...choice('showHidden', 'a', 'Show hidden roles', 'Bring every hidden role into the list.'),
      disabled: (state) => (hiddenCount(state) > 0 ? undefined : 'No role is hidden.'),
    },
    back('list', 'Back to the list.', ['esc', 'tab']),
    cancel,
  ],
  colors: [
    choose,
    down,
    accept('take it', 'Take the colour in focus, or the one typed.'),
    erase,
    back('list', 'Back to the list, colour as before.'),
    cancel,
  ],
  confirm: [
    accept('switch', 'Go on, once the name is right.'),
    erase,
    eraseAll,
    back('back', 'Back to the list.'),
    cancel,
  ],
  mfa: [
    { ...erase, footer: 1 },
    eraseAll,
    {
      command: 'devices',
      keys: ['tab'],
      shown: 'tab',
      label: 'devices',
      help: 'Take the code from another of your devices.',
      footer: 2,
      only: ({ screen }) => screen.tag === 'mfa' && screen.question.others !== undefined,
    },
    back('back', 'Back to the list.'),
    cancel,
  ],
  devices: [
    { ...choose, help: 'The device above.' },
    { ...down, help: 'The device below.' },
    accept('take it', 'Take the code from the device in focus.'),
    back('back', 'Back to the list.'),
    cancel,
  ],
  'sign-in': [
    {
      ...accept('sign in', 'Sign in, in the browser.'),
      only: ({ screen }) => screen.tag === 'sign-in' && !screen.started,
    },
    back('stop', 'Give up, and back to the list.'),
    cancel,
  ],
  remember: [
    choose,
    down,
    accept('do it', 'Do what is in focus.'),
    choice('write', 'y', 'Yes, write the line', 'Write the device into the profile, then switch.'),
    choice('skip', 'n', 'Not now', 'Switch, and leave the profile as it is.'),
    back('not now', 'Switch, and leave the profile as it is.'),
    cancel,
  ],
  working: [back('stop', 'Give up, and back to the list.'), cancel],
  problem: [
    { ...up, help: 'Further up.' },
    { ...down, help: 'Further down.' },
    { ...accept('list', 'Back to the list.'), keys: ['enter', 'esc'] },
    { command: 'retry', keys: ['r'], shown: 'r', label: 'try again', help: 'Try the same role again.', footer: 2 },
    {
      command: 'quit',
      keys: ['q'],
      shown: 'q',
      label: 'quit',
      help: 'Leave; the message stays in the terminal.',
      footer: 9,
    },
    cancel,
  ],
  empty: [
    choose,
    down,
    accept('do it', 'Do what is in focus.'),
    choice('demo', 'd', 'Try the demo', 'Switch roles in an embedded AWS: no account, no network.'),
    choice('link', 'p', 'Paste a switch-role link', 'Paste it right here; it becomes a profile.'),
    choice('add', 'a', 'Add a role profile', 'Account, role, and whose keys to use.'),
    back('quit', 'Quit.', ['esc', 'q']),
    cancel,
  ],
  help: [
    { ...up, help: 'Further up.' },
    { ...down, help: 'Further down.' },
    back('back', 'Back to where you were.', ['esc', 'enter', '?', 'q']),
    cancel,
  ],
};

/** What a key means on a screen. */
export const bindingOf = (tag: Tag, key: string): Binding | undefined =>
  keymap[tag].find(({ keys }) => keys.includes(key));

/** The lines of a screen that is a menu. */
export const choicesOf = (tag: Tag): readonly Binding[] => keymap[tag].filter((binding) => binding.choice);

/**
 * What the footer tells of, in the order in which it should be read.
 * @param state leaves out what there is nothing to do with at the moment
 */
export const footerOf = (tag: Tag, state?: State): readonly Binding[] =>
  keymap[tag]
    .filter(({ footer, only }) => footer !== undefined && (state === undefined || (only?.(state) ?? true)))
    .sort((one, other) => (one.footer as number) - (other.footer as number));
