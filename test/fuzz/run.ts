import fc from 'fast-check';
import type { Target } from './target.ts';

/** No input may keep a processor busy for longer. Milliseconds. What only waits is seen by whoever watches the beats. */
export const longestWait = 1_000;

export type Trial = {
  readonly runs: number;
  readonly seed: number;
  /** How long one input may take, in milliseconds. */
  readonly wait?: number;
  /** Called before each input, for whoever watches that it goes on. */
  readonly beat?: () => void;
};

export type Tried = { readonly runs: number; readonly slowest: number };

/**
 * Tries a target on so many inputs.
 * @throws Error with the seed, the shrunk input and what it broke
 */
export async function tryTarget(target: Target, { runs, seed, wait = longestWait, beat }: Trial): Promise<Tried> {
  let slowest = 0;
  const timed = async (input: unknown): Promise<number> => {
    beat?.();
    const start = working();
    const result = target.attempt(input);
    if (result instanceof Promise) await result;
    return working() - start;
  };
  const property = fc.asyncProperty(target.inputs, async (input) => {
    let took = await timed(input);
    // Once more: the first time may have met with a collection of garbage.
    for (let again = 0; took > wait && again < 2; again += 1) took = Math.min(took, await timed(input));
    if (took > wait) throw new Error(`took ${Math.round(took)} ms`);
    slowest = Math.max(slowest, took);
  });
  const result = await fc.check(property, { numRuns: runs, seed, endOnFailure: false });
  if (!result.failed) return { runs: result.numRuns, slowest };
  const input = JSON.stringify(result.counterexample?.[0]);
  throw new Error(
    `${target.name}, seed ${seed}, after ${result.numRuns} inputs: ${input}\n${reasonOf(result.errorInstance)}`,
  );
}

/** Milliseconds this thread has worked: what others do on the same machine must not count. */
function working(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
