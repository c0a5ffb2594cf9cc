import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { shellKinds } from '../source/domain/shells/registry.ts';
import { version } from '../source/version.ts';
import { entry, keyringPart, root, substitutes } from './bundle.ts';
import { compile } from './compile.ts';
import { programLicenses } from './licenses.ts';
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
 * @param outdir for `rolecall`, its manual page and the licences of its parts, which are inside the program as well
 * @param isSealed false for the program into which tests load code
 */
async function build(outdir: string, isSealed: boolean): Promise<void> {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const integration = collectIntegration(outdir);
  const bundle = {
    entry,
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
  writeFileSync(licenses, await programLicenses());
  const assets = [integration, manual, licenses, keyringPart()];
  await compile({ ...bundle, outfile: join(outdir, 'rolecall'), isSealed, assets });
  rmSync(integration, { recursive: true });
  cpSync(join(root, 'scripts', 'launcher.sh'), join(outdir, 'launcher'));
  chmodSync(join(outdir, 'launcher'), 0o755);
}

const { values } = parseArgs({ options: { 'for-tests': { type: 'boolean', default: false } } });
await build(join(root, values['for-tests'] ? 'dist-test' : 'dist'), !values['for-tests']);
