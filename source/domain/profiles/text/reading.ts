import type { IniVisitor } from './ini-lines.ts';

/**
 * Keeps one thing of each setting, by the rules on which the AWS CLI and the JS SDK agree.
 * @param kept what is kept of an entry
 * @param lengthened the same where one more line belongs to it
 */
export function readInto<T>(
  found: Map<string, T>,
  kept: (value: string, line: number) => T,
  lengthened: (before: T, more: string) => T,
): IniVisitor {
  let last = '';
  return {
    entry: (key, value, line, parent, indented) => {
      // No key to the AWS CLI: it may stand in for one that is missing, not for one that is there.
      if (indented && found.has(key)) return;
      // `s3 =` says nothing of its own once something is nested in it.
      if (parent !== undefined) found.delete(parent);
      found.set(key, kept(value, line));
      last = key;
    },
    continued: (more) => {
      const before = found.get(last);
      if (before !== undefined) found.set(last, lengthened(before, more));
    },
  };
}
