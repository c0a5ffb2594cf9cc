import { basename } from 'node:path';
import type { BuildOptions, Metafile } from 'esbuild';

/** One CommonJS file, in the function that `runCompiled` calls: Node's, and a way to `import()`. */
export const oneFile = {
  format: 'cjs',
  banner: { js: '(function (exports, require, module, __filename, __dirname, $import) {' },
  footer: { js: '})' },
  outExtension: { '.js': '.cjs' },
} as const satisfies BuildOptions;

/** The name of what was built, which changes with its content. */
export const nameOf = ({ outputs }: Metafile): string => basename(Object.keys(outputs)[0] ?? '');
