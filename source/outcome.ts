import type { HandOver } from './domain/shells/hand-over.ts';
import type { Problem } from './problem.ts';

/** How a command ended. `cli.ts` turns it into streams and an exit code; nobody else exits. */
export type Outcome =
  | { readonly tag: 'done'; readonly exitCode?: number }
  | { readonly tag: 'failed'; readonly problem: Problem }
  | { readonly tag: 'cancelled' }
  | { readonly tag: 'handed-over'; readonly handOver: HandOver };

export const done: Outcome = { tag: 'done' };
export const cancelled: Outcome = { tag: 'cancelled' };
