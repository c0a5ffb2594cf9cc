import { Problem, type ProblemText } from '../../problem.ts';
import { readTypedName, waysToRole, waysToRoles } from '../portals/found/names.ts';
import { pasteWord } from '../shells/paste.ts';
import { findProfile } from './find.ts';
import type { NameMatch, Profile, Profiles } from './profile.ts';
import { unreadSection } from './text/unread.ts';

/**
 * The names that are near to a typed one, best first. `default` is never among them: a typing error must not lead to the
 * default credentials.
 * @param names all names there are
 * @param most how many names to return
 */
export function nearestNames(typed: string, names: readonly string[], most = 3): string[] {
  return rankedNames(typed, names).slice(0, most);
}

/** Results by list of names: a thousand profiles may name one source that is missing. */
const ranked = new WeakMap<readonly string[], Map<string, string[]>>();

function rankedNames(typed: string, names: readonly string[]): string[] {
  const known = ranked.get(names) ?? new Map<string, string[]>();
  ranked.set(names, known);
  const found = known.get(typed) ?? rank(typed.toLowerCase(), names);
  known.set(typed, found);
  return found;
}

function rank(typed: string, names: readonly string[]): string[] {
  const allowed = Math.max(1, Math.floor(typed.length / 3));
  const scored: { name: string; score: number }[] = [];
  for (const name of names) {
    if (name === 'default') continue;
    const score = distance(typed, name.toLowerCase(), allowed);
    if (score !== undefined) scored.push({ name, score });
  }
  return scored.sort((a, b) => a.score - b.score).map(({ name }) => name);
}

/** A part of the name counts as one slip, each letter wrong, missing, extra or swapped as one more. */
function distance(typed: string, name: string, allowed: number): number | undefined {
  if (typed === name) return 0;
  if (typed.length >= 3 && (name.startsWith(typed) || (name.length >= 3 && typed.startsWith(name)))) return 1;
  if (typed.length >= 3 && name.includes(typed)) return 1.5;
  if (Math.abs(typed.length - name.length) > allowed) return undefined;
  const slips = editDistance(typed, name, allowed);
  return slips <= allowed ? slips : undefined;
}

/** Optimal string alignment: Levenshtein, with neighbours swapped as one edit. Given up where it exceeds `most`. */
function editDistance(a: string, b: string, most: number): number {
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(
        (old[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (old[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, (older[column - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    // A swap reaches back two rows, and no further.
    if (Math.min(...current) > most && Math.min(...old) > most) return most + 1;
    older = old;
    old = current;
  }
  return old[b.length] ?? 0;
}

/** `Did you mean prod, prod-eu?`; undefined where no name is near. */
export function didYouMean(typed: string, names: readonly string[], most = 3): string | undefined {
  const near = nearestNames(typed, names, most);
  return near.length > 0 ? `Did you mean ${near.join(', ')}?` : undefined;
}

/** Says that there is no profile of a name, and which names are near. */
export function noProfile(name: string, names: readonly string[], most = 3): string {
  return [`There is no profile ${name}.`, didYouMean(name, names, most) ?? ''].join(' ').trimEnd();
}

/** Why one of the two files was not read; undefined where both were, or are not there. */
export const unreadableFile = ({ config, credentials }: Profiles): Problem | undefined =>
  config.unreadable ?? credentials.unreadable;

/**
 * The error for a name that no file has: it may be in one that cannot be read.
 * @param ofFound what to say of a role that was found, instead of how it opens and becomes a profile
 */
export function unknownProfile(profiles: Profiles, name: string, ofFound?: Pick<ProblemText, 'means'>): Problem {
  const unreadable = unreadableFile(profiles);
  if (unreadable !== undefined) return unreadable;
  const unread =
    unreadSection(profiles.config, 'profile', name) ?? unreadSection(profiles.credentials, 'profile', name);
  if (unread !== undefined) {
    return new Problem({
      code: 'profile-unknown',
      title: `There is no profile ${name}: ${unread.why}.`,
      todo: [unread.remedy],
      at: [unread.at],
    });
  }
  const found = profiles.found.get(name);
  if (found !== undefined) return notInFile(profiles, found, name, ofFound);
  const shared = sharedName(profiles, name);
  if (shared !== undefined) return shared;
  const near = didYouMean(name, [...profiles.names, ...profiles.found.names]);
  return new Problem({
    code: 'profile-unknown',
    title: `There is no profile ${name}.`,
    tried: `Looked in ${profiles.config.path} and ${profiles.credentials.path}.`,
    todo: [
      ...waysToRole(profiles.found.unread, name),
      ...(near ? [near] : ['rolecall list shows the profiles.', 'rolecall add creates a new one.']),
    ],
  });
}

/**
 * The error for a name that roles share, each of which has a longer one of its own.
 * @returns undefined where no role is called so but for that
 */
export function sharedName({ found }: Profiles, name: string): Problem | undefined {
  const names = found.matching({ matches: (each) => each === name, isPortalNamed: name.includes(':') });
  if (names.length === 0) return undefined;
  const more = names.length > mostShared ? [showsFound] : [];
  return new Problem({
    code: 'found-ambiguous',
    title: names.length === 1 ? `${name} now has another name.` : `${names.length} roles are called ${name}.`,
    todo: [...names.slice(0, mostShared).map((each) => `Use the full name: ${pasteWord(each, 'NAME')}`), ...more],
  });
}

/** So many roles of one name are listed. */
const mostShared = 5;

/** The error for a name that no role of a portal has. */
function unknownFound(profiles: Profiles, name: string): Problem {
  const known = unreadableFile(profiles) ?? sharedName(profiles, name);
  if (known !== undefined) return known;
  return new Problem({
    code: 'found-unknown',
    title: `No role of a portal is called ${name}.`,
    todo: [...waysToRoles(profiles.found.unread), didYouMean(name, profiles.found.names) ?? showsFound],
  });
}

const showsFound = 'rolecall list --found shows the roles of your portals.';

/** A found role where a profile of the files is needed, as a source, to edit or remove; or another name of such a profile. */
function notInFile(
  profiles: Profiles,
  { name: lasting, at }: Profile,
  name: string,
  ofFound?: Pick<ProblemText, 'means'>,
): Problem {
  if (profiles.get(lasting) !== undefined) {
    return new Problem({
      code: 'profile-found',
      title: `${name} is the role of the profile ${lasting}; there is no profile ${name}.`,
      todo: [`Use the profile: ${lasting}`],
      at: [at],
    });
  }
  return new Problem({
    code: 'profile-found',
    title: `${name} was found in ${readTypedName(lasting)?.portal}, and is in no file.`,
    ...(ofFound ?? {
      todo: [
        `Open it as it is: rolecall ${pasteWord(name, 'NAME')}`,
        `For other tools, or to change it, make it a profile: rolecall keep ${pasteWord(name, 'NAME')}`,
      ],
    }),
    at: [at],
  });
}

/**
 * The profiles and found roles that names and globs match, each once, in the order given and in the order of the files.
 * @param patterns names, or globs of `*`, `?` and `[abc]` that match a name from end to end; a name beats a glob. Only one
 *   with a slash matches found roles, also by the name that several share and with the portal in front of that, and there no
 *   `*` goes beyond the slash
 * @param meant of `found roles`, no glob matches a profile that is none
 * @throws Problem for a name that does not exist and a glob that matches nothing
 */
export function matchProfiles(
  profiles: Profiles,
  patterns: readonly string[],
  meant: 'profiles' | 'found roles' = 'profiles',
): string[] {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const names = findProfile(profiles, pattern) !== undefined ? [pattern] : matching(profiles, pattern, meant);
    for (const name of names) found.add(name);
  }
  return [...found];
}

function matching(profiles: Profiles, glob: string, meant: 'profiles' | 'found roles'): string[] {
  const isGlob = /[*?[]/.test(glob);
  const isOfFound = meant === 'found roles';
  if (!isGlob) throw isOfFound ? unknownFound(profiles, glob) : unknownProfile(profiles, glob);
  if (isOfFound) return matchingFound(profiles, glob);
  const matched = (letters: Letters): string[] => {
    const pattern = globOf(glob, '.', letters);
    return [...profiles.names.filter((name) => pattern.test(name)), ...foundBy(profiles, glob, letters)];
  };
  const names = matched('exact');
  if (names.length > 0) return names;
  const other = otherCase(matched('any case'));
  throw new Problem({
    code: 'glob-empty',
    title: `No profile matches ${glob}.`,
    todo: [...waysToRole(profiles.found.unread, glob), other ?? 'rolecall list --names shows the names.'],
  });
}

function matchingFound(profiles: Profiles, glob: string): string[] {
  const names = foundBy(profiles, glob, 'exact');
  if (names.length > 0) return names;
  const slashed = [`${glob}/*`, `*/${glob}`].find((other) => foundBy(profiles, other, 'exact').length > 0);
  const usual =
    slashed === undefined
      ? showsFound
      : `The name of a role is ACCOUNT/ROLE: rolecall keep ${pasteWord(slashed, 'NAME')}`;
  throw new Problem({
    code: 'glob-empty',
    title: `No role of a portal matches ${glob}.`,
    todo: [...waysToRoles(profiles.found.unread), otherCase(foundBy(profiles, glob, 'any case')) ?? usual],
  });
}

function foundBy(profiles: Profiles, glob: string, letters: Letters): string[] {
  return glob.includes('/') ? [...profiles.found.matching(matchOf(glob, letters))] : [];
}

function matchOf(glob: string, letters: Letters): NameMatch {
  const pattern = globOf(glob, '[^/]', letters);
  return { matches: (name) => pattern.test(name), isPortalNamed: glob.includes(':') };
}

/**
 * The found roles that globs reach by the name of an account which several accounts have, each as a person reads it, with its
 * account's ID. Names of accounts are others' to choose.
 * @param patterns as those of {@link matchProfiles}
 */
export function reachedByShared(profiles: Profiles, patterns: readonly string[]): ReadonlyMap<string, string> {
  const reached = new Map<string, string>();
  for (const glob of patterns) {
    if (!glob.includes('/') || findProfile(profiles, glob) !== undefined) continue;
    for (const { name, accountId } of profiles.found.sharing(matchOf(glob, 'exact')))
      reached.set(name, name.includes(accountId) ? name : `${name} (${accountId})`);
  }
  return reached;
}

/** What a glob would match if capitals did not count: `Did you mean Prod, Prod-eu? Names are case-sensitive.`; undefined for nothing. */
export const otherCase = (names: readonly string[]): string | undefined =>
  names.length === 0 ? undefined : `Did you mean ${names.slice(0, 3).join(', ')}? Names are case-sensitive.`;

/** Whether capitals of a glob count. */
type Letters = 'exact' | 'any case';

/** @param any what `*` and `?` stand for */
export function globOf(glob: string, any = '.', letters: Letters = 'exact'): RegExp {
  const source = glob.replace(/\[(!?)([^\]]+)\]|[*?]|[\\^$.|+(){}[\]/-]/g, (part, not: string, set?: string) => {
    if (set !== undefined) return `[${not === '!' ? '^' : ''}${set.replace(/[\\\]^[]/g, '\\$&')}]`;
    if (part === '*') return `${any}*`;
    return part === '?' ? any : `\\${part}`;
  });
  return new RegExp(`^${source}$`, letters === 'exact' ? 's' : 'is');
}
