import { chmod, cp, rm, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { version } from '../version.ts';
import { builtins } from './builtins.ts';
import { eager } from './eager.ts';
import { licensesOf } from './licenses.ts';
import { manualPage } from './manual.ts';
import { yoga } from './yoga.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const source = `${root}source/`;

/** How everything is bundled, the programs that the bench compares with included. */
export const options = {
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  mainFields: ['module', 'main'],
  target: 'node20',
  chunkNames: 'chunks/[name]-[hash]',
  // Syntax shrinks, lines and names stay: a crash report must be readable.
  minifySyntax: true,
  treeShaking: true,
  legalComments: 'none',
  metafile: true,
  define: { 'process.env.DEV': '"false"', 'process.env.NODE_ENV': '"production"' },
  plugins: [eager(source), builtins(source), yoga],
  alias: {
    'react-devtools-core': './source/build/no-devtools.ts',
    'ajv/dist/2020.js': './source/build/conf-extras.ts',
    'ajv-formats': './source/build/conf-extras.ts',
    semver: './source/build/conf-extras.ts',
  },
  // Native and optional: where it cannot be installed, the program goes on without it.
  external: ['@napi-rs/keyring'],
  logLevel: 'warning',
} as const satisfies BuildOptions;

const entryPoints = { rolecall: 'source/rolecall.ts', sandbox: 'source/sandbox/process.ts' };

/** Everything is bundled into lazy chunks: an install brings one package, and no verb pays for another's imports. */
export async function bundle(outdir = `${root}dist`): Promise<Metafile> {
  await rm(outdir, { recursive: true, force: true });
  const { metafile } = await build({ ...options, plugins: [...options.plugins], entryPoints, outdir });
  await chmod(`${outdir}/rolecall.js`, 0o755);
  const integration = `${root}source/shell/integration`;
  if (await stat(integration).catch(() => undefined)) {
    await cp(integration, `${outdir}/integration`, { recursive: true });
  }
  await writeFile(`${outdir}/rolecall.1`, manualPage(version));
  await writeFile(`${outdir}/licenses.txt`, await licensesOf(metafile, root));
  return metafile;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
