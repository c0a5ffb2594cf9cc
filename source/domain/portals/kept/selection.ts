import { globOf } from '../../profiles/names.ts';
import { shortName } from '../found/names.ts';
import type { FoundPair } from '../found/pairs.ts';

/** Which roles of a portal are meant: globs of `ACCOUNT/ROLE`, or of accounts alone. An ID is as good as a name. */
export type Selection = {
  /** All without one. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
};

/** Is a role among those that are meant? */
export function selects({ include, exclude }: Selection): (pair: FoundPair) => boolean {
  const matchers = (globs: readonly string[]) => globs.map((glob) => matcher(glob));
  const [wanted, unwanted] = [matchers(include), matchers(exclude)];
  return (pair) =>
    (wanted.length === 0 || wanted.some((matches) => matches(pair))) && !unwanted.some((matches) => matches(pair));
}

/** A glob that no role matches. */
export type Unmatched = {
  readonly glob: string;
  /** What it would match if capitals did not count: roles, or accounts where it names those alone. */
  readonly inOtherCase: readonly string[];
};

/** The globs that no role matches. */
export const unmatchedOf = ({ include, exclude }: Selection, pairs: readonly FoundPair[]): readonly Unmatched[] =>
  [...include, ...exclude]
    .filter((glob) => !pairs.some(matcher(glob)))
    .map((glob) => {
      const names = pairs.filter(matcher(glob, 'any case')).map(shortName);
      const ofAccounts = names.map((name) => name.slice(0, name.lastIndexOf('/')));
      return { glob, inOtherCase: [...new Set(glob.includes('/') ? names : ofAccounts)] };
    });

/** An account's own name counts, whatever stands in lists behind it to tell it from others; so does the name in lists. */
function matcher(glob: string, letters?: 'any case'): (pair: FoundPair) => boolean {
  const pattern = globOf(glob.includes('/') ? glob : `${glob}/*`, '[^/]', letters);
  return (pair) =>
    [shortName(pair), pair.name, `${pair.accountId}/${pair.roleName}`, pair.id].some((name) => pattern.test(name));
}
