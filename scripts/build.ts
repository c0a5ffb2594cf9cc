import { chmodSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './bundle.ts';
import { buildProgram } from './program.ts';

/**
 * Builds rolecall for this machine.
 * @param outdir for what `buildProgram` writes, and npm's way to it
 * @param isSealed false for the program into which tests load code
 */
async function build(outdir: string, isSealed: boolean): Promise<void> {
  await buildProgram(outdir, { isSealed });
  cpSync(join(root, 'scripts', 'launcher.sh'), join(outdir, 'launcher'));
  chmodSync(join(outdir, 'launcher'), 0o755);
}

const { values } = parseArgs({ options: { 'for-tests': { type: 'boolean', default: false } } });
await build(join(root, values['for-tests'] ? 'dist-test' : 'dist'), !values['for-tests']);
