import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { builtins } from './builtins.ts';
import { nameOf, oneFile } from './one-file.ts';

/** What a quick verb runs on: one file, read whole, and what else of the program it may come to need. */
export type Core = {
  readonly metafile: Metafile;
  /** Its name, which changes with its content. */
  readonly name: string;
  /** Our own files that lie in it, by absolute path, each with the names it exports. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** What its `import()`s lead to, by the name of the chunk: entry points of the rest. */
  readonly later: Readonly<Record<string, string>>;
};

type Place = {
  /** The folder of our own code, with a separator at its end. */
  readonly source: string;
  readonly entry: string;
  /** Files that an `import()` leads to and that belong into the core all the same, relative to `source`. */
  readonly atOnce: readonly string[];
  readonly outdir: string;
};

/**
 * Bundles the core: everything that the entry imports, and what is named in `atOnce`, in one CommonJS file. Node reads
 * a file more in about a millisecond, and an ES module takes it three more to get going: both are felt in a prompt.
 * Everything else stays behind `import()`, in chunks that take what they share with the core from there.
 */
export async function buildCore(options: BuildOptions, place: Place): Promise<Core> {
  const later: Record<string, string> = {};
  const own = {
    ...options,
    inject: ['source/build/import-meta.ts'],
    define: { ...options.define, 'import.meta': 'importMeta' },
    plugins: [divide(place, options.external ?? [], later), builtins(place.source)],
    outdir: place.outdir,
    ...oneFile,
    entryNames: 'core-[hash]',
  } as const satisfies BuildOptions;
  const inputs = await build({ ...own, entryPoints: [place.entry], write: false, metafile: true });
  const members = await exportsOf(options, place, Object.keys(inputs.metafile.inputs));
  const contents = [`export * from ${JSON.stringify(place.entry)};`, ...linkText(place, members)].join('\n');
  const stdin = { contents, resolveDir: options.absWorkingDir ?? '', sourcefile: 'core', loader: 'ts' } as const;
  const { metafile } = await build({ ...own, stdin, metafile: true });
  return { metafile, name: nameOf(metafile), members, later };
}

/** For the rest: an import of something that lies in the core gives what the core has, not a copy of it. */
export function fromCore(core: Pick<Core, 'members' | 'name'>, source: string, format: 'cjs' | 'esm'): Plugin {
  const load = (name: string) =>
    format === 'cjs'
      ? `const link = require('./${name}').link();`
      : `import { createRequire } from 'node:module'; const link = createRequire(import.meta.url)('../${name}').link();`;
  return {
    name: 'from-core',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const file = resolve(resolveDir, path);
        return core.members.has(file) ? { path: file, namespace: 'core', sideEffects: false } : undefined;
      });
      onLoad({ filter: /.*/, namespace: 'core' }, ({ path }) => ({
        contents: [
          "import { core } from 'core:link';",
          ...(core.members.get(path) ?? []).map(
            (name) => `export const ${name} = /* @__PURE__ */ core('${linkName(source, path, name)}');`,
          ),
        ].join('\n'),
      }));
      onResolve({ filter: /^core:link$/ }, ({ path }) => ({ path, namespace: 'core-link' }));
      onResolve({ filter: /^\.\/core-/, namespace: 'core-link' }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /.*/, namespace: 'core-link' }, () => ({
        contents: `${load(core.name)} export const core = (name) => link[name];`,
      }));
    },
  };
}

const dynamicImport = /(?<!typeof )\bimport\(\s*'([^']+)'\s*\)/g;

/**
 * An `import()` of what belongs into the core becomes a static one: it is all one file, with nothing left to wait for.
 * What any other `import()` leads to is left outside, in a chunk of its own.
 */
function divide({ source, atOnce }: Place, external: readonly string[], later: Record<string, string>): Plugin {
  const inside = new Set(atOnce.map((path) => resolve(source, path)));
  const chunkOf = (file: string): string => {
    const name = file.startsWith(source) ? wordOf(source, file) : file.replace(/\W+/g, '-').replace(/^-/, '');
    later[name] = file;
    return `./chunks/${name}.js`;
  };
  return {
    name: 'divide',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const inlined: string[] = [];
        const text = (await readFile(path, 'utf8')).replace(dynamicImport, (_, to: string) => {
          const file = to.startsWith('.') ? resolve(dirname(path), to) : to;
          if (inside.has(file)) return `Promise.resolve($${inlined.push(to)})`;
          const itself = external.includes(to) || process.getBuiltinModule(to) !== undefined;
          return `$import('${itself ? to : chunkOf(file)}')`;
        });
        const head = inlined.map((to, at) => `import * as $${at + 1} from '${to}';`).join('');
        return { contents: head + text, loader: 'ts', resolveDir: dirname(path) };
      });
    },
  };
}

/** What each of our own files exports. */
async function exportsOf(
  options: BuildOptions,
  { source }: Place,
  inputs: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const root = options.absWorkingDir ?? '';
  const own = inputs.map((input) => resolve(root, input)).filter((file) => file.startsWith(source));
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: own,
    outdir: source,
    format: 'esm',
    write: false,
    metafile: true,
  });
  return new Map(
    Object.values(metafile.outputs).map(({ entryPoint = '', exports }) => [resolve(root, entryPoint), exports]),
  );
}

/** What the rest asks for by name. Nothing of it is made before the rest is loaded. */
function linkText({ source }: Place, members: Core['members']): readonly string[] {
  const names: string[] = [];
  const imports = [...members].map(([file, exported]) => {
    const aliases = exported.map((name) => {
      names.push(linkName(source, file, name));
      return `${name} as ${linkName(source, file, name)}`;
    });
    return `import { ${aliases.join(', ')} } from ${JSON.stringify(file)};`;
  });
  return [...imports, `export const link = () => ({ ${names.join(', ')} });`];
}

const wordOf = (source: string, file: string) =>
  relative(source, file)
    .replace(/\.tsx?$/, '')
    .replace(/\W+/g, '-');

const linkName = (source: string, file: string, name: string) => `${wordOf(source, file).replaceAll('-', '_')}$${name}`;
