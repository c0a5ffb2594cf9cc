import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { root } from '../../scripts/bundle.ts';
import { program } from '../helpers/program.ts';
import type { Row, Suite } from './row.ts';

/** What an install brings. */
export const packageSuite: Suite = {
  name: 'package',
  run: async () => {
    const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
    });
    const [{ size = Number.NaN } = {}] = JSON.parse(stdout) as { size?: number }[];
    const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
    return [
      { what: 'packed size', against: '', ours: size / 1e6, unit: 'MB', atMost: 60 },
      ...(await releaseSize()),
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

/** The program as a release has it. Skipped where there is no xz. */
async function releaseSize(): Promise<readonly Row[]> {
  const child = Bun.spawn(['sh', '-c', 'xz -3 -T2 -c "$0" | wc -c', program[0]], { stdout: 'pipe', stderr: 'ignore' });
  const size = Number(await child.stdout.text());
  if ((await child.exited) !== 0 || size === 0) return [];
  return [{ what: 'the program, xz', against: '', ours: size / 1e6, unit: 'MB', atMost: 50 }];
}
