import type { Finding } from '../profiles/profile.ts';

/** Something about the machine, not about a line of a file. */
export type MachineFinding = {
  /** Stable name: `clock-skew`, `file-open-to-others`. */
  readonly code: string;
  readonly severity: Finding['severity'];
  /** A file, a variable, an address. */
  readonly where: string;
  readonly what: string;
  readonly remedy: string;
};
