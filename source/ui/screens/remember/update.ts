import { foundNote } from '../../../domain/sessions/open/devices.ts';
import type { FoundDevice, Session } from '../../../domain/sessions/session.ts';
import type { Next } from '../../core/actions.ts';
import type { Entry } from '../../core/ports.ts';
import { type Binding, back, cancel, choice, menuKeys } from '../../core/screen.ts';
import type { State } from '../../core/state.ts';

/** The session is open, with a device that no profile names: offers to write it into the profile. */
export type RememberScreen = {
  readonly tag: 'remember';
  readonly profile: string;
  readonly entry: Entry;
  readonly session: Session;
  readonly found: FoundDevice;
  readonly cursor: number;
  readonly writing: boolean;
};

declare module '../../core/state.ts' {
  interface Screens {
    remember: RememberScreen;
  }
}

/** The offer. */
export function offered(state: State, session: Session, found: FoundDevice, entry: Entry): Next {
  const { profile } = session;
  const screen = { tag: 'remember', profile, entry, session, found, cursor: 0, writing: false } as const;
  return [{ ...state, notice: undefined, screen }];
}

/** While the line is being written, the keys do nothing. */
const unlessWriting = (binding: Binding<RememberScreen>): Binding<RememberScreen> => ({
  ...binding,
  run: (state, screen) => (screen.writing ? [state] : binding.run(state, screen)),
});

const skip = (state: State, screen: RememberScreen): Next => entered(state, screen, []);

export const rememberKeys: readonly Binding<RememberScreen>[] = [
  ...[
    ...menuKeys<RememberScreen>([
      choice('write', 'y', 'Yes, write the line', 'Add the line to the profile, then switch.', (state, screen) => [
        { ...state, screen: { ...screen, writing: true } },
        { type: 'remember', found: screen.found },
      ]),
      choice('skip', 'n', 'Not now', 'Switch, and leave the profile as it is.', skip),
    ]),
    { ...back('not now', 'Switch, and leave the profile as it is.'), run: skip },
  ].map(unlessWriting),
  cancel,
];

/** The line was written, or could not be: the note says which. */
export const remembered = (state: State, note: string): Next =>
  state.screen.tag === 'remember' ? entered(state, state.screen, [note]) : [state];

/** Enters the role. The session's own note about the device is left out: the person has read it here. */
function entered(state: State, { entry, found, session }: RememberScreen, more: readonly string[]): Next {
  const notes = [...session.notes.filter((note) => note !== foundNote(found)), ...more];
  return [state, { type: 'finish', result: { tag: 'opened', session: { ...session, notes }, entry } }];
}
