import { fstatSync, statSync } from 'node:fs';
import { attempt } from '../attempt.ts';
import { call, endsAtExec, names, ptr } from './libc.ts';

/** Whether whoever reads what we write to a pipe or a terminal is gone. */
export function isHungUp(fd: number): boolean {
  if (process.platform === 'win32') return false;
  const [error, hangUp] = [8, 16];
  return (polled(fd, 0) & (error | hangUp)) !== 0;
}

/** Whether whoever started us had closed a standard stream: the runtime opens /dev/null in its place. */
export const wasClosed = (fd: number): boolean =>
  process.platform !== 'win32' &&
  attempt(() => fstatSync(fd).rdev === statSync('/dev/null').rdev) === true &&
  endsAtExec(fd);

/** Whether a line can be written to a pipe or a terminal without waiting for its reader. */
export function takesLine(fd: number): boolean {
  const writable = 4;
  return process.platform === 'win32' || (polled(fd, writable) & writable) !== 0;
}

/**
 * Whether a pipe or a file has something that nobody has read. A file of which something was read is somebody else's to read on:
 * of a loop around us, or of the shell whose script it is.
 */
export function hasUnread(fd: number): boolean {
  if (process.platform === 'win32') return false;
  const readable = 1;
  const found = attempt(() => fstatSync(fd));
  if (found?.isFIFO()) return (polled(fd, readable) & readable) !== 0;
  return found?.isFile() === true && found.size > 0 && positionIn(fd) === 0;
}

/** How many bytes of a file were read through a descriptor. */
function positionIn(fd: number): number {
  const fromHere = 1;
  return call('lseek', fd, 0n, fromHere);
}

/** What `poll` says of a descriptor at this moment. */
function polled(fd: number, events: number): number {
  const request = new Int32Array([fd, events]);
  return call('poll', ptr(request), 1, 0) > 0 ? (request[1] ?? 0) >> 16 : 0;
}

/** No name of a terminal is longer. Bytes. */
const longestName = 1024;

/** Path of the terminal that a descriptor leads to; undefined where it leads to none. Not for Windows. */
export function terminalName(fd: number): string | undefined {
  const name = new Uint8Array(longestName);
  if (call('ttyname_r', fd, ptr(name), longestName) !== 0) return undefined;
  return new TextDecoder().decode(name.subarray(0, name.indexOf(0)));
}

/** TIOCGWINSZ. On Apple silicon the third argument of `ioctl` goes elsewhere, and Windows has none of it. */
const windowSizes: Partial<Record<NodeJS.Platform, number>> = { linux: 0x5413 };

/** Columns of a terminal, 0 where it does not say; undefined where the system cannot be asked in this way. */
export function terminalColumns(fd: number, platform: NodeJS.Platform = process.platform): number | undefined {
  const windowSize = windowSizes[platform];
  if (windowSize === undefined) return undefined;
  // `struct winsize`: rows and columns, and both in pixels.
  const size = new Uint16Array(4);
  call('ioctl', fd, windowSize, ptr(size));
  return size[1];
}

/** No `struct termios` is larger. Bytes. */
const largestSettings = 128;

/** The settings of a terminal, opaque; undefined where it is none. */
export function readTerminalSettings(fd: number): Uint8Array | undefined {
  const settings = new Uint8Array(largestSettings);
  return call('tcgetattr', fd, ptr(settings)) === 0 ? settings : undefined;
}

/** Sets what {@link readTerminalSettings} returned. */
export function writeTerminalSettings(fd: number, settings: Uint8Array): void {
  if (settings.length === largestSettings) call('tcsetattr', fd, 0, ptr(settings));
}

/** Whether the terminal lets a line be edited before it is sent: not in raw mode. */
export function isEditing(fd: number): boolean {
  const settings = readTerminalSettings(fd);
  if (settings === undefined) return true;
  return (new DataView(settings.buffer).getUint32(names.localFlags, true) & names.editing) !== 0;
}
