import { constants } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ConsoleSignIn, type Fault, isWhole, loginText, readLogin } from '../../../domain/login/file.ts';
import type { Environment } from '../../../domain/shells/environment.ts';
import { locked } from '../../files/lock.ts';
import { ownPaths } from '../../files/paths.ts';
import { finalPath, reasonFor, replaceFile } from '../../files/write.ts';

/** The sign-in of a principal under `~/.aws/login/cache`, which the AWS CLI and the SDKs read and write as well. */
export type LoginFiles = {
  readonly path: string;
  /** Undefined where there is none. */
  readonly read: () => Promise<ConsoleSignIn | Fault | undefined>;
  /** Replaces the file atomically, mode 0600. @throws Problem where it cannot be written */
  readonly write: (signIn: ConsoleSignIn) => Promise<void>;
  /** Runs `work` under a lock that every rolecall takes. @param ready gives a result without it, asked while another one works */
  readonly exclusively: <T>(work: () => Promise<T>, ready?: () => Promise<T | undefined>) => Promise<T>;
};

/** A pipe in its place must not be waited for. */
const atOnce = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Milliseconds until a file that is half written is read again, each time. */
const betweenLooks = [50, 100, 200];

export function loginFiles(loginSession: string, env: Environment): LoginFiles {
  const name = new Bun.CryptoHasher('sha256').update(loginSession).digest('hex');
  const path = join(directoryOf(env), `${name}.json`);
  return {
    path,
    read: async () => {
      let text: string;
      const look = () => readFile(path, { encoding: 'utf8', flag: atOnce });
      try {
        text = await look();
        // Not every program writes the file in one go.
        for (const pause of betweenLooks) {
          if (isWhole(text)) break;
          await sleep(pause);
          text = await look();
        }
      } catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
        return { fault: `it cannot be read (${reasonFor(error)})` };
      }
      return readLogin(text, loginSession);
    },
    write: async (signIn) => replaceFile(await finalPath(path), loginText(signIn), async () => undefined, true),
    exclusively: (work, ready) => locked(path, work, ready),
  };
}

/** `AWS_LOGIN_CACHE_DIRECTORY`, as the AWS CLI and the SDKs read it, or AWS's own. */
function directoryOf(env: Environment): string {
  const { home } = ownPaths(env);
  const named = env.AWS_LOGIN_CACHE_DIRECTORY;
  if (!named) return join(home, '.aws', 'login', 'cache');
  return resolve(named.replace(/^~(?=$|[\\/])/, home));
}
