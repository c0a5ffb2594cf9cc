import { isWithoutHome, withoutHome } from '../../domain/machine/cache.ts';
import type { Problem } from '../../problem.ts';
import { unwritableOwn } from '../files/write.ts';

/** A file in the cache that a flag needs. @param flag the one to go without */
export function unwritableFor(
  flag: '--live' | '--serve' | '--as-file',
  path: string,
  cause: unknown,
  text: { readonly code: string; readonly title: string },
): Problem {
  const without = `or do without ${flag}.`;
  return unwritableOwn(cause, {
    ...text,
    ...(isWithoutHome(path)
      ? { means: `Nothing is kept: ${withoutHome}.`, todo: [`Name a place with ROLECALL_HOME, ${without}`] }
      : { todo: [`Make ${path} writable, name another place with ROLECALL_HOME, ${without}`] }),
  });
}
