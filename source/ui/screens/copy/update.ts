import type { Copies } from '../../../domain/profiles/looks/copies.ts';
import type { Next } from '../../core/actions.ts';
import { copied } from '../../core/copy.ts';
import { type Binding, back, cancel, choice, home, menuKeys } from '../../core/screen.ts';
import type { State } from '../../core/state.ts';

/** What can be copied of a role, each with its text: no terminal says whether it took a copy. */
export type CopyScreen = {
  readonly tag: 'copy';
  readonly profile: string;
  /** Undefined until they are known. */
  readonly copies: Copies | undefined;
  readonly cursor: number;
};

declare module '../../core/state.ts' {
  interface Screens {
    copy: CopyScreen;
  }
}

/** Opens the screen. */
export const copying = (state: State, profile: string): Next => [
  { ...state, notice: undefined, screen: { tag: 'copy', profile, copies: undefined, cursor: 0 } },
  { type: 'copies', profile },
];

/** The texts, where the screen still waits for them. */
export function copiesKnown(state: State, profile: string, copies: Copies): Next {
  const { screen } = state;
  return screen.tag === 'copy' && screen.profile === profile ? [{ ...state, screen: { ...screen, copies } }] : [state];
}

const item = (at: number, command: keyof Copies, key: string, label: string, what: string): Binding<CopyScreen> => ({
  ...choice<CopyScreen>(command, key, label, `Copy ${what}.`, (state, screen) => {
    const text = screen.copies?.[command];
    // In focus its whole text is on the screen, for terminals that take no copies.
    return text === undefined ? [state] : copied({ ...state, screen: { ...screen, cursor: at } }, text, what);
  }),
  disabled: ({ screen }) =>
    screen.tag === 'copy' && screen.copies !== undefined && screen.copies[command] === undefined
      ? `This role has no ${label.toLowerCase()}.`
      : undefined,
});

export const copyKeys: readonly Binding<CopyScreen>[] = [
  ...menuKeys<CopyScreen>([
    item(0, 'account', 'a', 'Account', 'the account ID'),
    item(1, 'arn', 'r', 'Role ARN', "the role's ARN"),
    item(2, 'profile', 'p', 'Profile', "the profile's name"),
    item(3, 'link', 'l', 'Link', 'the switch-role link'),
    item(4, 'command', 'c', 'Command', 'the command that prints export lines'),
  ]),
  { ...back('list', 'Back to the list.', ['esc', 'q']), run: home },
  cancel,
];

/** A line of the screen: what it is, and the text itself. */
export const copyLabel = ({ copies }: CopyScreen, { command, label }: Binding): string =>
  `${label.padEnd(10)}${copies?.[command as keyof Copies] ?? '–'}`;
