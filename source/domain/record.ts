/** The fields of an object. */
export type Fields = Readonly<Record<string, unknown>>;

/** Is this an object with keys, and no list? */
export const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a text of JSON; undefined where it is none: JSON itself has no such value. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message would quote the text.
    return undefined;
  }
}

/** The object that a text of JSON holds; undefined for anything else. */
export function recordIn(text: string): Fields | undefined {
  const value = jsonIn(text);
  return isRecord(value) ? value : undefined;
}
