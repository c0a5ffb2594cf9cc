import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../source/version.ts';
import { entry, keyringPart, root, substitutes } from './bundle.ts';
import { compile } from './compile.ts';
import { programLicenses } from './licenses.ts';
import { manualPage } from './manual.ts';

const integration = join(root, 'source', 'domain', 'shells', 'integration');

/** SHA-256 over names and contents of all files below a folder, in hexadecimal. */
function digestOf(...folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const name of names) hash.update(`${name.slice(root.length)}\0`).update(readFileSync(name));
  }
  return hash.digest('hex');
}

/**
 * Builds rolecall for this machine.
 * @param outdir for `rolecall`, its manual page and the licences of its parts, which are inside the program as well
 * @param isSealed false for the program into which tests load code
 */
async function build(outdir: string, isSealed: boolean): Promise<void> {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
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
  cpSync(join(root, 'scripts', 'launcher.sh'), join(outdir, 'launcher'));
  chmodSync(join(outdir, 'launcher'), 0o755);
}

const { values } = parseArgs({ options: { 'for-tests': { type: 'boolean', default: false } } });
await build(join(root, values['for-tests'] ? 'dist-test' : 'dist'), !values['for-tests']);
