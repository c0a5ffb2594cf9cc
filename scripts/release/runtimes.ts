import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../bundle.ts';
import type { Target } from './targets.ts';

/** Has a lock file of its own: `npm ci` of the project brings the runtime of this machine alone. */
const folder = join(root, 'scripts', 'release', 'runtimes');
const installed = join(folder, 'node_modules', '.of-lock-file');

const lockDigest = (): string =>
  createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');

/** Whether the runtimes of the lock file are there. */
export const hasRuntimes = (): boolean => existsSync(installed) && readFileSync(installed, 'utf8') === lockDigest();

/**
 * Fetches the runtimes and the keychain's native parts of all targets, unless those of the lock file are there.
 * @throws Error where npm does not bring them
 */
export function fetchRuntimes(): void {
  if (hasRuntimes()) return;
  // Forced, because most are for other machines than this one.
  const argv = ['ci', '--force', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr, error } = spawnSync('npm', argv, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm ${argv.join(' ')} ended with ${status}: ${error?.message ?? stderr.trim()}`);
  writeFileSync(installed, lockDigest());
}

/** Bun's executable for a target. */
export const runtimeOf = ({ runtime, os }: Pick<Target, 'runtime' | 'os'>): string =>
  join(folder, 'node_modules', runtime, 'bin', os === 'win32' ? 'bun.exe' : 'bun');

/** The keychain's native part for a target. */
export const keyringOf = ({ keyring }: Pick<Target, 'keyring'>): string =>
  createRequire(join(folder, 'package.json')).resolve(keyring);
