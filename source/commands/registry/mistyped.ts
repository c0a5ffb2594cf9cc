import { findProfile } from '../../domain/profiles/find.ts';
import { looksLikeLink } from '../../domain/profiles/looks/links.ts';
import { nearestNames } from '../../domain/profiles/names.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { type Problem, wrongUsage } from '../../problem.ts';
import type { Command } from './command.ts';

/**
 * A word where a profile is expected that names none, and is nearer to a verb than to any profile: `rolecall exce prod -- ls`.
 * Alone it may still be the beginning of a search, if any profile has it in its name. Where a profile is as near, the
 * picker opens with what was typed, and without a terminal the profile is named.
 * @param words the words of the command line that are no flags
 * @param commands every verb there is
 */
export function mistypedVerb(
  words: readonly string[],
  profiles: Profiles,
  commands: readonly Command[],
): Problem | undefined {
  const [word = '', ...others] = words;
  if (word.length < 3 || findProfile(profiles, word) !== undefined || looksLikeLink(word)) return undefined;
  const verbs = commands.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const [near] = nearestNames(word, verbs, 1);
  if (near === undefined) return undefined;
  const sought = word.toLowerCase();
  if (
    others.length === 0 &&
    [...profiles.names, ...profiles.found.names].some((name) => name.toLowerCase().includes(sought))
  )
    return undefined;
  // Of two that are equally near, the first of the list comes first.
  const [nearest] = nearestNames(word, [...profiles.names, ...verbs], 1);
  if (nearest !== near && others.length === 0) return undefined;
  const [profile] = nearestNames(word, profiles.names, 1);
  const verb = `rolecall ${near}`;
  return wrongUsage(`There is no command ${word}, and no profile of that name.`, [
    nearest === near || profile === undefined
      ? `Did you mean ${verb}?`
      : `Did you mean the profile ${profile}, or ${verb}?`,
    ...(nearest === near && profile !== undefined ? [`Or the profile ${profile}?`] : []),
    'rolecall help lists every command.',
  ]);
}

/**
 * A flag stands before the verb that has it: `rolecall --json list`. Only flags of every verb, and of the one that no word
 * names, may stand there.
 * @param words that follow it. @returns undefined where none of them names such a verb
 */
export function flagBeforeVerb(
  given: string,
  words: readonly string[],
  commands: readonly Command[],
): Problem | undefined {
  const typed = given.replace(/=.*$/s, '');
  const all = commands.filter(({ hidden }) => !hidden).flatMap(({ verbs, ...command }) => verbs ?? [command]);
  for (const [at, word] of words.entries()) {
    const verb = all.find(({ name }) => name === word || name === `${word} ${words[at + 1]}`);
    const flag = verb?.flags.find(({ name, short }) => typed === `--${name}` || typed === `-${short}`);
    if (verb === undefined || flag === undefined) continue;
    const value = flag.value === undefined ? '' : ` ${flag.value}`;
    return wrongUsage(`${typed} is a flag of rolecall ${verb.name}, and goes after it.`, [
      `rolecall ${verb.name} ${typed}${value}`,
      `See rolecall ${verb.name} --help.`,
    ]);
  }
  return undefined;
}

/** A group of verbs was named without one of its verbs. */
export function unknownVerb({ name: group, verbs = [] }: Command, verb: string | undefined): Problem {
  const names = verbs.map(({ name }) => name.slice(group.length + 1));
  const near = verb === undefined ? undefined : nearestNames(verb, names, 1)[0];
  return wrongUsage(
    verb === undefined ? `rolecall ${group} needs a command.` : `There is no command rolecall ${group} ${verb}.`,
    [
      near === undefined ? `Its commands are ${names.join(', ')}.` : `Did you mean rolecall ${group} ${near}?`,
      `rolecall ${group} --help shows what each does.`,
    ],
  );
}
