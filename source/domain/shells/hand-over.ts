/** What a process becomes when rolecall is done: a shell in the role, or a command. Plain data; adapters carry it out. */
export type HandOver = {
  /** Absolute path, or a name to look up in the new environment's PATH. */
  readonly file: string;
  /** Whole argv, `argv[0]` included (`-zsh` for a login shell). Never a secret. */
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
};
