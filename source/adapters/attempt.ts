/** What work gives; undefined where it throws: what cannot be read is as if it were not there. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
