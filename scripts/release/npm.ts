import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { root } from '../bundle.ts';
import { type Entry, file } from './archives/tar.ts';
import { type Built, helpers, ownText, papers, type Release } from './contents.ts';
import { packageOf } from './targets.ts';

/** A package of npm: its name, and its files below `package/`. */
export type Package = { readonly name: string; readonly entries: readonly Entry[] };

const { description, keywords, license } = manifest;

/** Windows has no `sh` for the launcher: there the archive and Scoop install rolecall. */
const hasPackage = ({ target }: Built): boolean => target.os !== 'win32';

/**
 * `rolecall`, a launcher that becomes the program of the machine, and a package with the program for each kind of machine,
 * of which npm installs the one that fits. None has a script that runs at install.
 */
export function npmPackages({ version, built }: Release): readonly Package[] {
  const programs = built.filter(hasPackage);
  const [first] = programs;
  if (first === undefined) return [];
  const launcher = {
    name: 'rolecall',
    version,
    description,
    keywords,
    license,
    os: [...new Set(programs.map(({ target }) => target.os))],
    bin: { rolecall: 'launcher' },
    man: ['rolecall.1'],
    optionalDependencies: Object.fromEntries(programs.map(({ target }) => [packageOf(target), version])),
  };
  const launched: Package = {
    name: 'rolecall',
    entries: [
      packed(launcher),
      file('launcher', readFileSync(join(root, 'scripts', 'launcher.sh')), true),
      ...papers(first).filter(({ path }) => path !== 'licenses.txt'),
      ...helpers(first),
    ],
  };
  return [launched, ...programs.map((each) => programPackage(each, version))];
}

function programPackage({ target, program, licenses }: Built, version: string): Package {
  const name = packageOf(target);
  const { os, cpu, libc } = target;
  const about = {
    name,
    version,
    description: `The program of rolecall for ${target.name}.`,
    license,
    os: [os],
    cpu: [cpu],
    ...(libc !== undefined && { libc: [libc] }),
    // A program is run from where it lies.
    preferUnplugged: true,
  };
  const readme = `# ${name}\n\nThe program of rolecall for ${target.name}. Install the package rolecall, which brings it.\n`;
  return {
    name,
    entries: [
      packed(about),
      file(target.file, program, true),
      file('license', ownText('license')),
      file('licenses.txt', licenses),
      file('readme.md', readme),
    ],
  };
}

const packed = (about: object): Entry => file('package.json', `${JSON.stringify(about, undefined, 2)}\n`);
