import { endStart } from '../adapters/runtime/jit.ts';
import { holdSecrets } from '../adapters/runtime/libc.ts';
import { type Asking, type Question, readAll, readLine } from '../adapters/terminal/ask-line.ts';
import { isTerminal } from '../adapters/terminal/streams.ts';
import type { OwnTerminal } from '../adapters/terminal/terminal.ts';
import type { Turn } from '../adapters/terminal/turn.ts';
import { endWithCaller, watchSignals } from '../adapters/terminal/watch.ts';
import { harmless } from '../domain/display/sanitize.ts';
import type { QrModules } from '../domain/mfa/add/qr-picture.ts';
import type { ColorDepth } from '../domain/profiles/looks/palette.ts';
import { canDraw } from '../domain/terminal/can-draw.ts';
import { isYesTyped } from '../domain/terminal/yes.ts';
import { Cancelled } from '../problem.ts';
import type { Lines, UiTerminal } from '../ui/core/ports.ts';

/** How a terminal is used. */
export type TerminalUse = {
  /** Lines are asked for; nothing is drawn. */
  readonly asLine?: boolean;
  /** When it was looked whether somebody has to be asked, in epoch milliseconds. */
  readonly since?: number;
  /**
   * A program called us: also where every standard stream leads elsewhere, to the controlling terminal. Ends with that
   * program.
   */
  readonly asHelper?: boolean;
};

/** The person at the terminal: drawn for, and asked. */
export type Terminal = {
  /**
   * Opens the person's terminal, whatever the standard streams are, when no other rolecall asks there.
   * @returns undefined where nobody sits at one
   */
  readonly open: (use?: TerminalUse) => Promise<OwnTerminal | undefined>;
  /**
   * Waits until no other rolecall asks on this terminal. Our own calls share the turn.
   * @param onWait called where another one asks. @param signal ends the waiting
   * @returns undefined where nobody sits at a terminal
   */
  readonly turn: (use: TerminalUse, signal: AbortSignal, onWait: () => void) => Promise<Turn | undefined>;
  /** Whether somebody sits at a terminal. @param asHelper also where every standard stream leads elsewhere */
  readonly isThere: (asHelper: boolean) => Promise<boolean>;
  /** Whether a message may be printed: nothing is drawn or asked on the terminal, and no other program has it. */
  readonly isFree: () => boolean;
  /** The terminal is another program's from now on. */
  readonly leave: () => void;
  /** Ends this process when the program that called us is gone: nobody waits for the answer. */
  readonly endWithCaller: () => void;
  /** Asks for one line. @returns undefined where nobody sits at a terminal. @throws Cancelled at Ctrl+C or the end of input */
  readonly ask: (question: string) => Promise<string | undefined>;
  /** The same, and what is typed is not shown. */
  readonly askHidden: (question: string) => Promise<string | undefined>;
  /** Asks for several lines, which may be pasted at once. @returns and @throws as `ask`; @throws what a check throws */
  readonly askInTurn: (questions: readonly Question[]) => Promise<readonly string[] | undefined>;
  /** Questions and sentences on an open terminal, a line each; nothing in them steers it. */
  readonly linesOn: (terminal: OwnTerminal) => Lines;
  /** Ctrl+C for the whole job, which the terminal did not send while keys came to us alone. */
  readonly interrupt: () => void;
  /** Watches for Ctrl+C and the like, which then end nothing by themselves for a second. Call `end` afterwards. */
  readonly interrupted: () => { readonly signal: AbortSignal; readonly end: () => void };
  /** Reads one line of standard input and leaves the rest to the command that follows. */
  readonly readLine: () => string;
  /** Whether standard input is a terminal, and not a file or a pipe that has something to say. */
  readonly isInput: () => boolean;
  /** Reads standard input to its end. @param most bytes */
  readonly readAll: (most: number) => string;
  /** A text as a QR code. */
  readonly qrModules: (text: string) => Promise<QrModules>;
  /** Loads what shows the secret of a new MFA device. */
  readonly newDevice: () => Promise<typeof import('../ui/new-device.ts')>;
  /** Loads what draws the first frame of the list. */
  readonly firstFrame: () => Promise<typeof import('../ui/first-frame.ts')>;
  /** What is drawn stays: the start of this process is over. */
  readonly started: () => void;
  /** Loads everything that draws. */
  readonly ui: () => Promise<typeof import('../ui/main.tsx')>;
};

type Options = {
  /** How many colours are drawn in. */
  readonly colorDepth: ColorDepth;
  /** Whether the person wants plain lines instead of a drawn screen. */
  readonly isSpoken: () => Promise<boolean>;
  /** TERM of the person's environment. */
  readonly term: string | undefined;
  /** The terminal's background, as far as the environment says it. */
  readonly background?: string | undefined;
  /** A directory of ours for the locks of terminals. */
  readonly locks: string;
};

export function createTerminal({ colorDepth, isSpoken, term, background, locks }: Options): Terminal {
  const turn = async (use: TerminalUse, draws: boolean, signal?: AbortSignal, onWait?: (draws: boolean) => void) => {
    holdSecrets();
    const asHelper = use.asHelper ?? false;
    const { hasTerminal } = await import('../adapters/terminal/terminal.ts');
    if (!hasTerminal(asHelper)) return undefined;
    if (asHelper) endWithCaller();
    const { takeTurn } = await import('../adapters/terminal/turn.ts');
    const since = use.since ?? Number.POSITIVE_INFINITY;
    return takeTurn({ directory: locks, since, draws, asHelper, ...(signal && { signal }), ...(onWait && { onWait }) });
  };
  // The list opens the terminal again each time that it comes back: one answer serves them all.
  let known = background;
  // What is drawn or asked there at the moment, and the program that it was left to for good.
  let uses = 0;
  let isAsked = false;
  const once = (ask: NonNullable<UiTerminal['askBackground']>) => async () => {
    isAsked = true;
    const found = await ask();
    known = found ?? known;
    return found;
  };
  const open: Terminal['open'] = async (use = {}) => {
    const screenReader = await isSpoken();
    const draws = canDraw(term, process.platform);
    const own = await turn(use, draws && !use.asLine && !screenReader);
    if (own === undefined) return undefined;
    const { openTerminal } = await import('../adapters/terminal/terminal.ts');
    const terminal = openTerminal({
      colorDepth,
      screenReader,
      background: known,
      isMute: isAsked || screenReader || !draws || term === 'linux',
    });
    if (terminal === undefined) own.release();
    // Between questions on lines there is nothing that a message could tear.
    let isDrawn = terminal !== undefined && draws && !use.asLine;
    if (isDrawn) uses += 1;
    const close = (): void => {
      terminal?.close();
      own.release();
      if (isDrawn) uses -= 1;
      isDrawn = false;
    };
    return (
      terminal && {
        ...terminal,
        ...(terminal.askBackground && { askBackground: once(terminal.askBackground) }),
        ...(!draws && { lines: linesOn(terminal) }),
        close,
      }
    );
  };
  const asked = async (
    terminal: OwnTerminal,
    questions: readonly Question[],
    how?: Asking,
  ): Promise<readonly string[]> => {
    const { askLines } = await import('../adapters/terminal/ask-line.ts');
    uses += 1;
    const lines = await askLines(terminal, questions, how).finally(() => {
      uses -= 1;
    });
    if (lines === undefined) throw new Cancelled();
    return lines;
  };
  const linesOn: Terminal['linesOn'] = (terminal) => {
    const ask = async (question: Question, how?: Asking) => (await asked(terminal, [question], how))[0] ?? '';
    return {
      ask: (text) => ask({ text }),
      askHidden: (text) => ask({ text, isHidden: true }),
      paste: (text, until) => ask({ text }, { until, isPasted: true }),
      tell: (line) => void terminal.output.write(`${harmless(line)}\r\n`),
    };
  };
  return {
    open,
    // A sentence would tear what is drawn.
    turn: (use, signal, onWait) => turn(use, false, signal, (draws) => (draws ? undefined : onWait())),
    isThere: async (asHelper) => (await import('../adapters/terminal/terminal.ts')).hasTerminal(asHelper),
    isFree: () => uses === 0,
    leave: () => {
      uses += 1;
    },
    endWithCaller,
    ask: (question) => onLines({ open, linesOn }, (lines) => lines.ask(question)),
    askHidden: (question) => onLines({ open, linesOn }, (lines) => lines.askHidden(question)),
    askInTurn: (questions) => onLines({ open, linesOn }, (_, terminal) => asked(terminal, questions)),
    linesOn,
    interrupt: () => void process.kill(0, 'SIGINT'),
    interrupted: () => {
      const { gone: signal, end } = watchSignals();
      return { signal, end };
    },
    readLine,
    isInput: () => isTerminal(0),
    readAll,
    qrModules: async (text) => (await import('../adapters/terminal/qr.ts')).qrModules(text),
    newDevice: () => import('../ui/new-device.ts'),
    firstFrame: () => import('../ui/first-frame.ts'),
    started: endStart,
    ui: () => import('../ui/main.tsx'),
  };
}

/**
 * Asks on lines of the person's terminal, one question or several, and gives it back.
 * @returns undefined where nobody sits at one
 */
export async function onLines<T>(
  { open, linesOn }: Pick<Terminal, 'open' | 'linesOn'>,
  work: (lines: Lines, terminal: OwnTerminal) => Promise<T>,
  use?: Pick<TerminalUse, 'asHelper'>,
): Promise<T | undefined> {
  const terminal = await open({ ...use, asLine: true });
  if (terminal === undefined) return undefined;
  try {
    return await work(linesOn(terminal), terminal);
  } finally {
    terminal.close();
  }
}

/** Asks a question that yes or no answers; an empty line is the default. @returns undefined where nobody can be asked */
export async function confirm(
  { ask }: Pick<Terminal, 'ask'>,
  question: string,
  byDefault: 'yes' | 'no',
): Promise<boolean | undefined> {
  const answer = await ask(`${question} ${byDefault === 'yes' ? '[Y/n]' : '[y/N]'} `);
  if (answer === undefined) return undefined;
  return answer === '' ? byDefault === 'yes' : isYesTyped(answer);
}
