#!/usr/bin/env node
// Bundled as CommonJS, where a name that an older Node lacks is undefined: it gets as far as the sentence below.
import { createRequire, enableCompileCache } from 'node:module';
import { compileCacheDirectory } from './adapters/compile-cache.ts';

const [major = 0] = process.versions.node.split('.').map(Number);

if (major < 22) {
  console.error(`rolecall needs Node.js 22 or newer; this is ${process.version}. See https://nodejs.org/en/download`);
  process.exitCode = 1;
} else {
  // Node 22.0 to 22.2 know the bundle's way to Node's own modules under this name only.
  process.getBuiltinModule ??= createRequire(process.execPath) as typeof process.getBuiltinModule;
  const directory = compileCacheDirectory(process.env);
  if (directory !== undefined) enableCompileCache?.(directory);
  import('./cli.ts').then(({ main }) => main());
}
