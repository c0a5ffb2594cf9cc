import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { options } from '../../source/build/build.ts';

/** Bundles the programs we compare with exactly as rolecall is bundled. @returns the one that starts them */
export async function buildPrograms(): Promise<string> {
  const outdir = await mkdtemp(join(tmpdir(), 'rolecall-bench-'));
  await build({
    ...options,
    plugins: [...options.plugins],
    entryPoints: { start: 'test/bench/programs/start.ts' },
    outdir,
  });
  return join(outdir, 'start.js');
}
