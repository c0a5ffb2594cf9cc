import { type Becoming, call, errno, expectChildren, ignoredByParent, ptr, startAsTheirs } from './libc.ts';

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
  return refusal === 0 ? { pid: pid[0] ?? 0 } : { refusal };
}

/** How often we look for the end of a child of which no signal told. Milliseconds. */
const betweenLooks = 500;

/** Waits for the end of a child of {@link startChild}. @returns its exit code, 128 + n where signal n ended it */
export function endOfChild(pid: number): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      const code = codeOf(pid);
      if (code === undefined) return;
      clearInterval(looking);
      process.off('SIGCHLD', look);
      resolve(code);
    };
    const looking = setInterval(look, betweenLooks);
    process.on('SIGCHLD', look);
    look();
  });
}

/** EINTR. */
const interrupted = 4;

/** Undefined while it runs. */
function codeOf(pid: number): number | undefined {
  const status = new Int32Array(1);
  const withoutWaiting = 1;
  const found = call('waitpid', pid, ptr(status), withoutWaiting);
  if (found === 0 || (found < 0 && errno() === interrupted)) return undefined;
  const [bits = 0] = status;
  // Somebody else took its end: nothing is known of it.
  if (found < 0) return 1;
  const signal = bits & 0x7f;
  return signal === 0 ? (bits >> 8) & 0xff : 128 + signal;
}
