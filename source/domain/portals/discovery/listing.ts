/** The pages of one listing so far, all under one access token. */
export type Listing = {
  readonly items: readonly string[];
  /** Token of the next page; undefined before the first one. */
  readonly next?: string;
  /** Tokens of the pages so far: one that comes again leads round in a circle. */
  readonly tokens: ReadonlySet<string>;
};

export const newListing: Listing = { items: [], tokens: new Set() };

/** No person has so many pages. */
const mostPages = 1_000;

/** The listing after a page. @returns undefined where its pages never end */
export function withPage(listing: Listing, items: readonly string[], next: string | undefined): Listing | undefined {
  const { next: _, ...before } = listing;
  const all = [...before.items, ...items];
  if (next === undefined) return { ...before, items: all };
  if (before.tokens.has(next) || before.tokens.size >= mostPages) return undefined;
  return { items: all, next, tokens: new Set([...before.tokens, next]) };
}
