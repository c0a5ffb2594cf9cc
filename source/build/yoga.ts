import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const asksForFetch = '"function"!=typeof fetch';

/**
 * Keeps Yoga, Ink's layout engine, from looking whether there is a `fetch`: its code lies in the bundle itself, and in
 * Node the question alone loads the whole HTTP client before the first frame.
 */
export const yoga: Plugin = {
  name: 'yoga',
  setup({ onLoad }) {
    onLoad({ filter: /yoga-layout\/dist\/binaries\/[\w-]+\.js$/ }, async ({ path }) => {
      const contents = await readFile(path, 'utf8');
      if (!contents.includes(asksForFetch)) throw new Error(`${path} asks for fetch in another way than before`);
      return { contents: contents.replaceAll(asksForFetch, 'true') };
    });
  },
};
