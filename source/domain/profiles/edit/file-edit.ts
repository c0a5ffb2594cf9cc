import type { ProfileFile } from '../profile.ts';

/** A change of one of the two files. */
export type FileEdit = {
  readonly kind: ProfileFile['kind'];
  /** Gives the new text of the file as it is now. @throws Problem where it cannot be changed like that */
  readonly change: (file: ProfileFile) => string;
  /**
   * The file that the person was shown when they decided: the change is refused where it reads differently by now.
   * Left out where nobody was shown anything; then the change is made to the file as it is.
   */
  readonly shown?: ProfileFile;
};

/** Changes the two files: whole, one writer at a time, and the last version kept. */
export type ProfileEditor = {
  /** @returns the files that became different. @throws Problem, and then none of the files has changed */
  readonly edit: (edits: readonly FileEdit[]) => Promise<readonly string[]>;
  /**
   * Puts back what the last edit replaced; done twice, the edit is there again.
   * @returns the files that were put back
   * @throws Problem where nothing was edited, or a file was changed by somebody else since
   */
  readonly undo: () => Promise<readonly string[]>;
};
