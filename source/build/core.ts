import { resolve } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { builtins } from './builtins.ts';
import { divide, type Lead } from './divide.ts';
import { fromKept, type Kept, linkText, membersOf, toChunk, wordOf } from './kept.ts';
import { nameOf, oneFile } from './one-file.ts';

/** What a quick verb runs on: one file, read whole, and what else of the program it may come to need. */
export type Core = Kept & {
  readonly metafile: Metafile;
  /** Its name, which changes with its content. */
  readonly name: string;
  /** What its `import()`s lead to, by the name of the chunk: entry points of the rest. */
  readonly later: Readonly<Record<string, string>>;
  /** What its `import()`s lead to in the file that opens sessions, by the name of the part. */
  readonly opening: Readonly<Record<string, string>>;
};

type Place = {
  /** The folder of our own code, with a separator at its end. */
  readonly source: string;
  readonly entry: string;
  /** Files that an `import()` leads to and that belong into the core all the same, relative to `source`. */
  readonly atOnce: readonly string[];
  /** Files and packages that an `import()` leads to and that lie in the file that opens sessions. */
  readonly inOpening?: readonly string[];
  readonly outdir: string;
};

/**
 * Bundles the core: everything that the entry imports, and what is named in `atOnce`, in one CommonJS file. Node reads
 * a file more in about a millisecond, and an ES module takes it three more to get going: both are felt in a prompt.
 * Everything else stays behind `import()`, in files that take what they share with the core from there.
 */
export async function buildCore(options: BuildOptions, place: Place): Promise<Core> {
  const { source, entry, outdir } = place;
  const later: Record<string, string> = {};
  const opening: Record<string, string> = {};
  const own = {
    ...options,
    inject: ['source/build/import-meta.ts'],
    define: { ...options.define, 'import.meta': 'importMeta' },
    plugins: [divide(leadsOf(options, place, later, opening)), builtins(source)],
    outdir,
    ...oneFile,
    entryNames: 'core-[hash]',
  } as const satisfies BuildOptions;
  const inputs = await build({ ...own, entryPoints: [entry], write: false, metafile: true });
  const members = await membersOf(options, source, Object.keys(inputs.metafile.inputs));
  const contents = [`export * from ${JSON.stringify(entry)};`, ...linkText(source, members)].join('\n');
  const stdin = { contents, resolveDir: options.absWorkingDir ?? '', sourcefile: 'core', loader: 'ts' } as const;
  const { metafile } = await build({ ...own, stdin, metafile: true });
  return { role: 'core', metafile, name: nameOf(metafile), members, later, opening };
}

/** For the others: what they share with the core they have from it. */
export function fromCore(core: Pick<Core, 'role' | 'members' | 'name'>, source: string, format: 'cjs' | 'esm'): Plugin {
  return fromKept(
    core,
    source,
    format === 'cjs' ? `const link = require('./${core.name}').link();` : linkInChunk(core, 'link()'),
  );
}

/** Code of a chunk that takes its `link` from the core. @param call what of the core gives it */
export const linkInChunk = ({ name }: Pick<Core, 'name'>, call: string): string =>
  `import { createRequire } from 'node:module'; const link = createRequire(import.meta.url)('../${name}').${call};`;

function leadsOf(
  { external = [] }: BuildOptions,
  { source, atOnce, inOpening = [] }: Place,
  later: Record<string, string>,
  opening: Record<string, string>,
): (to: string) => Lead {
  const inside = new Set(atOnce.map((path) => resolve(source, path)));
  return (to) => {
    if (inside.has(to)) return 'at once';
    if (external.includes(to) || process.getBuiltinModule(to) !== undefined) return { outside: to };
    if (!inOpening.some((path) => path === to || resolve(source, path) === to)) return toChunk(source, to, later);
    const word = wordOf(source, to);
    opening[word] = to;
    return { outside: `./opening/${word}` };
  };
}
