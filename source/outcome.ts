import type { HandOver } from './domain/shells/hand-over.ts';
import type { Problem } from './problem.ts';

/** How a command ended. `cli.ts` turns it into streams and an exit code; nobody else exits. */
export type Outcome =
  | { readonly tag: 'done'; readonly exitCode?: number }
  | { readonly tag: 'failed'; readonly problem: Problem }
  | { readonly tag: 'cancelled' }
  | {
      readonly tag: 'handed-over';
      readonly handOver: HandOver;
      /** We stay beside it, with something that it needs, and give that up when it has ended. */
      readonly whenEnded?: (() => void) | undefined;
    };

export const done: Outcome = { tag: 'done' };
export const cancelled: Outcome = { tag: 'cancelled' };
