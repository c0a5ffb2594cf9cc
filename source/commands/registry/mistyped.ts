import { looksLikeLink } from '../../domain/profiles/looks/links.ts';
import { nearestNames } from '../../domain/profiles/names.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { Problem } from '../../problem.ts';
import { commands } from './table.ts';

/**
 * A word where a profile is expected that names none, and is nearly a verb: `rolecall exce prod -- ls`. Alone it may
 * still be the beginning of a search, if any profile has it in its name.
 * @param words what was typed that is no flag
 */
export function mistypedVerb(words: readonly string[], profiles: Profiles): Problem | undefined {
  const [word = '', ...others] = words;
  if (word.length < 3 || profiles.get(word) !== undefined || looksLikeLink(word)) return undefined;
  const verbs = commands.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const [near] = nearestNames(word, verbs, 1);
  if (near === undefined) return undefined;
  const sought = word.toLowerCase();
  if (others.length === 0 && profiles.names.some((name) => name.toLowerCase().includes(sought))) return undefined;
  return new Problem({
    code: 'usage',
    title: `There is no command ${word}, and no profile of that name.`,
    todo: [`Did you mean rolecall ${near}?`, 'rolecall help shows every command.'],
    exitCode: 2,
  });
}
