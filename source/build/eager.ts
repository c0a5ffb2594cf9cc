import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

const dynamicImport = /\bimport\(\s*'(\.[^']+)'\s*\)/g;
const staticImport = /^(?:import|export)\s+(?!type\s)[^;'"]*?from\s+'([^']+)'|^import\s+'([^']+)'/gms;

/**
 * Turns an `import()` of our own code that costs nothing but its own lines into a static one. A file more to find and
 * open takes longer than reading on in the same one, and code that never runs is never compiled; what stays behind an
 * `import()` is whatever leads to a library. (Node's own modules cost nothing until they are used: see `builtins`.)
 * @param source the folder of our own code
 */
export function eager(source: string): Plugin {
  const costs = new Map<string, Promise<boolean>>();
  const isFree = (file: string, above: readonly string[] = []): Promise<boolean> => {
    if (above.includes(file)) return Promise.resolve(true);
    const known = costs.get(file) ?? closureIsFree(file, [...above, file]);
    if (above.length === 0) costs.set(file, known);
    return known;
  };
  const closureIsFree = async (file: string, above: readonly string[]): Promise<boolean> => {
    if (!file.startsWith(source) || file.endsWith('.json')) return file.endsWith('.json');
    for (const [, from, bare] of (await readFile(file, 'utf8')).matchAll(staticImport)) {
      const to = from ?? bare ?? '';
      const cheap = to.startsWith('.') ? await isFree(resolve(dirname(file), to), above) : to.startsWith('node:');
      if (!cheap) return false;
    }
    return true;
  };
  return {
    name: 'eager',
    setup({ onLoad }) {
      onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        if (!path.startsWith(source)) return undefined;
        const text = await readFile(path, 'utf8');
        const targets = [...new Set(Array.from(text.matchAll(dynamicImport), ([, to = '']) => to))];
        const cheap = new Map<string, string>();
        for (const to of targets) {
          if (!isEntry(path) && (await isFree(resolve(dirname(path), to)))) cheap.set(to, `__eager${cheap.size}`);
        }
        const head = [...cheap].map(([to, name]) => `import * as ${name} from '${to}';`).join('');
        const body = text.replace(dynamicImport, (whole, to: string) => {
          const name = cheap.get(to);
          return name === undefined ? whole : `Promise.resolve(${name})`;
        });
        return { contents: head + body, loader: path.endsWith('x') ? 'tsx' : 'ts', resolveDir: dirname(path) };
      });
      /** The entry decides whether the rest may be loaded at all, and with which cache. */
      const isEntry = (path: string) => relative(source, path) === 'rolecall.ts';
    },
  };
}
