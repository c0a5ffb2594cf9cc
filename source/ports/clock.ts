/** The time, and waiting. */
export type Clock = {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /** The same, without keeping the process alive. */
  readonly deadline: (ms: number) => Promise<void>;
};

/** The clock of this machine. */
export const machineClock: Clock = {
  now: Date.now,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  deadline: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
};
