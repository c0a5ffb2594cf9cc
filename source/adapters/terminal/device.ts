import { attempt } from '../attempt.ts';
import { terminalName } from '../runtime/descriptors.ts';

/** The name that every process has for its own terminal. */
const anyTerminal = '/dev/tty';

/**
 * Path of the terminal that a person sits at, for whoever waits for its keys. On macOS (not tried there) kqueue refuses
 * `/dev/tty` and takes the terminal's own name (oven-sh/bun#24158).
 */
export function terminalDevice(platform: NodeJS.Platform = process.platform): string {
  if (platform !== 'darwin') return anyTerminal;
  return nameByStreams() ?? nameByProcess() ?? anyTerminal;
}

function nameByStreams(): string | undefined {
  // A stream that was opened as /dev/tty is called so.
  return [0, 1, 2].map(terminalName).find((name) => name !== undefined && name !== anyTerminal);
}

/** Where all three streams are pipes, as an SDK has them, only the system knows. */
function nameByProcess(): string | undefined {
  const { execFileSync } = process.getBuiltinModule('node:child_process');
  const words = ['-o', 'tty=', '-p', String(process.pid)];
  const name = attempt(() => execFileSync('/bin/ps', words, { encoding: 'utf8', stdio: 'pipe' }))?.trim();
  // `?` and `??` stand for none.
  return name && /^[a-z]/.test(name) ? `/dev/${name}` : undefined;
}
