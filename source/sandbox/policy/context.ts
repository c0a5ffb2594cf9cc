import { many, type OneOrMany } from './document.ts';

/**
 * The condition keys of a request. A key that is known but has no value is absent from the request, as AWS means it;
 * a key that is not known at all cannot be judged.
 */
export interface Context {
  values(key: string): readonly string[] | undefined;
  knows(key: string): boolean;
}

const FAMILIES = /^(?:aws:(?:principal|request|resource)tag|iam:resourcetag)\//;

/** A context from key → value; `undefined` marks a key that is known and absent. Keys are compared without case. */
export function createContext(entries: Readonly<Record<string, OneOrMany | undefined>>): Context {
  const byKey = new Map(Object.entries(entries).map(([key, value]) => [key.toLowerCase(), value]));
  return {
    values: (key) => {
      const value = byKey.get(key.toLowerCase());
      return value === undefined ? undefined : many(value);
    },
    knows: (key) => byKey.has(key.toLowerCase()) || FAMILIES.test(key.toLowerCase()),
  };
}
