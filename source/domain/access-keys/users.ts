import { unlessProblem } from '../../problem.ts';
import type { Profiles } from '../profiles/profile.ts';
import { resolveChain } from '../profiles/resolve/chain.ts';

/** The other profiles that open with the stored key of that name, and not without it, in the order of the files. */
export const keyUsers = (name: string, profiles: Profiles): readonly string[] =>
  profiles.names.filter((other) => {
    // What leads nowhere opens with no key.
    const source = other === name ? undefined : unlessProblem(() => resolveChain(profiles, other))?.source;
    return source?.kind === 'stored-key' && source.profile === name;
  });

/** So many names stand in a sentence. */
const mostNamed = 5;

/** `audit, prod, ystataws and 7 more` */
export const someOf = (names: readonly string[]): string =>
  names.length > mostNamed
    ? `${names.slice(0, mostNamed).join(', ')} and ${names.length - mostNamed} more`
    : names.join(', ');
