#!/usr/bin/env node
// Bundled as CommonJS, where a name that an older Node lacks is undefined: it gets as far as the sentence below.
import { createRequire, enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { compileCacheDirectory } from './adapters/compile-cache.ts';
import { type Compiled, runCompiled } from './adapters/compiled.ts';

/** As the build named them: the file with everything that answers from the cache alone, and the one that draws. */
declare const CORE: string;
declare const UI: string;

const [major = 0] = process.versions.node.split('.').map(Number);

if (major < 22) {
  console.error(`rolecall needs Node.js 22 or newer; this is ${process.version}. See https://nodejs.org/en/download`);
  process.exitCode = 1;
} else {
  // Node 22.0 to 22.2 know the bundle's way to Node's own modules under this name only.
  process.getBuiltinModule ??= createRequire(process.execPath) as typeof process.getBuiltinModule;
  const directory = compileCacheDirectory(process.env);
  // For what is loaded besides.
  if (directory !== undefined) enableCompileCache?.(directory);
  const by = { require, load: (specifier: string) => import(specifier) };
  const run = <Exports>(name: string) => runCompiled<Exports>(join(__dirname, name), directory, by);
  const core = run<typeof import('./cli.ts')>(CORE);
  let ui: Compiled<typeof import('./ui/main.ts')> | undefined;
  core.exports.main({
    ui: async () => {
      ui ??= run(UI);
      await ui.exports.ready;
      return ui.exports;
    },
    keepCompiled: (verb) => {
      core.keep(verb);
      ui?.keep(verb);
      flushCompileCache?.();
    },
  });
}
