const INTERVAL = 1000;

/**
 * Resolves when this process has no reason left to run: the process `pid` has ended, or, without a `pid`, stdin or the
 * IPC channel was closed; in any case on SIGTERM. A shell that a parent turned into by `exec` has closed the pipes but
 * keeps the `pid`, so where there is one, it alone decides. Keeps the process alive until then.
 */
export function whenOver(pid: number | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  process.once('SIGTERM', resolve);
  // With a shell to outlive, the terminal's Ctrl+C and hang-up are meant for that shell.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => pid === undefined && resolve());
  const timer = setInterval(() => pid === undefined || isAlive(pid) || resolve(), INTERVAL);
  if (pid === undefined) {
    process.stdin.once('end', resolve).once('error', resolve).resume();
    process.once('disconnect', resolve);
  }
  return promise.finally(() => clearInterval(timer));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, but somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
