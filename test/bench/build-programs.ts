import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { options } from '../../source/build/build.ts';
import { builtins } from '../../source/build/builtins.ts';
import { ink } from '../../source/build/ink.ts';
import { oneFile } from '../../source/build/one-file.ts';

const programs = `${options.absWorkingDir}test/bench/programs/`;

/** Bundles the programs we compare with exactly as rolecall is bundled. @returns the one that starts them */
export async function buildPrograms(): Promise<string> {
  const outdir = await mkdtemp(join(tmpdir(), 'rolecall-bench-'));
  const source = `${options.absWorkingDir}source/`;
  const plugins = [ink(source), builtins(source)];
  const define = { ...options.define, 'import.meta.url': "''" };
  const own = { ...options, ...oneFile, define, plugins, metafile: false };
  const contents = `
    export { ready } from 'yoga-layout';
    export const begin = () => require('${programs}twenty-lines.tsx');`;
  const stdin = { contents, resolveDir: options.absWorkingDir, sourcefile: 'twenty-lines.js' };
  await build({ ...own, stdin, outfile: join(outdir, 'twenty-lines.cjs') });
  await build({ ...own, outdir, entryPoints: ['parse-own.ts', 'parse-sdk.ts'].map((name) => programs + name) });
  await build({ ...options, format: 'cjs', entryPoints: [`${programs}start.ts`], outdir });
  return join(outdir, 'start.js');
}
