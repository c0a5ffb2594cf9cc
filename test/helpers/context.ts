import { type Context, createContext } from '../../source/context.ts';
import type { Environment } from '../../source/domain/shells/environment.ts';

/** The real adapters in an environment; a command that starts another fails. */
export const contextOf = (env: Environment): Context =>
  createContext({
    env,
    run: () => Promise.reject(new Error('no other command is expected')),
    debug: false,
    noColor: true,
    screenReader: false,
  });

/** An output that no terminal reads, and what was written to it so far. */
export function heard(real: Context['output']) {
  const said = { out: '', error: '' };
  const output: Context['output'] = {
    ...real,
    isTerminal: () => false,
    write: (text) => {
      said.out += text;
    },
    writeError: (text) => {
      said.error += text;
    },
    relay: (stream, text) => {
      said[stream] += text;
      return true;
    },
  };
  return { output, said };
}
