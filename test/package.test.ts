import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { access, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../', import.meta.url));
const npm = (...argv: readonly string[]) =>
  run('npm', [...argv], {
    cwd: root,
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
  });

type Packed = {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
};
let packed: Packed;
let directory: string;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rolecall-pack-'));
  const { stdout } = await npm('pack', '--json', '--ignore-scripts', '--pack-destination', directory);
  [packed] = JSON.parse(stdout) as [Packed];
});

test('what is packed is what a person runs and reads, and weighs less than 60 MB', async () => {
  const paths = packed.files.map(({ path }) => path).sort();
  const isPage = (path: string) => path.startsWith('docs/');
  assert.deepEqual(
    paths.filter((path) => !isPage(path)),
    [
      'changelog.md',
      'dist/launcher',
      'dist/licenses.txt',
      'dist/rolecall',
      'dist/rolecall.1',
      'license',
      'package.json',
      'readme.md',
      'schemas/settings.json',
    ],
  );
  const pages = await readdir(join(root, 'docs'), { recursive: true, withFileTypes: true });
  assert.deepEqual(
    paths.filter(isPage),
    pages
      .filter((page) => page.isFile())
      .map((page) => relative(root, join(page.parentPath, page.name)))
      .sort(),
  );
  assert.ok(packed.size <= 60e6, `${packed.size} bytes`);
});

test('the tarball installs without a network, brings nothing along, and runs without Node', async (context) => {
  const prefix = join(directory, 'prefix');
  context.after(() => rm(directory, { recursive: true, force: true }));
  const tarball = join(directory, packed.filename);
  const { stderr } = await npm('install', '--global', '--offline', '--prefix', prefix, tarball);
  assert.doesNotMatch(stderr, /install-scripts/, 'nothing runs at install');
  const { stdout } = await run(join(prefix, 'bin', 'rolecall'), ['--version'], {
    env: { HOME: directory, PATH: '/usr/bin:/bin' },
  });
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
  await access(join(prefix, 'share', 'man', 'man1', 'rolecall.1'));
  const { stdout: installed } = await npm('ls', '--global', '--prefix', prefix, '--all', '--parseable');
  const packages = installed.split('\n').filter((line) => line.includes('node_modules'));
  assert.deepEqual(packages, [join(prefix, 'lib', 'node_modules', 'rolecall')]);
});

test('npm ci runs the install scripts of the runtime and of Node alone', async () => {
  // npm before 12 runs one wherever the lock file says that there is one. pure-prompt’s puts links into the system’s folders.
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly hasInstallScript?: true }>>;
  };
  const running = Object.keys(lock.packages).filter((path) => lock.packages[path]?.hasInstallScript);
  assert.deepEqual(running, ['node_modules/bun', 'node_modules/node'], 'take hasInstallScript out of the others');
});
