import { join } from 'node:path';
import {
  type Rotation,
  type Rotations,
  readRotations,
  rotationsText,
} from '../../domain/access-keys/rotation/notes.ts';
import { Problem } from '../../problem.ts';
import { locked } from '../files/lock.ts';
import { checkOwnDirectory, isPresent, readOwnFile, whyUnread } from '../files/own-directory.ts';
import { replaceFile, sweepLeftovers } from '../files/write.ts';

const pathIn = (directory: string): string => join(directory, 'rotations.json');

/** Bytes. */
const largest = 1 << 20;

/** The rotations under way. @throws Problem where that cannot be known */
export function loadRotations(directory: string): Rotations {
  checkOwnDirectory(directory, 'settings');
  const path = pathIn(directory);
  const text = readOwnFile(path, largest)?.text;
  const isThere = text === undefined && isPresent(path);
  const rotations = isThere ? undefined : readRotations(text);
  if (rotations !== undefined) return rotations;
  const unread = whyUnread(path);
  throw new Problem({
    code: 'rotations-unreadable',
    title: `${path}, the note of rotations that are under way, cannot be read.`,
    means: `${unread?.why ?? 'It may be damaged, or a newer rolecall’s.'} Without it nobody knows which keys a rotation has made.`,
    todo: [
      unread?.todo ??
        'Compare the keys of your users in the IAM console with rolecall key list, then move the file away.',
    ],
  });
}

/** Notes a rotation, or that it is over. Safe on the disk when this returns. @throws Problem */
export async function saveRotation(directory: string, name: string, rotation: Rotation | undefined): Promise<void> {
  const path = pathIn(directory);
  await locked(path, async () => {
    const rotations = new Map(loadRotations(directory));
    if (rotation === undefined) rotations.delete(name);
    else rotations.set(name, rotation);
    await sweepLeftovers(path);
    await replaceFile(path, rotationsText(rotations), async () => undefined, true);
  });
}
