import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { attempt } from '../attempt.ts';
import { makeOwnDirectory } from '../files/own-directory.ts';
import { noteHarmfulExit } from '../processes/exit.ts';
import { isEditing, readTerminalSettings, writeTerminalSettings } from '../runtime/descriptors.ts';
import { lockDescriptor } from '../runtime/libc.ts';
import { jobOf } from '../runtime/proc.ts';
import { isTerminal } from './streams.ts';

/** The right to draw on a terminal and to read from it: one process has it at a time. */
export type Turn = {
  /** Another process had it when we asked, or since {@link TurnOptions}' `since`. */
  readonly waited: boolean;
  readonly release: () => void;
};

export type TurnOptions = {
  /** A directory of ours for the locks, one for each terminal. */
  readonly directory: string;
  /** When it was looked whether somebody has to be asked, in epoch milliseconds. */
  readonly since: number;
  /** Something is drawn, on the other screen of the terminal. */
  readonly draws: boolean;
  /** A program called us, and may draw there itself. */
  readonly asHelper: boolean;
  /** Ends the waiting, with its reason. */
  readonly signal?: AbortSignal;
  /** Called once where another process has the turn. @param draws whether that process draws */
  readonly onWait?: (draws: boolean) => void;
};

/** The holder's note in the lock: what to put back should it be killed. */
type Note = {
  readonly draws: boolean;
  /** Session and process group: whether the terminal is still the same, and the job. */
  readonly session: string;
  readonly group: string;
  /** The settings of the terminal before, in base64. */
  readonly settings: string | undefined;
};

/** How often a process that waits looks whether it is its turn. Milliseconds. */
const betweenLooks = 50;

/** Our own turn, and how many share it. */
let held: { readonly lock: number | undefined; sharers: number } | undefined;
/** When our last turn ended, by the clock of the lock's file. */
let ended: number | undefined;

/**
 * Waits for the turn on this terminal. The lock is the system's (flock) and ends with its holder, however that ends. What a
 * killed holder left is put back first. Where no lock can be had, nobody is kept waiting.
 */
export async function takeTurn(options: TurnOptions): Promise<Turn> {
  let waited = false;
  if (held === undefined) {
    waitForForeground();
    const lock = openLock(options.directory);
    while (lock !== undefined && !lockDescriptor(lock)) {
      if (!waited) options.onWait?.(readNote(lock)?.draws === true);
      waited = true;
      await sleep(betweenLooks, undefined, { signal: options.signal }).catch((error: unknown) => {
        closeSync(lock);
        throw error;
      });
    }
    waited ||= lock !== undefined && wasHeld(lock, options.since);
    held = { lock, sharers: 0 };
    if (lock !== undefined) begin(lock, options);
  } else if (options.draws) {
    noteDrawing(held.lock);
  }
  const own = held;
  own.sharers += 1;
  let isReleased = false;
  return {
    waited,
    release: () => {
      if (isReleased) return;
      isReleased = true;
      own.sharers -= 1;
      if (own.sharers > 0) return;
      held = undefined;
      if (own.lock === undefined) return;
      ended = attempt(() => {
        ftruncateSync(own.lock ?? -1);
        return fstatSync(own.lock ?? -1).mtimeMs;
      });
      closeSync(own.lock);
    },
  };
}

/** So much earlier than by our clock the system may note a change of a file. Milliseconds. */
const coarse = 10;

/** Whether another process has begun or ended its turn since then: its note comes and goes with that. */
function wasHeld(lock: number, since: number): boolean {
  const { mtimeMs, birthtimeMs } = fstatSync(lock);
  return mtimeMs >= since - coarse && mtimeMs > birthtimeMs && mtimeMs !== ended;
}

/** A job in the background is stopped by the system here, and not later, while it holds the turn. */
function waitForForeground(): void {
  const job = jobOf();
  if (job === undefined || job.group === job.foreground) return;
  attempt(() => {
    const terminal = openSync('/dev/tty', constants.O_RDWR | constants.O_NOCTTY);
    const settings = readTerminalSettings(terminal);
    if (settings !== undefined) writeTerminalSettings(terminal, settings);
    closeSync(terminal);
  });
}

function openLock(directory: string): number | undefined {
  if (process.platform === 'win32') return undefined;
  return attempt(() => {
    const path = join(makeOwnDirectory(directory), `terminal-${deviceOf()}`);
    return openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
  });
}

/** The number of the controlling terminal: /dev/tty has the same one everywhere. */
function deviceOf(): string {
  const named = jobOf()?.terminal;
  if (named !== undefined) return named;
  const fd = [0, 1, 2].find(isTerminal);
  return fd === undefined ? 'any' : String(fstatSync(fd).rdev);
}

/** Puts back what a killed holder left, and notes what there is to put back after us. */
function begin(lock: number, { draws, asHelper }: TurnOptions): void {
  const { session = '', group = '' } = jobOf() ?? {};
  attempt(() => {
    const left = readNote(lock);
    const terminal = openSync('/dev/tty', constants.O_RDWR | constants.O_NOCTTY);
    try {
      // A program that calls us may have set the terminal as it is. Only what its own job has left is put back then.
      const isOurs = left?.session === session && (!asHelper || left.group === group);
      if (left !== undefined && isOurs) heal(terminal, left);
      const settings = readTerminalSettings(terminal);
      writeNote(lock, { draws, session, group, settings: settings && Buffer.from(settings).toString('base64') });
    } finally {
      closeSync(terminal);
    }
  });
}

/** Leaves the other screen, shows the cursor, ends the marking of pastes; the cursor stays where it is. */
const leaveScreen = '\u001b7\u001b[?1049l\u001b[?2004l\u001b[?25h\u001b[0m';

function heal(terminal: number, { settings, draws }: Note): void {
  if (settings !== undefined && !isEditing(terminal)) {
    writeTerminalSettings(terminal, Buffer.from(settings, 'base64'));
    noteHarmfulExit();
  }
  if (draws) writeSync(terminal, leaveScreen);
}

/** Bytes. */
const largestNote = 4096;

function readNote(lock: number): Note | undefined {
  return attempt(() => {
    const bytes = Buffer.alloc(largestNote);
    const text = bytes.toString('utf8', 0, readSync(lock, bytes, 0, largestNote, 0));
    return text === '' ? undefined : (JSON.parse(text) as Note);
  });
}

function noteDrawing(lock: number | undefined): void {
  const note = lock === undefined ? undefined : readNote(lock);
  if (lock !== undefined && note !== undefined) attempt(() => writeNote(lock, { ...note, draws: true }));
}

function writeNote(lock: number, note: Note): void {
  ftruncateSync(lock);
  writeSync(lock, JSON.stringify(note), 0);
}
