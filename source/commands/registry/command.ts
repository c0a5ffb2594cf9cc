import type { Context } from '../../context.ts';
import type { Outcome } from '../../outcome.ts';

/** One flag of a command. Without `value` it is a switch; `repeat` collects. */
export type Flag = {
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in help: `DURATION`. */
  readonly value?: string;
  readonly repeat?: boolean;
  /** All that the value can be, for completion. */
  readonly choices?: readonly string[];
  readonly summary: string;
};

/**
 * How a role is meant without a flag: by a word, `-`, or as the one that this shell is in (`HERE`), whose keys may lie in
 * the environment (`KEYS`).
 */
export type RoleWord = 'PROFILE' | '-' | 'HERE' | 'KEYS';

/** The words and flags after a verb, read by the verb's own flags. */
export type Arguments = {
  readonly positionals: readonly string[];
  /** Everything after `--`; undefined where there was none. */
  readonly rest: readonly string[] | undefined;
  readonly flag: (name: string) => boolean;
  readonly value: (name: string) => string | undefined;
  readonly values: (name: string) => readonly string[];
  /** Refuses the flags given where they do not go with a role that is meant in this way. @throws Problem (wrong usage) */
  readonly goesWith: (...words: readonly RoleWord[]) => void;
  /** Every verb there is, for those that explain or name others. */
  readonly commands: readonly Command[];
};

export type Run = (args: Arguments, context: Context) => Promise<Outcome>;

/** A verb: parsing, help, completion and the manual page all come from this one record. */
export type Command = {
  readonly name: string;
  readonly summary: string;
  /** The summary in the list of all verbs, where the other one is too long. */
  readonly brief?: string;
  readonly usage: readonly string[];
  readonly flags: readonly Flag[];
  readonly examples: readonly (readonly [typed: string, does: string])[];
  /** More than the summary, where it needs saying. */
  readonly details?: string;
  /** How many words it takes at most, flags aside; undefined where it says so itself, or takes any number. */
  readonly atMost?: 0 | 1;
  /** Everything after the first positional belongs to another program. */
  readonly passesThrough?: boolean;
  /** What follows is a command line of its own, flags and all. */
  readonly takesLine?: boolean;
  /**
   * It changes the shell it is typed in, where that shell has our integration. Every other verb is in the list of each
   * integration (`rolecall.bash`, …), which passes those on as typed; a test compares the two.
   */
  readonly inPlace?: boolean;
  /** Nothing is said where AWS does not answer soon: a program waits for it, or it says so in its own words. */
  readonly isQuietWhenLate?: boolean;
  /** Not for people: in no help and no completion. */
  readonly hidden?: boolean;
  /** What positionals are, for completion. */
  readonly completes?: 'profile' | 'written' | 'key' | 'source' | 'portal' | 'shell' | 'command' | 'file' | 'region';
  /** Verbs of its own, named by two words: `role create`. */
  readonly verbs?: readonly Command[];
  /** Loads its code when it is run; absent where only its own verbs do something. */
  readonly load?: () => Promise<{ readonly run: Run }>;
};
