#!/usr/bin/env node
// Bundled as CommonJS, where a name that an older Node lacks is undefined: it gets as far as the sentence below.
import { createRequire, enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { compileCacheDirectory } from './adapters/compile-cache.ts';
import { type Compiled, runCompiled } from './adapters/compiled.ts';

/** As the build named them: what answers from the cache alone, what opens a session, and what draws. */
declare const CORE: string;
declare const OPENING: string;
declare const UI: string;

type Opening = {
  readonly parts: Readonly<Record<string, () => Promise<unknown>>>;
  readonly link: () => Readonly<Record<string, unknown>>;
};

let directory: string | undefined;
let opened: Compiled<Opening> | undefined;

/** What opens a session, run when that is first wanted. */
function opening(): Opening {
  opened ??= run(OPENING);
  return opened.exports;
}

/** What has been run is known by its place; to look for it on the disk again would take half a millisecond. */
const requireOwn = Object.assign(
  (specifier: string): unknown => require.cache[join(__dirname, specifier)]?.exports ?? require(specifier),
  { cache: require.cache },
);

function run<Exports>(name: string): Compiled<Exports> {
  return runCompiled<Exports>(join(__dirname, name), directory, { require: requireOwn, load });
}

/** What an `import()` leads to: a part of what opens a session, or a file. */
async function load(specifier: string): Promise<unknown> {
  const part = /^\.\/opening\/(.*)/.exec(specifier)?.[1];
  return part === undefined ? import(specifier) : opening().parts[part]?.();
}

function start(): void {
  // Node 22.0 to 22.2 know the bundle's way to Node's own modules under this name only.
  process.getBuiltinModule ??= createRequire(process.execPath) as typeof process.getBuiltinModule;
  directory = compileCacheDirectory(process.env);
  // For what is loaded besides.
  if (directory !== undefined) enableCompileCache?.(directory);
  const core = run<typeof import('./cli.ts')>(CORE);
  // Chunks find there what they share with it.
  Object.assign(core.exports, { opening });
  let ui: Compiled<typeof import('./ui/main.ts')> | undefined;
  core.exports.main({
    ui: async () => {
      ui ??= run(UI);
      await ui.exports.ready;
      return ui.exports;
    },
    keepCompiled: (verb) => {
      for (const file of [core, opened, ui]) file?.keep(verb);
      flushCompileCache?.();
    },
  });
}

const [major = 0] = process.versions.node.split('.').map(Number);

if (major < 22) {
  console.error(`rolecall needs Node.js 22 or newer; this is ${process.version}. See https://nodejs.org/en/download`);
  process.exitCode = 1;
} else {
  start();
}
