import type { ReactNode } from 'react';
import { type CodeQuestion, refusalBehind } from '../../domain/mfa/ask.ts';
import type { ProblemText } from '../../problem.ts';
import type { Command, Next } from './actions.ts';
import type { Opening, Screen, State } from './state.ts';

/**
 * A key of a screen: what it is called, what it does and when. The footer, the help screen, the lines for a screen reader and the
 * table of keys in docs/commands.md all come from here.
 */
export type Binding<S = Screen> = {
  readonly command: Command;
  /** Names of the keys, as `core/keys.ts` gives them. */
  readonly keys: readonly string[];
  /** The keys as the footer writes them. */
  readonly shown: string;
  /** A word or two for the footer. */
  readonly label: string;
  /** A sentence for the help screen. */
  readonly help: string;
  /** A line of the screen itself, where the screen is a menu. */
  readonly choice?: true;
  /** Place in the footer, the most useful first; not in the footer without one. */
  readonly footer?: number;
  /** Does the work. */
  run(state: State, screen: S): Next;
  /** Whether the footer names the key at the moment, and a menu has the line; always, without. */
  only?(screen: S, state: State): boolean;
  /** What the key does at the moment, where that is something else than `label` says. */
  labelNow?(state: State): string | undefined;
  /** The sentence for the help screen, where it depends on the state. */
  helpNow?(state: State): string;
  /** Why the key does nothing at the moment. */
  readonly disabled?: (state: State) => string | undefined;
};

/** All that the rest of the UI needs to know of a screen: its line in `screens/screens.tsx`. */
export type ScreenParts<S = Screen> = {
  component(props: { readonly state: State; readonly screen: S }): ReactNode;
  readonly keys: readonly Binding<S>[];
  /** The screen as lines of text, for a screen reader. */
  spoken(state: State, screen: S): readonly string[];
  /** Text that is typed. A screen without this takes none. */
  typed?(state: State, screen: S, text: string): Next;
  /** Text that is pasted; taken as typed without this. */
  pasted?(state: State, screen: S, text: string): Next;
  /** A second has passed. */
  ticked?(state: State, screen: S): Next;
  /** The time as the screen shows it: a second that does not change it is not drawn. Sessions' minutes without this. */
  shownTime?(state: State, screen: S): unknown;
};

/** Leaves the UI without a session. */
export const cancelled: Next[1] = { type: 'finish', result: { tag: 'cancelled' } };

/** Goes back to the list; leaves where the UI began without one. */
export function home(state: State): Next {
  if (state.home === 'none') return [state, { type: 'finish', result: { tag: 'cancelled', passedOver: true } }];
  const screen = state.home === 'empty' ? ({ tag: 'empty', cursor: 0 } as const) : ({ tag: 'picker' } as const);
  return [{ ...state, screen, notice: undefined }];
}

/** The list, on screens that only come from there. */
export const toPicker = (state: State): State => ({ ...state, screen: { tag: 'picker' }, notice: undefined });

/** Gives up the session that is being opened, and goes back to the list. */
export function abandoned(state: State): Next {
  const [next, ...effects] = home(state);
  return [next, { type: 'abandon' }, ...effects];
}

/** Shows why a session could not be opened; where the UI began without a list, the caller says it. */
export function failed(state: State, { profile, entry, device }: Opening, problem: ProblemText): Next {
  if (state.home === 'none') return [state, { type: 'finish', result: { tag: 'failed', problem } }];
  const { screen } = state;
  const hasOthers = 'question' in screen ? screen.question.others !== undefined : device !== undefined;
  const isAboutCode = 'question' in screen || problem.code.startsWith('mfa-');
  const shown = { tag: 'problem', profile, entry, problem, top: 0, otherDevice: hasOthers && isAboutCode } as const;
  return [{ ...state, notice: undefined, screen: shown }];
}

/** Gives no code: back to the refusal that the code might have changed, else to the list. */
export function unanswered(state: State, opening: Opening, question: CodeQuestion): Next {
  const refusal = refusalBehind(question);
  if (refusal === undefined) return abandoned(state);
  const [next, ...effects] = failed(state, opening, refusal);
  return [next, { type: 'abandon' }, ...effects];
}

// Keys that several screens have. Each screen says what they do there.
type Named = Omit<Binding<never>, 'run'>;

export const up = { command: 'up', keys: ['up', 'ctrl+p'], shown: '↑', label: 'up', help: 'Move up.' } as const;

export const down = {
  command: 'down',
  keys: ['down', 'ctrl+n'],
  shown: '↓',
  label: 'down',
  help: 'Move down.',
} as const;

/** `up` and `down` in a list, as fzf has them too. */
export const listUp = { ...up, keys: [...up.keys, 'ctrl+k'] } as const;
export const listDown = { ...down, keys: [...down.keys, 'ctrl+j'] } as const;

/** The same in a list that takes no text: the letters of vim as well. */
export const vimUp = { ...listUp, keys: [...listUp.keys, 'k'] } as const;
export const vimDown = { ...listDown, keys: [...listDown.keys, 'j'] } as const;

/** `up` as the footer names the pair of them. */
export const choose = { ...up, shown: '↑↓', label: 'choose', footer: 0 } as const;
export const vimChoose = { ...choose, keys: vimUp.keys } as const;

export const pageUp = { command: 'pageUp', keys: ['pageup'], shown: 'page up', label: 'page up' } as const;
export const pageDown = { command: 'pageDown', keys: ['pagedown'], shown: 'page down', label: 'page down' } as const;
export const first = { command: 'first', keys: ['home'], shown: 'home', label: 'first' } as const;
export const last = { command: 'last', keys: ['end'], shown: 'end', label: 'last' } as const;

export const erase = {
  command: 'erase',
  keys: ['backspace'],
  shown: '⌫',
  label: 'delete',
  help: 'Delete the last character.',
} as const;

export const eraseAll = {
  command: 'eraseAll',
  keys: ['ctrl+u'],
  shown: 'ctrl+u',
  label: 'clear',
  help: 'Delete everything.',
} as const;

export const eraseWord = {
  command: 'eraseWord',
  keys: ['ctrl+w', 'alt+backspace', 'alt+\u007f'],
  shown: 'ctrl+w',
  label: 'delete',
  help: 'Delete the last word.',
} as const;

export const back = (label: string, help: string, keys: readonly string[] = ['esc']): Named => ({
  command: 'back',
  keys,
  shown: 'esc',
  label,
  help,
  footer: 9,
});

/** Gives up the role that was asked for: back to the list; where the UI began without one, it ends. */
export const giveUp = (label: string, help: string): Named => ({
  ...back(label, help),
  labelNow: ({ home }) => (home === 'none' ? 'cancel' : undefined),
  helpNow: ({ home }) => (home === 'none' ? 'Leave without the role.' : help),
});

export const accept = (label: string, help: string): Named => ({
  command: 'accept',
  keys: ['enter'],
  shown: '⏎',
  label,
  help,
  footer: 1,
});

/**
 * Help, on every screen. F1 comes as Ctrl+/, which terminals send for it and for Ctrl+_.
 * @param takesText `?` is text there
 */
export const help = (takesText: boolean): Named => ({
  command: 'help',
  keys: takesText ? ['F1', 'ctrl+/'] : ['?', 'F1', 'ctrl+/'],
  shown: takesText ? 'F1' : '?',
  label: 'help',
  help: 'Show every key of this screen.',
  footer: 8,
});

/** Ctrl+C, on every screen. */
export const cancel: Binding<unknown> = {
  command: 'cancel',
  keys: ['ctrl+c'],
  shown: 'ctrl+c',
  label: 'cancel',
  help: 'Leave at once.',
  run: (state) => [state, { type: 'abandon' }, cancelled],
};

/** A line of a menu: the letter that chooses it, what the line says, what the help screen says, and what it does. */
export const choice = <S>(
  command: Command,
  key: string,
  label: string,
  help: string,
  run: Binding<S>['run'],
): Binding<S> => ({ command, keys: [key], shown: key, label, help, choice: true, run });

/** A screen with a line in focus. */
type Menu = Extract<Screen, { readonly cursor: number }>;

/** The focus moved by so many lines, round at the ends. */
export function stepped(state: State, screen: Menu, by: number, count: number): Next {
  return [{ ...state, notice: undefined, screen: { ...screen, cursor: (screen.cursor + by + count) % count } }];
}

/** The keys of a menu: arrows move, Enter does what the line in focus does, and so does the letter of each line. */
export function menuKeys<S extends Menu>(choices: readonly Binding<S>[]): readonly Binding<S>[] {
  const now = (state: State, screen: S) => choices.filter(({ only }) => only?.(screen, state) ?? true);
  const run = (choice: Binding<S> | undefined, state: State, screen: S): Next => {
    if (choice === undefined || !now(state, screen).includes(choice)) return [state];
    const reason = choice.disabled?.(state);
    return reason ? [{ ...state, notice: reason }] : choice.run(state, screen);
  };
  const letters = choices.flatMap(({ keys }) => keys);
  const free = (keys: readonly string[]) => keys.filter((key) => !letters.includes(key));
  return [
    {
      ...vimChoose,
      keys: free(vimChoose.keys),
      run: (state, screen) => stepped(state, screen, -1, now(state, screen).length),
    },
    {
      ...vimDown,
      keys: free(vimDown.keys),
      run: (state, screen) => stepped(state, screen, 1, now(state, screen).length),
    },
    {
      ...accept('do it', 'Do what is selected.'),
      run: (state, screen) => run(now(state, screen)[screen.cursor], state, screen),
    },
    ...choices.map((choice) => ({ ...choice, run: (state: State, screen: S) => run(choice, state, screen) })),
  ];
}

/** The lines of a menu. @param state leaves out those that are not there at the moment; its screen is the menu */
export const choicesIn = (keys: readonly Binding[], state?: State): readonly Binding[] =>
  keys.filter(({ choice, only }) => choice && (state === undefined || (only?.(state.screen, state) ?? true)));

/** What the help screen says of a key. */
export const helpOf = ({ help, helpNow }: Binding, state: State): string => helpNow?.(state) ?? help;

/**
 * A menu for a screen reader.
 * @param state its screen is the menu. @param labelOf text of a line, where it depends on the state
 */
export const choiceLines = (
  keys: readonly Binding[],
  state: State,
  cursor: number,
  labelOf = ({ label }: Binding): string => label,
): readonly string[] =>
  choicesIn(keys, state).map(
    (binding, at) => `${binding.shown}: ${labelOf(binding)}${at === cursor ? ', selected' : ''}`,
  );

/**
 * The keys that the footer names, in the order to read them in.
 * @param state leaves out the keys that have nothing to do at the moment, and names the others by what they do
 */
export const footerKeys = (keys: readonly Binding[], state?: State): readonly Binding[] =>
  keys
    .filter(
      ({ footer, only }) => footer !== undefined && (state === undefined || (only?.(state.screen, state) ?? true)),
    )
    .sort((one, other) => (one.footer as number) - (other.footer as number))
    .map((binding) => ({ ...binding, label: (state && binding.labelNow?.(state)) ?? binding.label }));
