import type { ProblemText } from '../problem.ts';
import { paint } from './paint.ts';
import { plain } from './sanitize.ts';

/** A problem as a person reads it on stderr: what happened, what it means, what to do. */
export function problemText(problem: ProblemText, options: { colors: boolean; debug: boolean }): string {
  const { strong, dim, danger } = paint(options.colors);
  const lines = [`${danger('✗')} ${strong(plain(problem.title))}`];
  const note = (label: string, text: string | undefined) => {
    if (text !== undefined && text !== '') lines.push(`  ${dim(plain(label).padEnd(9))} ${plain(text)}`);
  };
  for (const at of problem.at ?? []) note('where', `${at.file}:${at.line}`);
  note('trying', problem.tried);
  note('AWS said', problem.said);
  note('meaning', problem.means);
  problem.todo?.forEach((step, index) => {
    note(index === 0 ? 'to do' : '', step);
  });
  if (options.debug) {
    note('code', problem.code);
    for (const [name, value] of Object.entries(problem.debug ?? {})) note(name, value);
  }
  return `${lines.join('\n')}\n`;
}
