/** A file or directory as the system has it. */
export type FileFact = {
  readonly path: string;
  readonly isDirectory: boolean;
  /** The permission bits; undefined where the system has none. */
  readonly mode: number | undefined;
  readonly isYours: boolean;
};

/** What `doctor` looks at, outside of the two files. */
export type Machine = {
  /** Undefined where there is nothing. Symbolic links are followed. */
  readonly look: (path: string) => Promise<FileFact | undefined>;
  /** The server's clock less ours, in milliseconds, by its Date header; or why it cannot be told. */
  readonly clockOf: (url: string) => Promise<{ readonly offset: number } | { readonly why: string }>;
  /** Why a connection cannot be made; undefined where it can. */
  readonly whyUnreachable: (host: string, port: number) => Promise<string | undefined>;
};
