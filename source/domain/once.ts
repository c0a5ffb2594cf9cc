/** A function that makes its result at the first call, and gives the same one after. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The same function, asked once for each text. */
export function oncePer<T extends object | string | number>(of: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = of(text);
    known.set(text, made);
    return made;
  };
}
