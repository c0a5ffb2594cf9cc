import { columnsOf, isTerminal, relay, tryError, writeError, writeOut } from '../adapters/terminal/streams.ts';
import type { Screen } from '../domain/profiles/looks/palette.ts';
import { broken } from '../output/width.ts';

/** The standard streams that a command writes to. */
export type Output = {
  /** Writes the answer, to stdout; a terminal is not steered by it. @throws Problem where it cannot be written in full */
  readonly write: (text: string) => void;
  /** Writes messages for the person, to stderr; to a terminal in lines that end at a word. */
  readonly writeError: (text: string) => void;
  /** Writes a message where it can be read at once, else drops it. */
  readonly tryError: (text: string) => void;
  /**
   * Passes on what a command of the person wrote, as it is. @returns false where its reader is gone
   * @throws Problem where its output cannot be written in full
   */
  readonly relay: (stream: 'out' | 'error', text: string) => boolean;
  /** Whether colours may be used on that stream. */
  readonly colors: (stream: 'out' | 'error') => boolean;
  /** The colours of the terminal, by its environment alone; undefined where that stream may have none. */
  readonly canvas: (stream: 'out' | 'error') => Screen | undefined;
  /** Whether stdout is a terminal: a person reads the answer, not a program. */
  readonly isTerminal: () => boolean;
  /** Width of the terminal in cells; 80 where stdout is none. */
  readonly columns: () => number;
  /** Whether a person sees the next message on a line of its own: stderr is a terminal, and nothing of ours stands in its line. */
  readonly isOnNewLine: () => boolean;
  /** Width in which messages on stderr are wrapped; infinite where it is no terminal. */
  readonly messageColumns: () => number;
};

/** Width in which an answer on stdout is laid out; infinite where it is no terminal. */
export const answerColumns = ({ isTerminal, columns }: Pick<Output, 'isTerminal' | 'columns'>): number =>
  isTerminal() ? columns() : Number.POSITIVE_INFINITY;

/** After these a line is empty: a new one, or one that was wiped. */
const lineEnds = ['\n', '\x1b[K'];

/** The streams of this process. */
export const createOutput = (noColor: boolean, screen: Screen): Output => {
  let last = '\n';
  const noted =
    <T>(write: (text: string) => T) =>
    (text: string): T => {
      last = text === '' ? last : text;
      return write(text);
    };
  const relayError = noted((text) => relay('error', text));
  const colors: Output['colors'] = (stream) => !noColor && isTerminal(stream === 'out' ? 1 : 2);
  const messageColumns = () => columnsOf('error') ?? Number.POSITIVE_INFINITY;
  return {
    write: writeOut,
    writeError: noted((text) => writeError(broken(text, messageColumns()))),
    tryError: noted(tryError),
    relay: (stream, text) => (stream === 'error' ? relayError(text) : relay(stream, text)),
    colors,
    canvas: (stream) => (colors(stream) ? screen : undefined),
    isTerminal: () => isTerminal(1),
    columns: () => columnsOf('out') ?? 80,
    isOnNewLine: () => isTerminal(2) && lineEnds.some((end) => last.endsWith(end)),
    messageColumns,
  };
};
