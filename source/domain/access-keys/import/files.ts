import { textOf } from '../../profiles/lookup.ts';
import type { Profile, Profiles } from '../../profiles/profile.ts';
import { loadAlone } from '../../profiles/resolve/load.ts';
import { isTemporary } from '../in-clear.ts';
import type { KnownKeys } from '../known.ts';
import { type AccessKey, keyFault } from '../stored-key.ts';
import { pairKeys } from './move.ts';
import {
  conflict,
  editObstacle,
  type ImportableKey,
  type KeyImport,
  kindObstacle,
  left,
  nameObstacle,
  type Obstacle,
  planOf,
  processObstacle,
  storedObstacle,
} from './plan.ts';

/**
 * What an import of the keys in the two files would do, in the order of the files.
 * @param lineOf the value of `credential_process` for a profile, see `storedKeyLine`
 */
export function importFromFiles(profiles: Profiles, known: KnownKeys, lineOf: (name: string) => string): KeyImport {
  const files = [loadAlone(profiles.credentials), loadAlone(profiles.config)];
  const found = profiles.names.flatMap((name) => {
    const profile = profiles.get(name);
    if (profile === undefined || !pairKeys.some((key) => textOf(profile, key))) return [];
    return { profile, halves: files.flatMap((file) => halvesIn(file.get(name))) };
  });
  const keys = new Map(found.map(({ profile, halves }) => [profile.name, keyAmong(halves)]));
  return planOf(
    found.map(({ profile, halves }) => {
      const { name } = profile;
      const key = keys.get(name);
      const setting = profile.setting('aws_secret_access_key') ?? profile.setting('aws_access_key_id');
      const one: ImportableKey = {
        name,
        at: setting?.at ?? profile.at,
        ...(key && { key }),
        isStored: key !== undefined && known.get(name)?.accessKeyId === key.accessKeyId,
        alike: [...keys].flatMap(([other, { accessKeyId } = { accessKeyId: '' }]) =>
          other !== name && accessKeyId === key?.accessKeyId ? other : [],
        ),
      };
      const obstacle =
        profileObstacle(profile, profiles) ??
        (key === undefined ? left(halfWords(halves)) : keyObstacle(profile, key, halves, known)) ??
        editObstacle(one, lineOf(name), profiles);
      return { ...one, obstacle };
    }),
  );
}

/** What one file has of a pair. */
type Halves = { readonly accessKeyId: string | undefined; readonly secretAccessKey: string | undefined };

function halvesIn(profile: Profile | undefined): readonly Halves[] {
  if (profile === undefined) return [];
  const accessKeyId = textOf(profile, 'aws_access_key_id');
  const secretAccessKey = textOf(profile, 'aws_secret_access_key');
  return accessKeyId === undefined && secretAccessKey === undefined ? [] : [{ accessKeyId, secretAccessKey }];
}

/** The first that is whole: the credentials file counts before the config file. */
function keyAmong(halves: readonly Halves[]): AccessKey | undefined {
  for (const { accessKeyId, secretAccessKey } of halves) {
    if (accessKeyId !== undefined && secretAccessKey !== undefined) return { accessKeyId, secretAccessKey };
  }
  return undefined;
}

const halfWords = (halves: readonly Halves[]): string =>
  halves.length > 1 ? 'the halves of its key are in two files' : 'only half of a key is there';

function profileObstacle(profile: Profile, profiles: Profiles): Obstacle | undefined {
  const obstacle = nameObstacle(profile.name) ?? kindObstacle(profile, profiles);
  if (obstacle !== undefined) return obstacle;
  // Half a key is no temporary one for the want of an ID.
  const isWhole = textOf(profile, 'aws_access_key_id') !== undefined;
  if (isWhole && isTemporary(profile)) return left('its key is temporary, and expires by itself');
  return processObstacle(profile, () => false);
}

function keyObstacle(
  profile: Profile,
  key: AccessKey,
  halves: readonly Halves[],
  known: KnownKeys,
): Obstacle | undefined {
  const fault = keyFault(key);
  if (fault !== undefined) return left(fault);
  const twice = profile.disagreement(new Set(pairKeys));
  if (twice !== undefined) {
    const lines = twice.at.map(({ line }) => line).join(' and ');
    return conflict(`two keys of it are in one file, lines ${lines}: remove one`);
  }
  const isOther = ({ accessKeyId, secretAccessKey }: Halves) =>
    (accessKeyId ?? key.accessKeyId) !== key.accessKeyId ||
    (secretAccessKey ?? key.secretAccessKey) !== key.secretAccessKey;
  if (halves.some(isOther)) return conflict('the two files have different keys of it: remove one');
  return storedObstacle(profile.name, key.accessKeyId, known);
}
