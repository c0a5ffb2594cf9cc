import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { shellKinds } from '../source/domain/shells/registry.ts';
import { version } from '../source/version.ts';
import { entry, keyringPart, root, substitutes } from './bundle.ts';
import { type Compilation, compile } from './compile.ts';
import { programLicenses } from './licenses.ts';
import { manualPage } from './manual.ts';

/** Options of `buildProgram`. */
export type ProgramOptions = Pick<Compilation, 'isSealed' | 'target' | 'runtime'> & {
  /** The program's file name. */
  readonly file?: string;
  /** The keychain's native part; this machine's unless given. */
  readonly keyring?: string;
};

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
 * Builds rolecall for this machine, or for another target.
 * @param outdir emptied; for the program, its manual page and the licences of its parts, which are inside the program as well
 * @throws AggregateError as `compile` does
 */
export async function buildProgram(outdir: string, options: ProgramOptions = {}): Promise<void> {
  const { file = 'rolecall', keyring = keyringPart(), ...compilation } = options;
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const integration = collectIntegration(outdir);
  const bundle = {
    entry,
    define: {
      BUILD: JSON.stringify(digestOf(join(root, 'source')).slice(0, 16)),
      KEYRING: JSON.stringify(basename(keyring)),
      INTEGRATION: JSON.stringify(digestOf(integration).slice(0, 16)),
    },
    plugins: [substitutes],
  };
  const manual = join(outdir, 'rolecall.1');
  const licenses = join(outdir, 'licenses.txt');
  writeFileSync(manual, manualPage(version));
  writeFileSync(licenses, await programLicenses(keyring));
  const assets = [integration, manual, licenses, keyring];
  await compile({ ...bundle, ...compilation, outfile: join(outdir, file), assets });
  rmSync(integration, { recursive: true });
}
