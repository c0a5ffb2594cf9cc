import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { shellKinds } from '../source/domain/shells/registry.ts';
import { version } from '../source/version.ts';
import { root, substitutes } from './bundle.ts';
import { compile, inputsOf } from './compile.ts';
import { type Bundled, licensesOf } from './licenses.ts';
import { manualPage } from './manual.ts';

/** Where the folders of the shells lie: `shells/zsh/`, … */
const shellFolders = join(root, 'source', 'domain', 'shells');

/** SHA-256 over names and contents of all files below a folder, in hexadecimal. */
function digestOf(folder: string): string {
  const hash = createHash('sha256');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const name of names) hash.update(`${name.slice(folder.length)}\0`).update(readFileSync(name));
  return hash.digest('hex');
}

/**
 * Copies what the shells themselves read, without our code, into a folder for each shell.
 * @returns the folder with those
 */
function collectIntegration(directory: string): string {
  const integration = join(directory, 'integration');
  for (const kind of shellKinds) {
    const isIntegration = (path: string) => !path.endsWith('.ts');
    cpSync(join(shellFolders, kind), join(integration, kind), { recursive: true, filter: isIntegration });
  }
  return integration;
}

/**
 * Builds rolecall for this machine.
 * @param outdir where `rolecall` goes, with its manual page, and the licences of what is in it, beside it and inside
 * @param isSealed false for the program that tests may load something into
 */
async function build(outdir: string, isSealed: boolean): Promise<void> {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const integration = collectIntegration(outdir);
  const bundle = {
    entry: join(root, 'source', 'main.ts'),
    define: {
      BUILD: JSON.stringify(digestOf(join(root, 'source')).slice(0, 16)),
      KEYRING: JSON.stringify(basename(keyringPart())),
      INTEGRATION: JSON.stringify(digestOf(integration).slice(0, 16)),
    },
    plugins: [substitutes],
  };
  const manual = join(outdir, 'rolecall.1');
  const licenses = join(outdir, 'licenses.txt');
  writeFileSync(manual, manualPage(version));
  writeFileSync(
    licenses,
    await licensesOf([...(await inputsOf(bundle)), relative(root, keyringPart())], root, [runtime()]),
  );
  const assets = [integration, manual, licenses, keyringPart()];
  await compile({ ...bundle, outfile: join(outdir, 'rolecall'), isSealed, assets });
  rmSync(integration, { recursive: true });
  cpSync(join(root, 'scripts', 'launcher.sh'), join(outdir, 'launcher'));
  chmodSync(join(outdir, 'launcher'), 0o755);
}

/** Bun itself, and what is linked into it: its own page about that is the text. */
function runtime(): Bundled {
  const page = readFileSync(join(root, 'node_modules', 'bun-types', 'docs', 'project', 'license.mdx'), 'utf8');
  const text = page.replace(/^---\n[\s\S]*?\n---\n/, '').trim();
  return { name: 'bun', version: Bun.version, license: 'MIT', author: 'Oven', text };
}

/** The keychain's native part for this platform. It is loaded by code of ours: its own would look for others when it runs. */
function keyringPart(): string {
  const libc = process.platform === 'linux' ? '-gnu' : process.platform === 'win32' ? '-msvc' : '';
  return createRequire(import.meta.url).resolve(`@napi-rs/keyring-${process.platform}-${process.arch}${libc}`);
}

const { values } = parseArgs({ options: { 'for-tests': { type: 'boolean', default: false } } });
await build(join(root, values['for-tests'] ? 'dist-test' : 'dist'), !values['for-tests']);
