import { holdSecrets } from '../adapters/runtime/libc.ts';
import { readLine } from '../adapters/terminal/ask-line.ts';
import type { OwnTerminal } from '../adapters/terminal/terminal.ts';
import { Cancelled } from '../problem.ts';

/** The person at the terminal: drawn for, and asked. */
export type Terminal = {
  /**
   * Opens the person's terminal, whatever the standard streams are.
   * @param evenIfPiped also where every standard stream leads elsewhere, to the controlling terminal
   * @returns undefined where nobody sits at one
   */
  readonly open: (evenIfPiped?: boolean) => Promise<OwnTerminal | undefined>;
  /** Asks for one line. @returns undefined where nobody sits at a terminal. @throws Cancelled at Ctrl+C or the end of input */
  readonly ask: (question: string) => Promise<string | undefined>;
  /** Reads one line of standard input and leaves the rest to the command that follows. */
  readonly readLine: () => string;
  /** Loads everything that draws. */
  readonly ui: () => Promise<typeof import('../ui/main.tsx')>;
};

/** @param isSpoken whether the person wants plain lines instead of a drawn screen */
export function createTerminal(noColor: boolean, isSpoken: () => Promise<boolean>): Terminal {
  const open: Terminal['open'] = async (evenIfPiped = false) => {
    holdSecrets();
    const [{ openTerminal }, screenReader] = await Promise.all([
      import('../adapters/terminal/terminal.ts'),
      isSpoken(),
    ]);
    return openTerminal({ noColor, screenReader, evenIfPiped });
  };
  return {
    open,
    ask: async (question) => {
      const terminal = await open();
      if (terminal === undefined) return undefined;
      const { askLine } = await import('../adapters/terminal/ask-line.ts');
      const line = await askLine(terminal, question).finally(terminal.close);
      if (line === undefined) throw new Cancelled();
      return line.trim();
    },
    readLine,
    ui: () => import('../ui/main.tsx'),
  };
}

/** Asks a question that yes or no answers; an empty line is the default. @returns undefined where nobody can be asked */
export async function confirm(
  { ask }: Pick<Terminal, 'ask'>,
  question: string,
  byDefault: 'yes' | 'no',
): Promise<boolean | undefined> {
  const answer = await ask(`${question} ${byDefault === 'yes' ? '[Y/n]' : '[y/N]'} `);
  if (answer === undefined) return undefined;
  return answer === '' ? byDefault === 'yes' : /^y(es)?$/i.test(answer);
}
