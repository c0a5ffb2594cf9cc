import { access, rm } from 'node:fs/promises';
import type { Portal } from '../../../domain/portals/portal.ts';
import { type SignIn, signInText } from '../../../domain/portals/sign-in.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { isWhole } from '../../../domain/sign-in/file.ts';
import { Problem } from '../../../problem.ts';
import { reasonFor } from '../../files/write.ts';
import { type SharedFile, sharedFile } from '../shared-file.ts';
import { signInPath, storedSignIn } from './stored.ts';

/** The sign-ins under `~/.aws/sso/cache`, which the AWS CLI and the SDKs read and write as well. */
export type SignInFiles = {
  /** Undefined where there is none, or it cannot be read. */
  readonly read: () => Promise<SignIn | undefined>;
  /** Whether there is one, also where it cannot be read. */
  readonly isThere: () => Promise<boolean>;
  /** Replaces the file atomically, mode 0600. @throws Problem where it cannot be written */
  readonly write: (signIn: SignIn) => Promise<void>;
  /** Removes the file. @throws Problem where it is there and cannot be removed */
  readonly remove: () => Promise<void>;
  readonly exclusively: SharedFile['exclusively'];
};

/** The sign-in file of a portal. @param home the user's home directory */
export function signInFiles(portal: Portal, home: string): SignInFiles {
  const path = signInPath(portal, home);
  const file = sharedFile(path, isWhole);
  return {
    read: () => storedSignIn(path),
    isThere: () =>
      access(path).then(
        () => true,
        ({ code }: NodeJS.ErrnoException) => code !== 'ENOENT' && code !== 'ENOTDIR',
      ),
    write: (signIn) => file.write(signInText(signIn)),
    remove: async () => {
      // Its link goes, where it is one: what it leads to may be another program's.
      await rm(path, { force: true }).catch((error: unknown) => {
        throw new Problem(
          {
            code: 'sign-in-not-removed',
            title: `${path} cannot be removed: the sign-in is still there.`,
            means: reasonFor(error),
            todo: [`Delete it yourself: rm ${pasteWord(path, 'FILE')}`],
          },
          { cause: error },
        );
      });
    },
    exclusively: file.exclusively,
  };
}
