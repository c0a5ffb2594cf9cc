import { plain } from '../domain/display/sanitize.ts';
import type { ProblemText } from '../problem.ts';
import { paint } from './paint.ts';
import { hanging } from './width.ts';

/** The parts of a problem, beside its title. */
export type ProblemPart = 'at' | 'tried' | 'said' | 'means' | 'todo';

/** The parts in the order of each place where a problem is read, with the word before each. */
const orders = {
  stderr: [
    ['at', 'at'],
    ['tried', 'tried'],
    ['said', 'AWS said'],
    ['means', 'means'],
    ['todo', 'to do'],
  ],
  /** What to do comes first: a small terminal has no room for more, nor for whose words they are that were said. */
  screen: [
    ['todo', 'to do'],
    ['means', 'means'],
    ['tried', 'tried'],
    ['said', 'said'],
    ['at', 'at'],
  ],
  spoken: [
    ['tried', ''],
    ['said', 'AWS said: '],
    ['means', ''],
    ['todo', ''],
  ],
} as const satisfies Record<string, readonly (readonly [ProblemPart, string])[]>;

type Part = { readonly part: ProblemPart; readonly label: string; readonly texts: readonly string[] };

/** The parts that a problem has, in the order of the place where it is read. */
export function problemParts(problem: ProblemText, place: keyof typeof orders): readonly Part[] {
  const { tried, said, means, todo = [], at = [] } = problem;
  const isNumbered = place === 'spoken' || (place === 'screen' && todo.length > 1);
  const texts: Readonly<Record<ProblemPart, readonly (string | undefined)[]>> = {
    at: at.map(({ file, line }) => `${file}:${line}`),
    tried: [tried],
    said: [said],
    means: [means],
    todo: todo.map((step, index) => (isNumbered ? `${index + 1}. ${step}` : step)),
  };
  return orders[place].map(([part, label]) => ({
    part,
    label,
    texts: texts[part].filter((text) => text !== undefined),
  }));
}

/** A word in a column of its own, and a text beside it that is broken at its words; nothing for an empty text. */
export const labelledLine = (label: string, text: string, dim: (text: string) => string, columns: number): string =>
  text === '' ? '' : `  ${dim(plain(label).padEnd(9))} ${hanging(plain(text), columns, 12)}\n`;

/** A problem on stderr: what happened, what it means, what to do; at words in the width of a terminal. */
export function problemText(
  problem: ProblemText,
  options: { colors: boolean; debug: boolean; columns?: number },
): string {
  const { strong, dim, danger } = paint(options.colors);
  const { columns = Number.POSITIVE_INFINITY } = options;
  const line = (label: string, text: string): string => labelledLine(label, text, dim, columns);
  const parts = problemParts(problem, 'stderr').flatMap(({ part, label, texts }) =>
    texts.map((text, index) => line(part === 'todo' && index > 0 ? '' : label, text)),
  );
  const facts = options.debug ? [['code', problem.code] as const, ...Object.entries(problem.debug ?? {})] : [];
  const lines = [
    `${danger('✗')} ${strong(hanging(plain(problem.title), columns, 2))}\n`,
    ...parts,
    ...facts.map(([name, value]) => line(name, value)),
  ];
  return lines.join('');
}
