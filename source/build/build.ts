import { chmod, cp, rm, stat, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { version } from '../version.ts';
import { builtins } from './builtins.ts';
import { buildCore, fromCore } from './core.ts';
import { licensesOf } from './licenses.ts';
import { manualPage } from './manual.ts';
import { buildOpening, fromOpening } from './opening.ts';
import { buildUi } from './ui.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const source = `${join(root, 'source')}${sep}`;

/** How everything is bundled, the programs that the bench compares with included. */
export const options = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  mainFields: ['module', 'main'],
  target: 'node20',
  // Syntax shrinks, lines and names stay: a crash report must be readable.
  minifySyntax: true,
  treeShaking: true,
  legalComments: 'none',
  metafile: true,
  define: { 'process.env.DEV': '"false"', 'process.env.NODE_ENV': '"production"' },
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

/** How what is not in the first file is bundled: in chunks, each loaded when its user comes. */
export const chunks = {
  ...options,
  splitting: true,
  format: 'esm',
  entryNames: 'chunks/[name]',
  chunkNames: 'chunks/[name]-[hash]',
} as const satisfies BuildOptions;

/** What answers from the cache alone, what leads there, and what leads to the first frame: read with the first file. */
const atOnce = [
  'adapters/installation.ts',
  'adapters/kept-roles.ts',
  'adapters/keychain.ts',
  'adapters/processes.ts',
  'adapters/processes-list.ts',
  'adapters/sealed-entries.ts',
  'adapters/session-files.ts',
  'adapters/session-sweep.ts',
  'adapters/settings-files.ts',
  'adapters/terminal.ts',
  'commands/credential-process.ts',
  'commands/exec.ts',
  'commands/export.ts',
  'commands/list.ts',
  'commands/live.ts',
  'commands/off.ts',
  'commands/picker.ts',
  'commands/refresh.ts',
  'commands/renew.ts',
  'commands/status.ts',
  'commands/switch.ts',
  'output/problem-text.ts',
  'profiles/load.ts',
  'profiles/summary.ts',
  'shell/detect.ts',
  'version.ts',
];

/** What opens a session that is not in the cache, and what notes that it was: files, and packages. */
const inOpening = [
  'adapters/devices.ts',
  'adapters/lock.ts',
  'adapters/mfa-process.ts',
  'adapters/source-credentials.ts',
  'adapters/sts.ts',
  'mfa/process.ts',
  'sessions/open.ts',
  '@aws-sdk/client-sts',
  '@smithy/node-http-handler',
  'conf',
  'proper-lockfile',
];

/** Everything is bundled: an install brings one package. No verb pays for what only another one needs. */
export async function bundle(outdir = `${root}dist`): Promise<Metafile> {
  await rm(outdir, { recursive: true, force: true });
  const core = await buildCore(options, { source, entry: `${source}cli.ts`, atOnce, inOpening, outdir });
  const opening = await buildOpening(options, core, { source, inOpening, outdir });
  const ui = await buildUi(options, core, { source, outdir });
  const rest = await build({
    ...chunks,
    entryPoints: { ...core.later, ...opening.later, sandbox: `${source}sandbox/main.ts` },
    outdir,
    plugins: [fromCore(core, source, 'esm'), fromOpening(opening, core, source), builtins(source)],
  });
  const entry = await build({
    ...options,
    format: 'cjs',
    entryPoints: { rolecall: `${source}rolecall.ts` },
    outdir,
    outExtension: { '.js': '.cjs' },
    define: { ...options.define, CORE: `'${core.name}'`, OPENING: `'${opening.name}'`, UI: `'${ui.name}'` },
  });
  const metafile = together(entry.metafile, core.metafile, opening.metafile, ui.metafile, rest.metafile);
  await chmod(`${outdir}/rolecall.cjs`, 0o755);
  const integration = `${root}source/shell/integration`;
  if (await stat(integration).catch(() => undefined)) {
    await cp(integration, `${outdir}/integration`, { recursive: true });
  }
  await writeFile(`${outdir}/rolecall.1`, manualPage(version));
  await writeFile(
    `${outdir}/licenses.txt`,
    await licensesOf(
      Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs)),
      root,
    ),
  );
  return metafile;
}

const together = (...files: readonly Metafile[]): Metafile => ({
  inputs: Object.assign({}, ...files.map(({ inputs }) => inputs)),
  outputs: Object.assign({}, ...files.map(({ outputs }) => outputs)),
});

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
