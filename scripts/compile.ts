import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { BunPlugin } from 'bun';
import { segmentStart, signedAdHoc } from './release/macho.ts';
import { writeSealed } from './runtime.ts';
import { dropSources } from './sources.ts';

/** Options of `compile`. Paths are absolute. */
export type Compilation = {
  readonly entry: string;
  readonly outfile: string;
  /** Bun's name of the target without the prefix `bun-`; this machine's unless given. */
  readonly target?: string;
  /** Bun's executable for the target; the running one unless given. */
  readonly runtime?: string;
  /** False for tests that load code into the program: environment variables control the runtime, and eval works. */
  readonly isSealed?: boolean;
  /** Allows imports that are resolved at run time; only for the test of such imports. */
  readonly mayLookUp?: boolean;
  /** Names that are replaced by expressions. */
  readonly define?: Readonly<Record<string, string>>;
  readonly plugins?: readonly BunPlugin[];
  /** Files and folders inside the program, readable at `import.meta.dir`. */
  readonly assets?: readonly string[];
};

/**
 * How much more often than usual a function has to run before it is compiled, until `endStart` (`adapters/runtime/jit.ts`). Most
 * commands end within 30 ms, and what is compiled meanwhile runs too seldom to be worth it: `exec` is 10 % quicker, a list 5 %.
 * More makes long lists slower.
 */
const jitPolicy = 8;

const here = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

type Bundle = Pick<Compilation, 'entry' | 'define' | 'plugins' | 'mayLookUp'>;

/** Bundler options of every build. */
const bundleOptions = ({ entry, define, plugins = [], mayLookUp = false }: Bundle): Bun.BuildConfig => ({
  entrypoints: [entry],
  target: 'bun',
  format: 'esm',
  splitting: true,
  // The libraries of AWS have a form for bundlers, from which what is not used falls away.
  conditions: ['module'],
  allowUnresolved: mayLookUp ? [''] : [],
  define: { 'process.env.DEV': '"false"', 'process.env.NODE_ENV': '"production"', ...define },
  plugins: [...plugins],
});

/** The input files of a bundle, relative to the current directory. @throws AggregateError as `compile` does */
export async function inputsOf(bundle: Bundle): Promise<readonly string[]> {
  const { metafile } = await Bun.build({ ...bundleOptions(bundle), metafile: true });
  return Object.keys(metafile?.inputs ?? {});
}

/**
 * Compiles TypeScript into one native program that folder, home and environment cannot influence: Bun's loaders of
 * configuration are off, no import is resolved at run time, no code is made from text.
 * @throws AggregateError with the messages of the bundler
 */
export async function compile(compilation: Compilation): Promise<void> {
  const { outfile, target = here, isSealed = true, runtime: executable = process.execPath, assets = [] } = compilation;
  // The bundler also writes source maps into this directory, so the program is moved out of it.
  const directory = mkdtempSync(join(dirname(outfile), '.build-'));
  const written = join(directory, basename(outfile));
  try {
    const runtime = isSealed ? join(directory, 'runtime') : executable;
    if (isSealed) writeSealed(executable, runtime, target);
    await Bun.build({
      ...bundleOptions(compilation),
      // Not the identifiers: a report of a bug names the class of the error, and `keepNames` keeps no class's name.
      minify: { whitespace: true, syntax: true, identifiers: false },
      // For crash reports with our own files and lines.
      sourcemap: 'inline',
      bytecode: true,
      compile: {
        outfile: written,
        assets: [...assets],
        jitPolicy,
        target: `bun-${target}` as Bun.Build.CompileTarget,
        executablePath: runtime,
        autoloadDotenv: false,
        autoloadBunfig: false,
        autoloadTsconfig: false,
        autoloadPackageJson: false,
        execArgv: isSealed ? ['--disallow-code-generation-from-strings=strict'] : [],
      },
    });
    finish(written, target, statSync(runtime).size);
    renameSync(written, outfile);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What macOS calls the program. */
const identifier = 'dev.rolecall';

/**
 * Drops the text of the sources, and signs programs of macOS anew: on arm64 nothing runs there without a signature, on x64
 * nothing with a wrong one, and of the runtime's own one the bundler leaves some pages that are not as they were signed.
 * @param runtime how long Bun's executable is, in bytes
 * @throws Error where there was nothing to drop: the bundler's format has changed
 */
function finish(program: string, target: string, runtime: number): void {
  const bytes = readFileSync(program);
  const isMacOs = target.startsWith('darwin');
  // On macOS the bundle has a segment of its own, before the last one.
  if (dropSources(bytes, isMacOs ? segmentStart(bytes, '__BUN') : runtime) === 0) {
    throw new Error(`${program} holds no sources, or in another form.`);
  }
  writeFileSync(program, isMacOs ? signedAdHoc(bytes, identifier) : bytes);
}
