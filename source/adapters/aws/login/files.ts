import { join, resolve } from 'node:path';
import { type ConsoleSignIn, type Fault, loginText, readLogin } from '../../../domain/login/file.ts';
import type { Environment } from '../../../domain/shells/environment.ts';
import { isWhole } from '../../../domain/sign-in/file.ts';
import { ownPaths } from '../../files/paths.ts';
import { reasonFor } from '../../files/write.ts';
import { type SharedFile, sharedFile } from '../shared-file.ts';

/** The sign-in of a principal under `~/.aws/login/cache`, which the AWS CLI and the SDKs read and write as well. */
export type LoginFiles = {
  readonly path: string;
  /** Undefined where there is none. */
  readonly read: () => Promise<ConsoleSignIn | Fault | undefined>;
  /** Replaces the file atomically, mode 0600. @throws Problem where it cannot be written */
  readonly write: (signIn: ConsoleSignIn) => Promise<void>;
} & Pick<SharedFile, 'isThere' | 'remove' | 'exclusively'>;

export function loginFiles(loginSession: string, env: Environment): LoginFiles {
  const name = new Bun.CryptoHasher('sha256').update(loginSession).digest('hex');
  const path = join(directoryOf(env), `${name}.json`);
  const file = sharedFile(path, isWhole);
  return {
    path,
    read: async () => {
      try {
        return readLogin(await file.read(), loginSession);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === undefined) throw error;
        return ['ENOENT', 'ENOTDIR'].includes(code) ? undefined : { fault: `it cannot be read (${reasonFor(error)})` };
      }
    },
    write: (signIn) => file.write(loginText(signIn)),
    isThere: file.isThere,
    remove: file.remove,
    exclusively: file.exclusively,
  };
}

/** `AWS_LOGIN_CACHE_DIRECTORY`, as the AWS CLI and the SDKs read it, or AWS's own. */
function directoryOf(env: Environment): string {
  const { home } = ownPaths(env);
  const named = env.AWS_LOGIN_CACHE_DIRECTORY;
  if (!named) return join(home, '.aws', 'login', 'cache');
  return resolve(named.replace(/^~(?=$|[\\/])/, home));
}
