import { isTight, noticeLines, type Size } from '../core/layout.ts';
import { within } from '../text/text.ts';
import { type FormState, sentenceFor } from './model.ts';

/** The parts of a form from the top. Of its rows, so many lines are shown as the others leave. */
export type FormLayout = {
  /** Lines of the title. */
  readonly head: number;
  /** Lines of the rows. */
  readonly body: number;
  /** What the row in focus is for, and the lines that are kept for that. */
  readonly sentence: readonly string[];
  readonly help: number;
  /** The lines of the notice, which stands in the place of the keys; none without one. */
  readonly notice: readonly string[];
};

export function formLayout(state: FormState): FormLayout {
  const { size } = state;
  const tight = isTight(size);
  const cells = size.columns - 2;
  const head = tight ? 1 : 2;
  const notice = noticeLines(state.notice, size, cells);
  const sentence = within(sentenceFor(state), cells, mostHelp(size));
  const help = Math.max(sentence.length, Math.min(2, mostHelp(size)));
  const others = head + help + Math.max(1, notice.length) + (tight ? 0 : 2);
  return { head, body: Math.max(1, size.rows - others), sentence, help, notice };
}

/** Lines that a sentence may take: the longest one takes two of 80 columns, and four of 40. */
const mostHelp = ({ columns, rows }: Size): number => (rows < 10 ? 1 : rows < 12 || columns >= 60 ? 2 : 4);
