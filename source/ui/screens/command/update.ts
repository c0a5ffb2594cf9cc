import type { Next } from '../../core/actions.ts';
import { lineKeys } from '../../core/editing.ts';
import { accept, type Binding, back, cancel, home } from '../../core/screen.ts';
import type { State } from '../../core/state.ts';
import { atEnd, insertShown, type TextInput } from '../../text/text-input.ts';
import { listNow } from '../picker/relist.ts';

/** Asks for the command line that is run in every role that is marked. */
export type CommandScreen = { readonly tag: 'command'; readonly input: TextInput };

declare module '../../core/state.ts' {
  interface Screens {
    command: CommandScreen;
  }
}

/** Opens the screen, with the command that was not run. */
export const commanding = (state: State): Next => [
  { ...state, notice: undefined, screen: { tag: 'command', input: atEnd(state.command) } },
];

const withInput = (state: State, screen: CommandScreen, input: TextInput): Next => [
  { ...state, notice: undefined, screen: { ...screen, input } },
];

export const commandKeys: readonly Binding<CommandScreen>[] = [
  {
    ...accept('run', 'Run it in every marked role, several at a time.'),
    run: (state, { input }) => {
      const line = input.text.trim();
      if (line === '') return [{ ...state, notice: 'Type the command to run.' }];
      return [
        state,
        { type: 'finish', result: { tag: 'command', profiles: state.marked, line, back: listNow(state) } },
      ];
    },
  },
  ...lineKeys(withInput),
  { ...back('list', 'Back to the list; the marks stay.'), run: home },
  cancel,
];

export const commandTyped = (state: State, screen: CommandScreen, text: string): Next =>
  withInput(state, screen, insertShown(screen.input, text));
