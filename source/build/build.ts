import { chmod, cp, rm, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  mainFields: ['module', 'main'],
  target: 'node20',
  // Identifiers and syntax shrink, lines stay: a crash report must be readable.
  minifySyntax: true,
  treeShaking: true,
  legalComments: 'none',
  logLevel: 'warning',
} satisfies BuildOptions;

const quickIsAFile: Plugin = {
  name: 'quick-is-a-file',
  setup: (build) => {
    build.onResolve({ filter: /\/quick\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './quick.js', external: true } : undefined,
    );
  },
};

/** What is imported only when it is needed is never needed for a quick answer; where it is, the whole program takes over. */
const onlyWhatIsQuick: Plugin = {
  name: 'only-what-is-quick',
  setup: (build) => {
    build.onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

/** Everything is bundled into lazy chunks: an install brings one package, and no verb pays for another's imports. */
export async function bundle(outdir = `${root}dist`): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  await build({
    ...common,
    entryPoints: { rolecall: 'source/rolecall.ts', sandbox: 'source/sandbox/process.ts' },
    outdir,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    metafile: true,
    define: { 'process.env.DEV': '"false"', 'process.env.NODE_ENV': '"production"' },
    alias: { 'react-devtools-core': './source/build/no-devtools.ts' },
    // Native and optional: it is installed beside the bundle, or it is not there.
    external: ['@napi-rs/keyring'],
    // Bundled CommonJS asks for built-ins with require().
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
    },
    plugins: [quickIsAFile],
  });
  // Reading forty small chunks takes longer than what is in them: the quick answers lie in one file of their own.
  await build({ ...common, entryPoints: { quick: 'source/quick.ts' }, outdir, plugins: [onlyWhatIsQuick] });
  await chmod(`${outdir}/rolecall.js`, 0o755);
  const integration = `${root}source/shell/integration`;
  if (await stat(integration).catch(() => undefined)) {
    await cp(integration, `${outdir}/integration`, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
