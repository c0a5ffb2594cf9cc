import { constants } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Portal, signInId } from '../../../domain/portals/portal.ts';
import { isWhole, readSignIn, type SignIn, signInText } from '../../../domain/portals/sign-in.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { Problem } from '../../../problem.ts';
import { locked } from '../../files/lock.ts';
import { finalPath, reasonFor, replaceFile } from '../../files/write.ts';

/** The sign-ins under `~/.aws/sso/cache`, which the AWS CLI and the SDKs read and write as well. */
export type SignInFiles = {
  /** Undefined where there is none, or it cannot be read. */
  readonly read: () => Promise<SignIn | undefined>;
  /** Replaces the file atomically, mode 0600. @throws Problem where it cannot be written */
  readonly write: (signIn: SignIn) => Promise<void>;
  /** Removes the file. @throws Problem where it is there and cannot be removed */
  readonly remove: () => Promise<void>;
  /** Runs `work` under a lock that every rolecall takes. @param ready gives a result without it, asked while another one works */
  readonly exclusively: <T>(work: () => Promise<T>, ready?: () => Promise<T | undefined>) => Promise<T>;
};

/** A pipe in its place must not be waited for. */
const atOnce = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Milliseconds until a file that is half written is read again, each time. */
const betweenLooks = [50, 100, 200];

/** The sign-in file of a portal. @param home the user's home directory */
export function signInFiles(portal: Portal, home: string): SignInFiles {
  const name = new Bun.CryptoHasher('sha1').update(signInId(portal)).digest('hex');
  const path = join(home, '.aws', 'sso', 'cache', `${name}.json`);
  return {
    read: async () => {
      const look = () => readFile(path, { encoding: 'utf8', flag: atOnce }).catch(() => undefined);
      let text = await look();
      // Not every program writes the file in one go.
      for (const pause of betweenLooks) {
        if (text === undefined || isWhole(text)) break;
        await sleep(pause);
        text = await look();
      }
      return text === undefined ? undefined : readSignIn(text);
    },
    write: async (signIn) => replaceFile(await finalPath(path), signInText(signIn), async () => undefined, true),
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
    exclusively: (work, ready) => locked(path, work, ready),
  };
}
