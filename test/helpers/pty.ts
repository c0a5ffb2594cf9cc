import { constants } from 'node:os';

/** What is run in a pty, and how large that is. The environment is the whole of it. */
export type PtyOptions = {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string | undefined;
  readonly columns: number;
  readonly rows: number;
  /** Called with everything that comes out, in order. No character is cut in two. */
  readonly onText: (text: string) => void;
};

/** A program in a pty that it controls: the leader of a session of its own. */
export type Pty = {
  readonly pid: number;
  /** Settles after the last text has been given: the exit code, 128 + n where signal n ended the program. */
  readonly ended: Promise<number>;
  readonly write: (text: string) => void;
  readonly resize: (columns: number, rows: number) => void;
  readonly kill: (signal: NodeJS.Signals) => void;
};

/** How long a pty that stays open after its program ended must be silent until it is closed, in ms. */
const silence = 200;

/** Starts a program in a new pty. @throws Error where it cannot be started */
export function openPty({ file, args, env, cwd, columns, rows, onText }: PtyOptions): Pty {
  const decoder = new TextDecoder();
  const { promise: isClosed, resolve: close } = Promise.withResolvers<void>();
  let received = 0;
  const child = Bun.spawn([file, ...args], {
    env: { TERM: 'xterm-256color', ...env },
    ...(cwd === undefined ? {} : { cwd }),
    terminal: {
      cols: columns,
      rows,
      data: (_, bytes) => {
        received += bytes.length;
        onText(decoder.decode(bytes, { stream: true }));
      },
      exit: () => close(),
    },
  });
  const terminal = child.terminal;
  if (!terminal) throw new Error(`no terminal for ${file}`);

  /** The system closes the pty with its leader, unless a process left behind ignores SIGHUP and holds it open. */
  const drained = async (): Promise<void> => {
    for (let before = -1; before !== received; ) {
      before = received;
      await Promise.race([isClosed, Bun.sleep(silence)]);
    }
  };
  const ended = child.exited.then(async () => {
    await drained();
    terminal.close();
    return child.signalCode ? 128 + constants.signals[child.signalCode as NodeJS.Signals] : (child.exitCode ?? 0);
  });
  return {
    pid: child.pid,
    ended,
    write: (text) => {
      if (!terminal.closed) terminal.write(text);
    },
    resize: (width, height) => terminal.resize(width, height),
    kill: (signal) => child.kill(signal),
  };
}
