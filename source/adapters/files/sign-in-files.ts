import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Portal, readSignIn, type SignIn, signInId, signInText } from '../../domain/portals/sign-in.ts';
import { locked } from './lock.ts';
import { finalPath, replaceFile } from './whole-file.ts';

/** The sign-ins under `~/.aws/sso/cache`, which the AWS CLI and the SDKs read and write as well. */
export type SignInFiles = {
  /** Undefined where there is none that can be read. */
  readonly read: () => Promise<SignIn | undefined>;
  /** Whole or not at all, 0600. @throws Problem where it cannot be written */
  readonly write: (signIn: SignIn) => Promise<void>;
  /** One piece of work at a time, over all processes that ask here. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>;
};

/** @param home the person's */
export function signInFiles(portal: Portal, home: string): SignInFiles {
  const name = createHash('sha1').update(signInId(portal)).digest('hex');
  const path = join(home, '.aws', 'sso', 'cache', `${name}.json`);
  return {
    read: async () => {
      const text = await readFile(path, 'utf8').catch(() => undefined);
      return text === undefined ? undefined : readSignIn(text);
    },
    write: async (signIn) => replaceFile(await finalPath(path), signInText(signIn), async () => undefined),
    exclusively: (work) => locked(path, work),
  };
}
