/**
 * Ends the start, as `jitPolicy` in `scripts/compile.ts` begins it: what runs from now on runs often, and is worth compiling.
 * For whoever stays; most commands have ended before.
 */
export const endStart = (): void => Bun.unsafe.setJITPolicy(1);
