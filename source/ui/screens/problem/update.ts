import { type ProblemPart, problemParts, problemText } from '../../../output/problem-text.ts';
import type { ProblemText } from '../../../problem.ts';
import { copied } from '../../core/copy.ts';
import { bodyRows, type Size, textCells } from '../../core/layout.ts';
import type { Entry } from '../../core/ports.ts';
import { accept, type Binding, cancel, home } from '../../core/screen.ts';
import { scrollKeys } from '../../core/scroll.ts';
import { roleNamed, subject } from '../../core/state.ts';
import { wrap } from '../../text/text.ts';
import { consoles, listNow } from '../picker/relist.ts';
import { startOpening } from '../working/update.ts';

/** The session could not be opened. */
export type ProblemScreen = {
  readonly tag: 'problem';
  readonly profile: string;
  readonly entry: Entry;
  /** It was to be opened in the console, after the list. */
  readonly isConsole?: true;
  readonly problem: ProblemText;
  /** First line on the screen. */
  readonly top: number;
  /** The person has several devices, and the code of another one may do. */
  readonly otherDevice: boolean;
};

declare module '../../core/state.ts' {
  interface Screens {
    problem: ProblemScreen;
  }
}

/** Cells of the words on the left. */
const margin = 8;

/** A line of a problem. `part` stands on the left, at the first line of that part. */
export type ProblemLine = {
  readonly part: ProblemPart | 'title' | 'gap';
  readonly label: string;
  readonly text: string;
};

/** A problem on lines for a terminal of that size: what happened, what to do, then the rest. */
export function problemLines(problem: ProblemText, size: Size): readonly ProblemLine[] {
  const cells = textCells(size);
  const indent = cells < 34 ? 0 : margin;
  const title = wrap(problem.title, cells - 2).map(
    (text, at): ProblemLine => ({ part: 'title', label: at === 0 ? '✗ ' : '  ', text }),
  );
  const gap: readonly ProblemLine[] = indent ? [{ part: 'gap', label: '', text: ' ' }] : [];
  const parts = problemParts(problem, 'screen').flatMap(({ part, label, texts }) =>
    texts
      .flatMap((text) => wrap(text, cells - indent))
      .map((text, at): ProblemLine => ({ part, label: indent ? (at === 0 ? label : '').padEnd(indent) : '', text })),
  );
  return [...title, ...gap, ...parts];
}

/** Problems that a sign-in to Identity Center solves. */
const signInCodes: readonly string[] = ['source-sso', 'sign-in-denied', 'sign-in-late'];

const wantsSignIn = ({ problem }: ProblemScreen): boolean => signInCodes.includes(problem.code);

const again: Binding<ProblemScreen>['run'] = (state, { profile, entry, isConsole }) =>
  isConsole ? consoles(state, [profile]) : startOpening(state, profile, entry);

/** Ends the UI; the caller runs the verb. */
const verb = (name: 'edit' | 'doctor'): Binding<ProblemScreen>['run'] => {
  return (state, { profile }) => [
    state,
    { type: 'finish', result: { tag: 'verb', verb: name, profile, back: listNow(state) } },
  ];
};

export const problemKeys: readonly Binding<ProblemScreen>[] = [
  ...scrollKeys<ProblemScreen>(
    (state, screen) => ({ count: problemLines(screen.problem, state.size).length, rows: bodyRows(state, true) }),
    7,
  ),
  { ...accept('list', 'Back to the list.'), keys: ['enter', 'esc'], run: home },
  {
    command: 'signIn',
    keys: ['s'],
    shown: 's',
    label: 'sign in',
    help: 'Sign in to Identity Center, then continue.',
    footer: 2,
    only: wantsSignIn,
    run: again,
  },
  {
    command: 'otherDevice',
    keys: ['m'],
    shown: 'm',
    label: 'other device',
    help: 'Choose the MFA device again.',
    footer: 2,
    only: ({ otherDevice }) => otherDevice,
    run: again,
  },
  {
    command: 'retry',
    keys: ['r'],
    shown: 'r',
    label: 'try again',
    help: 'Try the same role again.',
    footer: 3,
    only: (screen) => !wantsSignIn(screen),
    run: again,
  },
  {
    command: 'edit',
    keys: ['e'],
    shown: 'e',
    label: 'edit',
    help: 'Edit the profile.',
    footer: 4,
    disabled: (state) => (roleNamed(state, subject(state) ?? '') ? undefined : 'This role has no profile.'),
    run: verb('edit'),
  },
  {
    command: 'copy',
    keys: ['y'],
    shown: 'y',
    label: 'copy',
    help: 'Copy the message to the clipboard.',
    footer: 5,
    run: (state, { problem }) => copied(state, problemText(problem, { colors: false, debug: false }), 'the message'),
  },
  {
    command: 'doctor',
    keys: ['d'],
    shown: 'd',
    label: 'doctor',
    help: 'See what is wrong with your files and this machine: rolecall doctor.',
    footer: 6,
    run: verb('doctor'),
  },
  {
    command: 'quit',
    keys: ['q'],
    shown: 'q',
    label: 'quit',
    help: 'Leave; the message stays in the terminal.',
    footer: 9,
    run: (state, { problem }) => [state, { type: 'finish', result: { tag: 'failed', problem } }],
  },
  cancel,
];
