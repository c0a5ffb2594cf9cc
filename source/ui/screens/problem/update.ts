import { type ProblemPart, problemParts } from '../../../output/problem-text.ts';
import type { ProblemText } from '../../../problem.ts';
import { bodyRows } from '../../core/layout.ts';
import type { Entry } from '../../core/ports.ts';
import { accept, type Binding, cancel, down, home, up } from '../../core/screen.ts';
import { wrap } from '../../text/text.ts';
import { startOpening } from '../working/update.ts';

/** The session could not be opened. */
export type ProblemScreen = {
  readonly tag: 'problem';
  readonly profile: string;
  readonly entry: Entry;
  readonly problem: ProblemText;
  /** First line on the screen. */
  readonly top: number;
};

declare module '../../core/state.ts' {
  interface Screens {
    problem: ProblemScreen;
  }
}

/** Longer lines are hard to read. Cells. */
const widest = 96;

/** Cells of the words on the left. */
const margin = 8;

/** A line of a problem. `part` stands on the left, at the first line of that part. */
export type ProblemLine = {
  readonly part: ProblemPart | 'title' | 'gap';
  readonly label: string;
  readonly text: string;
};

/** A problem on lines for a terminal of so many columns: what happened, what to do, then the rest. */
export function problemLines(problem: ProblemText, columns: number): readonly ProblemLine[] {
  const cells = Math.min(columns - 3, widest);
  const indent = cells < 36 ? 0 : margin;
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

const scroll = (by: number): Binding<ProblemScreen>['run'] => {
  return (state, screen) => {
    const count = problemLines(screen.problem, state.size.columns).length;
    const last = Math.max(0, count - bodyRows(state.size, true));
    return [{ ...state, screen: { ...screen, top: Math.max(0, Math.min(last, screen.top + by)) } }];
  };
};

export const problemKeys: readonly Binding<ProblemScreen>[] = [
  { ...up, help: 'Further up.', run: scroll(-1) },
  { ...down, help: 'Further down.', run: scroll(1) },
  { ...accept('list', 'Back to the list.'), keys: ['enter', 'esc'], run: home },
  {
    command: 'retry',
    keys: ['r'],
    shown: 'r',
    label: 'try again',
    help: 'Try the same role again.',
    footer: 2,
    run: (state, { profile, entry }) => startOpening(state, profile, entry),
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
