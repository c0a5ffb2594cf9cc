import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCompiled } from '../../../source/adapters/compiled.ts';

// As rolecall starts: with what was compiled of the program in earlier processes.
const directory = process.env.BENCH_COMPILED ?? '';
mkdirSync(directory, { recursive: true });
const file = join(__dirname, `${process.env.BENCH_PROGRAM}.cjs`);
const program = runCompiled<Partial<{ ready: Promise<unknown>; begin: () => void }>>(file, directory, {
  require,
  load: (specifier) => import(specifier),
});
process.once('SIGTERM', () => {
  program.keep('everything');
  process.exit(0);
});
process.once('exit', () => program.keep('everything'));
program.exports.ready?.then(() => program.exports.begin?.());
