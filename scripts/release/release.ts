import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { version } from '../../source/version.ts';
import { root } from '../bundle.ts';
import { buildProgram } from '../program.ts';
import { gzip } from './archives/gzip.ts';
import { tar } from './archives/tar.ts';
import { type Built, type Release, under } from './contents.ts';
import { homebrewFormula, installScript, type Published, scoopManifest, sha256 } from './install-forms.ts';
import { checkSignature } from './macho.ts';
import { npmPackages } from './npm.ts';
import { fetchRuntimes, keyringOf, runtimeOf } from './runtimes.ts';
import { billOfMaterials } from './sbom.ts';
import { signWith, unsigned } from './sign.ts';
import { type Artefact, archive, debianPackage } from './system-packages.ts';
import { type Target, targets, triedOn } from './targets.ts';

const usage = `npm run release -- [--from URL]
Builds rolecall for every target and puts what is published into release/: archives, npm and Debian packages, checksums,
the bill of materials, install.sh, and the Homebrew and Scoop files. The same commit gives the same bytes.

  --from URL            the address of the folder where the files will be; Homebrew and Scoop need it

  ROLECALL_SIGN         an \`sh\` command that signs a program for macOS or Windows, run with the file as its argument
  SOURCE_DATE_EPOCH     the time of all files, in seconds since 1970 (default: the time of the commit)`;

const folder = join(root, 'release');

/** When the commit was made, in seconds since 1970. */
function commitTime(): number {
  const given = process.env.SOURCE_DATE_EPOCH || gitSays('log', '-1', '--format=%ct');
  if (!/^\d+$/.test(given)) throw new Error('There is no commit here: set SOURCE_DATE_EPOCH, in seconds since 1970.');
  return Number(given);
}

const gitSays = (...argv: readonly string[]): string =>
  spawnSync('git', [...argv], { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? '';

/** Builds and signs one program. @throws Error where a program of macOS is not as it was signed */
async function buildTarget(target: Target, sign: string | undefined): Promise<Built> {
  const outdir = join(folder, 'programs', target.name);
  const path = join(outdir, target.file);
  await buildProgram(outdir, {
    target: target.name,
    file: target.file,
    runtime: runtimeOf(target),
    keyring: keyringOf(target),
  });
  // The kernel of Linux looks at no signature.
  if (sign !== undefined && target.os !== 'linux') signWith(sign, path);
  const program = readFileSync(path);
  if (target.os === 'darwin') {
    const { bad, isWhole } = checkSignature(program);
    if (bad.length > 0 || !isWhole) throw new Error(`The signature of ${path} is wrong on ${bad.length} pages.`);
  }
  const text = (name: string) => readFileSync(join(outdir, name), 'utf8');
  return { target, program, manual: text('rolecall.1'), licenses: text('licenses.txt') };
}

/** Everything that is published but its checksums. */
async function artefactsOf(release: Release, from: string | undefined): Promise<readonly Artefact[]> {
  const archives = release.built.map((built) => archive(built, release));
  const published: Published = {
    version: release.version,
    sums: new Map(archives.map(({ name, bytes }) => [name, sha256(bytes)])),
    from,
  };
  const packages = npmPackages(release).map(({ name, entries }): Artefact => {
    return {
      name: `npm/${name}-${release.version}.tgz`,
      bytes: gzip(tar(under('package', entries), release.time)),
    };
  });
  return [
    ...archives,
    ...packages,
    ...release.built.map((built) => debianPackage(built, release)),
    { name: 'sbom.cdx.json', bytes: Buffer.from(await billOfMaterials(release)) },
    installScript(published),
    homebrewFormula(published),
    scoopManifest(published),
  ].filter((each) => each !== undefined);
}

/** A line for each target, and whether the release is signed. */
function notes(sign: string | undefined): string {
  const rows = targets.map((target) => `| ${target.name} | ${target.oldest} | ${triedOn(target)} |`);
  const table = ['| target | oldest system | |', '|---|---|---|', ...rows].join('\n');
  return `# rolecall ${version}\n\n${table}\n${sign === undefined ? `\n${unsigned}\n` : ''}`;
}

/** @throws Error for what is no address */
async function release(from: string | undefined): Promise<void> {
  if (from !== undefined && !/^https?:\/\/[\w.:/~%+-]+$/.test(from))
    throw new Error(`--from is an address; this is ${from}`);
  const sign = process.env.ROLECALL_SIGN || undefined;
  const time = commitTime();
  fetchRuntimes();
  rmSync(folder, { recursive: true, force: true });
  const built: Built[] = [];
  for (const target of targets) {
    console.error(`… ${target.name}`);
    built.push(await buildTarget(target, sign));
  }
  console.error('… archives and packages');
  const artefacts = [
    ...(await artefactsOf({ version, time, built }, from)),
    { name: 'notes.md', bytes: Buffer.from(notes(sign)) },
  ];
  for (const { name, bytes } of artefacts) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes, { mode: name === 'install.sh' ? 0o755 : 0o644 });
    console.log(`${(bytes.length / 1e6).toFixed(1).padStart(6)} MB  ${name}`);
  }
  const sums = artefacts
    .map(({ name, bytes }) => `${sha256(bytes)}  ${name}\n`)
    .sort((one, other) => (one.slice(66) < other.slice(66) ? -1 : 1));
  writeFileSync(join(folder, 'checksums.txt'), sums.join(''));
  if (from === undefined) console.error('No --from: the Homebrew and Scoop files are left out.');
  if (gitSays('status', '--porcelain') !== '')
    console.error('There are uncommitted changes: no commit gives these bytes.');
  if (sign === undefined) console.error(unsigned);
}

const { values } = parseArgs({ options: { from: { type: 'string' }, help: { type: 'boolean', default: false } } });
if (values.help) console.log(usage);
else await release(values.from);
