/** Why a check failed, why it could not run, or what it tells where it passed; undefined where it passed and tells nothing. */
export type Found = string | { readonly unknown: string } | { readonly told: string } | undefined;

export type Run = (directory: string) => Found | Promise<Found>;

/** What a check finds. One that throws has failed: those after it are worth their time. */
export async function foundBy(run: Run, directory: string): Promise<Found> {
  try {
    return await run(directory);
  } catch (error) {
    return `it threw: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** How that is shown. */
export function outcomeOf(found: Found): readonly [mark: string, why?: string] {
  if (found === undefined) return ['✔'];
  if (typeof found === 'string') return ['✖', found];
  return 'told' in found ? ['✔', found.told] : ['? NOT CHECKED', found.unknown];
}
