import { chmod, cp, rm, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { builtins } from './builtins.ts';
import { eager } from './eager.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const source = `${root}source/`;

/** Everything is bundled into lazy chunks: an install brings one package, and no verb pays for another's imports. */
export async function bundle(outdir = `${root}dist`): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: { rolecall: 'source/rolecall.ts', sandbox: 'source/sandbox/process.ts' },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    // Native and optional: it is installed beside the bundle, or it is not there.
    external: ['@napi-rs/keyring'],
    target: 'node20',
    chunkNames: 'chunks/[name]-[hash]',
    // Identifiers and syntax shrink, lines stay: a crash report must be readable.
    minifySyntax: true,
    treeShaking: true,
    legalComments: 'none',
    metafile: true,
    define: { 'process.env.DEV': '"false"', 'process.env.NODE_ENV': '"production"' },
    plugins: [eager(source), builtins(source)],
    alias: { 'react-devtools-core': './source/build/no-devtools.ts' },
    logLevel: 'warning',
  });
  await chmod(`${outdir}/rolecall.js`, 0o755);
  const integration = `${root}source/shell/integration`;
  if (await stat(integration).catch(() => undefined)) {
    await cp(integration, `${outdir}/integration`, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
