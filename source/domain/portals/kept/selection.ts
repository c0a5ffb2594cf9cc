import { globOf } from '../../profiles/names.ts';
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

function matcher(glob: string): (pair: FoundPair) => boolean {
  const pattern = globOf(glob.includes('/') ? glob : `${glob}/*`, '[^/]');
  return (pair) => [pair.name, `${pair.accountId}/${pair.roleName}`, pair.id].some((name) => pattern.test(name));
}
