import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundle.ts';

/** The file of a page, by its name from the root of the repository: `docs/keys.md`. */
export const pagePath = (name: string): string => join(root, name);

/** Every page that a person reads: the readme, then those in `docs/`, by name. */
export const pageNames: readonly string[] = [
  'readme.md',
  ...readdirSync(pagePath('docs'))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/${name}`),
];

/** A page with a text between the two marks of that name; without the marks, as it is. */
export function betweenMarks(page: string, name: string, text: string): string {
  const marked = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  return page.replace(marked, (_, open: string, close: string) => `${open}${text}\n${close}`);
}
