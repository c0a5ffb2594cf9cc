import type { Late } from '../adapters/aws/http.ts';
import { plain } from '../domain/display/sanitize.ts';
import type { Output } from './output.ts';
import type { Terminal } from './terminal.ts';

/** A person who waits is told for what in this time. Milliseconds. */
export const patience = 2_500;

/** Says once, where a person sees it, that AWS does not answer soon. */
export function createLate(
  { isOnNewLine, writeError }: Pick<Output, 'isOnNewLine' | 'writeError'>,
  { isFree }: Pick<Terminal, 'isFree'>,
): Late {
  let isTold = false;
  return {
    after: patience,
    tell: (host) => {
      if (isTold || !isFree() || !isOnNewLine()) return;
      isTold = true;
      writeError(`AWS has not answered yet (${plain(host)}). Ctrl+C ends the waiting.\n`);
    },
  };
}
