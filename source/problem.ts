/** A place in a file that a person can open: 1-based line, path as the person would type it. */
export type Location = { readonly file: string; readonly line: number };

/**
 * What a person reads when something expected went wrong. Every field is plain text from us or text that
 * the output layer strips of control characters; none of them ever holds a secret.
 */
export type ProblemText = {
  /** Stable name of the kind of failure, for tests, `--debug` and scripts: `profile-unknown`, `mfa-wrong-code`. */
  readonly code: string;
  /** What happened, one sentence. */
  readonly title: string;
  /** What was being done: who, which role, which hop. */
  readonly tried?: string;
  /** AWS's (or the system's) own words. */
  readonly said?: string;
  /** What that most likely means. */
  readonly means?: string;
  /** What to do next, one step a line. */
  readonly todo?: readonly string[];
  /** Where in the person's files. */
  readonly at?: readonly Location[];
  /** 1 failed (default), 2 wrong usage, 127 command not found. */
  readonly exitCode?: number;
  /** Facts for `--debug`: request ID, endpoint, hop. Never a secret. */
  readonly debug?: Readonly<Record<string, string>>;
};

/** An expected failure. Anything thrown that is neither this nor {@link Cancelled} is a bug of ours. */
export class Problem extends Error {
  readonly text: ProblemText;

  constructor(text: ProblemText, options?: { cause?: unknown }) {
    super(text.title, options);
    this.name = 'Problem';
    this.text = text;
  }

  /** The same problem, with more to say. */
  withMore({ means, todo = [] }: Pick<ProblemText, 'means' | 'todo'>): Problem {
    const { text, cause } = this;
    const meaning = [text.means, means].filter(Boolean).join(' ');
    const steps = [...(text.todo ?? []), ...todo];
    return new Problem(
      { ...text, ...(meaning !== '' && { means: meaning }), ...(steps.length > 0 && { todo: steps }) },
      { cause },
    );
  }
}

/** A command line that cannot be carried out as it was typed: exit code 2. @param todo what to type instead */
export function wrongUsage(
  title: string,
  todo: string | readonly string[] = [],
  more: Pick<ProblemText, 'means'> = {},
): Problem {
  return new Problem({ code: 'usage', title, ...more, todo: [todo].flat(), exitCode: 2 });
}

/** What `make` gives; undefined where it throws a {@link Problem}, which is then nobody's to read. Other errors go on. */
export function unlessProblem<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** {@link unlessProblem} for what comes later. */
export const unlessProblemLater = <T>(coming: Promise<T>): Promise<T | undefined> =>
  coming.catch((error: unknown) => {
    if (error instanceof Problem) return undefined;
    throw error;
  });

/** The same; the problem itself, where it says why something is missing. */
export const orProblem = <T>(coming: Promise<T>): Promise<T | Problem> =>
  coming.catch((error: unknown) => {
    if (error instanceof Problem) return error;
    throw error;
  });

/** The person changed their mind (Esc, Ctrl+C, end of input). Silent; exit code 130. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

/** The person gave this one up (Esc, another name than was asked for): where there are several, the next one's turn comes. */
export class PassedOver extends Cancelled {}
