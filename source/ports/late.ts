import type { Late } from '../adapters/aws/http.ts';
import { plain } from '../domain/display/sanitize.ts';
import type { Output } from './output.ts';
import type { Terminal } from './terminal.ts';

/** A person who waits is told for what in this time. Milliseconds. */
export const patience = 2_500;

/** Says once, where a person sees it, that AWS does not answer soon; and once that another rolecall is waited for. */
export function createLate(
  { isOnNewLine, writeError }: Pick<Output, 'isOnNewLine' | 'writeError'>,
  { isFree }: Pick<Terminal, 'isFree'>,
): Late {
  const saidOnce = () => {
    let isTold = false;
    return (text: string) => {
      if (isTold || !isFree() || !isOnNewLine()) return;
      isTold = true;
      writeError(`${text} Ctrl+C ends the waiting.\n`);
    };
  };
  const [ofAws, ofOthers] = [saidOnce(), saidOnce()];
  return {
    after: patience,
    tell: (host) => ofAws(`AWS has not answered yet (${plain(host)}).`),
    tellOthers: (does) => ofOthers(`Another rolecall ${does}; waiting for it.`),
  };
}
