/** One page of a list, and the mark under which the next one is found. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | undefined };

/** Every item of a list that IAM gives page by page. @param onPage hears of each page as it comes */
export async function allPages<T>(
  load: (marker: string | undefined) => Promise<Page<T>>,
  onPage?: (items: readonly T[]) => void,
): Promise<readonly T[]> {
  const all: T[] = [];
  let marker: string | undefined;
  do {
    const page = await load(marker);
    all.push(...page.items);
    onPage?.(page.items);
    marker = page.next;
  } while (marker !== undefined);
  return all;
}
