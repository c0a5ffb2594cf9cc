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
  const [wanted, unwanted] = [include.map(matcher), exclude.map(matcher)];
  return (pair) =>
    (wanted.length === 0 || wanted.some((matches) => matches(pair))) && !unwanted.some((matches) => matches(pair));
}

/** The globs that no role matches. */
export const unmatchedOf = ({ include, exclude }: Selection, pairs: readonly FoundPair[]): readonly string[] =>
  [...include, ...exclude].filter((glob) => !pairs.some(matcher(glob)));

/** An account's own name counts, whatever stands in lists behind it to tell it from others; so does the name in lists. */
function matcher(glob: string): (pair: FoundPair) => boolean {
  const pattern = globOf(glob.includes('/') ? glob : `${glob}/*`, '[^/]');
  return (pair) =>
    [shortName(pair), pair.name, `${pair.accountId}/${pair.roleName}`, pair.id].some((name) => pattern.test(name));
}
