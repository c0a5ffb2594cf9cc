/** Something that waits for whichever comes first: a time, or a ring. */
export type Bell = {
  readonly ring: () => void;
  /** Resolves at the next ring, or after so many milliseconds. */
  readonly rest: (ms: number | undefined) => Promise<void>;
};

/** @param wait as in the ports of a discovery */
export function createBell(wait: (ms: number, signal: AbortSignal) => Promise<void>): Bell {
  let ring = (): void => undefined;
  return {
    ring: () => ring(),
    rest: async (ms) => {
      const over = new AbortController();
      const rung = new Promise<void>((resolve) => {
        ring = resolve;
      });
      await (ms === undefined ? rung : Promise.race([rung, wait(Math.max(1, ms), over.signal)]));
      over.abort();
    },
  };
}
