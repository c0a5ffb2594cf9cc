import { textOf } from '../../profiles/lookup.ts';
import type { Profiles } from '../../profiles/profile.ts';
import { leadsToStoredKey } from '../../profiles/resolve/kind.ts';
import { splitLikeShell } from '../../profiles/text/header.ts';
import type { Environment } from '../../shells/environment.ts';
import type { KnownKeys } from '../known.ts';
import { pairKeys } from './move.ts';
import {
  conflict,
  editObstacle,
  type KeyImport,
  kindObstacle,
  nameObstacle,
  type Obstacle,
  planOf,
  processObstacle,
  storedObstacle,
} from './plan.ts';
import type { Vault } from './sources.ts';

// Their stores are not read: the programs themselves are asked, which know every back end and ask in their own way.

/** What of a vault's program concerns us: the words after its name. */
type VaultProgram = {
  readonly list: readonly string[];
  readonly key: (name: string) => readonly string[];
  /** How the person removes a key from it. */
  readonly remove: (word: string) => string;
  /** Whether a command of `credential_process` asks it for the credentials of a profile. */
  readonly isAskedBy: (words: readonly string[], name: string) => boolean;
  /** The variables of AWS that it is started with. */
  readonly passes: (variable: string) => boolean;
};

const programs: Readonly<Record<Vault, VaultProgram>> = {
  'aws-vault': {
    list: ['list', '--credentials'],
    key: (name) => ['export', '--no-session', '--format=json', name],
    remove: (word) => `aws-vault remove ${word}`,
    isAskedBy: ([program, verb = '', ...words], name) =>
      isProgram(program, /^aws-vault(\.exe)?$/) && /^(exec|export|e)$/.test(verb) && words.includes(name),
    // These choose its back end; AWS_VAULT alone says that it runs around us, and then it refuses.
    passes: (variable) => variable.startsWith('AWS_VAULT_'),
  },
  granted: {
    list: ['credentials', 'list'],
    key: (name) => ['credential-process', '--profile', name],
    remove: (word) => `granted credentials remove ${word}`,
    isAskedBy: ([program, verb, ...words], name) =>
      isProgram(program, /^d?granted(\.exe)?$/) && verb === 'credential-process' && profileIn(words) === name,
    // It reads the profile, too.
    passes: (variable) => variable === 'AWS_CONFIG_FILE' || variable === 'AWS_SHARED_CREDENTIALS_FILE',
  },
};

const isProgram = (program: string | undefined, name: RegExp): boolean =>
  name.test((program ?? '').replace(/^.*\//s, ''));

function profileIn(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => /^--?profile(=|$)/.test(word));
  return at === -1 ? undefined : (/=(.*)$/s.exec(words[at] ?? '')?.[1] ?? words[at + 1]);
}

/** The words after a vault's name that print the names of its keys; those of one key, by its name. */
export const vaultWords = (vault: Vault, name?: string): readonly string[] =>
  name === undefined ? programs[vault].list : programs[vault].key(name);

/** What a person types to remove a key from a vault. @param word the name, as it is pasted */
export const vaultRemoval = (vault: Vault, word: string): string => programs[vault].remove(word);

/**
 * The environment that a vault is started in: without credentials, roles and devices, with which it would answer for another
 * profile or make a session.
 * @param nowhere a file that is empty: with the person's own profiles, aws-vault would hand out the session of a role
 */
export function vaultEnvironment(vault: Vault, env: Environment, nowhere: string): Environment {
  const passes = ([name]: readonly [string, unknown]) => !/^AWS_/i.test(name) || programs[vault].passes(name);
  const passed = Object.fromEntries(Object.entries(env).filter(passes));
  return vault === 'aws-vault' ? { ...passed, AWS_CONFIG_FILE: nowhere } : passed;
}

/** The names that a vault lists, one a line. */
export const vaultNames = (text: string): readonly string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.replace(/\r$/, ''))
      .filter((line) => line.trim() !== ''),
  ),
];

/** Whether a `credential_process` asks a vault for the credentials of this very profile. */
export function asksVault(vault: Vault, command: string, name: string): boolean {
  const words = splitLikeShell(command.replaceAll('\\', '/'));
  return words !== undefined && programs[vault].isAskedBy(words, name);
}

/**
 * What an import of the keys of a vault would do.
 * @param names of its keys
 * @param lineOf the value of `credential_process` for a profile, see `storedKeyLine`
 */
export function importFromVault(
  vault: Vault,
  names: readonly string[],
  { profiles, known }: { readonly profiles: Profiles; readonly known: KnownKeys },
  lineOf: (name: string) => string,
): KeyImport {
  return planOf(
    names.map((name) => {
      const profile = profiles.get(name);
      const isStored = known.has(name);
      const obstacle = nameObstacle(name) ?? vaultObstacle(vault, name, { profiles, known });
      return {
        name,
        ...(profile && { at: profile.at }),
        isStored,
        isDone: isStored && profile !== undefined && leadsToStoredKey(profile, profiles),
        alike: [],
        obstacle: obstacle ?? editObstacle({ name }, lineOf(name), profiles),
      };
    }),
  );
}

function vaultObstacle(
  vault: Vault,
  name: string,
  { profiles, known }: { readonly profiles: Profiles; readonly known: KnownKeys },
): Obstacle | undefined {
  const stored = known.get(name);
  if (stored !== undefined) {
    const obstacle = storedObstacle(name, stored.accessKeyId, known);
    if (obstacle !== undefined) return obstacle;
  }
  const profile = profiles.get(name);
  if (profile === undefined) return undefined;
  if (pairKeys.some((key) => textOf(profile, key)))
    return conflict('a key of it is in your files too: import that first, --from credentials');
  const kind = kindObstacle(profile, profiles);
  if (kind !== undefined) return conflict(kind.why);
  return processObstacle(profile, (command) => asksVault(vault, command, name));
}
