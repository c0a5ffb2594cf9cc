import type { FoundBrowser } from './browsers.ts';

/** What a console needs of this machine: its browsers, and files of ours. */
export type ConsoleMachine = {
  /** The browsers that are here. @param named the path of one more, which the person's settings name, and what it is */
  readonly browsers: (named?: NamedBrowser) => Promise<readonly FoundBrowser[]>;
  /**
   * Whether a page that lies here can be read by a program, or by the person's usual browser: not where it runs on another
   * machine or shut off from such files.
   */
  readonly readsPages: (program?: string) => Promise<boolean>;
  /** Writes a page for one look: it is removed a minute later. @returns its address, `file://…`. @throws where the disk refuses */
  readonly page: (html: string) => Promise<string>;
  /** Makes the directory of a browser, 0700. @returns its path. @throws Problem where the cache is unsafe or the disk refuses */
  readonly directory: (name: string) => Promise<string>;
  /** Starts a program that opens a browser, or a browser. @returns whether it started and did not fail at once */
  readonly start: (command: readonly [string, ...string[]]) => Promise<boolean>;
  /** Removes directories of browsers, all unless named. */
  readonly forget: (names?: readonly string[]) => Promise<ForgottenDirectories>;
  /** SHA-256. */
  readonly digest: (text: string, as: 'hex' | 'base64') => string;
};

export type NamedBrowser = Pick<FoundBrowser, 'family'> & { readonly program: string };

/** What became of directories of browsers, by their paths. */
export type ForgottenDirectories = {
  readonly removed: number;
  /** A browser runs in them: they stay. */
  readonly open: readonly string[];
  readonly failed: readonly { readonly path: string; readonly why: string }[];
};
