import type { Next } from '../../core/actions.ts';
import { bodyCells, bodyRows } from '../../core/layout.ts';
import { type Binding, back, cancel, home } from '../../core/screen.ts';
import { scrollKeys } from '../../core/scroll.ts';
import type { State } from '../../core/state.ts';
import { wrap } from '../../text/text.ts';

/** A role explained: its chain hop by hop, what is cached, and what AWS will be asked. */
export type ExplainScreen = {
  readonly tag: 'explain';
  readonly profile: string;
  /** As `rolecall show` prints it, without colours; undefined until it is known. */
  readonly text: string | undefined;
  /** First line on the screen. */
  readonly top: number;
};

declare module '../../core/state.ts' {
  interface Screens {
    explain: ExplainScreen;
  }
}

/** Opens the screen. */
export const explaining = (state: State, profile: string): Next => [
  { ...state, notice: undefined, screen: { tag: 'explain', profile, text: undefined, top: 0 } },
  { type: 'explain', profile },
];

/** The text, where the screen still waits for it. */
export function explained(state: State, profile: string, text: string): Next {
  const { screen } = state;
  return screen.tag === 'explain' && screen.profile === profile ? [{ ...state, screen: { ...screen, text } }] : [state];
}

/** The text where nothing is drawn: without the bar in the role's colour. */
export const toldLines = (text: string): readonly string[] => text.trimEnd().replace(/^▌ /, '').split('\n');

/** A line of the screen: what it is about, with the blanks behind it, and the text beside that. */
export type ExplainLine = { readonly label: string; readonly text: string };

/** The bar of the first line, the dot of a note, `region    `, or the blanks that a line begins with. */
const labelled = /^(?:[▌·✗] | *(?:\S+(?: \S+)? {2,})?)/;

/** The text on lines that fit; a longer one is broken beside its label. */
export function explainLines({ text }: ExplainScreen, { size }: Pick<State, 'size'>): readonly ExplainLine[] {
  const cells = bodyCells(size);
  return (text ?? '')
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const [label = ''] = labelled.exec(line) ?? [];
      const parts = wrap(line.slice(label.length), cells - label.length);
      return parts.map((text, at) => ({ label: at === 0 ? label : ' '.repeat(label.length), text }));
    });
}

export const explainKeys: readonly Binding<ExplainScreen>[] = [
  ...scrollKeys<ExplainScreen>((state, screen) => ({
    count: explainLines(screen, state).length,
    rows: bodyRows(state, false),
  })),
  { ...back('list', 'Back to the list.', ['esc', 'enter', 'q']), run: home },
  cancel,
];
