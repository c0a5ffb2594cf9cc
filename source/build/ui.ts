import { join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { builtins } from './builtins.ts';
import { type Core, fromCore } from './core.ts';
import { ink } from './ink.ts';
import { nameOf, oneFile } from './one-file.ts';

/** Bundles everything that draws, Ink and React included, in one file beside the core. */
export async function buildUi(
  options: BuildOptions,
  core: Core,
  { source, outdir }: { readonly source: string; readonly outdir: string },
): Promise<{ readonly metafile: Metafile; readonly name: string }> {
  const main = JSON.stringify(join(source, 'ui', 'main.ts'));
  const contents = `export * from ${main}; export { ready } from 'yoga-layout';`;
  const { metafile } = await build({
    ...options,
    ...oneFile,
    define: { ...options.define, 'import.meta.url': "''" },
    stdin: { contents, resolveDir: options.absWorkingDir ?? '', sourcefile: 'ui', loader: 'ts' },
    entryNames: 'ui-[hash]',
    outdir,
    plugins: [fromCore(core, source, 'cjs'), ink(source), builtins(source)],
    metafile: true,
  });
  return { metafile, name: nameOf(metafile) };
}
