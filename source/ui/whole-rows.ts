import { narrowCharacters } from './narrow.ts';

/** What Ink has noted down of a frame before it puts it together: a text at a place, cut by the clips around it. */
export type Operation = Write | { readonly type: 'clip' | 'unclip' };

type Write = {
  readonly type: 'write';
  /** Cells from the left, rows from the top. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** Each is given a line, and which of the text's that is. */
  readonly transformers: readonly ((line: string, at: number) => string)[];
};

type Rows = {
  /** The rows that are ready, as they are printed. */
  readonly whole: readonly (string | undefined)[];
  /** What the others are still to be put together from. */
  readonly rest: readonly Operation[];
};

/**
 * The rows of a frame that one text has for itself. Ink takes every text apart into styled characters, lays them out in a
 * grid and reads that again, which is most of what a key takes to be seen; of what nothing else touches it makes what
 * it was given. Styles are expected to end in their line, as chalk's do.
 * @param height rows of the frame
 */
export function wholeRows(operations: readonly Operation[], height: number): Rows {
  const writers = new Array<number>(height).fill(0);
  const alone: Write[] = [];
  const rest = new Set<Operation>();
  let clips = 0;
  for (const operation of operations) {
    if (operation.type !== 'write') {
      clips += operation.type === 'clip' ? 1 : -1;
      rest.add(operation);
      continue;
    }
    const isSimple = clips === 0 && operation.x >= 0 && !goesOn(operation.text);
    if (isSimple) alone.push(operation);
    else rest.add(operation);
    for (const at of linesOf(operation).keys()) {
      const y = operation.y + at;
      writers[y] = (writers[y] ?? 0) + (isSimple ? 1 : 2);
    }
  }
  const whole = new Array<string | undefined>(height).fill(undefined);
  for (const write of alone) {
    for (const [at, line] of linesOf(write).entries()) {
      const y = write.y + at;
      if (y < 0 || y >= height) continue;
      if (writers[y] === 1) whole[y] = printed(write, line, at);
      if (whole[y] === undefined) rest.add(write);
    }
  }
  return { whole, rest: operations.filter((operation) => rest.has(operation)) };
}

/** A style may reach from one line into the next. */
const goesOn = (text: string): boolean => text.includes('\u001b') && text.includes('\n');

const linesOf = ({ text }: Write): readonly string[] => text.split('\n');

/** Characters that take one cell each, and styles. */
const simple = new RegExp(`^(?:[${narrowCharacters}]|\\u001b\\[[\\d;]*m)*$`);

function printed({ x, transformers }: Write, line: string, at: number): string | undefined {
  const text = transformers.reduce((text, transform) => transform(text, at), line);
  return simple.test(text) ? `${' '.repeat(x)}${text}`.trimEnd() : undefined;
}
