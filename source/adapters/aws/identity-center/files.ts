import type { Portal } from '../../../domain/portals/portal.ts';
import { type SignIn, signInText } from '../../../domain/portals/sign-in.ts';
import { isWhole } from '../../../domain/sign-in/file.ts';
import { type SharedFile, sharedFile } from '../shared-file.ts';
import { signInPath, storedSignIn } from './stored.ts';

/** The sign-ins under `~/.aws/sso/cache`, which the AWS CLI and the SDKs read and write as well. */
export type SignInFiles = {
  /** Undefined where there is none, or it cannot be read. */
  readonly read: () => Promise<SignIn | undefined>;
  /** Replaces the file atomically, mode 0600. @throws Problem where it cannot be written */
  readonly write: (signIn: SignIn) => Promise<void>;
} & Pick<SharedFile, 'isThere' | 'remove' | 'exclusively'>;

/** The sign-in file of a portal. @param home the user's home directory */
export function signInFiles(portal: Portal, home: string): SignInFiles {
  const path = signInPath(portal, home);
  const file = sharedFile(path, isWhole);
  return {
    read: () => storedSignIn(path),
    isThere: file.isThere,
    write: (signIn) => file.write(signInText(signIn)),
    remove: file.remove,
    exclusively: file.exclusively,
  };
}
