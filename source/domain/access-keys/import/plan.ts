import { type Location, Problem } from '../../../problem.ts';
import { isProfileName } from '../../profiles/edit/safe.ts';
import { textOf } from '../../profiles/lookup.ts';
import type { Profile, Profiles } from '../../profiles/profile.ts';
import { isRoleAlone, kindOf } from '../../profiles/resolve/kind.ts';
import type { KnownKeys } from '../known.ts';
import { hasStoredKey } from '../line.ts';
import type { AccessKey } from '../stored-key.ts';
import { checkMove } from './move.ts';

/** A key that can be imported, by the name of its profile. */
export type ImportableKey = {
  readonly name: string;
  /** Where it stands in the files; where it is in a vault, undefined. */
  readonly at?: Location;
  /** Undefined where its vault has to be asked for it. */
  readonly key?: AccessKey;
  /** It is stored already; what is left to do is in the files. */
  readonly isStored: boolean;
  /** Other profiles with the same key. */
  readonly alike: readonly string[];
};

/** What is said of one key: why it stays where it is. */
export type KeyRemark = { readonly name: string; readonly at?: Location; readonly why: string };

/** What an import of keys would do. Nothing is done yet. */
export type KeyImport = {
  readonly keys: readonly ImportableKey[];
  /** Keys that were imported before, with nothing left to do. */
  readonly same: readonly string[];
  /** Keys that no import is for. */
  readonly left: readonly KeyRemark[];
  /** Keys that a person has to do something about first. */
  readonly conflicts: readonly KeyRemark[];
};

/** Why a key stays where it is: `left` for good, `conflict` until a person does something about it. */
export type Obstacle = { readonly kind: 'left' | 'conflict'; readonly why: string };

export const left = (why: string): Obstacle => ({ kind: 'left', why });
export const conflict = (why: string): Obstacle => ({ kind: 'conflict', why });

/** What stands against a key by the name of a profile, whatever key it is; undefined where nothing does. */
export function nameObstacle(name: string): Obstacle | undefined {
  if (name.startsWith('-')) return left('a name that begins with - would be taken for a flag');
  return isProfileName(name, 'config') ? undefined : left('not every AWS tool would read its name');
}

/** What a profile is instead, so that AWS's tools would never look for a key in its `credential_process`. */
export function kindObstacle(profile: Profile, profiles: Profiles): Obstacle | undefined {
  const kind = kindOf(profile, profiles);
  if (isRoleAlone(profile, profiles)) return undefined;
  if (kind === 'role' || kind === 'web-identity')
    return left('its profile is also a role, and cannot be both: give the key a profile of its own');
  if (kind === 'sso') return left('its profile starts from IAM Identity Center, so the key is not used');
  if (textOf(profile, 'login_session')) return left('its profile starts from a sign-in to the console');
  return undefined;
}

/**
 * What a profile gets its credentials from already.
 * @param isReplaced whether a command may go for ours
 */
export function processObstacle(profile: Profile, isReplaced: (command: string) => boolean): Obstacle | undefined {
  if (textOf(profile, 'rolecall_key_process')) return conflict('a command of yours already prints its key');
  const command = textOf(profile, 'credential_process');
  if (command === undefined || hasStoredKey(profile) || isReplaced(command)) return undefined;
  return conflict('its profile has another credential_process');
}

/** What stands against storing a key under a name; undefined where nothing is known that does. */
export function storedObstacle(name: string, accessKeyId: string, known: KnownKeys): Obstacle | undefined {
  const stored = known.get(name);
  if (stored?.place === 'command') return conflict('a command of yours already prints its key');
  if (stored === undefined || stored.accessKeyId === accessKeyId) return undefined;
  return conflict(
    `another key is stored under that name, ${stored.accessKeyId}: remove this one from the file, or remove that one`,
  );
}

/** What stands against changing the files; undefined where that is safe. @param line see `storedKeyLine` */
export function editObstacle(
  { name, key }: Pick<ImportableKey, 'name' | 'key'>,
  line: string,
  profiles: Profiles,
): Obstacle | undefined {
  try {
    checkMove({ name, line, ...(key && { key }) }, profiles);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return conflict(error.text.title);
    throw error;
  }
}

/** Sorts keys by what stands against them. */
export function planOf(
  found: readonly (ImportableKey & { readonly obstacle: Obstacle | undefined; readonly isDone?: boolean })[],
): KeyImport {
  const remarks = (kind: Obstacle['kind']): readonly KeyRemark[] =>
    found.flatMap(({ name, at, obstacle }) =>
      obstacle?.kind === kind ? { name, why: obstacle.why, ...(at && { at }) } : [],
    );
  return {
    keys: found.filter(({ obstacle, isDone }) => obstacle === undefined && isDone !== true),
    same: found.filter(({ obstacle, isDone }) => obstacle === undefined && isDone === true).map(({ name }) => name),
    left: remarks('left'),
    conflicts: remarks('conflict'),
  };
}

/**
 * The part of an import that is about some names; all of it without any.
 * @param isImported whether the key of a name was imported before
 * @returns also the names of which nothing is known
 */
export function planFor(
  plan: KeyImport,
  names: readonly string[],
  isImported: (name: string) => boolean,
): { readonly plan: KeyImport; readonly unknown: readonly string[] } {
  if (names.length === 0) return { plan, unknown: [] };
  const isMeant = (each: { readonly name: string }) => names.includes(each.name);
  const known = namesIn(plan);
  const others = [...new Set(names)].filter((name) => !known.includes(name));
  return {
    plan: {
      keys: plan.keys.filter(isMeant),
      same: [...plan.same.filter((name) => names.includes(name)), ...others.filter(isImported)],
      left: plan.left.filter(isMeant),
      conflicts: plan.conflicts.filter(isMeant),
    },
    unknown: others.filter((name) => !isImported(name)),
  };
}

/** Every name that an import says something of. */
export const namesIn = ({ keys, same, left, conflicts }: KeyImport): readonly string[] => [
  ...[...keys, ...left, ...conflicts].map(({ name }) => name),
  ...same,
];
