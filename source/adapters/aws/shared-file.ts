import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { pasteWord } from '../../domain/shells/paste.ts';
import { Problem } from '../../problem.ts';
import { locked } from '../files/lock.ts';
import { finalPath, reasonFor, replaceFile } from '../files/write.ts';
import type { Reach } from './http.ts';
import { isFileThere, readWholeFile } from './whole-file.ts';

/** A file with a sign-in, which the AWS CLI and the SDKs read and write as well. */
export type SharedFile = {
  /** Its text; also half of one, where it stays so. @throws the system's error */
  readonly read: () => Promise<string>;
  /** Whether there is one, also where it cannot be read. */
  readonly isThere: () => boolean;
  /** Replaces it atomically, mode 0600. @throws Problem where it cannot be written */
  readonly write: (text: string) => Promise<void>;
  /** Removes the file. @throws Problem where it is there and cannot be removed */
  readonly remove: () => Promise<void>;
  /** Runs `work` under a lock that every rolecall takes. @param ready gives a result without it, asked while another one works */
  readonly exclusively: <T>(work: () => Promise<T>, ready?: () => Promise<T | undefined>) => Promise<T>;
};

/** @param isWhole as `readWholeFile` takes it */
export function sharedFile(path: string, isWhole: (text: string) => boolean): SharedFile {
  return {
    read: () => readWholeFile(path, isWhole),
    isThere: () => isFileThere(path),
    write: async (text) => replaceFile(await finalPath(path), text, async () => undefined, true),
    // Its link goes, where it is one: what it leads to may be another program's.
    remove: () =>
      rm(path, { force: true }).catch((error: unknown) => {
        throw notRemoved(path, error);
      }),
    exclusively: (work, ready) => locked(path, work, ready),
  };
}

const notRemoved = (path: string, cause: unknown): Problem =>
  new Problem(
    {
      code: 'sign-in-not-removed',
      title: `${path} cannot be deleted: the sign-in is still there.`,
      means: isDirectory(cause) ? 'It is a directory.' : reasonFor(cause),
      todo: [`Delete it yourself: rm ${isDirectory(cause) ? '-r ' : ''}${pasteWord(path, 'FILE')}`],
    },
    { cause },
  );

const isDirectory = (error: unknown): boolean =>
  ['EISDIR', 'ERR_FS_EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/**
 * Milliseconds: how long a renewal by another process is waited for while what there is can be used. The one that renews waits as
 * long as for any call: the answer that it gives up would be lost, and with it the sign-in.
 */
export const othersRenew = 2_000;

/** How one is told who waits for a renewal by another process. */
export const othersSaid = ({ late }: Reach) =>
  late && { after: late.after, tell: () => late.tellOthers('is renewing the sign-in') };

/** Milliseconds: how long another program may take to write what it got for a refresh token, and between two looks. */
const [othersWrite, betweenLooks] = [1_000, 50];

/**
 * What another program writes. A refresh token works once, and the AWS CLI and the SDKs take no lock: where ours was refused,
 * one of them may have used it a moment ago. The lock is not held meanwhile, so that many processes wait side by side.
 * @param usable what there is at the moment, if it is of use
 */
export async function writtenByOthers<T>(usable: () => Promise<T | undefined>): Promise<T | undefined> {
  for (const deadline = Date.now() + othersWrite; ; await sleep(betweenLooks)) {
    const found = await usable();
    if (found !== undefined || Date.now() > deadline) return found;
  }
}
