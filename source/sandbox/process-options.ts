import { parseArgs } from 'node:util';

/** How the sandbox's own process is started. */
export interface ProcessOptions {
  readonly port: number;
  /** The process whose end ends the sandbox; without one, the end of stdin or of the IPC channel does. */
  readonly watchPid: number | undefined;
  /** A directory that goes when the sandbox goes. */
  readonly remove: string | undefined;
}

/** Reads `--port N`, `--watch-pid N` and `--remove DIRECTORY`. Throws on anything else. */
export function readProcessOptions(argv: readonly string[]): ProcessOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: { port: { type: 'string' }, 'watch-pid': { type: 'string' }, remove: { type: 'string' } },
  });
  const pid = values['watch-pid'];
  return {
    port: wholeNumber('--port', values.port ?? '0', 0, 65535),
    remove: values.remove,
    watchPid: pid === undefined ? undefined : wholeNumber('--watch-pid', pid, 1, 2 ** 31),
  };
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new RangeError(`${name} takes a whole number from ${least} to ${most}.`);
}
