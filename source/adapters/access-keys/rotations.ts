import {
  type Rotation,
  type Rotations,
  readRotations,
  rotationsText,
} from '../../domain/access-keys/rotation/notes.ts';
import { ownRecord } from '../files/own-record.ts';

const record = ownRecord<Rotations>({
  file: 'rotations.json',
  largest: 1 << 20,
  empty: new Map(),
  read: readRotations,
  text: rotationsText,
  code: 'rotations',
  what: 'the record of rotations under way',
  damaged: {
    means: 'It is damaged. Without it, rolecall does not know which keys a rotation has created.',
    todo: ['Compare the keys of your users in the IAM console with rolecall key list, then move the file away.'],
  },
  refusesDamaged: true,
});

/** The rotations under way. @throws Problem where that cannot be known */
export function loadRotations(directory: string): Rotations {
  const { value, fault } = record.load(directory);
  if (fault !== undefined) throw fault;
  return value;
}

/** Notes a rotation, or that it is over. Safe on the disk when this returns. @throws Problem */
export const saveRotation = (directory: string, name: string, rotation: Rotation | undefined): Promise<void> =>
  record.change(directory, (before) => {
    const others = [...before].filter(([each]) => each !== name);
    return new Map(rotation === undefined ? others : [...others, [name, rotation]]);
  });
