import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { sha256 } from '../scripts/release/install-forms.ts';
import { checkSignature } from '../scripts/release/macho.ts';
import { hasRuntimes, runtimeOf } from '../scripts/release/runtimes.ts';
import { archiveOf, packageOf, type Target, targets } from '../scripts/release/targets.ts';
import { version } from '../source/version.ts';
import { assertHandsOver } from './helpers/hand-over.ts';
import { makeDemoHome } from './helpers/home.ts';
import { installs } from './helpers/installs.ts';
import { listen } from './helpers/listen.ts';
import { runProgram } from './helpers/program.ts';
import { serveRegistry } from './helpers/registry.ts';
import { buildRelease, copyProject, release, releaseFolder } from './helpers/release.ts';

const run = promisify(execFile);
/** The release is built from what `.ci/run`, or a release before, fetched: a test fetches nothing. */
const unbuilt = !hasRuntimes() && 'the runtimes of other machines are not here: bun scripts/release/fetch.ts';
const minutes = 60_000;
const timeout = 15 * minutes;
const here = targets.find(
  ({ os, cpu, libc }) => os === process.platform && cpu === process.arch && libc !== 'musl',
) as Target;
const published = (name: string): string => join(releaseFolder, name);
const programOf = ({ name, file }: Target): string => join(releaseFolder, 'programs', name, file);
const named = (name: string): Target => targets.find((target) => target.name === name) as Target;
const tarballs = (): readonly string[] => readdirSync(published('npm')).map((name) => join(published('npm'), name));

function folderFor(context: TestContext): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'rolecall-release-')));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

test('every file is listed with its checksum, and weighs what it may', { skip: unbuilt, timeout }, async () => {
  await release();
  const sums = readFileSync(published('checksums.txt'), 'utf8').trim().split('\n');
  const listed = sums.map((line) => line.slice(66));
  const expected = [
    ...targets.map((target) => archiveOf(target, version)),
    ...['rolecall', ...targets.filter(({ os }) => os !== 'win32').map(packageOf)].map(
      (name) => `npm/${name}-${version}.tgz`,
    ),
    ...['amd64', 'arm64'].map((cpu) => `rolecall_${version}_${cpu}.deb`),
    ...['sbom.cdx.json', 'install.sh', 'rolecall.rb', 'rolecall.json', 'notes.md'],
  ];
  assert.deepEqual(listed, expected.sort());
  for (const line of sums) {
    const bytes = readFileSync(published(line.slice(66)));
    assert.equal(sha256(bytes), line.slice(0, 64), line);
    assert.ok(bytes.length < 63e6, `${line.slice(66)}: ${bytes.length} bytes`);
  }
  for (const text of ['notes.md', 'install.sh', 'rolecall.rb', 'rolecall.json', 'sbom.cdx.json']) {
    assert.doesNotMatch(readFileSync(published(text), 'utf8'), /\/(home|root|tmp|work)\//, text);
  }
  assert.match(readFileSync(published('notes.md'), 'utf8'), /This release is unsigned/);
});

/** What a program is: the processor's number in the header of its kind. */
function kindOf(path: string): string {
  const bytes = readFileSync(path);
  if (bytes.toString('latin1', 0, 4) === '\x7fELF') return `ELF ${bytes.readUInt16LE(18)}`;
  if (bytes.toString('latin1', 0, 2) === 'MZ')
    return `PE 0x${bytes.readUInt16LE(bytes.readUInt32LE(60) + 4).toString(16)}`;
  return `Mach-O 0x${bytes.readUInt32LE(4).toString(16)}`;
}

test('each program is of the kind of its target, and the loader of Linux is that of its libc', {
  skip: unbuilt,
  timeout,
}, async () => {
  await release();
  const kinds = {
    linux: { x64: 'ELF 62', arm64: 'ELF 183' },
    darwin: { x64: 'Mach-O 0x1000007', arm64: 'Mach-O 0x100000c' },
    win32: { x64: 'PE 0x8664', arm64: 'PE 0xaa64' },
  };
  for (const target of targets) {
    assert.equal(kindOf(programOf(target)), kinds[target.os][target.cpu], target.name);
    if (target.libc === undefined) continue;
    const loader = /\/lib(?:64)?\/ld-[\w-]+\.so\.\d/.exec(
      readFileSync(programOf(target)).toString('latin1', 0, 20_000),
    )?.[0];
    assert.equal(loader?.includes('musl'), target.libc === 'musl', `${target.name}: ${loader}`);
  }
});

test('both programs for macOS are signed, on every page', { skip: unbuilt, timeout }, async () => {
  await release();
  for (const target of targets.filter(({ os }) => os === 'darwin')) {
    const { pages, ...found } = checkSignature(readFileSync(programOf(target)));
    assert.deepEqual(found, { identifier: 'dev.rolecall', isAdHoc: true, bad: [], isWhole: true }, target.name);
    assert.ok(pages > 20_000);
  }
});

test('the check of signatures finds that of the runtime whole, which its maker wrote', { skip: unbuilt }, () => {
  for (const target of targets.filter(({ os }) => os === 'darwin')) {
    const { identifier, isAdHoc, bad, isWhole } = checkSignature(readFileSync(runtimeOf(target)));
    assert.deepEqual(
      { identifier, isAdHoc, bad, isWhole },
      { identifier: 'bun', isAdHoc: false, bad: [], isWhole: true },
    );
  }
});

test('another folder, time zone, language and umask give the same bytes', {
  skip: unbuilt,
  timeout,
}, async (context) => {
  await release();
  const other = join(folderFor(context), 'some', 'deeper', 'folder');
  await copyProject(other);
  const commit = await run('git', ['log', '-1', '--format=%ct']);
  await buildRelease(other, { SOURCE_DATE_EPOCH: commit.stdout.trim(), TZ: 'Asia/Tokyo', LANG: 'C' });
  assert.equal(
    readFileSync(join(other, 'release', 'checksums.txt'), 'utf8'),
    readFileSync(published('checksums.txt'), 'utf8'),
  );
});

test('the bill of materials names what is inside, with licence and digest', { skip: unbuilt, timeout }, async () => {
  await release();
  const bom = JSON.parse(readFileSync(published('sbom.cdx.json'), 'utf8'));
  assert.deepEqual([bom.bomFormat, bom.specVersion], ['CycloneDX', '1.6']);
  const components = bom.components as readonly {
    readonly name: string;
    readonly purl: string;
    readonly licenses: readonly unknown[];
    readonly hashes?: unknown;
  }[];
  const names = components.map(({ name }) => name);
  for (const name of [
    'ink',
    'react',
    '@aws-sdk/client-sts',
    ...targets.flatMap(({ runtime, keyring }) => [runtime, keyring]),
  ]) {
    assert.ok(names.includes(name), name);
  }
  assert.equal(new Set(components.map(({ purl }) => purl)).size, components.length);
  for (const { name, licenses, hashes } of components) {
    assert.equal(licenses.length, 1, name);
    assert.ok(hashes, `${name} has a digest`);
  }
});

for (const { name, skip, install } of installs) {
  test(`installed by ${name}: runs, hands over status, signals, words and input, and finds itself`, {
    skip: unbuilt || skip,
    timeout,
  }, async (context) => {
    await release();
    const prefix = folderFor(context);
    const home = await makeDemoHome(context);
    const { url, asked } = await serveRegistry(context, tarballs());
    const program = await install({
      prefix,
      registry: url,
      env: { ...home.env, npm_config_cache: join(prefix, 'cache') },
    });
    const fetched = asked.filter((each) => each.endsWith('.tgz'));
    assert.deepEqual(fetched.sort(), [`/-/rolecall-${version}.tgz`, `/-/${packageOf(here)}-${version}.tgz`].sort());
    await assertHandsOver(program, home.env);
    const updated = await runProgram(['update'], { env: home.env, program: [program] });
    assert.match(updated.out, new RegExp(`installed by ${/pnpm|bun|npm/.exec(name)?.[0]}: `));
    // Hooks call it as PATH leads to it: what that is a link to has a version in its path.
    const { out } = await runProgram(['init', 'bash'], {
      env: { ...home.env, PATH: `${dirname(program)}:/usr/bin:/bin` },
      program: [program],
    });
    assert.ok(out.includes(program), out.slice(0, 500));
  });
}

test('the tarballs install without a registry, with the manual page', { skip: unbuilt, timeout }, async (context) => {
  await release();
  const prefix = folderFor(context);
  const env = { HOME: prefix, PATH: process.env.PATH ?? '', npm_config_cache: join(prefix, 'cache') };
  const both = ['rolecall', packageOf(here)].map((name) => published(`npm/${name}-${version}.tgz`));
  await run('npm', ['install', '--global', '--offline', '--prefix', prefix, ...both], { env });
  const { stdout } = await run(join(prefix, 'bin', 'rolecall'), ['--version'], {
    env: { HOME: prefix, PATH: '/usr/bin:/bin' },
  });
  assert.equal(stdout, `${version}\n`);
  assert.ok(existsSync(join(prefix, 'share', 'man', 'man1', 'rolecall.1')));
});

test('npm installs no package for another system', { skip: unbuilt, timeout }, async (context) => {
  await release();
  const prefix = folderFor(context);
  const env = { HOME: prefix, PATH: process.env.PATH ?? '', npm_config_cache: join(prefix, 'cache') };
  const other = published(`npm/${packageOf(named('darwin-arm64'))}-${version}.tgz`);
  await assert.rejects(
    run('npm', ['install', '--global', '--offline', '--prefix', prefix, other], { env }),
    /EBADPLATFORM/,
  );
});

const withoutDpkg = Bun.which('dpkg-deb') === null && 'there is no dpkg';

test('the package of Debian has its fields, unpacks and runs', {
  skip: unbuilt || withoutDpkg,
  timeout,
}, async (context) => {
  await release();
  const directory = folderFor(context);
  const { stdout: architecture } = await run('dpkg', ['--print-architecture']);
  const path = published(`rolecall_${version}_${architecture.trim()}.deb`);
  const { stdout: fields } = await run('dpkg-deb', ['-I', path]);
  for (const field of [/Package: rolecall$/m, /Depends: libc6 \(>= 2\.17\)/, /Installed-Size: \d{6}$/m])
    assert.match(fields, field);
  const { stdout: listed } = await run('dpkg-deb', ['-c', path]);
  const wrong = listed
    .trim()
    .split('\n')
    .filter((line) => !/^(d|-)rw(x|-)r-(x|-)r-(x|-) root\/root /.test(line));
  assert.deepEqual(wrong, []);
  await run('dpkg', ['-x', path, directory]);
  const { stdout } = await run(join(directory, 'usr/bin/rolecall'), ['--version'], {
    env: { HOME: directory, PATH: '' },
  });
  assert.equal(stdout, `${version}\n`);
  for (const name of [
    'man/man1/rolecall.1.gz',
    'bash-completion/completions/rolecall',
    'zsh/vendor-completions/_rolecall',
    'doc/rolecall/copyright',
  ]) {
    assert.ok(statSync(join(directory, 'usr/share', name)).size > 500, name);
  }
});

test('install.sh brings the real program from a server', { skip: unbuilt, timeout }, async (context) => {
  await release();
  const home = folderFor(context);
  const server = createServer(({ url = '' }, response) => response.end(readFileSync(published(url.slice(1)))));
  const from = `http://127.0.0.1:${await listen(context, server)}`;
  const env = { HOME: home, PATH: '/usr/bin:/bin' };
  await run('sh', [published('install.sh'), '--from', from], { env });
  const { stdout } = await run(join(home, '.local/bin/rolecall'), ['--version'], { env });
  assert.equal(stdout, `${version}\n`);
});

const emulated = [
  { name: 'linux-x64', emulator: 'qemu-x86_64', words: ['-cpu', 'Nehalem'] },
  { name: 'linux-arm64', emulator: 'qemu-aarch64', words: [] },
].map((each) => ({ ...each, path: Bun.which(each.emulator) ?? Bun.which(`${each.emulator}-static`) }));

for (const { name, emulator, path, words } of emulated) {
  const skip = path === null && `there is no ${emulator}`;
  test(`${name} runs in ${emulator} ${words.join(' ')}`, { skip: unbuilt || skip, timeout }, async (context) => {
    await release();
    const home = await makeDemoHome(context);
    const libraries = name === 'linux-arm64' ? ['-L', '/usr/aarch64-linux-gnu'] : [];
    const program = [path ?? '', ...libraries, ...words, programOf(named(name))] as [string, ...string[]];
    const { out, err } = await runProgram(['--version'], { env: home.env, program });
    assert.equal(out, `${version}\n`, err);
    const listed = await runProgram(['list', '--names'], { env: home.env, program });
    assert.match(listed.out, /^ystataws$/m, listed.err);
  });
}
