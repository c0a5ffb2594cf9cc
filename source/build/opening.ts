import { resolve } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { builtins } from './builtins.ts';
import { type Core, fromCore, linkInChunk } from './core.ts';
import { divide } from './divide.ts';
import { fromKept, type Kept, linkText, membersOf, toChunk } from './kept.ts';
import { nameOf, oneFile } from './one-file.ts';

/** What opens a session: one file, as the core is. */
export type Opening = Kept & {
  readonly metafile: Metafile;
  readonly name: string;
  /** What its `import()`s lead to, by the name of the chunk: entry points of the rest. */
  readonly later: Readonly<Record<string, string>>;
};

type Place = { readonly source: string; readonly outdir: string; readonly inOpening: readonly string[] };

/**
 * Bundles what opens a session, the SDK's STS client and the libraries that lock and write included, in one CommonJS
 * file beside the core: as chunks, those are some fifty files, of which most functions are compiled anew each time.
 * Each of its parts runs when it is first asked for.
 */
export async function buildOpening(
  options: BuildOptions,
  core: Core,
  { source, outdir, inOpening }: Place,
): Promise<Opening> {
  const later: Record<string, string> = {};
  const inside = new Set(inOpening.flatMap((path) => [path, resolve(source, path)]));
  const leads = divide((to) => {
    const isHere = inside.has(to) || core.members.has(to) || process.getBuiltinModule(to) !== undefined;
    return isHere ? 'here' : toChunk(source, to, later);
  });
  const parts = Object.entries(core.opening).map(([word, file]) => `'${word}': () => import(${JSON.stringify(file)})`);
  const own = {
    ...options,
    ...oneFile,
    // A script of its own has no `import()`: what is left of it, for Node's own modules, becomes `require`.
    supported: { 'dynamic-import': false },
    define: { ...options.define, 'import.meta.url': "''" },
    plugins: [needless, fromCore(core, source, 'cjs'), leads, builtins(source)],
    outdir,
    entryNames: 'opening-[hash]',
  } as const satisfies BuildOptions;
  const bundled = (lines: readonly string[]) => ({
    ...own,
    stdin: { contents: lines.join('\n'), resolveDir: options.absWorkingDir ?? '', sourcefile: 'opening' },
    metafile: true as const,
  });
  const all = `export const parts = { ${parts.join(', ')} };`;
  const inputs = await build({ ...bundled([all]), write: false });
  const members = await membersOf(options, source, Object.keys(inputs.metafile.inputs));
  const { metafile } = await build(bundled([all, ...linkText(source, members)]));
  return { role: 'opening', metafile, name: nameOf(metafile), members, later };
}

/** For the chunks: what they share with it they have from it. What the core was given runs it where that is not done yet. */
export const fromOpening = (opening: Opening, core: Core, source: string): Plugin =>
  fromKept(opening, source, linkInChunk(core, 'opening().link()'));

/** What the SDK brings for clients that look for keys, and for answers that come in pieces: ours have theirs, and are whole. */
const needless: Plugin = {
  name: 'needless',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(@aws-sdk\/credential-provider-node|@smithy\/core\/event-streams)$/ }, ({ path }) => ({
      path,
      namespace: 'needless',
    }));
    onLoad({ filter: /.*/, namespace: 'needless' }, ({ path }) => ({
      contents: `const needless = () => { throw new Error('${path} was left out of the bundle'); };
        export { needless as defaultProvider, needless as EventStreamSerde };`,
    }));
  },
};
