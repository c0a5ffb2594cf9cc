import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { BunPlugin } from 'bun';
import { writeSealed } from './runtime.ts';

/** What is compiled, and into what. Paths are absolute. */
export type Compilation = {
  readonly entry: string;
  readonly outfile: string;
  /** As Bun names it, without its prefix; this machine's own where it is left out. */
  readonly target?: string;
  /** Bun's executable for the target; the one that runs this where it is left out. */
  readonly runtime?: string;
  /** False for tests that have to load something into the program: variables steer the runtime, and code may be made. */
  readonly isSealed?: boolean;
  /** Imports may be left to be looked up when the program runs; only for the test of what becomes of them. */
  readonly mayLookUp?: boolean;
  /** Names that are replaced by texts. */
  readonly define?: Readonly<Record<string, string>>;
  readonly plugins?: readonly BunPlugin[];
  /** Files and folders that are readable inside the program, at `import.meta.dir`. */
  readonly assets?: readonly string[];
};

const here = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

type Bundle = Pick<Compilation, 'entry' | 'define' | 'plugins' | 'mayLookUp'>;

/** How everything is bundled, whatever becomes of it. */
const bundleOptions = ({ entry, define, plugins = [], mayLookUp = false }: Bundle): Bun.BuildConfig => ({
  entrypoints: [entry],
  target: 'bun',
  format: 'esm',
  splitting: true,
  allowUnresolved: mayLookUp ? [''] : [],
  define: { 'process.env.DEV': '"false"', 'process.env.NODE_ENV': '"production"', ...define },
  plugins: [...plugins],
});

/** The files that a bundle is made of, relative to the current directory. @throws AggregateError as `compile` does */
export async function inputsOf(bundle: Bundle): Promise<readonly string[]> {
  const { metafile } = await Bun.build({ ...bundleOptions(bundle), metafile: true });
  return Object.keys(metafile?.inputs ?? {});
}

/**
 * Compiles TypeScript into one native program that nothing of the folder, the home or the environment steers: none of
 * Bun's loaders, no import left to be looked up when it runs, no code made from text.
 * @throws AggregateError with what the bundler says
 */
export async function compile(compilation: Compilation): Promise<void> {
  const { outfile, target = here, isSealed = true, runtime: executable = process.execPath, assets = [] } = compilation;
  // Beside the outcome, which is then moved: the bundler leaves a map of each chunk where it writes.
  const directory = mkdtempSync(join(dirname(outfile), '.build-'));
  const written = join(directory, basename(outfile));
  try {
    const runtime = isSealed ? join(directory, 'runtime') : executable;
    if (isSealed) writeSealed(executable, runtime, target);
    await Bun.build({
      ...bundleOptions(compilation),
      // Not the identifiers: a report of a bug names the class of the error, and `keepNames` keeps no class's name.
      minify: { whitespace: true, syntax: true, identifiers: false },
      // A crash names our own files and lines.
      sourcemap: 'inline',
      bytecode: true,
      compile: {
        outfile: written,
        assets: [...assets],
        target: `bun-${target}` as Bun.Build.CompileTarget,
        executablePath: runtime,
        autoloadDotenv: false,
        autoloadBunfig: false,
        autoloadTsconfig: false,
        autoloadPackageJson: false,
        execArgv: isSealed ? ['--disallow-code-generation-from-strings=strict'] : [],
      },
    });
    renameSync(written, outfile);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
