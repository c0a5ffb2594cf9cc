import type { Next } from '../../core/actions.ts';
import { type Binding, back, cancel, cancelled, choice, menuKeys } from '../../core/screen.ts';
import type { State } from '../../core/state.ts';
import { askingLink, linkGiven } from '../link/update.ts';

/** There is no role profile yet: what can be done about it. */
export type EmptyScreen = { readonly tag: 'empty'; readonly cursor: number };

declare module '../../core/state.ts' {
  interface Screens {
    empty: EmptyScreen;
  }
}

/** Ends the UI; the caller runs the verb. */
const verb = (name: 'demo' | 'add' | 'login' | 'login --console'): Binding<EmptyScreen>['run'] => {
  return (state) => [state, { type: 'finish', result: { tag: 'verb', verb: name } }];
};

export const emptyKeys: readonly Binding<EmptyScreen>[] = [
  ...menuKeys<EmptyScreen>([
    choice(
      'signIn',
      's',
      'Sign in to IAM Identity Center',
      'All you need is a start URL, or a portal in your files.',
      verb('login'),
    ),
    choice(
      'consoleSignIn',
      'c',
      'Sign in to the AWS console',
      "All you need is its password, or your company's sign-in.",
      verb('login --console'),
    ),
    choice('demo', 'd', 'Try the demo', 'Switch roles in an embedded AWS: no account, no network.', verb('demo')),
    choice('link', 'p', 'Paste a switch-role link', 'It becomes a profile.', askingLink),
    choice('add', 'a', 'Add a role profile', 'Account, role, and whose keys to use.', verb('add')),
  ]),
  { ...back('quit', 'Quit.', ['esc', 'q']), run: (state) => [state, cancelled] },
  cancel,
];

/** A link, which becomes the first profile. */
export const emptyPasted = (state: State, _: EmptyScreen, text: string): Next => linkGiven(state, text);
