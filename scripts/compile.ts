import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
};

const here = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/**
 * Compiles TypeScript into one native program that nothing of the folder, the home or the environment steers: none of
 * Bun's loaders, no import left to be looked up when it runs, no code made from text.
 * @throws AggregateError with what the bundler says
 */
export async function compile({ entry, outfile, target = here, isSealed = true, ...more }: Compilation): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'rolecall-build-'));
  try {
    const own = more.runtime ?? process.execPath;
    const runtime = isSealed ? join(directory, 'runtime') : own;
    if (isSealed) writeSealed(own, runtime, target);
    await Bun.build({
      entrypoints: [entry],
      target: 'bun',
      format: 'esm',
      minify: true,
      bytecode: true,
      splitting: true,
      allowUnresolved: more.mayLookUp ? [''] : [],
      define: { 'process.env.DEV': '"false"', 'process.env.NODE_ENV': '"production"', ...more.define },
      plugins: [...(more.plugins ?? [])],
      compile: {
        outfile,
        target: `bun-${target}` as Bun.Build.CompileTarget,
        executablePath: runtime,
        autoloadDotenv: false,
        autoloadBunfig: false,
        autoloadTsconfig: false,
        autoloadPackageJson: false,
        execArgv: isSealed ? ['--disallow-code-generation-from-strings=strict'] : [],
      },
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
