import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chunks, options } from '../../source/build/build.ts';
import { builtins } from '../../source/build/builtins.ts';
import { yoga } from '../../source/build/yoga.ts';

const programs = `${options.absWorkingDir}test/bench/programs/`;

/** Bundles the programs we compare with exactly as rolecall is bundled. @returns the one that starts them */
export async function buildPrograms(): Promise<string> {
  const outdir = await mkdtemp(join(tmpdir(), 'rolecall-bench-'));
  await build({
    ...chunks,
    entryPoints: ['parse-own.ts', 'parse-sdk.ts', 'twenty-lines.tsx'].map((name) => programs + name),
    outdir,
    outExtension: { '.js': '.mjs' },
    plugins: [builtins(`${options.absWorkingDir}source/`), yoga],
  });
  await build({ ...options, format: 'cjs', entryPoints: [`${programs}start.ts`], outdir });
  return join(outdir, 'start.js');
}
