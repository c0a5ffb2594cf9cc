/**
 * What an object has under a word that somebody else chose: a profile's name, a tag, a flag's value. What every object
 * inherits (`constructor`, `toString`, `__proto__`) is none of it.
 */
export const own = <T>(record: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(record, word) ? record[word] : undefined;
