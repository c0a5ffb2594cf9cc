import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * What becomes of an `import()`: `at once` a static import, for it is all one file, with nothing left to wait for;
 * `here` what esbuild makes of it, in the same file and run when it is first asked for; else the specifier that the
 * process is asked for when it comes to that.
 */
export type Lead = 'at once' | 'here' | { readonly outside: string };

const dynamicImport = /(?<!typeof )\bimport\(\s*'([^']+)'\s*\)/g;

/** Divides what is bundled at the `import()`s of our own code. @param leads where that of an absolute path, or a package, goes */
export function divide(leads: (to: string) => Lead): Plugin {
  return {
    name: 'divide',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const inlined: string[] = [];
        const text = (await readFile(path, 'utf8')).replace(dynamicImport, (written, to: string) => {
          const lead = leads(to.startsWith('.') ? resolve(dirname(path), to) : to);
          if (lead === 'here') return written;
          return lead === 'at once' ? `Promise.resolve($${inlined.push(to)})` : `$import('${lead.outside}')`;
        });
        const head = inlined.map((to, at) => `import * as $${at + 1} from '${to}';`).join('');
        return { contents: head + text, loader: 'ts', resolveDir: dirname(path) };
      });
    },
  };
}
