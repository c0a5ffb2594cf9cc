/** What each kind of name adds to `rolecall list --names --showable`: roles, those that stand in the files, stored keys, … */
export const listedNames = {
  profile: '',
  written: '--profiles',
  source: '--all',
  portal: '--portals',
  key: '--keys',
} as const;

export const isListed = (what: Candidates): what is keyof typeof listedNames =>
  typeof what === 'string' && Object.hasOwn(listedNames, what);

/** The candidates for a word on the command line. */
export type Candidates = keyof typeof listedNames | 'service' | 'file' | 'command' | 'text' | readonly string[];

/** A flag that a verb takes. */
export type CompletedFlag = {
  readonly name: string;
  readonly summary: string;
  /** What its value can be; undefined where it takes none. */
  readonly value?: Candidates;
};

/** A verb as it is typed, one word or two, and what may follow it. */
export type CompletedVerb = {
  readonly words: readonly string[];
  readonly summary: string;
  /** What the first of two words is for. */
  readonly group?: string;
  readonly flags: readonly CompletedFlag[];
  readonly positionals: Candidates;
  /** After the first positional comes a command line of another program. */
  readonly passesThrough: boolean;
  /** What follows is a command line of rolecall. */
  readonly takesLine: boolean;
};

/** What `rolecall PROFILE` is without its verb. */
export function switchVerb(verbs: readonly CompletedVerb[]): CompletedVerb {
  const found = verbs.find(({ words: [word] }) => word === 'switch');
  if (found === undefined) throw new Error('there is no verb switch');
  return found;
}

/** The words that may follow `rolecall`, with their summaries: `role` once, not its verbs. */
export function firstWords(verbs: readonly CompletedVerb[]): readonly (readonly [word: string, summary: string])[] {
  const words = new Map<string, string>();
  for (const {
    words: [word = ''],
    summary,
    group,
  } of verbs) {
    if (!words.has(word)) words.set(word, group ?? summary);
  }
  return [...words];
}
