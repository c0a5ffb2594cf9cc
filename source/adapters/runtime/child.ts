import { closeSync, openSync } from 'node:fs';
import {
  type Becoming,
  call,
  errno,
  expectChildren,
  ignoredByParent,
  ptr,
  startAsTheirs,
  writeFromBackground,
} from './libc.ts';

/**
 * Starts another program as a child in our job, without what the runtime's own way does: close the descriptors that our
 * parent left open, and end what it made us ignore (`nohup`). Not for Windows.
 * @returns its process ID, or the error number
 */
export function startChild(program: Becoming): { readonly pid: number } | { readonly refusal: number } {
  expectChildren();
  const pid = new Int32Array(1);
  const refusal = startAsTheirs(program, ignoredByParent(), (path, args, variables) =>
    call('posix_spawn', ptr(pid), path, null, null, args, variables),
  );
  writeFromBackground();
  return refusal === 0 ? { pid: pid[0] ?? 0 } : { refusal };
}

/** How often we look for the end of a child of which no signal told. Milliseconds. */
const betweenLooks = 500;

/**
 * Waits for the end of a child of {@link startChild}. While it is stopped (`suspend` in a shell) we are too, so that whoever
 * waits for us has the terminal.
 * @returns its exit code, 128 + n where signal n ended it
 */
export function endOfChild(pid: number): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      const state = stateOf(pid);
      if (state === 'stopped') stopWith(pid);
      if (typeof state === 'string') return;
      clearInterval(looking);
      process.off('SIGCHLD', look);
      resolve(state);
    };
    const looking = setInterval(look, betweenLooks);
    process.on('SIGCHLD', look);
    look();
  });
}

/** EINTR. */
const interrupted = 4;

/** WNOHANG | WUNTRACED: do not wait, and tell of a child that was stopped. */
const alsoStopped = 3;

/** Its exit code, once it has ended. */
function stateOf(pid: number): number | 'running' | 'stopped' {
  const status = new Int32Array(1);
  const found = call('waitpid', pid, ptr(status), alsoStopped);
  if (found === 0 || (found < 0 && errno() === interrupted)) return 'running';
  const [bits = 0] = status;
  // Somebody else took its end: nothing is known of it.
  if (found < 0) return 1;
  if ((bits & 0xff) === 0x7f) return 'stopped';
  const signal = bits & 0x7f;
  return signal === 0 ? (bits >> 8) & 0xff : 128 + signal;
}

/** Stops us until we are let go on, and then lets the child go on, with our terminal where it is a job of its own. */
function stopWith(pid: number): void {
  process.kill(process.pid, 'SIGSTOP');
  const [ours, theirs] = [call('getpgid', 0), call('getpgid', pid)];
  if (theirs > 0 && theirs !== ours) giveTerminal(ours, theirs);
  process.kill(pid, 'SIGCONT');
}

/** Where we are let go on in the background (`bg`), it is not ours to give. */
function giveTerminal(ours: number, theirs: number): void {
  try {
    const terminal = openSync('/dev/tty', 'r+');
    if (call('tcgetpgrp', terminal) === ours) call('tcsetpgrp', terminal, theirs);
    closeSync(terminal);
  } catch {
    // There is none.
  }
}
