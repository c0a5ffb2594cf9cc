#!/usr/bin/env node
// No static import of a built-in here: an older Node must get as far as the sentence below.
import { compileCacheDirectory } from './adapters/compile-cache.ts';

const [major = 0] = process.versions.node.split('.').map(Number);

if (major < 22) {
  console.error(`rolecall needs Node.js 22 or newer; this is ${process.version}. See https://nodejs.org/en/download`);
  process.exitCode = 1;
} else {
  // An import would also load all that the exports of the module lead to.
  const nodeModule = process.getBuiltinModule?.('node:module') ?? (await import('node:module'));
  // Node 22.0 to 22.2 know the bundle's way to Node's own modules under this name only.
  process.getBuiltinModule ??= nodeModule.createRequire(import.meta.url) as typeof process.getBuiltinModule;
  const directory = compileCacheDirectory(process.env);
  if (directory !== undefined) nodeModule.enableCompileCache?.(directory);
  const { main } = await import('./cli.ts');
  await main();
}
