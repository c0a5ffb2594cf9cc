import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/bundle.ts';
import { packageOf, targets } from '../../scripts/release/targets.ts';
import { program } from '../helpers/program.ts';
import { less } from './commands.ts';
import { type Contender, type Figures, processTime, sideBySide } from './measure.ts';
import type { Suite } from './row.ts';

/** What npm's way to the program costs: a link, the launcher, the program of a package. */
export const launcherSuite: Suite = {
  name: 'launcher',
  run: async (rounds) => {
    const target = targets.find(({ os, cpu }) => os === process.platform && cpu === process.arch);
    if (target === undefined || target.os === 'win32') return [];
    const prefix = mkdtempSync(join(tmpdir(), 'rolecall-bench-npm-'));
    try {
      const installed = join(prefix, 'lib', 'node_modules', 'rolecall');
      const itsPackage = join(installed, 'node_modules', packageOf(target));
      mkdirSync(itsPackage, { recursive: true });
      mkdirSync(join(prefix, 'bin'));
      cpSync(join(root, 'scripts', 'launcher.sh'), join(installed, 'launcher'));
      chmodSync(join(installed, 'launcher'), 0o755);
      cpSync(program[0], join(itsPackage, 'rolecall'));
      symlinkSync('../lib/node_modules/rolecall/launcher', join(prefix, 'bin', 'rolecall'));
      const env = { HOME: prefix, PATH: '/usr/bin:/bin' };
      const version = (name: string, file: string): Contender => ({
        name,
        once: () => processTime([file, '--version'], env),
      });
      const [direct, launched] = (await sideBySide(
        [
          version('the program itself', join(itsPackage, 'rolecall')),
          version('through npm’s bin', join(prefix, 'bin', 'rolecall')),
        ],
        Math.max(rounds, 21),
      )) as [Figures, Figures];
      const more = less(launched, direct);
      return [
        {
          what: '--version through npm’s bin, more than direct',
          against: '',
          ours: more.median,
          unit: 'ms',
          atMost: 5,
          note: `${direct.median.toFixed(1)} ms direct`,
        },
      ];
    } finally {
      rmSync(prefix, { recursive: true, force: true });
    }
  },
};
