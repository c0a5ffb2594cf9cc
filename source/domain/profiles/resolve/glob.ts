import { Problem } from '../../../problem.ts';
import type { Profiles } from '../profile.ts';
import { unknownProfile } from './chain.ts';

/**
 * The profiles that names and globs stand for, each once, in the order given and of the files.
 * @param wanted an exact name beats a glob of `*`, `?` and `[abc]`, which matches whole names
 * @throws Problem for a name that does not exist and a glob that matches nothing
 */
export function matchProfiles(profiles: Profiles, wanted: readonly string[]): string[] {
  const found = new Set<string>();
  for (const each of wanted) {
    const names = profiles.get(each) !== undefined ? [each] : matching(profiles, each);
    for (const name of names) found.add(name);
  }
  return [...found];
}

/** Whether a word can stand for several profiles. */
function isGlob(text: string): boolean {
  return /[*?[]/.test(text);
}

function matching(profiles: Profiles, glob: string): string[] {
  if (!isGlob(glob)) throw unknownProfile(profiles, glob);
  const pattern = patternOf(glob);
  const names = profiles.names.filter((name) => pattern.test(name));
  if (names.length > 0) return names;
  throw new Problem({
    code: 'glob-empty',
    title: `No profile matches ${glob}.`,
    todo: ['rolecall list --names shows the names there are.'],
  });
}

function patternOf(glob: string): RegExp {
  const source = glob.replace(/\[(!?)([^\]]+)\]|[*?]|[\\^$.|+(){}[\]/-]/g, (part, not: string, set?: string) => {
    if (set !== undefined) return `[${not === '!' ? '^' : ''}${set.replace(/[\\\]^[]/g, '\\$&')}]`;
    if (part === '*') return '.*';
    return part === '?' ? '.' : `\\${part}`;
  });
  return new RegExp(`^${source}$`, 's');
}
