import type { Finding } from '../profiles/profile.ts';

/** Something about the machine, not about a line of a file. */
export type MachineFinding = {
  /** Stable name: `clock-skew`, `file-open-to-others`. */
  readonly code: string;
  /** `fine` is how it should be, and worth saying. */
  readonly severity: Finding['severity'] | 'fine';
  /** A file, a variable, an address. */
  readonly where: string;
  readonly what: string;
  /** Empty where there is nothing to do. */
  readonly remedy: string;
};
