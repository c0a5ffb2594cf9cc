/** Takes a text that comes in pieces apart into lines. Line ends are LF, CR LF, and the lone CR of progress bars. */
export type LineSplitter = {
  /** The lines that are whole now, without their ends. */
  readonly push: (text: string) => readonly string[];
  /** What is left without an end; none where nothing is. */
  readonly end: () => readonly string[];
};

/** @param longest a line that is longer, in UTF-16 units, is given in pieces, so that none takes all memory */
export function lineSplitter(longest: number): LineSplitter {
  let kept = '';
  /** A CR at the end of a piece: a LF may follow. */
  let ended = '';
  const inPieces = (line: string): readonly string[] => {
    const pieces: string[] = [];
    let rest = line;
    while (rest.length > longest) {
      // Not between the two halves of a character.
      const isHalf = /[\ud800-\udbff]/.test(rest[longest - 1] ?? '');
      const at = isHalf && longest > 1 ? longest - 1 : longest;
      pieces.push(rest.slice(0, at));
      rest = rest.slice(at);
    }
    return [...pieces, rest];
  };
  return {
    push: (text) => {
      const all = ended + text;
      ended = all.endsWith('\r') ? '\r' : '';
      const [first = '', ...lines] = all.slice(0, all.length - ended.length).split(/\r\n|\n|\r/);
      const whole = [kept + first, ...lines];
      const pieces = inPieces(whole.pop() ?? '');
      kept = pieces.at(-1) ?? '';
      return [...whole.flatMap(inPieces), ...pieces.slice(0, -1)];
    },
    end: () => {
      const last = kept === '' && ended === '' ? [] : [kept];
      [kept, ended] = ['', ''];
      return last;
    },
  };
}
