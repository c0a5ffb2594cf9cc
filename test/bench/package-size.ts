import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { options } from '../../source/build/build.ts';
import type { Suite } from './row.ts';

/** What an install brings. */
export const packageSuite: Suite = {
  name: 'package',
  run: async () => {
    const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: options.absWorkingDir,
    });
    const [{ size = Number.NaN } = {}] = JSON.parse(stdout) as { size?: number }[];
    const manifest = JSON.parse(readFileSync(`${options.absWorkingDir}package.json`, 'utf8'));
    return [
      { what: 'packed size', against: '', ours: size / 1e6, unit: 'MB', atMost: 1 },
      {
        what: 'runtime dependencies to install',
        against: '',
        ours: Object.keys(manifest.dependencies ?? {}).length,
        unit: '',
        atMost: 0,
      },
    ];
  },
};
